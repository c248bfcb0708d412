import type { Second } from '../case/beside.ts';
import type { Family, Numbers } from '../case/case.ts';
import type { Rest } from '../look/curves.ts';
import type { Gaze } from '../look/locator.ts';
import type { Fillings } from '../case/fillings.ts';
import type { Example } from '../case/own.ts';

/** The few things that we need of trame's client. */
export interface TrameState {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  update(changes: object): void;
  addListener(listener: (change: { type: string; keys?: string[] }) => void): void;
}

export interface Trame {
  state: TrameState;
  client: { onConnectionClose(listener: () => void): void };
}

declare global {
  interface Window {
    trame?: Trame;
  }
}

/** What one visitor sees; the keys of `visualizer/page/view_state.py`. */
export interface View {
  time: number;
  step: number;
  playing: boolean;
  until: number | null;
  view: string;
  opening: string;
  layers: Readonly<Record<string, boolean>>;
  labelled: boolean;
  located: boolean;
  gaze: Gaze | null;
  selected: string;
  compare: number | null;
  xray: string;
  xray_kind: string;
  polarity: string;
  speed: string;
  tier: string;
  trouble: string;
  /** Whether person and room are in the live picture. */
  accompanied: boolean;
  online: boolean;
  unpainted: boolean;
  reading: string;
  voiced: boolean;
  rate: string;
  text_size: number;
  charted: boolean;
  beside: string;
  second: Second | null;
  second_measures: Readonly<Record<string, number>>;
  measures: Readonly<Record<string, number>>;
  family: Family;
  treatment: string;
  numbers: Numbers | null;
  wish: Family | null;
  making: Making | null;
  refusal: string;
  choosing: boolean;
  address: string;
  copied: string;
}

/** How far the model is that the person wants. */
export interface Making {
  /** 0 to 1. */
  share: number;
  message: string;
  /** Models that are made before it. */
  ahead: number;
}

/** What the page offers at one step; the keys of `visualizer/page/step_aids.py`. */
export interface Aids {
  readonly key: string;
  /** Whether old links have a number for it. */
  readonly numbered: boolean;
  /** Number of the step of the kyphoplasty that stands beside it. */
  readonly place: number;
  readonly layers: readonly string[];
  readonly xray: boolean;
}

/** What is shown of a case under one treatment, step by step. */
export interface TreatmentFiles {
  readonly stills: readonly string[];
  readonly xrays: Readonly<Record<string, readonly string[]>>;
  readonly rest: readonly Rest[];
}

/** What the server has sent about the case that is shown; words are elsewhere. */
export interface Sent {
  /** By treatment. */
  scripts: Readonly<Record<string, readonly Aids[]>>;
  treatments: Readonly<Record<string, TreatmentFiles>>;
  /** Of the treatment that is shown. */
  steps: readonly (Aids & { rest: Rest })[];
  /** Number of the last step; steps count from 0. */
  last: number;
  scene: string;
  scene_bytes: number;
  stills: readonly string[];
  bone_pictures: Readonly<Record<string, string>>;
  cement_volumes: Fillings;
  /** Addresses of the person and the room. */
  companions: readonly string[];
  xray_stills: Readonly<Record<string, readonly string[]>>;
  /** On a copy, all cases that were taken along, if there are several. */
  examples: readonly Example[];
}

/** Typed access to the visitor's own part of trame's state. */
export class ViewStore {
  constructor(private readonly state: TrameState) {}

  get<Key extends keyof (View & Sent)>(key: Key): (View & Sent)[Key] {
    return this.state.get(key) as (View & Sent)[Key];
  }

  set(changes: Partial<View & Sent>): void {
    this.state.update(changes);
  }

  get last(): number {
    return this.get('last');
  }

  onTime(listener: (time: number) => void): void {
    this.on('time', listener);
  }

  on<Key extends keyof (View & Sent)>(
    key: Key,
    listener: (value: (View & Sent)[Key]) => void,
  ): void {
    this.state.addListener(({ type, keys }) => {
      if (type === 'dirty-state' && keys?.includes(key)) listener(this.get(key));
    });
  }
}
