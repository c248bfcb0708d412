import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ASLEEP, Loop } from '../src/viewer/loop.ts';

const waiting = new Map<number, FrameRequestCallback>();
let last = 0;
globalThis.requestAnimationFrame = (callback) => {
  waiting.set((last += 1), callback);
  return last;
};
globalThis.cancelAnimationFrame = (handle) => void waiting.delete(handle);
afterEach(() => waiting.clear());

test('who goes on at once does not take the turn twice', () => {
  let frames = 0;
  const loop = new Loop(() => {
    frames += 1;
    return ASLEEP;
  });
  loop.request();
  loop.now();
  assert.equal(frames, 1);
  assert.equal(waiting.size, 0);
});

test('who goes on at once is called again as the frame asks', () => {
  const loop = new Loop(() => 0);
  loop.now();
  assert.equal(waiting.size, 1);
});
