/** Calls once nothing has happened for a while: one timer for however many things happen. */
export class Rest {
  private last = 0;
  private timer = 0;

  constructor(
    private readonly milliseconds: number,
    private readonly rests: () => void,
  ) {}

  /** Return whether it will call. */
  get isDue(): boolean {
    return this.timer !== 0;
  }

  /** Something has happened, so the while begins anew. */
  disturb(now: number): void {
    this.last = now;
    this.timer ||= window.setTimeout(this.look, this.milliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  private readonly look = (): void => {
    const left = this.last + this.milliseconds - performance.now();
    this.timer = left > 1 ? window.setTimeout(this.look, left) : 0;
    if (this.timer === 0) this.rests();
  };
}
