import type { Rest } from '../look/curves.ts';
import type { Aids, Sent, TreatmentFiles } from '../life/store.ts';

type Scripts = Sent['scripts'];

const NONE: Rest = {};
/** Gaps and rounding smaller than this are none. */
const NEAR = 1e-6;

/** Return what the page shows of a case under a treatment, step by step. */
export function stepsUnder(
  scripts: Scripts,
  treatments: Readonly<Record<string, TreatmentFiles>>,
  treatment: string,
): Pick<Sent, 'steps' | 'last' | 'stills' | 'xray_stills'> {
  const script = scripts[treatment]!;
  const { stills, xrays, rest } = treatments[treatment]!;
  return {
    steps: script.map((aids, index) => ({ ...aids, rest: rest[index] ?? NONE })),
    last: script.length - 1,
    stills,
    xray_stills: xrays,
  };
}

/**
 * The time of one treatment that stands beside a time of another: steps that both have stand side
 * by side, and what one leaves out the other waits for.
 */
export function besides(from: readonly Aids[], to: readonly Aids[], time: number): number {
  return timeAt(to, placeAt(from, time));
}

/** Return where a time lies among the steps of the kyphoplasty. */
function placeAt(script: readonly Aids[], time: number): number {
  const step = Math.min(Math.floor(time + NEAR), script.length - 1);
  const here = script[step]!.place;
  const next = script[step + 1]?.place ?? here;
  // A movement is the last one before the step that it leads to.
  return time - step > NEAR ? next - 1 + (time - step) : here;
}

function timeAt(script: readonly Aids[], place: number): number {
  const step = script.findLastIndex((aids) => aids.place <= place + NEAR);
  const next = script[step + 1];
  return step + (next ? Math.max(0, place - (next.place - 1)) : 0);
}
