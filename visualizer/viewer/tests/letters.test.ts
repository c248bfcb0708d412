import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeAfter } from '../src/page/read/letters.ts';

test('text grows in three steps, and shrinks again in the same', () => {
  const walk = (way: 'larger' | 'smaller', from: number) => {
    const seen = [from];
    while (sizeAfter(seen.at(-1)!, way) !== seen.at(-1)) seen.push(sizeAfter(seen.at(-1)!, way));
    return seen;
  };
  assert.deepEqual(walk('larger', 100), [100, 115, 130, 150]);
  assert.deepEqual(walk('smaller', 150), [150, 130, 115, 100]);
});
