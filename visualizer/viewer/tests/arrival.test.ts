import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { arrivalOf, expectScene, keepScene } from '../src/scene/arrival.ts';
import type { WalkthroughScene } from '../src/scene/walkthrough.ts';

const original = globalThis.fetch;
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  // No scene, but bytes that are counted.
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    return new Response(new Uint8Array([1, 2, 3]), { headers: { 'Content-Length': '3' } });
  };
});
afterEach(() => {
  globalThis.fetch = original;
});

test('a scene that is expected is fetched once, and taken once', async () => {
  expectScene('a');
  const arrival = arrivalOf('a');
  assert.deepEqual(asked, ['a']);
  assert.notEqual(arrivalOf('a'), arrival);
  assert.deepEqual(asked, ['a', 'a']);
  await assert.rejects(arrival.scene, /no whole scene/);
});

test('a scene that is expected again still comes once, but one that is lost comes anew', () => {
  const arrival = expectScene('c');
  assert.equal(expectScene('c'), arrival);
  assert.deepEqual(asked, ['c']);
  arrival.stop();
  assert.notEqual(expectScene('c'), arrival);
  assert.deepEqual(asked, ['c', 'c']);
});

test('another scene does not take its place', () => {
  expectScene('a');
  const other = arrivalOf('b');
  assert.equal(other.source, 'b');
  assert.equal(arrivalOf('a').source, 'a');
  assert.deepEqual(asked, ['a', 'b']);
});

test('scenes that may be asked for wait beside each other, and the eldest makes room', () => {
  const names = Array.from({ length: 9 }, (_, number) => `many-${number}`);
  const [eldest, second] = names.slice(0, 2).map(expectScene);
  names.slice(2, 8).forEach(expectScene);
  expectScene('many-0'); // wanted again, it is the latest
  expectScene('many-8');
  assert.equal(arrivalOf('many-0'), eldest);
  assert.ok(second!.isLost);
  assert.deepEqual(asked, names);
});

test('a scene that was shown is kept, and stays when nobody waits for it any more', async () => {
  const scene = { source: 'shown' } as WalkthroughScene;
  keepScene(scene);
  const arrival = expectScene('shown');
  assert.equal(await arrival.scene, scene);
  arrival.stop();
  assert.equal(await arrivalOf('shown').scene, scene);
  assert.deepEqual(asked, []);
});

test('a scene that is kept is here at once', () => {
  keepScene({ source: 'whole' } as WalkthroughScene);
  const reports: { loaded: number; total: number }[] = [];
  arrivalOf('whole').follow((progress) => reports.push(progress), 5);
  assert.deepEqual(reports, [{ loaded: 1, total: 1 }]);
});

test('who comes late is told of what is here', async () => {
  expectScene('a');
  const arrival = arrivalOf('a');
  await assert.rejects(arrival.scene);
  const reports: object[] = [];
  arrival.follow((progress) => reports.push(progress), 5);
  assert.deepEqual(reports, [{ loaded: 3, total: 3 }]);
});

test('the size that the host knows is the total until another is found', () => {
  const reports: object[] = [];
  arrivalOf('a').follow((progress) => reports.push(progress), 5);
  assert.deepEqual(reports, [{ loaded: 0, total: 5 }]);
});
