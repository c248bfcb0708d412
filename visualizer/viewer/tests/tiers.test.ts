import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Governor, TIERS, hasPatterns, pixelRatio } from '../src/draw/tiers.ts';

function measure(governor: Governor, milliseconds: number, frames: number): void {
  for (let i = 0; i < frames; i++) governor.measure(milliseconds);
}

test('a slow device loses one thing after the other', () => {
  const governor = new Governor('full');
  measure(governor, 100, 12);
  assert.equal(governor.tier, 'sharp');
  measure(governor, 100, 1000);
  assert.equal(governor.tier, TIERS.at(-1));
});

test('a fast device gets everything', () => {
  const governor = new Governor('sharp');
  measure(governor, 16, 100);
  assert.equal(governor.tier, 'full');
});

test('a device that is hopelessly slow is relieved after a few frames', () => {
  const governor = new Governor('full');
  measure(governor, 350, 9);
  assert.equal(governor.tier, 'coarse');
});

test('a few slow frames change nothing', () => {
  const governor = new Governor('full');
  for (let i = 0; i < 50; i++) {
    measure(governor, 300, 1);
    measure(governor, 60, 3);
    measure(governor, 16, 8);
  }
  assert.equal(governor.tier, 'full');
});

test('a device that cannot hold a tier tries it ever less often', () => {
  const governor = new Governor('full');
  const falls: number[] = [];
  for (let frame = 0; frame < 5000; frame++) {
    const before = governor.tier;
    governor.measure(before === 'full' ? 60 : 16);
    if (before === 'full' && governor.tier !== 'full') falls.push(frame);
  }
  const gaps = falls.slice(1).map((frame, i) => frame - falls[i]!);
  assert.ok(gaps.length >= 2);
  assert.ok(gaps.every((gap, i) => i === 0 || gap > gaps[i - 1]!));
});

test('a device that needs long for every single picture is relieved too', () => {
  const governor = new Governor('full');
  assert.equal(governor.measureAlone(400), false);
  assert.equal(governor.measureAlone(140), true);
  assert.equal(governor.tier, 'sharp');
});

test('where smoothed edges are only half of what is too much, the outlines go with them', () => {
  const governor = new Governor('full');
  for (const time of [300, 200]) governor.measureAlone(time);
  assert.equal(governor.tier, 'plain');
  for (const time of [300, 200]) governor.measureAlone(time);
  assert.equal(governor.tier, 'coarse', 'then one thing after the other');
});

test('one slow picture between others changes nothing', () => {
  const governor = new Governor('full');
  for (let i = 0; i < 100; i++) for (const time of [400, 30]) governor.measureAlone(time);
  assert.equal(governor.tier, 'full');
});

test('single pictures that are drawn at once change nothing', () => {
  const governor = new Governor('full');
  for (let i = 0; i < 100; i++) governor.measureAlone(30);
  assert.equal(governor.tier, 'full');
});

test('a slow device draws fewer pixels, and all of them again once it is fast', () => {
  const governor = new Governor('full');
  const ratio = () => pixelRatio(governor.tier, 3);
  assert.equal(ratio(), 2, 'more than two are not seen');
  measure(governor, 100, 24);
  assert.equal(ratio(), 1.5);
  measure(governor, 100, 12);
  assert.equal(ratio(), 1);
  measure(governor, 16, 4000);
  assert.equal(ratio(), 2);
  assert.equal(pixelRatio('full', 1), 1, 'and never more than the screen has');
});

test('the two lowest tiers have no patterns', () => {
  assert.deepEqual(TIERS.map(hasPatterns), [true, true, false, false]);
});
