import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Group, Matrix4, Mesh, Object3D, Vector3 } from 'three';
import { Posture, hang, topOf } from '../src/scene/companions.ts';
import type { Companion } from '../src/scene/companions.ts';
import { Part } from '../src/scene/parts.ts';

function aTree(...names: string[]): Group {
  const root = new Group();
  let last: Object3D = root;
  for (const name of names) {
    const node = new Object3D();
    node.name = name;
    last.add(node);
    last = node;
  }
  return root;
}

function aCompanion(root: Group): Companion {
  return { gltf: { scene: root } as unknown as Companion['gltf'], replaces: [], labels: [] };
}

test('what lies over the broken bones hangs from the topmost frame, all else from the world', () => {
  const scene = aTree('walkthrough', 'frame_above', 'frame_beyond');
  const own = aTree('walkthrough', 'frame_top', 'part_T5');
  own.getObjectByName('walkthrough')!.add(Object.assign(new Object3D(), { name: 'part_body' }));
  hang(aCompanion(own), scene);
  assert.equal(scene.getObjectByName('part_T5')!.parent!.name, 'frame_beyond');
  assert.equal(scene.getObjectByName('part_body')!.parent!.name, 'walkthrough');
  assert.equal(topOf(aTree('walkthrough', 'frame_above'))!.name, 'frame_above');
});

test('a companion that fits nowhere is refused', () => {
  assert.throws(() => hang(aCompanion(aTree('other')), aTree('walkthrough', 'frame_above')), /fit/);
});

test('weights of the posture move a point of the upper body exactly as its frame does', () => {
  const mesh = new Mesh();
  mesh.morphTargetInfluences = [0, 0, 0, 0];
  const extras = { weights: 'posture' } as Part['extras'];
  const opacities = {} as Part['opacities'];
  const posture = new Posture([new Part(extras, [mesh], opacities, [])]);
  const motion = new Matrix4().makeRotationX(0.3).setPosition(0, -4, 2);
  posture.follow(motion);
  const [sine, cosine, up, forward] = mesh.morphTargetInfluences as [number, number, number, number];
  const point = new Vector3(5, 60, -20);
  const { y, z } = point;
  const moved = new Vector3(5, y - sine * z + cosine * y + up, z + sine * y + cosine * z + forward);
  assert.ok(moved.distanceTo(point.clone().applyMatrix4(motion)) < 1e-9);
});
