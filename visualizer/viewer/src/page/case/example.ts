import { operates, otherBone, usualCase } from './case.ts';
import type { Family } from './case.ts';

/** Words of the case, as `visualizer/content/case_words.py` names them. */
export type CaseWords = Readonly<Record<string, string>> & {
  readonly line: string;
  readonly making: string;
  readonly now: string;
  readonly unreachable: string;
  readonly fetching: string;
  readonly painting: string;
};

/** The sentence that says which case is shown. */
export function exampleLine(
  words: CaseWords,
  family: Family,
  treatment: string,
): string {
  const { level, shape, needles, neighbour } = family;
  const nameOf = (bone: string) => words[`bone_${bone.toLowerCase()}`] ?? bone;
  const other = otherBone(family);
  const bone = (other ? (words[`line_${neighbour}`] ?? '{bone}') : '{bone}')
    .replace('{bone}', nameOf(level))
    .replace('{other}', nameOf(other));
  const done = operates(treatment) ? [words[`needles_${needles}`] ?? needles] : [];
  if (treatment !== usualCase().treatment) done.unshift(words[`care_${treatment}`] ?? treatment);
  return words.line
    .replace('{bone}', bone)
    .replace('{kind}', words[`kind_${shape}`] ?? shape)
    .replace('{done}', done.join(', '));
}

/** Write it under the page's title. */
export function showExample(line: string): void {
  const place = document.querySelector('.example-line');
  if (place && place.textContent !== line) place.textContent = line;
}

/** Say to those who hear the page what happens to the case that is shown. */
export function sayOfCases(sentence: string): void {
  const place = document.getElementById('case-now');
  if (place) place.textContent = sentence;
}
