import type { CameraPose } from '../camera/camera.ts';
import type { Measure, TrackData } from '../scene/format.ts';
import type { Tier } from '../draw/tiers.ts';
import type { View } from '../camera/views.ts';

export interface Loss {
  /** No WebGL 2 at all; a scene that did not arrive; graphics that the system took away. */
  reason: 'webgl' | 'load' | 'context';
  /** One clear sentence. */
  message: string;
}

/** What the viewer tells its host. */
export interface ViewerEvents {
  ready: { tier: Tier | 'stills' };
  progress: { loaded: number; total: number };
  time: number;
  /** The same at every frame of playing. */
  moment: number;
  playing: boolean;
  view: View;
  /** The person has turned, shifted or magnified the model: the camera is here now. */
  steered: CameraPose;
  /** Key of the label of what was picked, or empty for a tap beside everything. */
  pick: string;
  /** What is measured on the model at the time that was told. */
  measures: Record<Measure, number>;
  /** The same at every moment: once for each scene, and again when its measures change. */
  tracks: Readonly<Record<Measure, TrackData>>;
  /** Whether X-ray pictures are drawn here or the host shows stills of them. */
  xray: { mode: 'live' | 'stills' };
  /** The person and the room are in the picture. */
  accompanied: boolean;
  lost: Loss;
}

export type Emit = <Name extends keyof ViewerEvents>(name: Name, value: ViewerEvents[Name]) => void;
