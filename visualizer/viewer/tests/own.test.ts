import './vocabulary.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseIn, caseProblems } from '../src/page/case/case.ts';
import { otherStory, partsBeside, readCase, withoutCase } from '../src/page/case/own.ts';

const OWN = 'case=1&level=L2&shape=biconcave&needles=1&loss=40';
const WORDS = {
  version: 'Version {value}.',
  level: 'Bone {value}.',
  shape: 'Kind {value}.',
  needles: 'Needles {value}.',
  loss: 'Loss {value}: {low} to {high}.',
  regained: 'Back {value}: {low} to {high}.',
  not_here: 'Not here.',
};

const parsed = (query: string) => new URLSearchParams(query);
const example = (address: string, query: string) => {
  const { family } = caseIn(parsed(query));
  return { address, family };
};
const EXAMPLES = [
  example('', OWN),
  example('../index.html', ''),
  example('../T12/index.html', 'case=1&level=T12'),
];
const read = (query: string, examples = EXAMPLES) =>
  readCase(parsed(query), caseIn(parsed(OWN)), examples, WORDS);

test('an address that names no case opens the one of the page', () => {
  assert.deepEqual(read('step=3&view=side'), {
    case: caseIn(parsed(OWN)),
    problems: [],
    elsewhere: '',
  });
  assert.deepEqual(partsBeside(caseIn(parsed(OWN)), caseIn(parsed(OWN))), {});
});

test('other numbers of the same family need no other page', () => {
  const asked = 'case=1&level=L2&shape=biconcave&needles=1&loss=20';
  assert.deepEqual(read(asked), { case: caseIn(parsed(asked)), problems: [], elsewhere: '' });
  const parts = partsBeside(caseIn(parsed(OWN)), caseIn(parsed(asked)));
  assert.equal(String(parsed(new URLSearchParams(parts).toString())), asked);
});

test('the usual case beside another one has an address', () => {
  assert.deepEqual(partsBeside(caseIn(parsed(OWN)), caseIn(parsed(''))), { case: '1' });
  assert.equal(read('case=1&t=2').elsewhere, '../index.html?case=1&t=2');
});

test('a case that another page has is shown there, as it was asked for', () => {
  const { elsewhere, problems } = read('case=1&level=T12&loss=20&step=4');
  assert.equal(elsewhere, '../T12/index.html?case=1&level=T12&loss=20&step=4');
  assert.deepEqual(problems, []);
});

test('a case that no page has is told, and the own one opens', () => {
  assert.deepEqual(read('case=1&level=L3', []), {
    case: caseIn(parsed(OWN)),
    problems: ['Not here.'],
    elsewhere: '',
  });
});

test('what is wrong is told part by part, as a server tells it', () => {
  const wrong = read('level=L9&loss=43&regained=x&step=2');
  assert.deepEqual(wrong.problems, ['Bone “L9”.', 'Loss “43”: 15 to 42.', 'Back “x”: 0 to 90.']);
  assert.deepEqual([wrong.case, wrong.elsewhere], [caseIn(parsed(OWN)), '']);
  assert.deepEqual(read(OWN.replace('case=1', 'case=7')).problems, ['Version “7”.']);
  assert.deepEqual(caseProblems(parsed(OWN), WORDS), []);
});

test('a query without its case keeps all else', () => {
  assert.equal(String(withoutCase(parsed(`step=2&${OWN}&view=side`))), 'step=2&view=side');
});

const FIRST = 'case=1&neighbour=waiting&loss=30';
const PAIR = [
  example('', FIRST),
  example('../T12/index.html', 'case=1&level=T12&neighbour=treated&loss=20'),
];
const story = (shown: string, query = '', examples = PAIR) =>
  otherStory(caseIn(parsed(FIRST)), caseIn(parsed(shown)), parsed(query), examples);

test('the other story of a pair is on its own page, from the beginning', () => {
  assert.equal(story(FIRST), '../T12/index.html');
  assert.equal(
    story(FIRST, 'step=12&t=11&view=side&embed=1'),
    '../T12/index.html?view=side&embed=1',
  );
});

test('what a person has set goes along to the other story', () => {
  assert.equal(
    story('case=1&neighbour=waiting&loss=37', `step=12&${FIRST}`),
    '../T12/index.html?case=1&level=T12&neighbour=treated',
  );
  assert.equal(
    story('case=1&neighbour=waiting&loss=30&treatment=vertebroplasty'),
    '../T12/index.html?case=1&level=T12&treatment=vertebroplasty&neighbour=treated&loss=30',
  );
});

test('there is no way to a story that the site does not have', () => {
  assert.equal(story(FIRST, '', EXAMPLES), '');
  assert.equal(story(FIRST, '', []), '');
});
