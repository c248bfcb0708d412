import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoxGeometry, Float32BufferAttribute, Mesh, PerspectiveCamera } from 'three';
import { Anchor } from '../src/labels/anchors.ts';
import type { Pass } from '../src/scene/format.ts';
import { Part } from '../src/scene/parts.ts';
import { Probe, meant } from '../src/labels/probe.ts';
import { Sampler } from '../src/scene/sampler.ts';
import { GUIDED_WISH } from '../src/camera/wish.ts';

const CENTRE = { x: 0, y: 0 };

/** A camera 100 mm in front of the origin. */
function aCamera(): PerspectiveCamera {
  const camera = new PerspectiveCamera(14, 1, 1, 1000);
  camera.position.z = 100;
  camera.updateMatrixWorld();
  return camera;
}

/** A cube of this size in mm whose middle lies at this depth behind the origin. */
function aCube(part: string, size: number, depth: number, opacity = 1, drawn: Pass = 'opaque') {
  const mesh = new Mesh(new BoxGeometry(size, size, size));
  mesh.position.z = -depth;
  mesh.updateMatrixWorld();
  const track = new Sampler({ times: [0], values: [opacity] });
  const kind = { material: '', layer: 'bones', shown: 'always', weights: '' };
  const extras = { part, ...kind, xray: null };
  const made = new Part(extras, [mesh], { guided: track, openings: {}, asked: null }, [], drawn);
  made.update(0, GUIDED_WISH);
  return made;
}

function cast(...parts: Part[]) {
  return new Probe().cast([CENTRE], parts, aCamera())[0]!;
}

test('what lies under a point is found with its near and far side', () => {
  const [hit] = cast(aCube('bone', 10, 20));
  assert.ok(Math.abs(hit!.near - 115) < 1e-3);
  assert.ok(Math.abs(hit!.far - 125) < 1e-3);
  const [beside] = new Probe().cast([{ x: 0.9, y: 0 }], [aCube('bone', 10, 0)], aCamera());
  assert.deepEqual(beside, []);
});

test('morphed things are found where they have moved to', () => {
  const cube = aCube('bone', 10, 0);
  const mesh = cube.meshes[0]!;
  const { position } = mesh.geometry.attributes;
  const shift = Float32Array.from({ length: position!.count * 3 }, (_, i) => (i % 3 === 2 ? 30 : 0));
  mesh.geometry.morphAttributes['position'] = [new Float32BufferAttribute(shift, 3)];
  mesh.morphTargetInfluences = [0.5];
  assert.ok(Math.abs(cast(cube)[0]!.near - 80) < 1e-3);
});

test('hits come nearest first, and what is not drawn is no hit', () => {
  const hits = cast(aCube('far', 4, 30), aCube('near', 4, 0), aCube('hidden', 4, -30, 0));
  assert.deepEqual(hits.map(({ part }) => part.name), ['near', 'far']);
});

test('a tap means what is nearest', () => {
  assert.equal(meant(cast(aCube('near', 4, 0), aCube('far', 4, 30)))?.name, 'near');
  assert.equal(meant([]), null);
});

test('a tap on a bone that is seen through means what is inside it, not what is behind it', () => {
  const ghost = aCube('ghost', 20, 0, 0.11);
  assert.equal(meant(cast(ghost, aCube('cement', 8, 0)))?.name, 'cement');
  assert.equal(meant(cast(ghost, aCube('behind', 8, 40)))?.name, 'ghost');
  const balloon = aCube('balloon', 20, 0, 1, 'balloon');
  assert.equal(meant(cast(balloon, aCube('marker', 2, 0)))?.name, 'marker');
});

test('a tap on skin means the bone under it, and skin where there is none', () => {
  const skin = aCube('skin', 4, -20, 1, 'skin');
  assert.equal(meant(cast(skin, aCube('bone', 8, 20)))?.name, 'bone');
  assert.equal(meant(cast(skin))?.name, 'skin');
  assert.equal(meant(cast(aCube('faint', 4, 0, 0.05))), null);
});

/** A place on the front of a thing whose corner lies at this depth. */
function anAnchor(z: number, normal: number[] | null = [0, 0, 1], opacity = 1): Anchor {
  const carrier = aCube('carrier', 0, -z, opacity);
  const label = { key: 'pedicle', parts: ['bone'], on: 'carrier', at: [0, 0, z], normal };
  const anchor = new Anchor(label, carrier);
  anchor.project(aCamera());
  return anchor;
}

test('a place follows the corner of the thing that carries it', () => {
  const cube = aCube('bone', 10, 0);
  const mesh = cube.meshes[0]!;
  const at = [4, 4, 4];
  const anchor = new Anchor({ key: 'x', parts: [], on: 'bone', at, normal: null }, cube);
  anchor.project(aCamera());
  assert.deepEqual(anchor.place.toArray(), [5, 5, 5]);
  const { count } = mesh.geometry.attributes['position']!;
  const shift = Float32Array.from({ length: count * 3 }, (_, i) => (i % 3 === 1 ? 8 : 0));
  mesh.geometry.morphAttributes['position'] = [new Float32BufferAttribute(shift, 3)];
  mesh.geometry.morphTargetsRelative = true;
  mesh.morphTargetInfluences = [0.5];
  mesh.position.x = 2;
  mesh.updateMatrixWorld();
  anchor.project(aCamera());
  assert.deepEqual(anchor.place.toArray(), [7, 9, 5]);
});

test('a place is covered by what is solid before it, not by what is seen through', () => {
  const anchor = anAnchor(0);
  assert.ok(anchor.isCovered(cast(aCube('other', 4, -20))));
  assert.ok(!anchor.isCovered(cast(aCube('other', 4, 20))));
  assert.ok(!anchor.isCovered(cast(aCube('ghost', 4, -20, 0.34))));
  assert.ok(!anchor.isCovered(cast(aCube('bone', 4, 2))), 'it lies on its own surface');
  assert.ok(anchor.isCovered(cast(aCube('bone', 20, 0))), 'it lies on its own far side');
  const hollow = cast(aCube('bone', 4, -6), aCube('other', 4, -3));
  assert.ok(!anAnchor(0, null).isCovered(hollow), 'it lies in what it names, which hides the rest');
});

test('a place is named only where its surface looks at the eye and its thing is shown', () => {
  assert.ok(anAnchor(0, [0, 0, 1]).faces(aCamera()));
  assert.ok(!anAnchor(0, [0, 0, -1]).faces(aCamera()));
  assert.ok(anAnchor(0, null).faces(aCamera()));
  assert.ok(anAnchor(0).isShown());
  assert.ok(!anAnchor(0, null, 0.1).isShown());
});
