export interface Stats {
  /** Milliseconds of script per drawn frame. */
  scriptMs: { median: number; p95: number };
  triangles: number;
  calls: number;
  frames: number;
}

/** Frames that are kept: more than the whole walkthrough has on most screens. */
const WINDOW = 4096;
/** Frames that tell how it runs now. */
const LATEST = 240;

/** Keeps the script time of the latest frames in a fixed ring. */
export class FrameTimes {
  frames = 0;
  private readonly ring = new Float64Array(WINDOW);

  add(milliseconds: number): void {
    this.ring[this.frames % WINDOW] = milliseconds;
    this.frames++;
  }

  /** Over so many of the latest frames, as far as they are kept. */
  summary(latest = LATEST): { median: number; p95: number } {
    const count = Math.min(latest, this.frames, WINDOW);
    const at = (frame: number) => this.ring[(this.frames - 1 - frame) % WINDOW]!;
    const times = Float64Array.from({ length: count }, (_, frame) => at(frame)).sort();
    return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
  }
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
