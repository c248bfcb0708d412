import { DrawTimer } from './drawtimer.ts';
import { Governor, firstTier } from './tiers.ts';
import type { Tier } from './tiers.ts';

/** A frame this late was not slow: the browser was busy with something else. */
const UNRELATED_MS = 1000;

/** How much is drawn: as much as the device has time for, or as the host wants. */
export class Quality {
  private readonly governor = new Governor(firstTier());
  private readonly timer: DrawTimer;
  private held: Tier | null = null;

  constructor(
    context: WebGL2RenderingContext,
    /** Told when a draw that was timed has changed the tier; the picture it drew may stay. */
    private readonly changed: () => void,
  ) {
    this.timer = new DrawTimer(context, this.drawn);
  }

  get tier(): Tier {
    return this.held ?? this.governor.tier;
  }

  get isHeld(): boolean {
    return this.held !== null;
  }

  /** Hold a tier whatever the measured speed, or let go with null. */
  hold(tier: Tier | null): void {
    this.held = tier;
  }

  /** Take note of how long the frame before took that this one follows; true for another tier. */
  follow(milliseconds: number): boolean {
    if (this.isHeld || milliseconds === 0 || milliseconds > UNRELATED_MS) return false;
    return this.governor.measure(milliseconds);
  }

  /** Time what has just been drawn: one move of the slider has no frame after it. */
  time(): void {
    if (!this.isHeld) this.timer.start();
  }

  dispose(): void {
    this.timer.dispose();
  }

  private readonly drawn = (milliseconds: number): void => {
    if (!this.isHeld && this.governor.measureAlone(milliseconds)) this.changed();
  };
}
