import type { Family } from './case.ts';
import type { Say } from '../read/language.ts';
import type { Aids } from '../life/store.ts';
import { vocabulary } from '../life/vocabulary.ts';

type Step = Readonly<Record<string, unknown>>;
/** By key of the step. */
type Steps = Readonly<Record<string, Step>>;

/** Return whether the cement just fills the cavity: hardly any goes on into the bone around. */
export function isJustFull(cement: number): boolean {
  return cement < vocabulary().case.just_full;
}

/**
 * The words of all steps of a treatment, also where no person stands around the model;
 * `visualizer/content/variants.py` has what differs.
 */
export function stepsFor(
  { shape, needles, neighbour }: Family,
  cement: number,
  script: readonly Aids[],
  words: Say,
  isAlone = false,
): { steps: Step[]; pauses: number[] } {
  const usual = words['all_steps'] as Steps;
  const variants = (words['variants'] ?? {}) as Readonly<Record<string, Steps>>;
  const changed = [
    variants[shape],
    variants[vocabulary().case.approaches[needles] ?? ''],
    variants[neighbour],
    isJustFull(cement) ? variants['just_full'] : undefined,
    isAlone ? variants['alone'] : undefined,
  ];
  const { step_of: phrase } = words['page'] as { step_of: string };
  const steps = script.map(({ key }, index): Step => {
    const step = Object.assign({}, usual[key], ...changed.map((one) => one?.[key])) as Step;
    const count = phrase
      .replace('{number}', String(index + 1))
      .replace('{count}', String(script.length));
    return { ...step, count, spoken: `${count}: ${step['title']}. ${step['picture']}` };
  });
  return { steps, pauses: steps.map((step) => step['pause'] as number) };
}
