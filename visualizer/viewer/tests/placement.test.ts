import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crossing, overlap, placeLabels } from '../src/labels/placement.ts';
import type { Placed, Wanted } from '../src/labels/placement.ts';

const WIDE = { width: 900, height: 620, keepClear: [] };
const PHONE = { width: 390, height: 388, keepClear: [] };
const BADGE = { x: 12, y: 10, width: 180, height: 26 };
const BUTTONS = { x: 770, y: 10, width: 120, height: 200 };

/** Numbers that look random and are the same every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

function someLabels(count: number, seed: number, width: number, height: number): Wanted[] {
  const next = numbers(seed);
  return Array.from({ length: count }, (_, i) => ({
    key: `label ${i}`,
    x: width * (0.25 + 0.5 * next()),
    y: height * (0.1 + 0.8 * next()),
    width: 60 + 90 * next(),
    height: 32,
  }));
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

test('labels never touch each other, an edge, or what is kept clear', () => {
  const cases = [
    { ...WIDE, count: 7, keepClear: [BADGE, BUTTONS] },
    { ...PHONE, count: 4, keepClear: [BADGE] },
  ];
  for (const { count, ...picture } of cases) {
    for (let seed = 1; seed <= 40; seed++) {
      const labels = someLabels(count, seed, picture.width, picture.height);
      const placed = placeLabels(labels, picture);
      assert.equal(placed.length, count, `all have room (seed ${seed})`);
      for (const [a, b] of pairs(placed)) assert.ok(!overlap(a, b, 8));
      for (const box of placed) {
        for (const kept of picture.keepClear) assert.ok(!overlap(box, kept, 8));
        assert.ok(box.x >= 8 && box.x + box.width <= picture.width - 8);
        assert.ok(box.y >= 8 && box.y + box.height <= picture.height - 8);
      }
    }
  }
});

test('leader lines rarely cross', () => {
  let crossings = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const placed = placeLabels(someLabels(7, seed, 900, 620), WIDE);
    crossings += pairs(placed).filter(([a, b]) => crossing(a.from, a.to, b.from, b.to)).length;
  }
  assert.ok(crossings <= 4, `${crossings} of 840 pairs cross`);
});

test('a label stays on its side when its thing moves a little', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const labels = someLabels(7, seed, 900, 620);
    const before = new Map(placeLabels(labels, WIDE).map((place) => [place.key, place]));
    const next = numbers(seed + 1000);
    const shaken = labels.map((label) => ({
      ...label,
      x: label.x + 8 * (next() - 0.5),
      y: label.y + 8 * (next() - 0.5),
    }));
    for (const place of placeLabels(shaken, WIDE, before)) {
      assert.equal(place.side, before.get(place.key)!.side, `seed ${seed}, ${place.key}`);
    }
  }
});

test('a label lies beside its thing, not over it', () => {
  const label = { key: 'disc', x: 400, y: 300, width: 80, height: 32 };
  const [place] = placeLabels([label], WIDE) as [Placed];
  assert.equal(place.to.y, place.from.y);
  assert.ok(place.x > 400 || place.x + place.width < 400);
});

test('where there is no room the less important label is left out', () => {
  const tiny = { width: 200, height: 60, keepClear: [] };
  const labels = ['first', 'second', 'third'].map((key) => {
    return { key, x: 100, y: 30, width: 90, height: 40 };
  });
  assert.deepEqual(placeLabels(labels, tiny).map(({ key }) => key).slice(0, 1), ['first']);
  assert.ok(placeLabels(labels, tiny).length < 3);
});
