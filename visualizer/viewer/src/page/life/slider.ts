const TENTH = 0.1;

interface Key {
  key: string;
  shiftKey: boolean;
}

/**
 * Where a key moves the slider: arrows by a step, with Shift by a tenth, Home and End to the ends.
 * Null for all other keys. Where text runs from right to left, so does the slider.
 */
export function moved(
  time: number,
  last: number,
  { key, shiftKey }: Key,
  isMirrored = false,
): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const mirrored = isMirrored && sideways;
  const forward = (mirrored ? BACKWARD : FORWARD).has(key);
  if (!FORWARD.has(key) && !BACKWARD.has(key)) return null;
  if (shiftKey) return clamp(round(time + (forward ? TENTH : -TENTH)), last);
  return forward ? nextStep(time, last) : stepBefore(time);
}

/** The rest state after a moment. */
export function nextStep(time: number, last: number): number {
  return clamp(Math.floor(time + CLOSE) + 1, last);
}

/** The rest state before a moment. */
export function stepBefore(time: number): number {
  return Math.max(0, Math.ceil(time - CLOSE) - 1);
}

export function clamp(time: number, last: number): number {
  return Number.isFinite(time) ? Math.min(Math.max(time, 0), last) : 0;
}

function round(time: number): number {
  return Math.round(time * 1000) / 1000;
}

const FORWARD = new Set(['ArrowRight', 'ArrowUp', 'PageUp']);
const BACKWARD = new Set(['ArrowLeft', 'ArrowDown', 'PageDown']);
/** Times this near to a step are at it. */
const CLOSE = 1e-3;
