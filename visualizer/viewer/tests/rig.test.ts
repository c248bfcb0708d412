import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Vector3 } from 'three';
import { GuidedCamera, fieldHeight } from '../src/camera/camera.ts';
import { CameraRig } from '../src/camera/rig.ts';
import { Turner } from '../src/camera/views.ts';

const still = (values: number[]) => ({ times: [0], values });
const guided = new GuidedCamera({
  target: { times: [0, 11], values: [0, 0, 0, 0, 0, -22] },
  direction: still([0.9, 0.2, 0.3]),
  up: still([0, 1, 0]),
  width: still([80]),
  height: still([60]),
});
const upright = { ups: [[0, 1, 0]], centred: true, margin: 1, hides: [] };
const turner = new Turner({
  side: { ...upright, direction: [1, 0, 0] },
  front: { ...upright, direction: [0, 0, 1] },
});

function aRig(): CameraRig {
  const rig = new CameraRig();
  rig.update(guided, turner, 0, 0);
  return rig;
}

function towards(rig: CameraRig): Vector3 {
  return new Vector3(0, 0, 1).applyQuaternion(rig.pose.orientation);
}

test('turning lets go of the guided way, and a reset goes back to it', () => {
  const rig = aRig();
  const before = towards(rig);
  rig.turn(0.5, 0);
  rig.update(guided, turner, 5, 0);
  assert.equal(rig.view, 'free');
  assert.equal(rig.pose.target.z, 0, 'a free camera stays when time goes on');
  assert.equal(rig.reset(0, false), 'guided');
  rig.update(guided, turner, 0, 0);
  assert.ok(towards(rig).distanceTo(before) < 1e-9);
});

test('a reset goes back to the view that was chosen', () => {
  const rig = aRig();
  rig.show('side', 0, false);
  rig.zoom(2, 1.5);
  assert.equal(rig.reset(0, false), 'side');
});

test('the horizon stays level and the pole is never crossed', () => {
  const rig = aRig();
  for (let i = 0; i < 200; i++) rig.turn(0.3, 0.2);
  rig.update(guided, turner, 0, 0);
  const right = new Vector3(1, 0, 0).applyQuaternion(rig.pose.orientation);
  assert.ok(Math.abs(right.y) < 1e-6);
  assert.ok(towards(rig).y < 1);
});

test('the model cannot be lost by zooming or panning', () => {
  const rig = aRig();
  for (let i = 0; i < 200; i++) {
    rig.zoom(0.8, 1.5);
    rig.pan(0.5, 0.5, 1.5);
  }
  rig.update(guided, turner, 0, 0);
  assert.ok(fieldHeight(rig.pose, 1.5) <= 421);
  assert.ok(rig.pose.target.length() <= 161);
});

test('a change of view takes 400 ms and can be interrupted', () => {
  const rig = aRig();
  const start = towards(rig);
  rig.show('front', 1000, true);
  assert.ok(rig.update(guided, turner, 0, 1200));
  const middle = towards(rig);
  assert.ok(middle.distanceTo(start) > 0.1 && middle.z < 0.99);
  rig.show('guided', 1200, true);
  rig.update(guided, turner, 0, 1200);
  assert.ok(towards(rig).distanceTo(middle) < 1e-9, 'it turns back from where it is');
  assert.equal(rig.update(guided, turner, 0, 1601), false);
  assert.ok(towards(rig).distanceTo(start) < 1e-9);
});
