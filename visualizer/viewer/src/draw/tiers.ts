export const TIERS = ['full', 'sharp', 'plain', 'coarse'] as const;
/**
 * How much the device is asked for: everything; without smoothed edges; without outlines too and
 * with fewer pixels; and with one pixel per CSS pixel.
 */
export type Tier = (typeof TIERS)[number];

/** More pixels than these per CSS pixel are not seen. */
const FINEST: Record<Tier, number> = { full: 2, sharp: 2, plain: 1.5, coarse: 1 };

/** Return how many pixels are drawn per CSS pixel on a device that has this many. */
export function pixelRatio(tier: Tier, ofDevice: number): number {
  return Math.min(ofDevice, FINEST[tier]);
}

/** Return whether surfaces have the patterns that only make them look real. */
export function hasPatterns(tier: Tier): boolean {
  return tier === 'full' || tier === 'sharp';
}

/** Milliseconds between frames that are too slow to follow, and fast enough to ask for more. */
const SLOW = 40;
const FAST = 21;
/** A frame that takes this long counts as several slow ones. */
const VERY_SLOW = 120;
const VERY_SLOW_COUNTS = 4;
/** A draw that takes this long takes too long also without smoothed edges, which are half of it. */
const HOPELESS = 4 * SLOW;
const FRAMES_TO_FALL = 12;
const FRAMES_TO_RISE = 90;
/** Frames to wait after a fall before rising again; doubles with each, so it settles. */
const FIRST_PATIENCE = 240;

/** Chooses the tier from measured times between frames. */
export class Governor {
  private slow = 0;
  private fast = 0;
  /** How long the last draw took that no other followed. */
  private alone = 0;
  private patience = FRAMES_TO_RISE;
  private nextPatience = FIRST_PATIENCE;

  constructor(public tier: Tier) {}

  /** Take note of one frame of an animation; true when the tier has changed. */
  measure(milliseconds: number): boolean {
    const weight = milliseconds > VERY_SLOW ? VERY_SLOW_COUNTS : 1;
    this.slow = milliseconds > SLOW ? this.slow + weight : Math.max(0, this.slow - 1);
    this.fast = milliseconds < FAST ? this.fast + 1 : 0;
    if (this.slow >= FRAMES_TO_FALL) return this.fall();
    if (this.fast >= this.patience) return this.rise();
    return false;
  }

  /** Take note of a draw that no other followed; two slow ones are enough, by the faster of them. */
  measureAlone(milliseconds: number): boolean {
    const least = Math.min(milliseconds, this.alone);
    this.alone = milliseconds;
    if (least <= VERY_SLOW) return false;
    this.alone = 0;
    const isHopeless = this.tier === TIERS[0] && least > HOPELESS;
    const fell = this.fall();
    if (isHopeless) this.fall();
    return fell;
  }

  private fall(): boolean {
    this.slow = 0;
    if (this.tier === TIERS.at(-1)) return false;
    this.tier = TIERS[TIERS.indexOf(this.tier) + 1]!;
    this.patience = this.nextPatience;
    this.nextPatience *= 2;
    return true;
  }

  private rise(): boolean {
    this.fast = 0;
    if (this.tier === TIERS[0]) return false;
    this.tier = TIERS[TIERS.indexOf(this.tier) - 1]!;
    return true;
  }
}

/** Phones and tablets begin without smoothed edges: their pixels are small. */
export function firstTier(): Tier {
  return matchMedia('(pointer: coarse)').matches ? 'sharp' : 'full';
}
