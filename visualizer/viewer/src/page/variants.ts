import type { Family } from './case.ts';
import type { Say } from './language.ts';

type Step = Readonly<Record<string, unknown>>;
/** By choice and step: what is said otherwise. */
type Variants = Readonly<Record<string, Readonly<Record<number, Step>>>>;

const ONE_NEEDLE = 'unipedicular';

/** The words of all steps for a case; `visualizer/content/variants.py` has what differs. */
export function stepsFor({ shape, needles }: Family, words: Say): Step[] {
  const variants = (words['variants'] ?? {}) as Variants;
  const chosen = [variants[shape], needles === '1' ? variants[ONE_NEEDLE] : undefined];
  const steps = words['steps'] as Step[];
  return steps.map((step, number) => Object.assign({}, step, ...chosen.map((one) => one?.[number])));
}
