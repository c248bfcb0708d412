import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moved, nextStep, stepBefore } from '../src/page/life/slider.ts';

const LAST = 11;
const press = (time: number, key: string, shiftKey = false) =>
  moved(time, LAST, { key, shiftKey });

test('arrows go to the next whole step, from between steps too', () => {
  assert.equal(press(3, 'ArrowRight'), 4);
  assert.equal(press(3.4, 'ArrowUp'), 4);
  assert.equal(press(3.4, 'ArrowLeft'), 3);
  assert.equal(press(3, 'ArrowDown'), 2);
});

test('with Shift they go a tenth, and ten tenths are a step', () => {
  let time = 2;
  for (let tenth = 0; tenth < 10; tenth += 1) time = press(time, 'ArrowRight', true) ?? NaN;
  assert.equal(time, 3);
});

test('nothing leads past the ends', () => {
  assert.equal(press(0, 'ArrowLeft'), 0);
  assert.equal(press(0.05, 'ArrowLeft', true), 0);
  assert.equal(press(11, 'ArrowRight'), 11);
  assert.equal(press(5, 'Home'), 0);
  assert.equal(press(5, 'End'), 11);
});

test('other keys are left to the browser', () => {
  assert.equal(press(5, 'Tab'), null);
  assert.equal(press(5, 'a'), null);
});

test('a time that is nearly a step counts as that step', () => {
  assert.equal(nextStep(3.9999, LAST), 5);
  assert.equal(stepBefore(4.0001), 3);
});
