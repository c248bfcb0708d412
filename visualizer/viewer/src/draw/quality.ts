import { DrawTimer, drained } from './drawtimer.ts';
import { Governor, firstTier } from './tiers.ts';
import type { Tier } from './tiers.ts';

/** A frame this late was not slow: the browser was busy with something else. */
const UNRELATED_MS = 1000;
/** So long after all is warm, and so often, a picture is drawn to find out how long that takes. */
const REHEARSE_MS = 2000;
const REHEARSALS = 2;

/** How much is drawn: as much as the device has time for, or as the host wants. */
export class Quality {
  private readonly governor = new Governor(firstTier());
  private readonly timer: DrawTimer;
  private held: Tier | null = null;
  private rehearsing = 0;

  constructor(
    private readonly context: WebGL2RenderingContext,
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

  /** Find out soon how fast this device is, before somebody waits for it, as long as it draws. */
  rehearse(draw: () => boolean): void {
    this.rehearsing = window.setTimeout(() => void this.drawOften(draw), REHEARSE_MS);
  }

  stopRehearsing(): void {
    clearTimeout(this.rehearsing);
  }

  dispose(): void {
    this.stopRehearsing();
    this.timer.dispose();
  }

  private async drawOften(draw: () => boolean): Promise<void> {
    for (let count = 0; count < REHEARSALS && !this.isHeld && draw(); count++) {
      await drained(this.context);
    }
  }

  private readonly drawn = (milliseconds: number): void => {
    if (!this.isHeld && this.governor.measureAlone(milliseconds)) this.changed();
  };
}
