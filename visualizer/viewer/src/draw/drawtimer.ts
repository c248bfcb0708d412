/** How often to look whether the graphics are done, in milliseconds. */
const POLL_MS = 8;

/** Measures how long the graphics take for one draw, without waiting for it. */
export class DrawTimer {
  private fence: WebGLSync | null = null;
  private started = 0;
  private timer = 0;

  constructor(
    private readonly context: WebGL2RenderingContext,
    private readonly done: (milliseconds: number) => void,
  ) {}

  /** Time what has just been drawn; one draw at a time. */
  start(): void {
    if (this.fence) return;
    this.fence = this.context.fenceSync(this.context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.context.flush();
    this.started = performance.now();
    this.look();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.context.deleteSync(this.fence);
    this.fence = null;
  }

  private readonly look = (): void => {
    if (!this.fence || this.context.isContextLost()) {
      this.fence = null;
      return;
    }
    const state = this.context.clientWaitSync(this.fence, 0, 0);
    if (state === this.context.TIMEOUT_EXPIRED) {
      this.timer = window.setTimeout(this.look, POLL_MS);
      return;
    }
    this.dispose();
    this.done(performance.now() - this.started);
  };
}

/** Wait, without holding anything up, until the graphics have nothing left to do. */
export function drained(context: WebGL2RenderingContext): Promise<number> {
  return new Promise((done) => new DrawTimer(context, done).start());
}
