import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameTimes } from '../src/draw/stats.ts';

function times(count: number, of: (frame: number) => number): FrameTimes {
  const kept = new FrameTimes();
  for (let frame = 0; frame < count; frame++) kept.add(of(frame));
  return kept;
}

test('a stretch is summed up by its own frames, however many came before', () => {
  const kept = times(1000, (frame) => (frame < 400 ? 50 : 1 + (frame % 2)));
  assert.deepEqual(kept.summary(600), { median: 2, p95: 2 });
  assert.deepEqual(kept.summary(1000), { median: 2, p95: 50 });
});

test('unless told, the latest frames count', () => {
  const kept = times(1000, (frame) => (frame < 760 ? 50 : 3));
  assert.deepEqual(kept.summary(), { median: 3, p95: 3 });
});

test('what is no longer kept is left out, and nothing is nothing', () => {
  assert.deepEqual(times(5000, (frame) => (frame < 904 ? 50 : 3)).summary(5000), { median: 3, p95: 3 });
  assert.deepEqual(times(3, () => 4).summary(240), { median: 4, p95: 4 });
  assert.deepEqual(new FrameTimes().summary(), { median: 0, p95: 0 });
});
