/** The shape of the extras that the baked scene carries: everything glTF itself has no channel for. */

export type Pass = 'opaque' | 'balloon' | 'skin' | 'lined' | 'cap';

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
  /** Width of the line drawn within its contour, in widths of the outline; 0 for none. */
  ink: number;
  /** What its colour is multiplied by where it is see-through. */
  ghost: string;
  /** Colour and specular once the cement is hard. */
  hard?: { colour: string; specular: number } | null;
  /** Bits of the patterns that are drawn on it; see scenes/look/detail.py. */
  detail: number;
}

/** One way in which a part is drawn; see scenes/look/recipe.py. */
export interface Look {
  /** Place in the order of drawing within one frame. */
  rank: number;
  kind: 'surface' | 'outline' | 'depth';
  /** Opacities of the part from which, and up to which, it is drawn. */
  least: number;
  below: number | null;
  /** Whether the faces turned away are drawn. */
  back: boolean;
  translucent: boolean;
  writes_depth: boolean;
  /** Shares of the material's opacity, and of what it gains at the silhouette. */
  alpha: number;
  rim: number;
  /** What it gains there whatever the material. */
  more_rim: number;
  /** Opacity from which rim and line are at their strongest, the ghost's tint at its weakest. */
  full: number;
  /** Millimetres by which it is pushed back in depth. */
  shift: number;
}

/** How both painters draw. */
export interface Recipe {
  looks: Record<Pass, Look[]>;
  /** Width of an outline in CSS pixels, whatever the zoom. */
  outline: number;
  /** Millimetres by which the parts of a layer lie deeper. */
  shifts: Record<string, number>;
}

/** Colours of what is not lit. */
export type PageColours = Record<'accent' | 'ink' | 'halo' | 'divider' | 'ring' | 'line', string>;

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

/** Opacities by channel. */
export type Channels = Record<string, TrackData>;

export interface CameraTracks {
  target: TrackData;
  direction: TrackData;
  up: TrackData;
  width: TrackData;
  height: TrackData;
}

/** A way to turn the guided camera; see scenes/story/views.py. */
export interface NamedView {
  direction: number[];
  ups: number[][];
  centred: boolean;
  margin: number;
  /** Names of parts that would stand in the way. */
  hides: string[];
}

export interface Step {
  key: string;
  time: number;
  highlight: string[];
  layers: string[];
  /** Keys of labels, the most important first. */
  labels: string[];
  /** Whether the team works under X-ray here. */
  xray: boolean;
  /** How long the movement to it takes with person and room. */
  seconds: number;
}

/** A place on the model that has a name. */
export interface LabelData {
  key: string;
  /** Names of the parts that it stands for. */
  parts: string[];
  /** Name of the part that carries the place. */
  on: string;
  /** Three components in mm, in the frame of that part at rest. */
  at: number[];
  /** Where the surface looks there; null inside things and on what is seen from all sides. */
  normal: number[] | null;
}

/** A round near picture beside a person who is seen whole; see scenes/story/lens.py. */
export interface LensFormat {
  camera: { target: number[]; direction: number[]; up: number[]; width: number; height: number };
  /** Shares of the picture's width from the left, and height from the top. */
  centre: number[];
  /** Share of the picture's height. */
  radius: number;
  anchor: number[];
  /** Millimetres. */
  reach: number;
  /** Group that tells how opaque it is. */
  shown: string;
  /** Groups of parts that would be in its way. */
  hides: string[];
}

/** Where the name of a vertebra may stand. */
export interface LevelData {
  spots: LabelData[];
  xray: Record<XrayView, LabelData>;
}

/** How the bones are shown: "guided" as the step asks for, or as a script's `openings` name it. */
export type Opening = string;

export type Measure =
  | 'anterior'
  | 'middle'
  | 'posterior'
  | 'kyphosis'
  | 'past_wall'
  | 'inside_pedicle'
  | 'wall_first';

/** One treatment as it is told; see scenes/story/script.py. */
export interface ScriptFormat {
  duration: number;
  steps: Step[];
  /** Moment of the file's motions at each time of the treatment; null where both are the same. */
  clock: TrackData | null;
  bone: BoneFormat;
  checks: Checks & { losses: number[] };
  tracks: {
    shown: Channels;
    /** By opening: the groups that differ from `shown` where the person chooses how bones look. */
    openings: Record<Opening, Channels>;
    /** By layer: groups seen by a person who asks for what the step leaves out. */
    asked: Record<string, Channels>;
    /** Measured on the model: mm, and degrees for the angle. */
    measures: Record<Measure, TrackData>;
    shades: Record<'crack' | 'compaction' | 'hardness', TrackData>;
    camera: CameraTracks;
    /** The guided camera where there is neither person nor room. */
    alone: CameraTracks;
  };
}

export interface SceneFormat {
  format: 7;
  case: { treatment: string; height_loss: number; cement: number };
  /** By treatment. */
  scripts: Record<string, ScriptFormat>;
  materials: Record<string, MaterialLook>;
  lights: Light[];
  detail: DetailFormat;
  background: [string, string];
  page: PageColours;
  recipe: Recipe;
  views: Record<string, NamedView>;
  labels: LabelData[];
  /** By level, from the head down. */
  levels: Record<string, LevelData>;
  xray: Xray;
  lens: LensFormat;
  numbers: NumbersFormat;
  seeping: SeepingFormat;
  /** The plane along which bones are opened: its normal, and its distance from 0 along it in mm. */
  cut: [number, number, number, number];
}

/** What is drawn on surfaces; see scenes/look/detail.py. */
export interface DetailFormat {
  /** Shaders that both painters run, and what brings patterns into the second. */
  press: string;
  surface: string;
  patterns: string;
  /** Bits of a mesh with colours, and of one with a picture. */
  tinted: number;
  textured: number;
}

/**
 * Positions of the cement's shape at which it begins to seep into the bone around, at which the
 * cavity is full, and of the usual amount; and how far it seeps at most, where 1 is for that amount.
 */
export interface SeepingFormat {
  begin: number;
  filled: number;
  usual: number;
  most: number;
}

export interface PartExtras {
  part: string;
  material: string;
  layer: string;
  shown: string;
  /** Which weights move its shapes; empty for a rigid part. */
  weights: string;
  xray: Exposure | null;
}

/** How a part weakens X-rays, per mm inside it and, added to that, inside its dense shell. */
export interface Exposure {
  outer: number;
  inner: number | null;
  /** Group that tells when it is there; null is always. */
  shown: string | null;
}

export type XrayView = 'lateral' | 'ap';

export interface Xray {
  /** Millimetres from the source to the target, and the width seen there. */
  distance: number;
  field: number;
  /** Thickness in mm of the dense outer bone. */
  shell: number;
  views: Record<XrayView, { target: number[]; direction: number[]; up: number[] }>;
  /** How attenuation becomes grey. */
  screen: Record<
    'glow' | 'scatter' | 'spread' | 'veil' | 'gamma' | 'white' | 'mask',
    number
  >;
  /** Colour of what is checked, by whether bone is dark or bright, and of the panel around. */
  mark: Record<'dark' | 'bright', string>;
  frame: string;
  checkpoints: Record<'posterior_wall' | 'pedicle_left' | 'pedicle_right', Border>;
  /** From when to when borders are marked, and half the time in which marks come or go. */
  checked: { from: number; until: number; fade: number };
}

/** A border that is checked. */
export interface Border {
  /** Its line in mm on the healthy bone. */
  rest: number[][];
  /** How each weight of the fracture moves it. */
  targets: number[][][];
}

/** Measured over the losses of height that a case may have. */
export type Heights = Record<'anterior' | 'middle' | 'posterior' | 'kyphosis', number[]>;

/** For each of some losses of height, values at the times that these measures have. */
export type Checks = Record<'past_wall' | 'wall_first', number[][]>;

/** What the viewer needs to show other numbers than the baked ones; see scenes/file/numbers.py. */
export interface NumbersFormat {
  /** Greatest loss of height. */
  most: number;
  /** Sine of the wedge angle per loss. */
  slope: number;
  /** Opening of the crack in this kind of fracture. */
  crack: number;
  /** How far the crack would close if all height returned. */
  closing: number;
  /** Loss from which the crack's walls are pressed together, the share that takes, and its end. */
  pressed: [number, number, number];
  /** Share of the loss that sinking brings, and whether the spine above sinks with it. */
  sunk: number;
  sinks: boolean;
  /** Share of the lost height with whose return one sees where the endplate lay. */
  returning: number;
  above: { share: number; drop: number; hinge: [number, number] };
  /**
   * Whether a broken bone above waits for its own treatment; if so, by what share of its weight
   * the disc under it follows its lower endplate, which sinks in: 0 where it does not.
   */
  beside: { dish: number } | null;
  /** Losses for which balloon and cement are shaped. */
  shaped: number[];
  /** Position among the cement's keys at which it ends, by how much cement goes in. */
  filled: TrackData;
  positions: Record<'balloon' | 'cement', number[]>;
  /** Extreme of each weight, by channel. */
  reach: Record<string, number[]>;
  heights: Heights & { losses: number[] };
}

/** What moves the treated bone under a treatment; see scenes/file/numbers.py. */
export interface BoneFormat {
  /** Share of the lost height that the balloon regains and that is lost when it comes out. */
  settling: number;
  /** Share of the lost height that usually comes back. */
  regained: number;
  tracks: Record<
    'collapse' | 'lift' | 'settling' | 'inflation' | 'fill' | 'healing',
    TrackData
  >;
}

const REQUIRED = [
  'case',
  'scripts',
  'materials',
  'lights',
  'page',
  'recipe',
  'views',
  'labels',
  'levels',
  'xray',
  'lens',
  'numbers',
  'detail',
  'seeping',
  'cut',
] as const;

/** Check what the file says about itself, so that a wrong file fails with a sentence, not a blank. */
export function readFormat(extras: unknown): SceneFormat {
  const scene = extras as Partial<SceneFormat> | undefined;
  if (scene?.format !== 7) {
    throw new Error(`The scene has format ${scene?.format ?? 'none'}; this viewer reads format 7.`);
  }
  for (const key of REQUIRED) {
    if (scene[key] === undefined) throw new Error(`The scene lacks "${key}" in its extras.`);
  }
  return scene as SceneFormat;
}
