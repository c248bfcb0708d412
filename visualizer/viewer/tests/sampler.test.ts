import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sampler, samplerOf } from '../src/scene/sampler.ts';

test('a track is linear between its keys and constant outside them', () => {
  const sampler = new Sampler({ times: [1, 2, 4], values: [0, 10, 30] });
  assert.deepEqual(
    [0, 1, 1.5, 2, 3, 4, 9].map((time) => sampler.at(time)),
    [0, 0, 5, 10, 20, 30, 30],
  );
});

test('going back in time gives the same values as going forth', () => {
  const times = Array.from({ length: 50 }, (_, i) => i / 4);
  const track = { times, values: times.map((time) => Math.sin(time)) };
  const moments = Array.from({ length: 200 }, (_, i) => i / 15);
  const forth = new Sampler(track);
  const back = new Sampler(track);
  const values = moments.map((moment) => forth.at(moment));
  const reversed = moments.toReversed().map((moment) => back.at(moment));
  assert.deepEqual(values, reversed.toReversed());
});

test('a track of vectors gives every component', () => {
  const out = new Float64Array(3);
  new Sampler({ times: [0, 1], values: [0, 0, 0, 2, 4, 6] }, 3).into(0.5, out);
  assert.deepEqual([...out], [1, 2, 3]);
});

test('a track with one key never changes', () => {
  assert.equal(new Sampler({ times: [3], values: [0.34] }).at(11), 0.34);
});

test('two keys at one time are a jump', () => {
  const sampler = new Sampler({ times: [0, 1, 1, 2], values: [0, 0, 5, 5] });
  assert.deepEqual([0.99, 1, 1.01].map((time) => sampler.at(time)), [0, 5, 5]);
});

test('a track whose values do not fit its times is refused', () => {
  assert.throws(() => new Sampler({ times: [0, 1], values: [1] }), /1 values for 2 times/);
});

test('who reads the same track shares what is known of it, and another time is asked anew', () => {
  const track = { times: [0, 1], values: [0, 2] };
  assert.equal(samplerOf(track), samplerOf(track));
  assert.notEqual(samplerOf(track), samplerOf({ ...track }));
  assert.deepEqual([0.5, 0.5, 0.25, 0.5].map((time) => samplerOf(track).at(time)), [1, 1, 0.5, 1]);
});
