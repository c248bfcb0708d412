/** Validate a scene against the glTF specification: node validate.mjs scene.glb prints JSON. */
import { readFileSync } from 'node:fs';
import { validateBytes } from 'gltf-validator';

const bytes = new Uint8Array(readFileSync(process.argv[2]));
const report = await validateBytes(bytes, { maxIssues: 0 });
process.stdout.write(`${JSON.stringify(report.issues)}\n`);
process.exitCode = report.issues.numErrors > 0 ? 1 : 0;
