import type { BoneFormat, Heights, NumbersFormat, TrackData } from './format.ts';
import { Sampler } from './sampler.ts';

/** What a person can change without another scene: shares, of a height or of a room. */
export interface Numbers {
  /** Of the healthy height, missing after the fracture. */
  readonly height_loss: number;
  /** Of what was lost, regained in the end. */
  readonly height_regained: number;
  /** How much cement goes in: 0 just fills the cavity, 1 is the most there is room for. */
  readonly cement: number;
  /** Of what was lost, regained by the balloon and lost again when it comes out; as baked if not given. */
  readonly settling?: number;
}

/** What moves the bone under a treatment, ready to be read at any time. */
export class BoneTracks {
  readonly settling: number;
  readonly regained: number;
  readonly at: Readonly<Record<keyof BoneFormat['tracks'], Sampler>>;

  constructor({ settling, regained, tracks }: BoneFormat) {
    this.settling = settling;
    this.regained = regained;
    this.at = mapped(tracks, (track) => new Sampler(track));
  }
}

/** How the treated bone is deformed; see `scenes/motion/pose.py`. */
export interface BoneState {
  loss: number;
  crack: number;
}

export type Weights = Float64Array;

/** Every number of the pose that depends on the bone: what `scenes/motion/pose.py` computes in Python. */
export class Bone {
  readonly weights: Readonly<Record<string, Weights>>;
  /** Angle in radians and drop in mm of the spine above. */
  angle = 0;
  drop = 0;
  private readonly state: BoneState = { loss: 0, crack: 0 };
  private readonly filled: Sampler;
  private readonly sunken: readonly [Weights, Weights];

  constructor(
    readonly format: NumbersFormat,
    /** Of the treatment that is shown. */
    public tracks: BoneTracks,
  ) {
    this.filled = new Sampler(format.filled);
    this.weights = mapped(format.reach, (values) => new Float64Array(values.length));
    const all = this.weights['sunken']!;
    const count = (all.length - 1) / 2;
    this.sunken = [all.subarray(0, count), all.subarray(count, 2 * count)];
  }

  /** Loss of height and opening of the crack at a moment. */
  stateAt(time: number, numbers: Numbers, out: BoneState = { loss: 0, crack: 0 }): BoneState {
    const { height_loss: most, height_regained: regained } = numbers;
    const { at, settling } = this.tracks;
    const full = Math.min(1, regained + (numbers.settling ?? settling));
    const settled = at.settling.at(time) * (full - regained);
    const collapse = at.collapse.at(time);
    out.loss = most * (collapse - at.lift.at(time) * full + settled);
    const share = most === 0 ? 1 : out.loss / most;
    const open = collapse < 1 ? collapse : 1 - this.format.closing * (1 - share);
    out.crack = open * (1 - at.healing.at(time));
    return out;
  }

  /** Compute everything at a moment; weights are shares of their reach, as the file has them. */
  pose(time: number, numbers: Numbers): BoneState {
    const { weights, format } = this;
    const { collapse, inflation, fill } = this.tracks.at;
    const state = this.stateAt(time, numbers, this.state);
    const final = numbers.height_loss * (1 - numbers.height_regained);
    this.fracture(weights['fracture']!, state.loss, state.crack);
    this.sunkenPlate(state, numbers.height_loss);
    this.angle = format.above.share * this.tilt(state.loss);
    this.drop = format.above.drop * state.loss;
    const other = format.beside && collapse.at(time);
    this.disc(weights['disc']!, weights['fracture']!, other);
    this.soft(weights['soft']!, state.loss / format.most, other);
    const room = Math.max(state.loss, final);
    const { balloon, cement } = format.positions;
    grid(weights['balloon']!, inflation.at(time), balloon, room, format.shaped);
    const filled = this.fillPosition(fill.at(time), numbers.cement);
    grid(weights['cement']!, filled, cement, room, format.shaped);
    for (const [channel, values] of Object.entries(weights)) {
      const reach = format.reach[channel]!;
      for (let i = 0; i < values.length; i++) values[i]! /= reach[i]!;
    }
    return state;
  }

  /** Heights and angle over time for other numbers, at the times of the tracks as they were baked. */
  heights(times: readonly number[], numbers: Numbers): Record<keyof Heights, TrackData> {
    const { losses, ...measured } = this.format.heights;
    const at = times.map((time) => this.stateAt(time, numbers).loss);
    return mapped(measured, (values) => {
      const table = new Sampler({ times: losses, values });
      return { times: [...times], values: at.map((loss) => table.at(loss)) };
    });
  }

  /** The cavity fills at the same pace whatever follows; then what else goes in. */
  private fillPosition(share: number, filling: number): number {
    const full = this.format.filled.values[0]!;
    const pushed = Math.max(share - full, 0) / (1 - full);
    return Math.min(share, full) + pushed * (this.filled.at(filling) - full);
  }

  private tilt(loss: number): number {
    return Math.asin(this.format.slope * loss);
  }

  private fracture(out: Weights, loss: number, crack: number): void {
    const { pressed, sunk } = this.format;
    const [start, most, end] = pressed;
    const angle = this.tilt(loss);
    out[0] = Math.sin(angle);
    out[1] = Math.cos(angle) - 1;
    out[2] = this.format.crack * crack * (1 - most * smoothstep(loss, start, end));
    if (sunk > 0) out[3] = sunk * loss;
  }

  /** Nerves bend over the treated bone, and over a broken one above it as far as that has sunk. */
  private soft(out: Weights, share: number, other: number | null): void {
    const square = share * share;
    out[0] = share;
    out[1] = square;
    if (other === null) return;
    out[2] = other;
    out[3] = other * other;
    out[4] = share * other;
    out[5] = square * other;
  }

  /** Where the endplate lay and lies; nothing of that shows while no height has come back. */
  private sunkenPlate({ loss, crack }: BoneState, broken: number): void {
    const [was, is] = this.sunken;
    this.fracture(was, broken, 1);
    this.fracture(is, loss, crack);
    const all = this.weights['sunken']!;
    all[all.length - 1] = broken > 0 ? smoothstep(1 - loss / broken, 0, this.format.returning) : 0;
  }

  private disc(out: Weights, fracture: Weights, other: number | null): void {
    out.set(fracture);
    const { length } = fracture;
    out[length] = Math.sin(this.angle);
    out[length + 1] = Math.cos(this.angle) - 1;
    if (this.format.sinks) out[length + 2] = this.drop;
    const dish = this.format.beside?.dish ?? 0;
    if (dish > 0) out[out.length - 1] = dish * (other ?? 0);
  }
}

/** Weigh a grid of keys, all but the first: hats along both directions. */
export function grid(
  out: Weights,
  position: number,
  positions: readonly number[],
  loss: number,
  losses: readonly number[],
): void {
  const columns = losses.length;
  for (let i = 0; i < positions.length; i++) {
    const along = hat(position, positions, i);
    for (let j = 0; j < columns; j++) {
      const place = i * columns + j - 1;
      if (place >= 0) out[place] = along * hat(loss, losses, j);
    }
  }
}

function hat(x: number, knots: readonly number[], index: number): number {
  const here = knots[index]!;
  const last = knots.length - 1;
  if (x <= here) {
    if (index === 0) return 1;
    return Math.max(0, (x - knots[index - 1]!) / (here - knots[index - 1]!));
  }
  if (index === last) return 1;
  return Math.max(0, (knots[index + 1]! - x) / (knots[index + 1]! - here));
}

function smoothstep(x: number, start: number, end: number): number {
  const share = Math.min(1, Math.max(0, (x - start) / (end - start)));
  return share * share * (3 - 2 * share);
}

export function mapped<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  change: (value: From, key: Key) => To,
): Record<Key, To> {
  const entries = Object.entries<From>(record).map(([key, value]) => [key, change(value, key as Key)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
