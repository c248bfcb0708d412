import { echo } from '../life/quoting.ts';
import { vocabulary } from '../life/vocabulary.ts';
import type { Vocabulary } from '../life/vocabulary.ts';

/** Name of the version of an address, which comes first. */
export const VERSIONED = 'case';

/** What decides which scene is baked. */
export interface Family {
  readonly level: string;
  readonly shape: string;
  readonly needles: string;
  /** Whether another bone is broken: "sound" is none. */
  readonly neighbour: string;
}

/** What the viewer changes in a baked scene, as fractions. */
export interface Numbers {
  readonly height_loss: number;
  readonly height_regained: number;
  /** From just filling the cavity, 0, to as much as there is room for, 1. */
  readonly cement: number;
}

/** What a person sets in whole percent, and what the model calls it. */
export const KEYS = {
  loss: 'height_loss',
  regained: 'height_regained',
  cement: 'cement',
} as const satisfies Record<string, keyof Numbers>;
export type NumberName = keyof typeof KEYS;
const PERCENTS = Object.entries(KEYS) as [NumberName, keyof Numbers][];

export interface Case {
  readonly family: Family;
  readonly treatment: string;
  /** Null stands for those that are usual for the treatment. */
  readonly numbers: Numbers | null;
}

/** The words of a case, as the page has them. */
function words(): Vocabulary['case'] {
  return vocabulary().case;
}

/** The case that every page starts with, unless it is about another. */
export function usualCase(): Case {
  const { family, treatment } = words().usual;
  return { family, treatment, numbers: null };
}

/** The parts of an address that ask for a case. */
export function caseNames(): readonly string[] {
  return [VERSIONED, ...words().names];
}

/** Return whether a treatment is an operation: with needles, and with cement. */
export function operates(treatment: string): boolean {
  return words().treatments[treatment]?.operates ?? true;
}

/** The numbers that a treatment is shown with unless others are asked for. */
export function usualNumbers(treatment: string): Numbers {
  const { usual, treatments } = words();
  const { regained } = treatments[treatment] ?? treatments[usual.treatment]!;
  return {
    height_loss: usual.loss / 100,
    height_regained: regained / 100,
    cement: usual.cement / 100,
  };
}

/** The most percents of the lost height that may come back under a treatment. */
export function mostRegained(treatment: string): number {
  return words().treatments[treatment]?.most ?? 0;
}

/** The parts of an address that ask for a case, as `visualizer/links/grammar.py` reads them. */
export function caseParts({ family, treatment, numbers }: Case): Record<string, string> {
  const plain = usualCase();
  const usual = parametersOf(plain.family, plain.treatment, usualNumbers(treatment));
  const parts = parametersOf(family, treatment, numbers ?? usualNumbers(treatment));
  const unusual = words().names.filter((name) => parts[name] !== usual[name]);
  return unusual.length > 0 ? versioned(unusual.map((name) => [name, parts[name]!])) : {};
}

/** Some parts of a case with the version before them. */
export function versioned(parts: readonly (readonly [string, string])[]): Record<string, string> {
  return { [VERSIONED]: words().version, ...Object.fromEntries(parts) };
}

/** Return whether an address speaks of cases in our way. */
export function isOurVersion(query: URLSearchParams): boolean {
  return (query.get(VERSIONED) ?? words().version) === words().version;
}

/** Read the parts of an address; what is missing or wrong is as usual. */
export function caseIn(query: URLSearchParams): Case {
  const plain = usualCase();
  if (!isOurVersion(query)) return plain;
  const one = (name: string) => {
    const value = query.get(name) ?? '';
    return choicesOf(name).includes(value) ? value : null;
  };
  const chosen = familyNames().map((name) => [name, one(name) ?? plain.family[name]]);
  const treatment = one('treatment') ?? plain.treatment;
  const usual = usualNumbers(treatment);
  const numbers = Object.fromEntries(
    PERCENTS.map(([name, key]) => {
      const asked = percentIn(query, name, limitsOf(name, treatment));
      return [key, asked === null ? usual[key] : asked / 100];
    }),
  ) as unknown as Numbers;
  const family = fitting(Object.fromEntries(chosen) as unknown as Family);
  return { family, treatment, numbers: numbersOf(numbers, treatment) };
}

/** A sentence for each part of an address that asks for what there is not, by the parts' names. */
export function caseProblems(
  query: URLSearchParams,
  sentences: Readonly<Record<string, string>>,
): string[] {
  const complaint = (name: string, value: string) =>
    sentences[name]!.replace('{value}', echo(value));
  if (!isOurVersion(query)) return [complaint('version', query.get(VERSIONED)!)];
  const { family, treatment } = caseIn(query);
  return words().names.flatMap((name) => {
    const value = query.get(name);
    if (value === null) return [];
    const number = PERCENTS.find(([one]) => one === name)?.[0];
    if (!number) {
      const isAlone = name === 'neighbour' && family.neighbour !== value;
      return isAlone || !choicesOf(name).includes(value) ? [complaint(name, value)] : [];
    }
    const [low, high] = limitsOf(number, treatment);
    if (percentIn(query, name, [low, high]) !== null) return [];
    return [
      complaint(name, value).replace('{low}', String(low)).replace('{high}', String(high)),
    ];
  });
}

/** Null where the numbers are those that are usual for the treatment. */
export function numbersOf(numbers: Numbers, treatment: string): Numbers | null {
  const usual = usualNumbers(treatment);
  const names = Object.keys(usual) as (keyof Numbers)[];
  return names.every((name) => numbers[name] === usual[name]) ? null : numbers;
}

export function isSame(one: Family, other: Family): boolean {
  return familyNames().every((name) => one[name] === other[name]);
}

/** Return whether a bone can be treated beside such a neighbour. */
export function fits(level: string, neighbour: string): boolean {
  const pairs = words().pairs[neighbour];
  return pairs === undefined || Object.hasOwn(pairs, level);
}

/** The family alone, if no bone beside it is broken in that way. */
export function fitting(family: Family): Family {
  const { level, neighbour } = family;
  return fits(level, neighbour) ? family : { ...family, neighbour: usualCase().family.neighbour };
}

/** The other broken bone; empty where there is none. */
export function otherBone({ level, neighbour }: Family): string {
  return words().pairs[neighbour]?.[level] ?? '';
}

/** The story of the other bone: a pair is treated from below. */
export function turned(family: Family): Family {
  const neighbour = Object.keys(words().pairs).find((one) => one !== family.neighbour)!;
  return { ...family, level: otherBone(family), neighbour };
}

/** Genant's grade of a loss of height in percent; 0 is less than the grades begin with. */
export function gradeOf(percent: number): number {
  const [mild, moderate, severe] = words().grades;
  if (percent > severe) return 3;
  if (percent >= moderate) return 2;
  return percent >= mild ? 1 : 0;
}

/** The question to the server for the scene of a family. */
export function questionFor(family: Family, lang: string): string {
  return `/case?${new URLSearchParams({ ...caseParts(usualOf(family)), lang })}`;
}

/** The link that asks for the usual example of a family; empty for the usual family. */
export function linkOf(family: Family): string {
  return `${new URLSearchParams(caseParts(usualOf(family)))}`;
}

function usualOf(family: Family): Case {
  return { family, treatment: usualCase().treatment, numbers: null };
}

export function percent(fraction: number): number {
  return Math.round(fraction * 100);
}

function parametersOf(
  { level, shape, needles, neighbour }: Family,
  treatment: string,
  numbers: Numbers,
): Record<string, string> {
  return {
    level,
    shape,
    treatment,
    needles,
    neighbour,
    ...Object.fromEntries(PERCENTS.map(([name, key]) => [name, String(percent(numbers[key]))])),
  };
}

function familyNames(): (keyof Family)[] {
  return Object.keys(words().choices) as (keyof Family)[];
}

/** Return what a part of an address may say that is no number. */
function choicesOf(name: string): readonly string[] {
  const { choices, treatments } = words();
  return name in choices ? choices[name as keyof Family] : Object.keys(treatments);
}

function limitsOf(name: NumberName, treatment: string): readonly [number, number] {
  return name === 'regained' ? [0, mostRegained(treatment)] : words().percents[name];
}

function percentIn(
  query: URLSearchParams,
  name: string,
  [low, high]: readonly [number, number],
): number | null {
  const text = query.get(name);
  const number = Number(text || NaN);
  return Number.isInteger(number) && number >= low && number <= high ? number : null;
}
