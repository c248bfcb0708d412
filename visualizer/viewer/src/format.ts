/** The shape of the extras that the baked scene carries: everything glTF itself has no channel for. */

/** How the bones are shown: as the step asks for, whole, cut open, or seen through. */
export type Opening = 'guided' | 'closed' | 'opened' | 'ghost';

export const MEASURES = [
  'anterior',
  'middle',
  'posterior',
  'kyphosis',
  'past_wall',
  'inside_pedicle',
] as const;
export type Measure = (typeof MEASURES)[number];

export type Pass = 'opaque' | 'balloon' | 'skin' | 'cap';

export interface MaterialLook {
  colour: string;
  ambient: number;
  diffuse: number;
  specular: number;
  power: number;
  alpha: number;
  rim: number;
  pass: Pass;
  outline: string | null;
  /** What its colour is multiplied by where it is see-through. */
  ghost: string;
  /** Colour and specular once the cement is hard. */
  hard?: { colour: string; specular: number } | null;
}

export interface Light {
  direction: number[];
  intensity: number;
  colour: string;
}

/** Keyframes, linear between them; `values` is flat, a fixed number per time. */
export interface TrackData {
  times: number[];
  values: number[];
}

export interface CameraTracks {
  target: TrackData;
  direction: TrackData;
  up: TrackData;
  width: TrackData;
  height: TrackData;
}

export interface Step {
  key: string;
  time: number;
  highlight: string[];
}

export interface SceneFormat {
  format: 2;
  duration: number;
  steps: Step[];
  materials: Record<string, MaterialLook>;
  lights: Light[];
  crackColour: string;
  compactionColour: string;
  background: [string, string];
  tracks: {
    shown: Record<string, TrackData>;
    /** By opening: the groups that differ from `shown` where the person chooses how bones look. */
    openings: Record<Exclude<Opening, 'guided'>, Record<string, TrackData>>;
    /** By layer: groups seen by a person who asks for what the step leaves out. */
    asked: Record<string, Record<string, TrackData>>;
    /** Measured on the model: mm, and degrees for the angle. */
    measures: Record<Measure, TrackData>;
    shades: Record<'crack' | 'compaction' | 'hardness', TrackData>;
    camera: CameraTracks;
  };
}

export interface PartExtras {
  part: string;
  material: string;
  layer: string;
  shown: string;
  outline: string | null;
}

/** Check what the file says about itself, so that a wrong file fails with a sentence, not a blank. */
export function readFormat(extras: unknown): SceneFormat {
  const scene = extras as Partial<SceneFormat> | undefined;
  if (scene?.format !== 2) {
    throw new Error(`The scene has format ${scene?.format ?? 'none'}; this viewer reads format 2.`);
  }
  for (const key of ['duration', 'steps', 'materials', 'lights', 'tracks'] as const) {
    if (scene[key] === undefined) throw new Error(`The scene lacks "${key}" in its extras.`);
  }
  return scene as SceneFormat;
}
