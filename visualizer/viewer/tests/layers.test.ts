import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Part, isLayerShown } from '../src/parts.ts';
import { Sampler } from '../src/sampler.ts';

test('a layer is drawn unless it is switched off', () => {
  assert.ok(isLayerShown({}, 'skin'));
  assert.ok(isLayerShown({ bones: false }, 'skin'));
  assert.ok(!isLayerShown({ skin: false }, 'skin'));
});

test('a part takes the opacity of its track, or none while its layer is off', () => {
  const painted: number[] = [];
  const shown = new Sampler({ times: [0, 1], values: [0, 1] });
  const part = new Part('skin', 'skin', [], shown, [(opacity) => painted.push(opacity)]);
  part.update(0.5, {});
  part.update(0.5, {});
  part.update(0.5, { skin: false });
  part.update(1, { skin: true });
  assert.deepEqual(painted, [0.5, 0, 1], 'and it is painted only when that changes');
});
