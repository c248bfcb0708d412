import type { TrackData } from '../../scene/format.ts';

/** The three heights of the bone in mm. */
export const HEIGHTS = ['anterior', 'middle', 'posterior'] as const;
/** What is plotted: the heights, and the angle between the end plates in degrees. */
export const PLOTTED = [...HEIGHTS, 'kyphosis'] as const;
export type Plotted = (typeof PLOTTED)[number];

export type Tracks = Readonly<Record<Plotted, TrackData>>;
/** Measures of one rest state, as the server sends them; a scene without measures has none. */
export type Rest = Readonly<Record<string, number>>;

/** Paths are drawn in a box of this size and stretched to the place that there is. */
export const BOX = { width: 1000, height: 100 };

/** The values at the bottom and at the top of a plot. */
export interface Span {
  low: number;
  high: number;
}

/** Room above and below the curves, as a share of their height. */
const MARGIN = 0.15;
/** A scene in which nothing changes is not drawn as if it did, in mm or degrees. */
const LEAST = 1;
/** A tap this near to a step means the step, in pixels and in steps. */
const NEAR_PX = 9;
const NEAR = 0.35;

/** Time before the story begins: the bone is healthy then. */
export const BEFORE = -1;

/** Straight lines between rest states, and the healthy bone before; null where nothing was measured. */
export function tracksOfRests(rests: readonly Rest[]): Tracks | null {
  if (!rests.every((rest) => PLOTTED.every((name) => Number.isFinite(rest[name])))) return null;
  const times = [BEFORE, ...rests.keys()];
  const entries = PLOTTED.map((name) => {
    const values = rests.map((rest) => rest[name]!);
    return [name, { times, values: [rests[0]?.[`healthy_${name}`] ?? values[0], ...values] }];
  });
  return rests.length > 0 ? (Object.fromEntries(entries) as Tracks) : null;
}

/** Return what each plot spans: a millimetre is as long in all three plots of heights. */
export function spansOf(tracks: Tracks): Record<Plotted, Span> {
  const deepest = Math.max(...HEIGHTS.map((name) => extent(tracks[name])));
  const spans = PLOTTED.map((name) => {
    const inner = Math.max(LEAST, name === 'kyphosis' ? extent(tracks[name]) : deepest);
    const high = Math.max(...tracks[name].values) + MARGIN * inner;
    return [name, { low: high - (1 + 2 * MARGIN) * inner, high }];
  });
  return Object.fromEntries(spans) as Record<Plotted, Span>;
}

/** Return where a value lies in its plot: 0 at the bottom, 1 at the top. */
export function levelOf(value: number, { low, high }: Span): number {
  return (value - low) / (high - low);
}

/** The curve over all of the time, level before the first key and after the last one. */
export function lineOf(track: TrackData, span: Span, last: number): string {
  const { times, values } = track;
  const points = times.map((time, index) => point(time, values[index]!, span, last));
  const end = point(last, values.at(-1)!, span, last);
  return `M${[point(0, values[0]!, span, last), ...points, end].join('L')}`;
}

/** Return what lies between the curve and the healthy value, which is the first one. */
export function gapOf(track: TrackData, span: Span, last: number): string {
  return `${lineOf(track, span, last)}V${down(track.values[0]!, span)}H0Z`;
}

/** Share of a healthy height that is lost, in percent. */
export function lostPercent(healthy: number, now: number): number {
  return healthy > 0 ? Math.max(0, 100 * (1 - now / healthy)) : 0;
}

/** The moment under a pointer; where text runs from right to left, so does time. */
export function timeAt(
  x: number,
  box: { left: number; width: number },
  last: number,
  isMirrored = false,
): number {
  if (box.width <= 0) return 0;
  const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
  return (isMirrored ? 1 - share : share) * last;
}

/** The step that a tap means, or the moment itself where no step is near. */
export function meantBy(time: number, width: number, last: number): number {
  const step = Math.round(time);
  const away = Math.abs(time - step);
  return away <= NEAR && (away * width) / last <= NEAR_PX ? step : time;
}

function extent({ values }: TrackData): number {
  return Math.max(...values) - Math.min(...values);
}

function point(time: number, value: number, span: Span, last: number): string {
  const x = (Math.min(last, Math.max(0, time)) / last) * BOX.width;
  return `${rounded(x)} ${down(value, span)}`;
}

function down(value: number, span: Span): number {
  return rounded((1 - levelOf(value, span)) * BOX.height);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
