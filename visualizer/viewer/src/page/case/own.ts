/**
 * The case that a page is about which nobody serves: it was written for one, and can show others
 * of its family. Its address says nothing while it shows its own.
 */
import { CASE_NAMES, VERSION, caseIn, caseParts, caseProblems, isSame, turned } from './case.ts';
import type { Case, Family } from './case.ts';

/** Another page of the same site. */
export interface Example {
  readonly address: string;
  /** The parts of an address that ask for its case. */
  readonly asked: string;
}

interface Asked {
  /** Query for the case and the look of the picture, without what was wrong. */
  readonly asked: string;
  readonly problems: readonly string[];
  /** The page that has what is asked for; empty where this one has it, or none. */
  readonly elsewhere: string;
}

/** The parts of an address that name a moment. */
const MOMENT_NAMES = ['step', 't'];

/** The page's own case; on a served page the usual one. */
export function ownCase(): Case {
  return caseIn(new URLSearchParams(document.documentElement.dataset['own']));
}

/** What the address says of the case that is shown beside the page's own. */
export function partsBeside(own: Case, shown: Case): Record<string, string> {
  const parts = caseParts(shown);
  const isOwn = String(new URLSearchParams(parts)) === String(new URLSearchParams(caseParts(own)));
  return isOwn ? {} : { case: VERSION, ...parts };
}

/** A query without its case. */
export function withoutCase(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !CASE_NAMES.includes(name)));
}

/** The other page of the site that shows a family; undefined where none does. */
export function pageOf(family: Family, examples: readonly Example[]): Example | undefined {
  return examples.find(
    ({ address, asked }) => address && isSame(caseIn(new URLSearchParams(asked)).family, family),
  );
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
  const isChanged = 'case' in partsBeside(own, shown);
  const parts = isChanged ? { case: VERSION, ...caseParts({ ...shown, family }) } : {};
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
  const told = (shown: Case) => {
    const parts = new URLSearchParams(caseParts(shown));
    return String(new URLSearchParams([...parts, ...withoutCase(query)]));
  };
  if (!CASE_NAMES.some((name) => query.has(name)))
    return { asked: told(own), problems: [], elsewhere: '' };
  const problems = caseProblems(query, words);
  const wanted = caseIn(query);
  if (isSame(wanted.family, own.family) && (query.get('case') ?? VERSION) === VERSION)
    return { asked: told(wanted), problems, elsewhere: '' };
  const there = pageOf(wanted.family, examples);
  if (there && problems.length === 0)
    return { asked: told(own), problems, elsewhere: `${there.address}?${query}` };
  return {
    asked: told(own),
    problems: problems.length > 0 ? problems : [words['not_here']!],
    elsewhere: '',
  };
}
