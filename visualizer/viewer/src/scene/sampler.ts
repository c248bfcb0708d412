import type { TrackData } from './format.ts';

/**
 * Reads one keyframed quantity at any time without allocating.
 *
 * Remembers the last interval: playing and scrubbing mostly stay in it or move to the next one.
 */
export class Sampler {
  readonly size: number;
  private readonly times: Float64Array;
  private readonly values: Float64Array;
  private interval = 0;
  /** Of a one-number track, what was asked last and the answer: many ask the same. */
  private time = NaN;
  private value = 0;

  constructor(track: TrackData, size = 1) {
    if (track.times.length === 0 || track.values.length !== track.times.length * size) {
      throw new Error(`A track has ${track.values.length} values for ${track.times.length} times.`);
    }
    this.size = size;
    this.times = Float64Array.from(track.times);
    this.values = Float64Array.from(track.values);
  }

  /** The value of a one-number track. */
  at(time: number): number {
    if (time !== this.time) {
      this.value = this.component(this.seek(time), time, 0);
      this.time = time;
    }
    return this.value;
  }

  /** Write all components into `out`. */
  into(time: number, out: Float64Array): void {
    const interval = this.seek(time);
    for (let i = 0; i < this.size; i++) out[i] = this.component(interval, time, i);
  }

  private seek(time: number): number {
    const { times } = this;
    const last = Math.max(0, times.length - 2);
    let i = this.interval;
    while (i > 0 && time < times[i]!) i--;
    while (i < last && time >= times[i + 1]!) i++;
    this.interval = i;
    return i;
  }

  private component(interval: number, time: number, index: number): number {
    const { times, values, size } = this;
    const from = values[interval * size + index]!;
    if (interval + 1 >= times.length) return from;
    const start = times[interval]!;
    const span = times[interval + 1]! - start;
    const share = span > 0 ? Math.min(1, Math.max(0, (time - start) / span)) : 1;
    return from + (values[(interval + 1) * size + index]! - from) * share;
  }
}

const known = new WeakMap<TrackData, Sampler>();

/** Return what reads a one-number track, the same for all who ask for it. */
export function samplerOf(track: TrackData): Sampler {
  let sampler = known.get(track);
  if (!sampler) known.set(track, (sampler = new Sampler(track)));
  return sampler;
}
