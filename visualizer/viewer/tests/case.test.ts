import './vocabulary.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideOf, offersFor } from '../src/page/case/beside.ts';
import {
  caseIn,
  caseParts,
  caseProblems,
  fits,
  fitting,
  gradeOf,
  isSame,
  numbersOf,
  otherBone,
  linkOf,
  questionFor,
  turned,
  usualCase,
  usualNumbers,
} from '../src/page/case/case.ts';
import type { Numbers } from '../src/page/case/case.ts';
import { codeOf } from '../src/page/life/share.ts';
import { lookIn, lookParts } from '../src/page/look/lookparts.ts';
import type { ChosenLook } from '../src/page/look/lookparts.ts';
import { vocabulary } from '../src/page/life/vocabulary.ts';
import { besides } from '../src/page/case/steps.ts';
import { stepsFor } from '../src/page/case/variants.ts';

const read = (query: string) => caseIn(new URLSearchParams(query));
const look = (query: string) => lookIn(new URLSearchParams(query));
const { family: USUAL, treatment: USUAL_TREATMENT } = usualCase();
const USUAL_LOOK: ChosenLook = { ...vocabulary().start, beside: '' };

test('the usual case needs no words in an address', () => {
  const usual = { family: USUAL, treatment: USUAL_TREATMENT, numbers: null };
  assert.deepEqual(caseParts(usual), {});
  assert.deepEqual(caseParts({ ...usual, numbers: usualNumbers(USUAL_TREATMENT) }), {});
  assert.deepEqual(read(''), usual);
});

test('every case that can be chosen comes back from its address', () => {
  for (const level of ['T12', 'L1', 'L2', 'L3']) {
    for (const shape of ['wedge', 'biconcave', 'crush']) {
      for (const needles of ['1', '2']) {
        for (const [loss, treatment] of [
          [15, 'kyphoplasty'],
          [29, 'vertebroplasty'],
          [37, 'time'],
          [42, 'vertebroplasty'],
        ] as const) {
          const family = { ...USUAL, level, shape, needles };
          const chosen = { ...usualNumbers(treatment), height_loss: loss / 100 };
          const numbers = numbersOf(chosen, treatment);
          const parts = caseParts({ family, treatment, numbers });
          assert.deepEqual(caseIn(new URLSearchParams(parts)), { family, treatment, numbers });
        }
      }
    }
  }
});

test('every whole percent that the sliders offer survives the address', () => {
  const treatment = USUAL_TREATMENT;
  const usual = { ...usualNumbers(treatment), height_loss: 0.28 };
  const survives = (chosen: Numbers) => {
    const numbers = numbersOf(chosen, treatment);
    const query = new URLSearchParams(caseParts({ family: USUAL, treatment, numbers }));
    assert.deepEqual(caseIn(query).numbers, numbers);
  };
  for (let percent = 0; percent <= 100; percent += 1) {
    survives({ ...usual, cement: percent / 100 });
    if (percent <= 90) survives({ ...usual, height_regained: percent / 100 });
  }
});

test('an address has the parts in their order, with the version before them', () => {
  const family = { ...USUAL, level: 'L2', shape: 'biconcave', needles: '1' };
  const numbers = { height_loss: 0.42, height_regained: 0.3, cement: 0.08 };
  const parts = caseParts({ family, treatment: 'vertebroplasty', numbers });
  assert.equal(
    new URLSearchParams(parts).toString(),
    'case=1&level=L2&shape=biconcave&treatment=vertebroplasty&needles=1&loss=42&regained=30&cement=8',
  );
});

test('a wrong part is as usual, and the others hold', () => {
  assert.deepEqual(read('level=L9&shape=crush').family, { ...USUAL, shape: 'crush' });
  for (const wrong of ['loss=14', 'loss=43', 'loss=20.5', 'loss=', 'loss=x', 'regained=91', 'cement=101', 'cement=4.9']) {
    assert.equal(read(wrong).numbers, null, wrong);
  }
  for (const wrong of ['treatment=x', 'treatment=toString', 'treatment=time&regained=10']) {
    assert.equal(read(wrong).numbers, null, wrong);
  }
  assert.equal(read('treatment=x').treatment, USUAL_TREATMENT);
  assert.equal(read('treatment=vertebroplasty&regained=46').numbers, null);
  assert.deepEqual(read('case=2&level=L3&treatment=time'), {
    family: USUAL,
    treatment: USUAL_TREATMENT,
    numbers: null,
  });
});

test("grades begin and end where Genant's do", () => {
  const grades = [15, 19, 20, 24, 25, 40, 41, 42].map(gradeOf);
  assert.deepEqual(grades, [0, 0, 1, 1, 2, 2, 3, 3]);
});

test('the server is asked for the family alone, as an address asks for it', () => {
  const family = { ...USUAL, level: 'T12', shape: 'crush', needles: '1' };
  assert.equal(questionFor(family, 'es'), '/case?case=1&level=T12&shape=crush&needles=1&lang=es');
  assert.equal(questionFor(USUAL, 'en'), '/case?lang=en');
  assert.ok(isSame(USUAL, { ...USUAL }));
  assert.ok(!isSame(USUAL, { ...USUAL, needles: '1' }));
});

test('a scene is found by the link that asks for its family', () => {
  assert.equal(linkOf(USUAL), '');
  assert.equal(linkOf({ ...USUAL, level: 'L2', needles: '1' }), 'case=1&level=L2&needles=1');
});

test('a pair of broken bones comes back from its address, as far as there is one', () => {
  const pairs = ['T12', 'L1', 'L2', 'L3'].flatMap((level) =>
    ['waiting', 'treated'].map((neighbour) => ({ ...USUAL, level, neighbour })),
  );
  const there = pairs.filter(({ level, neighbour }) => fits(level, neighbour));
  assert.equal(there.length, 6);
  for (const family of pairs) {
    const parts = caseParts({ family, treatment: USUAL_TREATMENT, numbers: null });
    const query = new URLSearchParams(parts);
    const problems = caseProblems(query, { neighbour: 'No {value}.' });
    const isThere = there.includes(family);
    assert.deepEqual(caseIn(query).family, isThere ? family : { ...family, neighbour: 'sound' });
    assert.deepEqual(problems, isThere ? [] : [`No “${family.neighbour}”.`]);
  }
  assert.deepEqual(caseProblems(new URLSearchParams('neighbour=x'), { neighbour: 'No {value}.' }), [
    'No “x”.',
  ]);
});

test('both bones of a pair lead to each other, from below', () => {
  const first = { ...USUAL, level: 'L2', neighbour: 'waiting' };
  assert.equal(otherBone(first), 'L1');
  assert.deepEqual(turned(first), { ...USUAL, level: 'L1', neighbour: 'treated' });
  assert.deepEqual(turned(turned(first)), first);
  assert.equal(otherBone(USUAL), '');
  assert.deepEqual(fitting({ ...first, level: 'T12' }), { ...USUAL, level: 'T12' });
  assert.match(questionFor(first, 'en'), /&neighbour=waiting&lang=en$/);
});

test('how the picture looks comes back from its address', () => {
  assert.deepEqual(lookParts(USUAL_LOOK), {});
  assert.deepEqual(look(''), {});
  const chosen = {
    beside: 'time',
    view: 'behind',
    opening: 'ghost',
    layers: { skin: true, nerves: true, discs: false },
    labelled: false,
    xray: 'large',
    polarity: 'bright',
  };
  const query = new URLSearchParams(lookParts(chosen));
  assert.deepEqual(lookIn(query), chosen);
  assert.equal(
    query.toString(),
    'beside=time&view=behind&bones=ghost&xray=large&film=bright&labels=off' +
      '&show=skin+nerves&hide=discs',
  );
});

test('what there is not in an address is as the step has it', () => {
  assert.deepEqual(look('view=free&bones=toString&xray=auto&show=heart&labels=1&beside=x'), {});
  assert.deepEqual(lookParts({ ...USUAL_LOOK, view: 'free' }), {});
});

test('words follow the treatment, the kind and the number of needles', () => {
  const words = {
    page: { step_of: '{number}/{count}' },
    all_steps: {
      broken: { title: 'a', picture: 'p', sentences: 'x', pause: 3 },
      needles: { title: 'b', picture: 'q', sentences: 'y', pause: 4 },
      healed: { title: 'c', picture: 'r', sentences: 'z', pause: 5 },
    },
    variants: {
      crush: { broken: { sentences: 'flat' } },
      unipedicular: { needles: { title: 'one' } },
      just_full: { needles: { picture: 'smooth' } },
    },
  };
  const script = (...keys: string[]) =>
    keys.map((key, place) => ({ key, numbered: true, place, layers: [], xray: false }));
  const usual = stepsFor(USUAL, 0.5, script('broken', 'needles'), words);
  assert.deepEqual(usual.steps.map(({ title }) => title), ['a', 'b']);
  assert.deepEqual(usual.steps.map(({ spoken }) => spoken), ['1/2: a. p', '2/2: b. q']);
  assert.deepEqual(usual.pauses, [3, 4]);
  const family = { ...USUAL, shape: 'crush', needles: '1' };
  const other = stepsFor(family, 0.5, script('broken', 'needles'), words).steps;
  assert.deepEqual(other.map(({ sentences }) => sentences), ['flat', 'y']);
  assert.equal(other[1]?.['spoken'], '2/2: one. q');
  const spoken = (cement: number) =>
    stepsFor(family, cement, script('broken', 'needles'), words).steps[1]?.['spoken'];
  assert.deepEqual([0, 0.09, 0.1].map(spoken), [
    '2/2: one. smooth',
    '2/2: one. smooth',
    '2/2: one. q',
  ]);
  assert.deepEqual(
    stepsFor(USUAL, 0.5, script('broken', 'healed'), words).steps.map(({ title }) => title),
    ['a', 'c'],
  );
});

test('the steps of two treatments stand beside each other', () => {
  const at = (...places: number[]) =>
    places.map((place) => ({ key: '', numbered: true, place, layers: [], xray: false }));
  const whole = at(0, 1, 2, 3, 4, 5, 6);
  const short = at(0, 1, 5, 6);
  const times = [0, 0.5, 1, 2, 3.5, 4, 4.25, 5, 5.5, 6];
  const beside = times.map((time) => besides(whole, short, time));
  assert.deepEqual(beside, [0, 0.5, 1, 1, 1, 1, 1.25, 2, 2.5, 3]);
  for (const [time, wanted] of [[0, 0], [1, 1], [1.25, 4.25], [2, 5], [3, 6]] as const) {
    assert.equal(besides(short, whole, time), wanted);
  }
  for (const time of times) assert.equal(besides(whole, whole, time), time);
});

test('what can stand beside a case differs from it in one thing', () => {
  const usual = { family: USUAL, treatment: USUAL_TREATMENT, numbers: null };
  assert.deepEqual(offersFor(usual), ['vertebroplasty', 'time', 'one', 'mild', 'severe']);
  assert.deepEqual(offersFor(usual, { scenes: false, numbers: true }), [
    ...['vertebroplasty', 'time'],
    ...['mild', 'severe'],
  ]);
  assert.deepEqual(offersFor(usual, { scenes: false, numbers: false }), ['vertebroplasty', 'time']);
  const healed = besideOf('time', usual);
  assert.deepEqual(healed, { family: USUAL, treatment: 'time', numbers: null });
  assert.deepEqual(offersFor(healed), ['kyphoplasty', 'vertebroplasty', 'mild', 'severe']);
  const severe = besideOf('severe', usual);
  assert.deepEqual(severe.numbers, { height_loss: 0.42, height_regained: 0.45, cement: 0.5 });
  assert.ok(!offersFor(severe).includes('severe'));
  assert.equal(besideOf('one', severe).family.needles, '1');
  assert.deepEqual(besideOf('time', severe).numbers, {
    height_loss: 0.42,
    height_regained: 0,
    cement: 0.5,
  });
  for (const name of offersFor(usual)) {
    const other = besideOf(name, usual);
    assert.notDeepEqual(other, usual, name);
    assert.ok(!offersFor(other).includes(name), name);
  }
});

test('a code has its three marks; what is too long has none', () => {
  const { size, path } = codeOf('http://localhost:8080/?step=2&case=1&level=L2');
  assert.ok(size >= 21 && (size - 17) % 4 === 0);
  for (const corner of ['M0 0h7v1h-7z', `M${size - 7} 0h7v1h-7z`, `M0 ${size - 1}h7v1h-7z`]) {
    assert.ok(path.includes(corner), corner);
  }
  assert.deepEqual(codeOf('x'.repeat(4000)), { size: 0, path: '' });
});
