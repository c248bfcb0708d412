import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BufferAttribute, BufferGeometry, Group, Mesh, Vector4 } from 'three';
import type { ShaderMaterial } from 'three';
import type { Look, MaterialLook, Recipe, SceneFormat } from '../src/scene/format.ts';
import { MOST_LOOKS, MaterialFactory } from '../src/draw/materials.ts';
import { OUTLINE_LAYER, addPasses, ghostShare } from '../src/draw/passes.ts';
import { Morphs } from '../src/scene/morphs.ts';

const LOOK: Look = {
  ...{ rank: 0, kind: 'surface', least: 0, below: null, back: false, translucent: true },
  ...{ writes_depth: false, alpha: 1, rim: 1, more_rim: 0, full: 1, shift: 0 },
};
const BONE: MaterialLook = {
  ...{ colour: '#804020', ambient: 0.1, diffuse: 0.2, specular: 0.3, power: 4 },
  ...{ alpha: 0.5, rim: 0.25, pass: 'opaque', outline: '#010203', ink: 0, detail: 0, ghost: '#ff0000' },
};

/** Draw a triangle by looks; what is drawn comes in their order. */
function drawnBy(looks: Partial<Look>[], outline: string | null = BONE.outline) {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(9), 3));
  const page = { accent: '#000000', ink: '#000000', halo: '#000000', divider: '#000000' };
  const detail = { press: '', surface: '', patterns: '', tinted: 1, textured: 2 };
  const format = { lights: [], detail, cut: [0, 0, 1, 0], page } as unknown as SceneFormat;
  const factory = new MaterialFactory(format, new Morphs(new Group()));
  const drawn = new Group();
  const source = new Mesh(geometry);
  const rest = { value: new Vector4() };
  const surface = { source, rest, tint: false, texture: null, bias: 0.4, glow: { value: 0 } };
  const recipe = { looks: { opaque: looks.map((look) => ({ ...LOOK, ...look })) } };
  const context = { source, drawn, factory, look: BONE, surface, outline };
  const paint = addPasses(context, recipe as unknown as Recipe);
  return { paint, meshes: drawn.children as Mesh<BufferGeometry, ShaderMaterial>[] };
}

function numbersOf({ material }: Mesh<BufferGeometry, ShaderMaterial>): number[] {
  return (material.uniforms['mesh']!.value as Vector4).toArray();
}

test('at each opacity those looks draw that are for it, and none at 0', () => {
  const { paint, meshes } = drawnBy([{ least: 1 }, { below: 0.6 }, { least: 0.6, below: 1 }, {}]);
  const seen = [0, 0.1, 0.6, 1].map((opacity) => {
    paint(opacity);
    return meshes.map(({ visible }) => visible);
  });
  assert.deepEqual(seen, [
    [false, false, false, false],
    [false, true, false, true],
    [false, false, true, true],
    [true, false, false, true],
  ]);
});

test('a look has its share of the opacity and the rim, and all of its own rim once it is full', () => {
  const { paint, meshes } = drawnBy([
    { alpha: 0.5, rim: 0.5, shift: -0.5 },
    { more_rim: 0.5, full: 0.5 },
    { kind: 'outline', full: 0.5, shift: 0.5 },
  ]);
  paint(0.25);
  const [far, ghost, line] = meshes.map(numbersOf);
  assert.deepEqual(far!.slice(0, 2), [0.0625, 0.03125]);
  assert.deepEqual(ghost!.slice(0, 2), [0.125, 0.375]);
  assert.deepEqual(line!.slice(0, 2), [0.5, 0]);
  assert.deepEqual([far![2], ghost![2], line![2]], [0.4 - 0.5, 0.4, 0.9]);
});

test('a ghost takes on its tint as it fades, and no other does', () => {
  const { paint, meshes } = drawnBy([{ full: 0.5 }, {}]);
  paint(0.75);
  const tints = meshes.map(({ material }) => material.uniforms['tint']!.value.toArray());
  assert.deepEqual(tints, [[1, 0.5, 0.5], [1, 1, 1]]);
  assert.deepEqual([1, 0.5, 0.1].map((shown) => ghostShare({ ...LOOK, full: 0.5 }, shown)), [0, 1, 1]);
});

test('what is drawn writes depth, shows faces and comes in order as its look says', () => {
  const { meshes } = drawnBy([
    { rank: 3, translucent: false, writes_depth: true },
    { rank: 4, back: true },
    { rank: 5, kind: 'depth', writes_depth: true },
    { rank: 6, kind: 'outline', back: true },
  ]);
  const written = meshes.map(({ material }) => [material.depthWrite, material.colorWrite, material.side]);
  assert.deepEqual(written, [[true, true, 0], [false, true, 1], [true, false, 0], [false, true, 1]]);
  const ranks = meshes.map(({ renderOrder }) => Math.floor(renderOrder / MOST_LOOKS));
  assert.deepEqual(ranks, [3, 4, 5, 6]);
  assert.deepEqual(meshes.map(({ layers }) => layers.mask), [1, 1, 1, 1 << OUTLINE_LAYER]);
});

test('what has no outline gets none', () => {
  assert.equal(drawnBy([{}, { kind: 'outline' }], null).meshes.length, 1);
});
