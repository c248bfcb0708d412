import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Rest } from '../src/viewer/rest.ts';

/** A clock that only moves when told to. */
function aClock(milliseconds: number) {
  Object.assign(globalThis, { window: globalThis });
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 1000;
  let rested = 0;
  mock.method(performance, 'now', () => now);
  const rest = new Rest(milliseconds, () => (rested += 1));
  const pass = (time: number) => {
    now += time;
    mock.timers.tick(time);
  };
  const stop = () => {
    mock.timers.reset();
    mock.restoreAll();
  };
  return { rest, pass, stop, now: () => now, rested: () => rested };
}

test('rest comes once, a while after the last of many disturbances', () => {
  const clock = aClock(100);
  for (let i = 0; i < 30; i++) {
    clock.rest.disturb(clock.now());
    clock.pass(16);
    assert.equal(clock.rested(), 0);
  }
  clock.pass(80);
  assert.equal(clock.rested(), 0, 'only 96 ms have passed');
  clock.pass(20);
  assert.equal(clock.rested(), 1);
  clock.pass(1000);
  assert.equal(clock.rested(), 1);
  assert.ok(!clock.rest.isDue);
  clock.rest.disturb(clock.now());
  assert.ok(clock.rest.isDue);
  clock.pass(120);
  assert.equal(clock.rested(), 2, 'and again after the next');
  clock.stop();
});

test('nothing comes after it was stopped', () => {
  const clock = aClock(100);
  clock.rest.disturb(clock.now());
  clock.rest.stop();
  clock.pass(500);
  assert.equal(clock.rested(), 0);
  clock.stop();
});
