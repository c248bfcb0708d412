import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScriptFormat } from '../src/scene/format.ts';
import { checksAt } from '../src/scene/script.ts';

test('the needle is checked against the wall as it stands at the loss that is chosen', () => {
  const measures = {
    past_wall: { times: [2, 3], values: [-4, 6] },
    wall_first: { times: [0], values: [1.5] },
  };
  const past_wall = [[-6, 4], [-4, 6], [-3, 7]];
  const checks = { losses: [0, 0.2, 0.4], past_wall, wall_first: [[1], [1.5], [3]] };
  const format = { checks, tracks: { measures } } as unknown as ScriptFormat;
  assert.deepEqual(checksAt(format, 0.1), {
    past_wall: { times: [2, 3], values: [-5, 5] },
    wall_first: { times: [0], values: [1.25] },
  });
  assert.deepEqual(checksAt(format, 0.4).past_wall.values, [-3, 7]);
});
