/**
 * The case that a page is about which nobody serves: it was written for one, and can show others
 * of its family. Its address says nothing while it shows its own.
 */
import {
  caseIn,
  caseNames,
  caseParts,
  caseProblems,
  isOurVersion,
  isSame,
  turned,
  versioned,
} from './case.ts';
import type { Case, Family } from './case.ts';

/** Another page of the same site. */
export interface Example {
  readonly address: string;
  readonly family: Family;
}

interface Asked {
  /** What there is of it; the page's own where the address asks for none. */
  readonly case: Case;
  readonly problems: readonly string[];
  /** The page that has what is asked for; empty where this one has it, or none. */
  readonly elsewhere: string;
}

/** The parts of an address that name a moment. */
const MOMENT_NAMES = ['at', 'step', 't'];

/** Return what the address says of the case that is shown beside the page's own. */
export function partsBeside(own: Case, shown: Case): Record<string, string> {
  const parts = caseParts(shown);
  const isOwn = String(new URLSearchParams(parts)) === String(new URLSearchParams(caseParts(own)));
  return isOwn ? {} : versioned(Object.entries(parts));
}

/** A query without its case. */
export function withoutCase(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !caseNames().includes(name)));
}

/** The other page of the site that shows a family; undefined where none does. */
export function pageOf(family: Family, examples: readonly Example[]): Example | undefined {
  return examples.find((one) => one.address && isSame(one.family, family));
}

/**
 * Where the story of the other bone of a pair begins: on its own page of the site, at its own
 * numbers or those that a person has set here. Empty where the site does not have it.
 */
export function otherStory(
  own: Case,
  shown: Case,
  query: URLSearchParams,
  examples: readonly Example[],
): string {
  const family = turned(shown.family);
  const page = pageOf(family, examples);
  if (!page) return '';
  const isChanged = Object.keys(partsBeside(own, shown)).length > 0;
  const parts = isChanged ? versioned(Object.entries(caseParts({ ...shown, family }))) : {};
  const kept = [...withoutCase(query)].filter(([name]) => !MOMENT_NAMES.includes(name));
  const asked = String(new URLSearchParams([...kept, ...Object.entries<string>(parts)]));
  return asked ? `${page.address}?${asked}` : page.address;
}

/** Read the case in the address of a page that nobody serves. */
export function readCase(
  query: URLSearchParams,
  own: Case,
  examples: readonly Example[],
  words: Readonly<Record<string, string>>,
): Asked {
  if (!caseNames().some((name) => query.has(name)))
    return { case: own, problems: [], elsewhere: '' };
  const problems = caseProblems(query, words);
  const wanted = caseIn(query);
  if (isSame(wanted.family, own.family) && isOurVersion(query))
    return { case: wanted, problems, elsewhere: '' };
  const there = pageOf(wanted.family, examples);
  if (there && problems.length === 0)
    return { case: own, problems, elsewhere: `${there.address}?${query}` };
  return {
    case: own,
    problems: problems.length > 0 ? problems : [words['not_here']!],
    elsewhere: '',
  };
}
