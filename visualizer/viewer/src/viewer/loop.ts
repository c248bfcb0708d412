/** Return value of a frame that asks for no other. */
export const ASLEEP = Infinity;

/**
 * Calls `frame` only when there is something to do.
 *
 * The frame says in how many seconds it wants the next one: 0 is the next picture of the screen.
 */
export class Loop {
  private handle = 0;
  private timer = 0;
  private last: number | null = null;

  constructor(private readonly frame: (seconds: number, now: number) => number) {}

  request(): void {
    clearTimeout(this.timer);
    if (this.handle === 0) this.handle = requestAnimationFrame(this.tick);
  }

  /** Go on at once: the screen's next turn may be a while away when the page is busy. */
  now(): void {
    this.stop();
    this.tick(performance.now());
  }

  stop(): void {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.handle);
    this.handle = 0;
  }

  private readonly tick = (now: number): void => {
    this.handle = 0;
    const seconds = this.last === null ? 0 : (now - this.last) / 1000;
    const wait = this.frame(seconds, now);
    this.last = wait === ASLEEP ? null : now;
    if (wait === 0) this.request();
    else if (wait !== ASLEEP) this.timer = window.setTimeout(() => this.request(), wait * 1000);
  };
}
