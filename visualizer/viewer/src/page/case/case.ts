import { echo } from '../life/quoting.ts';

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

/** What a person sets in whole percent. */
export type NumberName = 'loss' | 'regained' | 'cement';

export interface Case {
  readonly family: Family;
  readonly treatment: string;
  /** Null stands for those that are usual for the treatment. */
  readonly numbers: Numbers | null;
}

export const VERSION = '1';
export const USUAL: Family = { level: 'L1', shape: 'wedge', needles: '2', neighbour: 'sound' };
export const USUAL_TREATMENT = 'kyphoplasty';
const USUAL_LOSS = 0.37;
const USUAL_CEMENT = 0.5;
/** By treatment: percent of the lost height that usually comes back, and the most that may. */
const REGAINED: Readonly<Record<string, readonly [number, number]>> = {
  kyphoplasty: [45, 90],
  vertebroplasty: [15, 45],
  time: [0, 0],
};

const CHOICES: Readonly<Record<keyof Family, readonly string[]>> = {
  level: ['T12', 'L1', 'L2', 'L3'],
  shape: ['wedge', 'biconcave', 'crush'],
  needles: ['2', '1'],
  neighbour: ['sound', 'waiting', 'treated'],
};
/** The other bone of a pair by what it is, and by the bone that is treated; see scenes/story/case.py. */
const PAIRS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  waiting: { L1: 'T12', L2: 'L1', L3: 'L2' },
  treated: { T12: 'L1', L1: 'L2', L2: 'L3' },
};
/** Whole percents that may be asked for. */
const LOSSES = [15, 42] as const;
const CEMENT = [0, 100] as const;
/** The parts of an address that ask for a case. */
export const CASE_NAMES: readonly string[] = [
  'case',
  ...Object.keys(CHOICES),
  ...['treatment', 'loss', 'regained', 'cement'],
];
const APPROACHES: Readonly<Record<string, string>> = { '1': 'unipedicular', '2': 'bipedicular' };
/** Percents of lost height with which Genant's grades 1 and 2 begin, and after which 3 does. */
const GRADES = [20, 25, 40] as const;

/** The numbers that a treatment is shown with unless others are asked for. */
export function usualNumbers(treatment: string): Numbers {
  const [regained] = REGAINED[treatment] ?? REGAINED[USUAL_TREATMENT]!;
  return {
    height_loss: USUAL_LOSS,
    height_regained: regained / 100,
    cement: USUAL_CEMENT,
  };
}

/** The most percents of the lost height that may come back under a treatment. */
export function mostRegained(treatment: string): number {
  return REGAINED[treatment]?.[1] ?? 0;
}

/** The parts of an address that ask for a case, as `visualizer/links/case_parts.py` reads them. */
export function caseParts({ family, treatment, numbers }: Case): Record<string, string> {
  const usual = told(USUAL, USUAL_TREATMENT, usualNumbers(treatment));
  const parts = Object.entries(told(family, treatment, numbers ?? usualNumbers(treatment)));
  const unusual = parts.filter(([name, value]) => value !== usual[name]);
  return unusual.length > 0 ? { case: VERSION, ...Object.fromEntries(unusual) } : {};
}

/** Read the parts of an address; what is missing or wrong is as usual. */
export function caseIn(query: URLSearchParams): Case {
  if ((query.get('case') ?? VERSION) !== VERSION) {
    return { family: USUAL, treatment: USUAL_TREATMENT, numbers: null };
  }
  const names = Object.keys(CHOICES) as (keyof Family)[];
  const chosen = names.map((name) => {
    const value = query.get(name) ?? '';
    return [name, CHOICES[name].includes(value) ? value : USUAL[name]];
  });
  const asked = query.get('treatment') ?? '';
  const treatment = Object.hasOwn(REGAINED, asked) ? asked : USUAL_TREATMENT;
  const usual = usualNumbers(treatment);
  const loss = percentIn(query, 'loss', LOSSES);
  const regained = percentIn(query, 'regained', [0, mostRegained(treatment)]);
  const cement = percentIn(query, 'cement', CEMENT);
  const numbers = {
    height_loss: loss === null ? usual.height_loss : loss / 100,
    height_regained: regained === null ? usual.height_regained : regained / 100,
    cement: cement === null ? usual.cement : cement / 100,
  };
  const family = fitting(Object.fromEntries(chosen) as unknown as Family);
  return { family, treatment, numbers: numbersOf(numbers, treatment) };
}

/** A sentence for each part of an address that asks for what there is not, by the parts' names. */
export function caseProblems(
  query: URLSearchParams,
  words: Readonly<Record<string, string>>,
): string[] {
  const version = query.get('case') ?? VERSION;
  if (version !== VERSION) return [words['version']!.replace('{value}', echo(version))];
  const problems: string[] = [];
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = query.get(name);
    if (value !== null && !choices.includes(value))
      problems.push(words[name]!.replace('{value}', echo(value)));
  }
  const { family, treatment } = caseIn(query);
  const neighbour = query.get('neighbour') ?? USUAL.neighbour;
  if (CHOICES.neighbour.includes(neighbour) && neighbour !== family.neighbour)
    problems.push(words['neighbour']!.replace('{value}', echo(neighbour)));
  const asked = query.get('treatment');
  if (asked !== null && !Object.hasOwn(REGAINED, asked))
    problems.push(words['treatment']!.replace('{value}', echo(asked)));
  const limits = {
    loss: LOSSES,
    regained: [0, mostRegained(treatment)],
    cement: CEMENT,
  } as const;
  for (const [name, [low, high]] of Object.entries(limits)) {
    const value = query.get(name);
    if (value === null || percentIn(query, name, [low, high]) !== null) continue;
    const sentence = words[name]!.replace('{low}', String(low)).replace('{high}', String(high));
    problems.push(sentence.replace('{value}', echo(value)));
  }
  return problems;
}

/** Null where the numbers are those that are usual for the treatment. */
export function numbersOf(numbers: Numbers, treatment: string): Numbers | null {
  const usual = usualNumbers(treatment);
  const names = Object.keys(usual) as (keyof Numbers)[];
  return names.every((name) => numbers[name] === usual[name]) ? null : numbers;
}

export function isSame(one: Family, other: Family): boolean {
  return (Object.keys(CHOICES) as (keyof Family)[]).every((name) => one[name] === other[name]);
}

/** Whether a bone can be treated beside such a neighbour. */
export function fits(level: string, neighbour: string): boolean {
  const pairs = PAIRS[neighbour];
  return pairs === undefined || Object.hasOwn(pairs, level);
}

/** The family alone, if no bone beside it is broken in that way. */
export function fitting(family: Family): Family {
  const { level, neighbour } = family;
  return fits(level, neighbour) ? family : { ...family, neighbour: USUAL.neighbour };
}

/** The other broken bone; empty where there is none. */
export function otherBone({ level, neighbour }: Family): string {
  return PAIRS[neighbour]?.[level] ?? '';
}

/** The story of the other bone: a pair is treated from below. */
export function turned(family: Family): Family {
  const neighbour = family.neighbour === 'waiting' ? 'treated' : 'waiting';
  return { ...family, level: otherBone(family), neighbour };
}

/** Genant's grade of a loss of height in percent; 0 is less than the grades begin with. */
export function gradeOf(percent: number): number {
  const [mild, moderate, severe] = GRADES;
  if (percent > severe) return 3;
  if (percent >= moderate) return 2;
  return percent >= mild ? 1 : 0;
}

/** The question to the server for the scene of a family. */
export function questionFor(family: Family, lang: string): string {
  return `/case?${new URLSearchParams({ ...fieldsOf(family), lang })}`;
}

/** The link that asks for the usual example of a family; empty for the usual family. */
export function linkOf(family: Family): string {
  return `${new URLSearchParams(caseParts({ family, treatment: USUAL_TREATMENT, numbers: null }))}`;
}

/** What the model calls a family's choices. */
function fieldsOf({ level, shape, needles, neighbour }: Family): Record<string, string> {
  const approach = APPROACHES[needles] ?? APPROACHES['2']!;
  const beside = neighbour === USUAL.neighbour ? {} : { neighbour };
  return { level, shape, approach, ...beside };
}

export function percent(fraction: number): number {
  return Math.round(fraction * 100);
}

function told(
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
    loss: String(percent(numbers.height_loss)),
    regained: String(percent(numbers.height_regained)),
    cement: String(percent(numbers.cement)),
  };
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
