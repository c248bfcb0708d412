import './vocabulary.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLink } from '../src/page/life/link.ts';

const WORDS = {
  bad_time: 'No time {value} to {last}.',
  bad_step: 'No step {value} of {count}.',
  bad_topic: 'No topic {value}.',
  close: 'Close',
};

function read(query: string) {
  return readLink(new URLSearchParams(query), 11, WORDS, (key) => key === 'risks');
}

test('a link opens its moment and its topic', () => {
  assert.deepEqual(read('?step=7&topic=risks'), { topic: 'risks', time: 6, problem: '' });
  assert.deepEqual(read('?t=6.4'), { topic: '', time: 6.4, problem: '' });
  assert.deepEqual(read(''), { topic: '', time: 0, problem: '' });
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
  assert.equal(read('?topic=a-very-long-name&step=2').problem, 'No topic “a-very-long-…”.');
});
