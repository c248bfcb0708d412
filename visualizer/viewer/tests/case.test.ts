import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  USUAL,
  USUAL_NUMBERS,
  caseIn,
  caseParts,
  gradeOf,
  isSame,
  numbersOf,
  questionFor,
} from '../src/page/case.ts';
import { codeOf } from '../src/page/share.ts';
import { USUAL_SIGHT, sightIn, sightParts } from '../src/page/sight.ts';
import { stepsFor } from '../src/page/variants.ts';

const read = (query: string) => caseIn(new URLSearchParams(query));
const look = (query: string) => sightIn(new URLSearchParams(query));

test('the usual case needs no words in an address', () => {
  assert.deepEqual(caseParts({ family: USUAL, numbers: null }), {});
  assert.deepEqual(caseParts({ family: USUAL, numbers: USUAL_NUMBERS }), {});
  assert.deepEqual(read(''), { family: USUAL, numbers: null });
});

test('every case that can be chosen comes back from its address', () => {
  for (const level of ['T12', 'L1', 'L2', 'L3']) {
    for (const shape of ['wedge', 'biconcave', 'crush']) {
      for (const needles of ['1', '2']) {
        for (const loss of [15, 29, 37, 42]) {
          const family = { level, shape, needles };
          const numbers = numbersOf({ height_loss: loss / 100, height_regained: 0.45 });
          const parts = caseParts({ family, numbers });
          assert.deepEqual(caseIn(new URLSearchParams(parts)), { family, numbers });
        }
      }
    }
  }
});

test('every whole percent that the sliders offer survives the address', () => {
  for (let regained = 0; regained <= 90; regained += 1) {
    const numbers = numbersOf({ height_loss: 0.28, height_regained: regained / 100 });
    const query = new URLSearchParams(caseParts({ family: USUAL, numbers }));
    assert.deepEqual(caseIn(query).numbers, numbers);
  }
});

test('an address has the parts in their order, with the version before them', () => {
  const family = { level: 'L2', shape: 'biconcave', needles: '1' };
  const parts = caseParts({ family, numbers: { height_loss: 0.42, height_regained: 0.3 } });
  assert.equal(
    new URLSearchParams(parts).toString(),
    'case=1&level=L2&shape=biconcave&needles=1&loss=42&regained=30',
  );
});

test('a wrong part is as usual, and the others hold', () => {
  assert.deepEqual(read('level=L9&shape=crush').family, { ...USUAL, shape: 'crush' });
  for (const wrong of ['loss=14', 'loss=43', 'loss=20.5', 'loss=', 'loss=x', 'regained=91']) {
    assert.equal(read(wrong).numbers, null, wrong);
  }
  assert.deepEqual(read('case=2&level=L3'), { family: USUAL, numbers: null });
});

test("grades begin and end where Genant's do", () => {
  const grades = [15, 19, 20, 24, 25, 40, 41, 42].map(gradeOf);
  assert.deepEqual(grades, [0, 0, 1, 1, 2, 2, 3, 3]);
});

test('the server is asked for the family alone, in words of its own', () => {
  const question = questionFor({ level: 'T12', shape: 'crush', needles: '1' }, 'es');
  assert.equal(question, '/case?level=T12&shape=crush&approach=unipedicular&lang=es');
  assert.ok(isSame(USUAL, { ...USUAL }));
  assert.ok(!isSame(USUAL, { ...USUAL, needles: '1' }));
});

test('how the picture looks comes back from its address', () => {
  assert.deepEqual(sightParts(USUAL_SIGHT), {});
  assert.deepEqual(look(''), USUAL_SIGHT);
  const sight = {
    view: 'behind',
    opening: 'ghost',
    layers: { skin: true, nerves: true, discs: false },
    labelled: false,
    xray: 'large',
    polarity: 'bright',
  };
  const query = new URLSearchParams(sightParts(sight));
  assert.deepEqual(sightIn(query), sight);
  assert.equal(
    query.toString(),
    'view=behind&bones=ghost&xray=large&film=bright&labels=off&show=skin+nerves&hide=discs',
  );
});

test('what there is not in an address is as the step has it', () => {
  assert.deepEqual(look('view=free&bones=x&xray=auto&show=heart&labels=1'), USUAL_SIGHT);
  assert.deepEqual(sightParts({ ...USUAL_SIGHT, view: 'free' }), {});
});

test('words follow the kind and the number of needles', () => {
  const words = {
    steps: [{ title: 'a', told: 'x' }, { title: 'b', told: 'y' }],
    variants: { crush: { 0: { told: 'crushed' } }, unipedicular: { 1: { title: 'one' } } },
  };
  assert.deepEqual(stepsFor(USUAL, words), words.steps);
  assert.deepEqual(stepsFor({ level: 'L1', shape: 'crush', needles: '1' }, words), [
    { title: 'a', told: 'crushed' },
    { title: 'one', told: 'y' },
  ]);
});

test('a code has its three marks; what is too long has none', () => {
  const { size, path } = codeOf('http://localhost:8080/?step=2&case=1&level=L2');
  assert.ok(size >= 21 && (size - 17) % 4 === 0);
  for (const corner of ['M0 0h7v1h-7z', `M${size - 7} 0h7v1h-7z`, `M0 ${size - 1}h7v1h-7z`]) {
    assert.ok(path.includes(corner), corner);
  }
  assert.deepEqual(codeOf('x'.repeat(4000)), { size: 0, path: '' });
});
