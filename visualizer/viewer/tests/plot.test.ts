import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BOX,
  PLOTTED,
  gapOf,
  levelOf,
  lineOf,
  lostPercent,
  meantBy,
  spansOf,
  timeAt,
  tracksOfRests,
} from '../src/page/look/curves.ts';
import type { Tracks } from '../src/page/look/curves.ts';

const LAST = 11;
const TRACKS: Tracks = {
  anterior: { times: [0.1, 1, 5, 6, 6.5], values: [26, 18, 18, 22, 21] },
  middle: { times: [0.1, 1, 5, 6, 6.5], values: [22, 17, 17, 20, 19] },
  posterior: { times: [0.1, 1], values: [25.5, 25] },
  kyphosis: { times: [0, 1, 6], values: [-1, 18, 9] },
};
const SPANS = spansOf(TRACKS);

function corners(path: string): number[][] {
  return [...path.matchAll(/[ML](\S+) ([^LVM]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

test('a curve runs from the first moment to the last, level where nothing changes', () => {
  const line = corners(lineOf(TRACKS.anterior, SPANS.anterior, LAST));
  assert.deepEqual([line[0]![0], line.at(-1)![0]], [0, BOX.width]);
  assert.equal(line[0]![1], line[1]![1]);
  assert.equal(line.at(-1)![1], line.at(-2)![1]);
  assert.equal(line.length, TRACKS.anterior.times.length + 2);
});

test('every corner of every curve lies inside its plot, as high as its value', () => {
  for (const name of PLOTTED) {
    const { values } = TRACKS[name];
    const inner = corners(lineOf(TRACKS[name], SPANS[name], LAST)).slice(1, -1);
    for (const [index, [, y]] of inner.entries()) {
      const level = levelOf(values[index]!, SPANS[name]);
      assert.ok(level > 0 && level < 1, `${name} ${level}`);
      assert.ok(Math.abs(y! - (1 - level) * BOX.height) < 0.01);
    }
  }
});

test('a millimetre is as long in the front, the middle and the back', () => {
  const spans = [SPANS.anterior, SPANS.middle, SPANS.posterior];
  const lengths = spans.map((span) => levelOf(20, span) - levelOf(19, span));
  assert.ok(Math.max(...lengths) - Math.min(...lengths) < 1e-12);
  assert.ok(levelOf(10, SPANS.kyphosis) - levelOf(9, SPANS.kyphosis) < lengths[0]!);
});

test('where nothing changes, a curve is a level line inside its plot', () => {
  const still = { times: [0], values: [25] };
  const spans = spansOf({ anterior: still, middle: still, posterior: still, kyphosis: still });
  const level = levelOf(25, spans.anterior);
  assert.ok(level > 0 && level < 1);
  const heights = corners(lineOf(still, spans.anterior, LAST)).map(([, y]) => y);
  assert.equal(new Set(heights).size, 1);
});

test('what is lost lies between the curve and the healthy line', () => {
  const gap = gapOf(TRACKS.anterior, SPANS.anterior, LAST);
  assert.ok(gap.startsWith(lineOf(TRACKS.anterior, SPANS.anterior, LAST)));
  const healthy = (1 - levelOf(26, SPANS.anterior)) * BOX.height;
  const [, back] = /V([\d.]+)H0Z$/.exec(gap)!;
  assert.ok(Math.abs(Number(back) - healthy) < 0.01);
});

test('what is lost is a percentage of the healthy height, and never a gain', () => {
  assert.equal(Math.round(lostPercent(26, 17.6)), 32);
  assert.ok(lostPercent(26, 25.95) > 0);
  assert.equal(lostPercent(26, 26), 0);
  assert.equal(lostPercent(26, 26.4), 0);
  assert.equal(lostPercent(0, 1), 0);
});

test('a pointer is at the moment under it, and outside at the ends', () => {
  const box = { left: 100, width: 220 };
  assert.deepEqual([100, 210, 320, 40, 999].map((x) => timeAt(x, box, LAST)), [0, 5.5, 11, 0, 11]);
  assert.deepEqual([100, 210, 320, 40].map((x) => timeAt(x, box, LAST, true)), [11, 5.5, 0, 11]);
  assert.equal(timeAt(5, { left: 0, width: 0 }, LAST), 0);
});

test('a tap near a step means the step, on a wide plot within fewer moments', () => {
  assert.equal(meantBy(6.3, 220, LAST), 6);
  assert.equal(meantBy(5.7, 220, LAST), 6);
  assert.equal(meantBy(6.5, 220, LAST), 6.5);
  assert.equal(meantBy(6.4, 110, LAST), 6.4);
  assert.equal(meantBy(6.3, 1100, LAST), 6.3);
});

test('a bone that is broken from the start has lost what is between it and a healthy one', () => {
  const rest = { anterior: 17, middle: 20, posterior: 25, kyphosis: 12 };
  const healthy = { healthy_anterior: 26, healthy_middle: 22, healthy_posterior: 25 };
  const tracks = tracksOfRests([
    { ...rest, ...healthy, healthy_kyphosis: 0 },
    { ...rest, anterior: 20 },
  ])!;
  assert.deepEqual(tracks.anterior, { times: [-1, 0, 1], values: [26, 17, 20] });
  const span = { low: 16, high: 26 };
  assert.equal(gapOf(tracks.anterior, span, 1), 'M0 0L0 0L0 90L1000 60L1000 60V0H0Z');
});

test('steps alone make curves too, unless one was not measured', () => {
  const rest = { anterior: 26, middle: 22, posterior: 25, kyphosis: 0, past_wall: 3 };
  const tracks = tracksOfRests([rest, { ...rest, anterior: 18 }]);
  assert.deepEqual(tracks?.anterior, { times: [-1, 0, 1], values: [26, 26, 18] });
  assert.deepEqual(tracks?.kyphosis.values, [0, 0, 0]);
  assert.equal(tracksOfRests([rest, {}]), null);
  assert.equal(tracksOfRests([]), null);
});
