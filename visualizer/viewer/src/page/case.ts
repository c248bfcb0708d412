import { echo } from './echo.ts';

/** What decides which scene is baked. */
export interface Family {
  readonly level: string;
  readonly shape: string;
  readonly needles: string;
}

/** What the viewer changes in a baked scene, as fractions. */
export interface Numbers {
  readonly height_loss: number;
  readonly height_regained: number;
}

export interface Case {
  readonly family: Family;
  /** Null stands for the numbers that were baked. */
  readonly numbers: Numbers | null;
}

export const VERSION = '1';
export const USUAL: Family = { level: 'L1', shape: 'wedge', needles: '2' };
export const USUAL_NUMBERS: Numbers = { height_loss: 0.37, height_regained: 0.45 };

const CHOICES: Readonly<Record<keyof Family, readonly string[]>> = {
  level: ['T12', 'L1', 'L2', 'L3'],
  shape: ['wedge', 'biconcave', 'crush'],
  needles: ['2', '1'],
};
/** Whole percents that may be asked for. */
const LIMITS = { loss: [15, 42], regained: [0, 90] } as const;
/** The parts of an address that ask for a case. */
export const CASE_NAMES: readonly string[] = ['case', ...Object.keys(CHOICES), ...Object.keys(LIMITS)];
const APPROACHES: Readonly<Record<string, string>> = { '1': 'unipedicular', '2': 'bipedicular' };
/** Percents of lost height with which Genant's grades 1 and 2 begin, and after which 3 does. */
const GRADES = [20, 25, 40] as const;

/** The parts of an address that ask for a case, as `visualizer/case_link.py` reads them. */
export function caseParts({ family, numbers }: Case): Record<string, string> {
  const usual = told(USUAL, USUAL_NUMBERS);
  const parts = Object.entries(told(family, numbers ?? USUAL_NUMBERS));
  const unusual = parts.filter(([name, value]) => value !== usual[name]);
  return unusual.length > 0 ? { case: VERSION, ...Object.fromEntries(unusual) } : {};
}

/** Read the parts of an address; what is missing or wrong is as usual. */
export function caseIn(query: URLSearchParams): Case {
  if ((query.get('case') ?? VERSION) !== VERSION) return { family: USUAL, numbers: null };
  const names = Object.keys(CHOICES) as (keyof Family)[];
  const chosen = names.map((name) => {
    const value = query.get(name) ?? '';
    return [name, CHOICES[name].includes(value) ? value : USUAL[name]];
  });
  const loss = percentIn(query, 'loss');
  const regained = percentIn(query, 'regained');
  return {
    family: Object.fromEntries(chosen) as unknown as Family,
    numbers: numbersOf({
      height_loss: loss === null ? USUAL_NUMBERS.height_loss : loss / 100,
      height_regained: regained === null ? USUAL_NUMBERS.height_regained : regained / 100,
    }),
  };
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
  for (const name of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
    const [value, [low, high]] = [query.get(name), LIMITS[name]];
    if (value === null || percentIn(query, name) !== null) continue;
    const limits = words[name]!.replace('{low}', String(low)).replace('{high}', String(high));
    problems.push(limits.replace('{value}', echo(value)));
  }
  return problems;
}

/** Null where the numbers are those that were baked. */
export function numbersOf(numbers: Numbers): Numbers | null {
  const { height_loss, height_regained } = USUAL_NUMBERS;
  const isUsual =
    numbers.height_loss === height_loss && numbers.height_regained === height_regained;
  return isUsual ? null : numbers;
}

export function isSame(one: Family, other: Family): boolean {
  return (Object.keys(CHOICES) as (keyof Family)[]).every((name) => one[name] === other[name]);
}

/** Genant's grade of a loss of height in percent; 0 is less than the grades begin with. */
export function gradeOf(percent: number): number {
  const [mild, moderate, severe] = GRADES;
  if (percent > severe) return 3;
  if (percent >= moderate) return 2;
  return percent >= mild ? 1 : 0;
}

/** The question to the server for the scene of a family. */
export function questionFor({ level, shape, needles }: Family, lang: string): string {
  const approach = APPROACHES[needles] ?? APPROACHES['2']!;
  return `/case?${new URLSearchParams({ level, shape, approach, lang })}`;
}

export function percent(fraction: number): number {
  return Math.round(fraction * 100);
}

function told({ level, shape, needles }: Family, numbers: Numbers): Record<string, string> {
  return {
    level,
    shape,
    needles,
    loss: String(percent(numbers.height_loss)),
    regained: String(percent(numbers.height_regained)),
  };
}

function percentIn(query: URLSearchParams, name: keyof typeof LIMITS): number | null {
  const text = query.get(name);
  const [low, high] = LIMITS[name];
  const number = Number(text || NaN);
  return Number.isInteger(number) && number >= low && number <= high ? number : null;
}
