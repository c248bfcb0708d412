import './vocabulary.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLink } from '../src/page/life/link.ts';

const WORDS = {
  bad_moment: 'No {value}.',
  bad_time: 'No time {value} to {last}.',
  bad_step: 'No step {value} of {count}.',
  bad_topic: 'No topic {value}.',
  close: 'Close',
};

/** Two steps came after links had numbers. */
const STEPS = Array.from({ length: 14 }, (_, place) => ({
  key: `step_${place}`,
  numbered: place !== 0 && place !== 3,
}));

function read(query: string) {
  return readLink(new URLSearchParams(query), STEPS, WORDS, (key) => key === 'risks');
}

test('a link opens its moment and its topic', () => {
  assert.deepEqual(read('?at=step_7&topic=risks'), { topic: 'risks', time: 7, problem: '' });
  assert.deepEqual(read('?at=step_7-0.60&step=2'), { topic: '', time: 6.4, problem: '' });
  assert.deepEqual(read(''), { topic: '', time: 0, problem: '' });
});

test('an old link keeps its moment whatever came later', () => {
  const times = ['step=1', 'step=2', 'step=3', 'step=12', 't=0', 't=0.5', 't=1.75', 't=11'];
  assert.deepEqual(
    times.map((asked) => read(`?${asked}`).time),
    [1, 2, 4, 13, 1, 1.5, 3.75, 13],
  );
});

test('what there is not is said, and the first step opens', () => {
  for (const step of ['0', '13', '1.5', 'x', '', 'Infinity']) {
    assert.deepEqual(read(`?step=${step}`), {
      topic: '',
      time: 0,
      problem: `No step “${step}” of 12.`,
    });
  }
  for (const time of ['-1', '11.1', 'NaN', ' ']) {
    assert.equal(read(`?t=${time}`).problem, `No time “${time}” to 11.`);
  }
  for (const at of ['', 'step_99', 'step_0-0.5', 'step_7-1.5', 'step_7-', 'step_7 ']) {
    assert.equal(read(`?at=${at}`).problem, `No “${at}”.`);
  }
  assert.equal(read('?topic=a-very-long-name&step=2').problem, 'No topic “a-very-long-…”.');
});
