import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BufferAttribute, BufferGeometry, Group, InstancedBufferGeometry, Mesh, Sphere, Vector3 } from 'three';
import type { DataTexture } from 'three';
import { Morphs, rigidCopy } from '../src/scene/morphs.ts';

/** Every number of it is another one, from `first` on, in 127ths as packed files have them. */
function moves(corners: number, first: number): BufferAttribute {
  const numbers = Int8Array.from({ length: 3 * corners }, (_, i) => first + i);
  return new BufferAttribute(numbers, 3, true);
}

function aMesh(corners: number, targets: number, normals = true): Mesh<BufferGeometry> {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(3 * corners), 3));
  geometry.morphTargetsRelative = true;
  const each = (first: number) =>
    Array.from({ length: targets }, (_, target) => moves(corners, first + 20 * target));
  if (targets > 0) geometry.morphAttributes.position = each(1);
  if (targets > 0 && normals) geometry.morphAttributes.normal = each(-100);
  return new Mesh(geometry);
}

function aScene(...meshes: Mesh[]): Morphs {
  return new Morphs(new Group().add(...meshes));
}

/** What the program would add to a corner and its normal. */
function added(morphs: Morphs, mesh: Mesh<BufferGeometry>, corner: number): number[] {
  const { morphs: texture, morphed } = morphs.uniforms(mesh);
  const { data } = (texture!.value as DataTexture).image;
  const [first, corners, ...weights] = morphed!.value as Float32Array;
  const sums = [0, 0, 0, 0, 0, 0];
  for (let target = 0; target < morphs.targets(mesh); target++) {
    const texel = first! + 2 * (target * corners! + corner);
    for (let i = 0; i < 6; i++) {
      sums[i]! += weights[target]! * (data as Float32Array)[4 * (texel + Math.floor(i / 3)) + (i % 3)]!;
    }
  }
  return sums;
}

function due({ geometry, morphTargetInfluences }: Mesh<BufferGeometry>, corner: number): number[] {
  const { position, normal } = geometry.morphAttributes;
  return [position, normal].flatMap((targets) =>
    (['getX', 'getY', 'getZ'] as const).map((get) =>
      (targets ?? []).reduce((sum, move, i) => sum + morphTargetInfluences![i]! * move[get](corner), 0),
    ),
  );
}

function assertNear(found: number[], wanted: number[]): void {
  found.forEach((x, i) => assert.ok(Math.abs(x - wanted[i]!) < 1e-6, `${found} is not ${wanted}`));
}

test('every corner of every mesh finds its own targets, weighted as they are now', () => {
  const meshes = [aMesh(5, 3), aMesh(4, 0), aMesh(7, 2, false), aMesh(3, 1)];
  const morphs = aScene(...meshes);
  for (const weights of [[0.5, 0.25, 1], [0, 1, 0.125]]) {
    for (const { morphTargetInfluences: own } of meshes) own?.forEach((_, i) => (own[i] = weights[i]!));
    morphs.update();
    for (const mesh of meshes.filter(({ morphTargetInfluences }) => morphTargetInfluences)) {
      const { count } = mesh.geometry.attributes['position']!;
      for (let i = 0; i < count; i++) assertNear(added(morphs, mesh, i), due(mesh, i));
    }
  }
});

test('all share one texture and one length, rigid things have no targets', () => {
  const [rigid, few, many] = [aMesh(3, 0), aMesh(3, 1), aMesh(3, 4)];
  const morphs = aScene(rigid, few, many);
  const textures = [rigid, few, many].map((mesh) => morphs.uniforms(mesh)['morphs']!.value);
  assert.equal(new Set(textures).size, 1);
  assert.deepEqual([rigid, few, many].map((mesh) => morphs.targets(mesh)), [0, 1, 4]);
  assert.deepEqual(morphs.defines, { MOST_TARGETS: 4 });
});

test('two meshes of one shape have weights of their own', () => {
  const mesh = aMesh(3, 2);
  const other = new Mesh(mesh.geometry);
  const morphs = aScene(mesh, other);
  mesh.morphTargetInfluences = [1, 0];
  other.morphTargetInfluences = [0, 1];
  morphs.update();
  assert.equal(morphs.drawable(mesh), morphs.drawable(other));
  for (const each of [mesh, other]) assertNear(added(morphs, each, 1), due(each, 1));
  assert.notDeepEqual(added(morphs, mesh, 1), added(morphs, other, 1));
});

test('what is drawn has the same corners and bounds, and no targets that three.js could see', () => {
  const mesh = aMesh(3, 2);
  mesh.geometry.boundingSphere = new Sphere(new Vector3(1, 2, 3), 4);
  const drawable = aScene(mesh).drawable(mesh);
  assert.equal(drawable.attributes['position'], mesh.geometry.attributes['position']);
  assert.equal(drawable.boundingSphere, mesh.geometry.boundingSphere);
  assert.deepEqual(drawable.morphAttributes, {});
  assert.equal(new Mesh(drawable).morphTargetInfluences, undefined);
  assert.ok(rigidCopy(mesh.geometry, new InstancedBufferGeometry()).isInstancedBufferGeometry);
});

test('what joins later finds its own targets, and everything else keeps its own', () => {
  const [first, second] = [aMesh(5, 3), aMesh(7, 2)];
  const morphs = aScene(first);
  morphs.join(new Group().add(second));
  for (const { morphTargetInfluences: own } of [first, second]) own!.fill(0.5);
  morphs.update();
  for (const mesh of [first, second]) assertNear(added(morphs, mesh, 4), due(mesh, 4));
  assert.deepEqual(morphs.defines, { MOST_TARGETS: 3 });
  assert.throws(() => morphs.join(new Group().add(aMesh(2, 4))), /4 shapes/);
});
