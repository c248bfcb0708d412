import type { CameraPose } from '../../camera/camera.ts';
import type { ViewStore } from '../life/store.ts';
import { vocabulary } from '../life/vocabulary.ts';

/** From the treated bone to the eye, in the frame of the case: to the left, up, to the front. */
export type Gaze = readonly [number, number, number];

/** Words of the figure in the corner, by key. */
export type LocatorWords = Readonly<Record<string, string>>;

const FREE = 'free';
/** Sine of the angle from which a direction is named beside a stronger one. */
const NAMED = 0.38;
const MOST_NAMED = 2;
/** How far from the bone the eye is drawn, in units of the figure. */
const AROUND = 16;
/** Steps in which the camera is followed: nobody sees less in so small a figure. */
const GRAIN = 0.05;

/** The figure that says where in the body the picture is; the page's templates call it `$locator`. */
export class Locator {
  constructor(private readonly store: ViewStore) {}

  /** The person has turned the model. */
  steer(pose: Pick<CameraPose, 'orientation'>): void {
    const gaze = gazeOf(pose);
    if (String(gaze) !== String(this.store.get('gaze'))) this.store.set({ gaze });
  }

  /** Put it away; the keyboard goes to where it can be had back. */
  hide(): void {
    this.store.set({ located: false });
    document.querySelector<HTMLElement>('.looks .more')?.focus();
  }

  /** Where the eye is drawn from the bone, as seen from the person's left; empty as the steps have it. */
  eye(view: string, gaze: Gaze | null, level: string): string {
    const eye = standingGaze(view, gaze, level);
    return eye ? [-eye[2], -eye[1]].map((share) => (AROUND * share).toFixed(1)).join(' ') : '';
  }

  /** Keys of the words for where the eye is, the strongest first. */
  seen(view: string, gaze: Gaze | null, level: string, lies: boolean): string[] {
    const eye = standingGaze(view, gaze, level);
    if (!eye) return [];
    const [left, up, ahead] = eye;
    const sides: readonly [number, string, string][] = [
      [left, 'from_left', 'from_right'],
      [up, ...(lies ? (['from_head', 'from_feet'] as const) : (['from_above', 'from_below'] as const))],
      [ahead, 'from_front', 'from_behind'],
    ];
    return sides
      .filter(([share]) => Math.abs(share) > NAMED)
      .sort(([a], [b]) => Math.abs(b) - Math.abs(a))
      .slice(0, MOST_NAMED)
      .map(([share, positive, negative]) => (share > 0 ? positive : negative));
  }

  /** All that the figure shows, in words. */
  name(
    words: LocatorWords,
    level: string,
    place: string,
    lies: boolean,
    seen: readonly string[],
  ): string {
    const sentence = words[lies ? 'lying' : 'standing']!
      .replace('{level}', level)
      .replace('{place}', words[place]!);
    if (seen.length === 0) return sentence;
    const sides = seen.map((key) => words[key]).join(` ${words['also']} `);
    return `${sentence} ${words['seen']!.replace('{sides}', sides)}`;
  }
}

/** Where the eye of a camera is, roughly. */
export function gazeOf({ orientation: { x, y, z, w } }: Pick<CameraPose, 'orientation'>): Gaze {
  const back = [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)];
  const [left, up, ahead] = back.map((share) => Math.round(share / GRAIN) * GRAIN + 0); // no -0
  return [left!, up!, ahead!];
}

/** The eye of a view, or of the person's own, in the frame of the standing person. */
function standingGaze(view: string, own: Gaze | null, level: string): Gaze | null {
  const { eyes, leans } = vocabulary();
  const gaze = view === FREE ? own : eyes[view];
  if (!gaze) return null;
  const [left, up, ahead] = gaze;
  const lean = (leans[level]! * Math.PI) / 180;
  const [c, s] = [Math.cos(lean), Math.sin(lean)];
  return [left, c * up + s * ahead, c * ahead - s * up];
}
