/** Pack a scene: node pack.mjs in.glb out.glb [gltfpack options]. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pack } from 'gltfpack';

const [input, output, ...options] = process.argv.slice(2);
const files = { read: readFileSync, write: writeFileSync };

try {
  process.stdout.write(await pack(['-i', input, '-o', output, ...options], files));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
