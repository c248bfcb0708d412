import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AskedStore, KEY, lengthOf, LONGEST, MOST, NOTHING, parseAsked } from '../src/page/questions/asked.ts';
import { counted } from '../src/page/read/plural.ts';

/** A browser's storage, as far as lists need it. */
function storage(kept: Record<string, string> = {}) {
  const open = () =>
    ({
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => (kept[key] = value),
      removeItem: (key: string) => delete kept[key],
    }) as unknown as Storage;
  return { open, kept };
}

const ASKED = { ticked: ['t.questions.choice.why'], own: ['May I <b>swim</b>?'] };

test('a list is there again for the next page that asks, under one key', () => {
  const { open, kept } = storage();
  new AskedStore(open).asked = ASKED;
  assert.deepEqual(Object.keys(kept), [KEY]);
  assert.deepEqual(new AskedStore(open).asked, ASKED);
});

test('a list that is empty leaves nothing behind', () => {
  const { open, kept } = storage();
  const store = new AskedStore(open);
  store.asked = ASKED;
  store.asked = NOTHING;
  assert.deepEqual(kept, {});
});

test('what is broken is as good as nothing', () => {
  for (const text of [null, '', '{', '[]', '7', 'null', '{"ticked":3,"own":{}}']) {
    assert.deepEqual(parseAsked(text), NOTHING, String(text));
  }
});

test('of a list that is half broken the whole half is kept', () => {
  const own = ['a', 'a', 3, 'x'.repeat(LONGEST + 1), 'b'];
  assert.deepEqual(parseAsked(JSON.stringify({ ticked: ['t', null], own })), {
    ticked: ['t'],
    own: ['a', 'b'],
  });
  const many = Array.from({ length: MOST + 5 }, (_, number) => String(number));
  assert.equal(parseAsked(JSON.stringify({ ticked: [], own: many })).own.length, MOST);
});

test('where storage is refused, the list lives in memory and says so', () => {
  const store = new AskedStore(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  assert.deepEqual(store.asked, NOTHING);
  store.asked = ASKED;
  assert.deepEqual(store.asked, ASKED);
  assert.equal(store.isKept, false);
});

test('where storage is full, nothing that was ticked is lost', () => {
  const { open } = storage();
  const full = () => ({ ...open(), setItem: () => assert.fail('full') }) as unknown as Storage;
  const store = new AskedStore(full);
  store.asked = ASKED;
  assert.deepEqual(store.asked, ASKED);
  assert.equal(store.isKept, false);
});

test('letters are counted as a person counts them', () => {
  assert.equal(lengthOf('¿Qué?'), 5);
  assert.equal(lengthOf('🦴🦴'), 2);
});

test('a count is said in the forms that the language has', () => {
  const forms = { zero: '0', one: '1', two: '2', few: '3-10: {count}', many: '11: {count}', other: '100: {count}' };
  const said = [0, 1, 2, 3, 10, 11, 99, 100].map((count) => counted(count, forms, 'ar'));
  assert.deepEqual(said, ['0', '1', '2', '3-10: 3', '3-10: 10', '11: 11', '11: 99', '100: 100']);
});

test('English says none, one, and many', () => {
  const forms = { zero: 'none', one: '{count} question', other: '{count} questions' };
  const said = [0, 1, 2].map((count) => counted(count, forms, 'en'));
  assert.deepEqual(said, ['none', '1 question', '2 questions']);
});

test('a form that is not there, and a language that nobody knows, have the last one', () => {
  assert.equal(counted(1, { other: '{count} preguntas' }, 'es'), '1 preguntas');
  assert.equal(counted(1, { one: 'no', other: '{count}' }, 'qxx'), '1');
});
