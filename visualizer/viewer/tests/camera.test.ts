import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerspectiveCamera, Vector3 } from 'three';
import { CameraPose, GuidedCamera, aimCamera, eyeDistance, fieldHeight } from '../src/camera/camera.ts';

const BOX = { width: 80, height: 60 };

function aPose(): CameraPose {
  const pose = new CameraPose().face(new Vector3(1, 0, 0), new Vector3(0, 1, 0));
  pose.target.set(5, 0, -10);
  return Object.assign(pose, BOX);
}

test('the whole box is seen in a picture of any shape', () => {
  for (const aspect of [0.4, 1, 4 / 3, 3]) {
    const field = fieldHeight(BOX, aspect);
    assert.ok(field >= BOX.height - 1e-9 && field * aspect >= BOX.width - 1e-9);
  }
});

test('the box fills the picture in one direction', () => {
  assert.equal(fieldHeight(BOX, 3), BOX.height);
  assert.equal(fieldHeight(BOX, 0.5) * 0.5, BOX.width);
});

test('the eye stands at 4.07 times the height it sees', () => {
  assert.ok(Math.abs(eyeDistance(100) - 407.2) < 0.1);
});

test('the corners of the box are on the edge of the picture', () => {
  const camera = new PerspectiveCamera();
  aimCamera(camera, aPose(), BOX.width / BOX.height);
  const corner = new Vector3(5, 30, -10 - 40).project(camera);
  assert.ok(Math.abs(corner.x - 1) < 1e-6 && Math.abs(corner.y - 1) < 1e-6);
});

test('half way between two poses the zoom is even in proportion', () => {
  const far = aPose();
  far.height = 240;
  assert.ok(Math.abs(new CameraPose().blend(aPose(), far, 0.5).height - 120) < 1e-9);
});

test('the guided camera follows its tracks, also when what is up changes', () => {
  const still = (values: number[]) => ({ times: [0], values });
  const guided = new GuidedCamera({
    target: { times: [0, 1], values: [0, 0, 0, 10, 0, 0] },
    direction: still([0, 0, 2]),
    up: { times: [0, 1], values: [0, 1, 0, 1, 0, 0] },
    width: still([80]),
    height: still([60]),
  });
  const pose = guided.at(1, new CameraPose());
  const up = new Vector3(0, 1, 0).applyQuaternion(pose.orientation);
  assert.deepEqual(pose.target.toArray(), [10, 0, 0]);
  assert.ok(up.distanceTo(new Vector3(1, 0, 0)) < 1e-9);
});
