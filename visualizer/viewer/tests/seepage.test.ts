import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Vector3, Vector4 } from 'three';
import type { SceneFormat } from '../src/scene/format.ts';
import { Seepage } from '../src/scene/seepage.ts';

const SCENE = {
  seeping: { begin: 0.6, filled: 0.7, usual: 1, most: 1.2 },
  numbers: { positions: { cement: [0, 0.7, 1, 1.4] } },
} as unknown as SceneFormat;

/** Of a tall and a flat bone each, all keys but the first. */
function weightsAt(key: number, flat: number): number[] {
  const weights = Array.from({ length: 7 }, () => 0);
  if (key > 0) weights[2 * key - 1] = 1 - flat;
  weights[2 * key] = flat;
  return weights;
}

function told(key: number, flat: number, cement = 1, opened = 1) {
  const parts = [
    { extras: { weights: '', shown: 'opened' }, meshes: [], opacity: opened },
    {
      extras: { weights: 'cement', shown: 'cement' },
      meshes: [{ morphTargetInfluences: weightsAt(key, flat) }],
      opacity: cement,
    },
  ];
  const shared = { stand: { value: new Vector3() }, seeping: { value: new Vector4() } };
  new Seepage(SCENE, parts).take(shared);
  return { stand: shared.stand.value.toArray(), seeping: shared.seeping.value.toArray() };
}

const near = (found: number[], wanted: number[]) =>
  assert.ok(found.every((value, i) => Math.abs(value - wanted[i]!) < 1e-9), `${found} is not ${wanted}`);

test('cement seeps once the cavity is all but full, and no further than the most', () => {
  near([0, 1, 2, 3].map((key) => told(key, 0).stand[1]!), [0, 0.25, 1, 1.2]);
});

test('the distances are those of the amount and of the bone it lies in', () => {
  near(told(1, 0.25).seeping, [0.75, 0.25, 0, 0]);
  near(told(2, 0.25).seeping, [0, 0, 0.75, 0.25]);
  near(told(3, 1).seeping, [0, 0, 0, 1]);
});

test('nothing seeps where no cement is seen, and nothing is pressed to a cut that is not there', () => {
  near(told(2, 0, 0).stand, [1, 0, 0]);
  near(told(2, 0, 1, 0).stand, [0, 1, 0]);
});
