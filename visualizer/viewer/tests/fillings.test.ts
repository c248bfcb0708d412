import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentOf, tenthsOf } from '../src/page/case/fillings.ts';

const TABLE = {
  losses: [0.2, 0.3, 0.42],
  fillings: [0, 0.25, 0.5, 0.75, 1],
  millilitres: [
    [3.803, 4.575, 5.399, 5.967, 6.599],
    [3.66, 4.45, 5.3, 5.77, 6.3],
    [3.49, 4.308, 5.187, 5.537, 5.915],
  ],
};

test('a taller bone than was measured holds what the tallest holds, and a flatter one the least', () => {
  assert.deepEqual(tenthsOf(TABLE, 0.5, 0), { least: 38, most: 66, value: 54 });
  assert.deepEqual(tenthsOf(TABLE, 1, 0.5), { least: 35, most: 59, value: 59 });
  assert.deepEqual(tenthsOf(TABLE, 0.125, 0.25), { least: 37, most: 64, value: 41 });
});

test('every tenth of a millilitre that the slider offers is what is told then', () => {
  for (const loss of [0, 0.2, 0.23, 0.3, 0.37, 0.42]) {
    const { least, most } = tenthsOf(TABLE, 0, loss);
    for (let tenths = least; tenths <= most; tenths += 1) {
      const percent = percentOf(TABLE, tenths, loss);
      assert.equal(tenthsOf(TABLE, percent / 100, loss).value, tenths, `${tenths} at ${loss}`);
    }
  }
});

test('beyond the ends of the slider there is nothing', () => {
  assert.equal(percentOf(TABLE, 0, 0.3), 0);
  assert.equal(percentOf(TABLE, 999, 0.3), 100);
});
