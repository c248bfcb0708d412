import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { unpacked } from '../src/scene/packed.ts';

test('what stands in the page comes out as it went in', async () => {
  const textContent = `\n${gzipSync('words and more').toString('base64')}\n`;
  const stream = unpacked({ textContent } as Element);
  assert.equal(await new Response(stream).text(), 'words and more');
});

test('a damaged file is an error, and no half of a scene', async () => {
  const packed = gzipSync('words and more').subarray(0, 20).toString('base64');
  await assert.rejects(new Response(unpacked({ textContent: packed } as Element)).text());
});
