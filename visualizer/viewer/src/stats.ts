export interface Stats {
  /** Milliseconds of script per drawn frame. */
  scriptMs: { median: number; p95: number };
  triangles: number;
  calls: number;
  frames: number;
}

const WINDOW = 240;

/** Keeps the script time of the latest frames in a fixed ring. */
export class FrameTimes {
  frames = 0;
  private readonly ring = new Float64Array(WINDOW);

  add(milliseconds: number): void {
    this.ring[this.frames % WINDOW] = milliseconds;
    this.frames++;
  }

  summary(): { median: number; p95: number } {
    const times = this.ring.slice(0, Math.min(this.frames, WINDOW)).sort();
    return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
  }
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
