import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BufferAttribute, BufferGeometry, Color, Group, Matrix4, Mesh, Texture, Vector4 } from 'three';
import type { ShaderMaterial } from 'three';
import type { MaterialLook, SceneFormat } from '../src/scene/format.ts';
import { MOST_LOOKS, MaterialFactory } from '../src/draw/materials.ts';
import type { Surface } from '../src/draw/materials.ts';
import { Morphs } from '../src/scene/morphs.ts';

const BONE: MaterialLook = {
  ...{ colour: '#804020', ambient: 0.1, diffuse: 0.2, specular: 0.3, power: 4, alpha: 1, rim: 0 },
  ...{ pass: 'opaque', outline: '#010203', ink: 0, detail: 0, ghost: '#ffffff' },
};
const LOOKS: MaterialLook[] = [
  BONE,
  { ...BONE, ink: 1.5 },
  { ...BONE, outline: null, ink: 1.5 },
  { ...BONE, hard: { colour: '#808080', specular: 0.5 } },
];

function aMesh(targets: number): Mesh<BufferGeometry> {
  const geometry = new BufferGeometry();
  const values = () => new BufferAttribute(new Float32Array(9), 3);
  geometry.setAttribute('position', values());
  if (targets > 0) geometry.morphAttributes.position = Array.from({ length: targets }, values);
  return new Mesh(geometry);
}

function aFactory(...meshes: Mesh[]): MaterialFactory {
  const detail = { press: '', surface: '', patterns: '#define PATTERNS', tinted: 1, textured: 2 };
  const page = { accent: '#000000', ink: '#000000', halo: '#000000', divider: '#000000' };
  const format = { lights: [], detail, cut: [0, 0, 1, 0], page };
  const root = new Group();
  for (const mesh of meshes) root.add(mesh);
  return new MaterialFactory(format as unknown as SceneFormat, new Morphs(root));
}

function aSurface(source: Mesh<BufferGeometry>, more: Partial<Surface> = {}): Surface {
  return { source, rest: { value: new Vector4() }, tint: false, texture: null, bias: 0, glow: { value: 0 }, ...more };
}

/** Of what three.js looks at, all that one of our materials may have and another not. */
function program(material: ShaderMaterial, { morphAttributes }: BufferGeometry): string {
  const { defines, vertexShader, fragmentShader, side, transparent, blending } = material;
  const isOpaque = !transparent && blending === 1;
  return JSON.stringify([defines, vertexShader, fragmentShader, side, isOpaque, morphAttributes]);
}

test('whatever the look and however many targets, one program draws all that is lit', () => {
  const meshes = [0, 1, 5].map(aMesh);
  const factory = aFactory(...meshes);
  const programs = new Set<string>();
  for (const source of meshes) {
    for (const look of LOOKS) {
      for (const more of [{}, { tint: true }, { texture: new Texture() }]) {
        for (const translucent of [false, true]) {
          const material = factory.lit(look, aSurface(source, more), { translucent });
          programs.add(program(material, factory.morphs.drawable(source)));
        }
      }
    }
  }
  assert.equal(programs.size, 1);
});

test('outlines of solid and of see-through things have one program, what only hides another', () => {
  const factory = aFactory(aMesh(2));
  const source = aMesh(0);
  const line = (translucent: boolean) => factory.outline(BONE, '#000000', aSurface(source), { back: true, translucent });
  const programs = [line(false), line(true), factory.depth(BONE, aSurface(source))];
  assert.equal(new Set(programs.map((each) => program(each, source.geometry))).size, 2);
});

test('a look reaches the program in columns, once for all that have it', () => {
  const source = aMesh(0);
  const factory = aFactory(source);
  const looks = LOOKS.map((look) => factory.lit(look, aSurface(source)).uniforms['look']!);
  const numbers = looks.map(({ value }) => (value as Matrix4).toArray());
  const { r, g, b } = new Color(128 / 255, 64 / 255, 32 / 255);
  assert.deepEqual(numbers[0]!.slice(0, 8), [r, g, b, 0, 0.1, 0.2, 0.3, 4]);
  assert.deepEqual(numbers.map((each) => each[3]), [0, 1.5, 0, 0], 'ink needs a colour');
  assert.deepEqual(numbers.map((each) => each[15]), [-1, -1, -1, 0.5], 'only cement hardens');
  assert.equal(factory.lit({ ...BONE }, aSurface(source)).uniforms['look'], looks[0]);
  const marks = [{}, { tint: true }, { texture: new Texture() }].map((more) => {
    const { uniforms } = factory.lit(BONE, aSurface(source, more));
    return (uniforms['look']!.value as Matrix4).elements[11];
  });
  assert.deepEqual(marks, [0, 1, 2]);
  const patterned = factory.lit({ ...BONE, detail: 32 }, aSurface(source, { tint: true }));
  assert.equal((patterned.uniforms['look']!.value as Matrix4).elements[11], 33);
});

test('a slow device has a shorter program for all that is lit, and gets the whole one back', () => {
  const source = aMesh(0);
  const factory = aFactory(source);
  const materials = LOOKS.map((look) => factory.lit(look, aSurface(source)));
  const programs = () => new Set(materials.map((each) => program(each, source.geometry)));
  const [whole, ...others] = programs();
  assert.deepEqual(others, []);
  factory.showPatterns(false);
  const versions = materials.map(({ version }) => version);
  assert.equal(programs().size, 1);
  assert.ok(!programs().has(whole!));
  factory.showPatterns(false);
  assert.deepEqual(materials.map(({ version }) => version), versions, 'nothing is made twice');
  factory.showPatterns(true);
  assert.deepEqual([...programs()], [whole]);
});

test('a mesh tells its opacities, how far it lies back and its targets', () => {
  const source = aMesh(3);
  const factory = aFactory(source);
  const { uniforms } = factory.lit({ ...BONE, alpha: 0.5, rim: 0.25 }, aSurface(source, { bias: 2 }));
  assert.deepEqual((uniforms['mesh']!.value as Vector4).toArray(), [0.5, 0.25, 2, 3]);
});

test('things of one look have one rank, all others another, and none reaches the next pass', () => {
  const factory = aFactory();
  const looks = Array.from({ length: 60 }, () => ({ ...BONE }));
  const ranks = () => looks.map((look) => factory.rank(look));
  const first = ranks();
  assert.equal(new Set(first).size, looks.length);
  assert.deepEqual(ranks(), first);
  assert.ok(first.every((rank) => Number.isInteger(rank) && rank >= 0 && rank < MOST_LOOKS));
});
