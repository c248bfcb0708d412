/** Bundle the viewer and the tools that the bake runs. Usage: node build.mjs [--tests] */
import { readdir, readFile, writeFile, copyFile, mkdir } from 'node:fs/promises';
import { brotliCompress, constants } from 'node:zlib';
import { promisify } from 'node:util';
import { basename, dirname, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const NOTICE = '/* Contains three.js, meshoptimizer and lean-qr, all MIT: threejs.org, meshoptimizer.org, github.com/davidje13/lean-qr */';
const EMPTY_SHADER = "export default ''; export const vertex = '', fragment = '';";

await mkdir(dist, { recursive: true });
if (process.argv.includes('--tests')) await bundleTests();
else
  await Promise.all([
    bundleViewer(),
    bundleSmall('handout'),
    bundleSmall('alone'),
    bundleSmall('start'),
    bundlePack(),
    bundleValidate(),
    bundleTool('pose.ts'),
  ]);

async function bundleViewer() {
  const outfile = join(dist, 'viewer.js');
  await build({
    entryPoints: [join(here, 'src/index.ts')],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'walkthrough_viewer',
    target: 'es2022',
    legalComments: 'eof',
    banner: { js: NOTICE },
    logLevel: 'warning',
    plugins: [onlyOurShaders()],
  });
  await compress(outfile);
}

/**
 * The scripts of the printable page and those that start the others stand alone: paper needs neither
 * trame nor three, and who goes first cannot wait for them.
 */
async function bundleSmall(name) {
  const outfile = join(dist, `${name}.js`);
  await build({
    entryPoints: [join(here, `src/${name}/index.ts`)],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  await compress(outfile);
}

/**
 * Leave out the shaders of three's own materials, a quarter of its size: every surface here has
 * our own. Kept are the two chunks that the renderer itself needs.
 */
function onlyOurShaders() {
  const kept = new Set(['colorspace_pars_fragment', 'tonemapping_pars_fragment']);
  return {
    name: 'only-our-shaders',
    setup(bundler) {
      bundler.onResolve({ filter: /^three$/ }, () => ({
        path: join(here, 'node_modules/three/src/Three.js'),
        sideEffects: false,
      }));
      bundler.onLoad({ filter: /shaders[\\/]Shader(Chunk|Lib)[\\/].*\.glsl\.js$/ }, ({ path }) =>
        kept.has(basename(path, '.glsl.js')) ? null : { contents: EMPTY_SHADER },
      );
    },
  };
}

async function bundlePack() {
  await bundleTool('pack.mjs');
  await copyFile(join(here, 'node_modules/gltfpack/library.wasm'), join(dist, 'library.wasm'));
}

/** The validator loads its own compiled part with require: leave it whole. */
async function bundleValidate() {
  await bundleTool('validate.mjs');
}

async function bundleTool(file) {
  await build({
    entryPoints: [join(here, 'tools', file)],
    outfile: join(dist, `${parse(file).name}.mjs`),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    legalComments: 'none',
    logLevel: 'warning',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

async function bundleTests() {
  const files = (await readdir(join(here, 'tests'))).filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: files.map((file) => join(here, 'tests', file)),
    outdir: join(dist, 'tests'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    logLevel: 'warning',
  });
}

async function compress(path) {
  const bytes = await readFile(path);
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, best));
}
