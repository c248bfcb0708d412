/** Seconds that a movement takes at speed 1 where nobody says more; it is one unit of time long. */
const SECONDS_PER_MOVEMENT = 3;
/** Seconds that playing leaves a person who moves the slider alone. */
const HOLD = 0.8;
/** A frame that took longer (a tab in the background) does not skip what it missed. */
const LONGEST_FRAME = 0.5;
const NEAR = 1e-6;

/** The clock of the walkthrough: moves from rest state to rest state and waits at each. */
export class Player {
  time = 0;
  speed = 1;
  playing = false;
  /** Seconds to wait at each rest state. */
  pauses: readonly number[] = [];
  /** Jump from rest state to rest state: nothing moves by itself. */
  stepwise = false;
  private wait = 0;
  private until: number | null = null;
  /** How many seconds the movement to each rest state takes. */
  private seconds: readonly number[] = [];

  /** Without rest states nothing is known yet: any time is kept, and nothing moves. */
  constructor(private rests: readonly number[] = []) {}

  get end(): number {
    return this.rests.at(-1) ?? Infinity;
  }

  /** Learn where the rest states are, and how long the movement to each takes. */
  setRests(rests: readonly number[], seconds: readonly number[] = []): void {
    this.rests = rests;
    this.seconds = seconds;
    this.time = Math.min(this.end, this.time);
  }

  /** Seconds until something will move, 0 while it moves. */
  get waiting(): number {
    return Math.max(0, this.wait) / this.speed;
  }

  /** Someone else sets the time: go on from there, after a moment. */
  seek(time: number): void {
    if (time === this.time) return;
    this.time = Math.min(this.end, Math.max(0, time));
    this.wait = Math.max(HOLD * this.speed, this.pauseAt(this.time));
  }

  play(): void {
    if (this.playing) return;
    if (this.time >= this.end - NEAR) this.time = 0;
    this.playing = true;
    this.wait = 0;
  }

  /** Go on at once and stop exactly here; null plays on to the end. */
  stopAt(until: number | null): void {
    this.until = until;
    if (until !== null) this.wait = 0;
  }

  pause(): void {
    this.playing = false;
  }

  nearestRest(time: number): number {
    return this.rests.reduce(
      (best, rest) => (Math.abs(rest - time) < Math.abs(best - time) ? rest : best),
      this.rests[0] ?? 0,
    );
  }

  /** Index of the nearest rest state. */
  nearestIndex(time: number): number {
    return this.rests.indexOf(this.nearestRest(time));
  }

  /** Let time pass, in seconds; playing stops by itself at the end. */
  advance(seconds: number): void {
    if (!this.playing || this.rests.length === 0) return;
    let left = seconds * this.speed;
    if (this.wait > 0) {
      this.wait -= left;
      if (this.wait > 0) return;
      left = -this.wait;
    }
    this.move(Math.min(left, LONGEST_FRAME * this.speed) / this.duration);
  }

  private move(distance: number): void {
    const stop = Math.min(this.end, this.until ?? Infinity);
    const next = Math.min(stop, this.nextRest());
    this.time = this.stepwise ? next : Math.min(next, this.time + distance);
    if (this.time < next - NEAR) return;
    this.time = next;
    if (next >= stop) this.playing = false;
    this.wait = this.pauseAt(next);
  }

  /** Seconds that the present movement takes. */
  private get duration(): number {
    return this.seconds[this.rests.indexOf(this.nextRest())] ?? SECONDS_PER_MOVEMENT;
  }

  private nextRest(): number {
    for (const rest of this.rests) if (rest > this.time + NEAR) return rest;
    return this.end;
  }

  private pauseAt(time: number): number {
    const index = this.rests.findIndex((rest) => Math.abs(rest - time) < NEAR);
    if (index < 0) return 0;
    return this.pauses[index] ?? (this.stepwise ? SECONDS_PER_MOVEMENT : 0);
  }
}
