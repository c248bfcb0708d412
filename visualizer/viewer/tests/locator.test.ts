import './vocabulary.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Quaternion, Vector3 } from 'three';
import { Locator, gazeOf } from '../src/page/look/locator.ts';
import { ViewStore } from '../src/page/life/store.ts';

function locating() {
  const state: Record<string, unknown> = { located: true, gaze: null };
  const store = new ViewStore({
    get: (key) => state[key],
    set: (key, value) => (state[key] = value),
    update: (update) => Object.assign(state, update),
    addListener: () => undefined,
  });
  return { locator: new Locator(store), state };
}

/** A camera whose eye lies in a direction from the bone. */
function lookingFrom(x: number, y: number, z: number) {
  const orientation = new Quaternion().setFromUnitVectors(
    new Vector3(0, 0, 1),
    new Vector3(x, y, z).normalize(),
  );
  return { orientation };
}

test('the eye of a turned camera stands around the bone as seen from the left side', () => {
  const { locator, state } = locating();
  locator.steer(lookingFrom(0, 0, -1));
  assert.deepEqual(state['gaze'], [0, 0, -1]);
  const [x, y] = locator.eye('free', [0, 0, -1], 'L1').split(' ').map(Number);
  // Behind the person is on the right; the bone's own axes lean a little.
  assert.ok(x! > 15 && Math.abs(y!) < 5);
});

test('a view from the side stands on the bone itself, and the steps have no eye', () => {
  const { locator } = locating();
  assert.equal(locator.eye('side', null, 'L1').replaceAll('-', ''), '0.0 0.0');
  assert.equal(locator.eye('guided', null, 'L1'), '');
  assert.deepEqual(locator.seen('guided', null, 'L1', false), []);
});

test('words name the two strongest sides; up is the head end of who lies', () => {
  const { locator } = locating();
  const gaze = gazeOf(lookingFrom(0.1, 0.3, -1));
  assert.deepEqual(locator.seen('free', gaze, 'L1', false), ['from_behind']);
  const above = gazeOf(lookingFrom(0.1, 1.2, -1));
  assert.deepEqual(locator.seen('free', above, 'L1', false), ['from_behind', 'from_above']);
  assert.deepEqual(locator.seen('free', above, 'L1', true), ['from_behind', 'from_head']);
});

test('its name says level, place, posture and from where one looks', () => {
  const { locator } = locating();
  const words = {
    lying: '{level}, {place}, lying.',
    lower_back: 'in the lower back',
    from_front: 'from the front',
    from_left: 'from the left',
    seen: 'You look {sides}.',
    also: 'and',
  };
  assert.equal(
    locator.name(words, 'L2', 'lower_back', true, ['from_front', 'from_left']),
    'L2, in the lower back, lying. You look from the front and from the left.',
  );
});
