import type { Family } from '../case/case.ts';
import type { Gaze } from '../look/locator.ts';
import type { View } from './store.ts';

/** From the least to the greatest, both included. */
type Limits = readonly [number, number];

/** What is the same case but for one thing: its treatment, its needles, or its loss of height. */
export interface Difference {
  readonly treatment?: string;
  readonly needles?: string;
  /** In percent. */
  readonly loss?: number;
  /** Grades of a loss that it can stand beside. */
  readonly grades?: readonly number[];
}

/** Every choice, limit and default; `visualizer/page/vocabulary.py` writes them into the page. */
export interface Vocabulary {
  readonly case: {
    readonly version: string;
    /** The parts of an address that ask for a case, in their order, without the version. */
    readonly names: readonly string[];
    readonly choices: Readonly<Record<keyof Family, readonly string[]>>;
    /** The other bone of a pair by what it is, and by the bone that is treated. */
    readonly pairs: Readonly<Record<string, Readonly<Record<string, string>>>>;
    /** What the model calls numbers of needles. */
    readonly approaches: Readonly<Record<string, string>>;
    /** Percent of the lost height that usually comes back, and the most that may. */
    readonly treatments: Readonly<
      Record<string, { regained: number; most: number; operates: boolean }>
    >;
    readonly percents: Readonly<Record<'loss' | 'cement', Limits>>;
    readonly usual: { family: Family; treatment: string; loss: number; cement: number };
    /** By shape: the height that it has lost most of. */
    readonly lowest: Readonly<Record<string, 'anterior' | 'middle'>>;
    /** Percents of lost height with which Genant's grades 1 and 2 begin, and after which 3 does. */
    readonly grades: readonly [number, number, number];
    /** Share of cement below which it just fills the cavity. */
    readonly just_full: number;
  };
  /** By name of an address: key of the state, and what it is there by what may be asked for. */
  readonly look: Readonly<
    Record<string, { key: string; values: Readonly<Record<string, string | boolean>> }>
  >;
  /** Names of an address that list layers: whether those are shown. */
  readonly lists: Readonly<Record<string, boolean>>;
  readonly layers: readonly string[];
  /** These three in the order in which keys go through them. */
  readonly views: readonly string[];
  readonly openings: readonly string[];
  readonly xrays: readonly string[];
  /** By name: what may stand beside the case that is shown. */
  readonly besides: Readonly<Record<string, Difference>>;
  /** By view: from where it looks, in the frame of the case. */
  readonly eyes: Readonly<Record<string, Gaze>>;
  /** By level: degrees by which the up of a standing person leans forward in that frame. */
  readonly leans: Readonly<Record<string, number>>;
  readonly modes: readonly string[];
  /** Characters of a wrong value that its notice repeats. */
  readonly longest_echo: number;
  /** What each person finds at the start. */
  readonly start: Pick<View, 'view' | 'opening' | 'layers' | 'labelled' | 'xray' | 'polarity'> &
    Partial<View>;
}

let known: Vocabulary | null = null;

/** Return what came with the page; another host's page has none, and needs none. */
export function vocabulary(): Vocabulary {
  known ??= JSON.parse(document.getElementById('vocabulary')!.textContent!) as Vocabulary;
  return known;
}
