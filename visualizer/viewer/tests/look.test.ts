import './vocabulary.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Look } from '../src/page/look/look.ts';
import { ViewStore } from '../src/page/life/store.ts';

/** A page's state at a step that shows bones alone, under X-ray. */
function looking(changes: object = {}) {
  const state: Record<string, unknown> = {
    steps: [{ layers: ['bones'], xray: true }],
    step: 0,
    layers: {},
    opening: 'guided',
    xray: 'auto',
    xray_kind: 'live',
    xray_stills: {},
    selected: '',
    ...changes,
  };
  const store = new ViewStore({
    get: (key) => state[key],
    set: (key, value) => (state[key] = value),
    update: (update) => Object.assign(state, update),
    addListener: () => undefined,
  });
  return { look: new Look(store, () => 'less than 1'), state };
}

test('a layer follows the step until the person chooses, and again when the choice is the same', () => {
  const { look, state } = looking();
  assert.equal(look.isShown('skin', {}, ['bones']), false);
  look.show('skin', true);
  look.show('bones', false);
  assert.deepEqual(state['layers'], { skin: true, bones: false });
  look.show('skin', false);
  look.show('bones', true);
  assert.deepEqual(state['layers'], {});
});

test('one press returns to how the step is shown', () => {
  const { look, state } = looking({ view: 'top', opening: 'ghost', layers: { skin: true } });
  const chosen = () =>
    look.hasChosen(String(state['view']), String(state['opening']), state['layers'] as {}, 'auto');
  assert.equal(chosen(), true);
  look.asTheStep();
  assert.equal(chosen(), false);
});

test('bones go round through closed, opened, seen-through and the step itself', () => {
  const { look, state } = looking();
  const seen = Array.from({ length: 4 }, () => {
    look.nextOpening();
    return state['opening'];
  });
  assert.deepEqual(seen, ['closed', 'opened', 'ghost', 'guided']);
});

test('the X-ray is small by itself where the team works by it, then large, then off', () => {
  const { look, state } = looking();
  assert.equal(look.xray('auto', true), 'inset');
  assert.equal(look.xray('auto', false), 'off');
  look.nextXray();
  assert.equal(state['xray'], 'large');
  look.nextXray();
  assert.equal(state['xray'], 'off');
});

test('without X-ray pictures the key does nothing', () => {
  const { look, state } = looking({ xray_kind: 'stills' });
  look.nextXray();
  assert.equal(state['xray'], 'auto');
  assert.equal(look.hasXray('stills', { lateral: ['a'] }), true);
});

test('a part opens its card, again or an unknown one closes it', () => {
  const { look, state } = looking();
  const terms = { disc: { name: 'Disc', text: 'A pad.' } };
  look.pick('disc', terms);
  assert.equal(state['selected'], 'disc');
  look.pick('disc', terms);
  assert.equal(state['selected'], '');
  look.pick('bone_L1', terms);
  assert.equal(state['selected'], '');
});

test('what is there and rounds to nothing is less than one', () => {
  const { look } = looking();
  assert.equal(look.filled('{value} mm outside', 0.2), 'less than 1 mm outside');
  assert.equal(look.filled('{value} mm outside', 0.5), '1 mm outside');
});

test('numbers are whole, and what leans back does not lean forward', () => {
  const { look } = looking();
  assert.equal(look.filled('{value} mm', 20.6), '21 mm');
  assert.equal(look.filled('{value}°', -0.64), '0°');
  assert.equal(look.filled('{value}°', 0), '0°');
});
