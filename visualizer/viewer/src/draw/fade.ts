/** Covers the canvas with its last picture and lets that fade, so that a jump becomes a fade. */
export class CrossFade {
  private readonly cover = document.createElement('canvas');

  constructor(private readonly canvas: HTMLCanvasElement) {
    Object.assign(this.cover.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      pointerEvents: 'none',
      opacity: '0',
    });
    this.cover.setAttribute('aria-hidden', 'true');
    canvas.after(this.cover);
  }

  /** Call right after drawing the old picture, before drawing the new one. */
  start(milliseconds: number): void {
    this.cover.width = this.canvas.width;
    this.cover.height = this.canvas.height;
    this.cover.getContext('2d')?.drawImage(this.canvas, 0, 0);
    this.cover.getAnimations().forEach((animation) => animation.cancel());
    this.cover.animate([{ opacity: 1 }, { opacity: 0 }], milliseconds);
  }

  dispose(): void {
    this.cover.remove();
  }
}
