import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packBits } from '../src/draw/silhouette.ts';

test('covered pixels are set bits, first row on top', () => {
  const pixels = new Uint8Array(4 * 4 * 2); // 4 x 2, rows from the bottom
  pixels[4 * 4 + 3] = 255; // first pixel of the top row
  pixels[3 * 4 + 3] = 1; // last pixel of the bottom row
  const bytes = [...atob(packBits(pixels, 4, 2))].map((letter) => letter.charCodeAt(0));
  assert.deepEqual(bytes, [0b10000001]);
});
