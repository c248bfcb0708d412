import type { Vector3 } from 'three';
import { BoneTracks, mapped } from './bone.ts';
import { GuidedCamera } from '../camera/camera.ts';
import type { Checks, Measure, ScriptFormat, Step, TrackData } from './format.ts';
import { opacitiesOf } from './parts.ts';
import type { Opacities, Part } from './parts.ts';
import { Sampler, samplerOf } from './sampler.ts';

const FRACTURE = 'fracture';

/** One treatment of a loaded scene, ready to be shown at any time. */
export class Script {
  readonly steps: readonly Step[];
  readonly rests: readonly number[];
  readonly guided: GuidedCamera;
  /** The same without the person and the room. */
  readonly alone: GuidedCamera;
  readonly bone: BoneTracks;
  private readonly clock: Sampler | null;
  private readonly crack: Sampler;
  private readonly compaction: Sampler;
  private readonly hardness: Sampler;
  private readonly opacities: readonly Opacities[];

  constructor(
    readonly format: ScriptFormat,
    private readonly parts: readonly Part[],
  ) {
    const { steps, clock, bone, tracks } = format;
    this.steps = steps;
    this.rests = steps.map((step) => step.time);
    this.guided = new GuidedCamera(tracks.camera);
    this.alone = new GuidedCamera(tracks.alone);
    this.bone = new BoneTracks(bone);
    this.clock = clock && new Sampler(clock);
    this.crack = new Sampler(tracks.shades.crack);
    this.compaction = new Sampler(tracks.shades.compaction);
    this.hardness = new Sampler(tracks.shades.hardness);
    this.opacities = parts.map(({ extras }) => opacitiesOf(extras, format));
  }

  /** Return when the bone is broken and nothing has been done about it. */
  get fractured(): number {
    return this.steps.find((step) => step.key === FRACTURE)?.time ?? 0;
  }

  /** Let the parts come and go as under this treatment. */
  enter(): void {
    for (const [i, part] of this.parts.entries()) part.opacities = this.opacities[i]!;
  }

  /** Moment of the file's own motions that is shown at a time. */
  moment(time: number): number {
    return this.clock ? this.clock.at(time) : time;
  }

  /** How far the crack is open, the bone compacted and the cement hard. */
  shade(time: number, shades: Vector3): void {
    shades.set(this.crack.at(time), this.compaction.at(time), this.hardness.at(time));
  }

  /** What the needle's checks say with another loss of height. */
  checks(loss: number): Record<keyof Checks, TrackData> {
    return checksAt(this.format, loss);
  }

  /** Return how opaque a group of parts is where nobody chose otherwise. */
  shown(group: string, time: number): number {
    return samplerOf(this.format.tracks.shown[group]!).at(time);
  }

  /** Index of the step nearest to a time. */
  stepAt(time: number): number {
    const { steps } = this;
    let nearest = 0;
    for (let i = 1; i < steps.length; i++) {
      if (Math.abs(steps[i]!.time - time) < Math.abs(steps[nearest]!.time - time)) nearest = i;
    }
    return nearest;
  }
}

/** What is measured over time, ready to be read. */
export class Measuring {
  private readonly samplers: readonly (readonly [Measure, Sampler])[];

  constructor(readonly tracks: Readonly<Record<Measure, TrackData>>) {
    const names = Object.keys(tracks) as Measure[];
    this.samplers = names.map((name) => [name, new Sampler(tracks[name])]);
  }

  at(time: number): Record<Measure, number> {
    const found = {} as Record<Measure, number>;
    for (const [name, sampler] of this.samplers) found[name] = sampler.at(time);
    return found;
  }
}

/** Values at the times that were baked, between the losses of height for which there are some. */
export function checksAt(
  { checks, tracks }: Pick<ScriptFormat, 'checks' | 'tracks'>,
  loss: number,
): Record<keyof Checks, TrackData> {
  const { losses, ...measured } = checks;
  return mapped(measured, (rows, name) => {
    const { times } = tracks.measures[name];
    const values = times.map((_, i) => {
      const atLosses = { times: losses, values: rows.map((row) => row[i]!) };
      return new Sampler(atLosses).at(loss);
    });
    return { times, values };
  });
}
