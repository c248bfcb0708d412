import type { Numbers } from '../scene/bone.ts';
import type { Emit, ViewerEvents } from './events.ts';
import { TIERS } from '../draw/tiers.ts';
import type { Tier } from '../draw/tiers.ts';
import { Viewer } from './viewer.ts';
import type { Layers } from '../camera/wish.ts';
import type { Polarity, XraySize } from '../xray/xraybox.ts';

/** The few things we need of Vue 3, which the page provides. */
export interface VueApp {
  component(name: string, definition: object): unknown;
  config: { globalProperties: Record<string, unknown> };
  mount(place: string): unknown;
}

declare global {
  interface Window {
    Vue: {
      h(tag: string, attributes: object, children?: unknown): unknown;
      reactive<Value extends object>(value: Value): Value;
      createApp(component: object): VueApp;
      customRef<Value>(
        make: (track: () => void, trigger: () => void) => { get(): Value; set(value: Value): void },
      ): { value: Value };
    };
  }
}

interface Props {
  source: string;
  bytes: number;
  companions: readonly string[];
  passing: boolean;
  time: number;
  playing: boolean;
  until: number | null;
  speed: number;
  view: string;
  opening: string;
  layers: Layers;
  labels: Readonly<Record<string, string>>;
  selected: string;
  compare: number | null;
  framing: string;
  treatment: string;
  /** What the person changes in the case; null as is usual for the treatment. */
  numbers: Numbers | null;
  xray: XraySize;
  polarity: Polarity;
  pauses: readonly number[];
  stills: readonly string[] | null;
  label: string;
  /** Name of a tier to hold, "stills" for no live picture, empty for what measured speed allows. */
  quality: string;
}

type Component = Props & {
  $el: HTMLElement;
  $emit: Emit;
  $slots: { default?: () => unknown };
  viewer: Viewer;
};

const EVENTS: readonly (keyof ViewerEvents)[] = [
  'ready',
  'progress',
  'time',
  'moment',
  'playing',
  'view',
  'steered',
  'pick',
  'measures',
  'tracks',
  'xray',
  'accompanied',
  'lost',
];

/** How each property reaches the viewer. `playing` comes last: it acts on all the others. */
const SETTERS: Partial<Record<keyof Props, (viewer: Viewer, props: Props) => void>> = {
  label: (viewer, { label }) => viewer.setLabel(label),
  stills: (viewer, { stills }) => viewer.setStills(stills ?? []),
  quality: (viewer, { quality }) => viewer.holdTier(isTier(quality) ? quality : null),
  opening: (viewer, { opening }) => viewer.setOpening(opening),
  layers: (viewer, { layers }) => viewer.setLayers({ ...layers }),
  labels: (viewer, { labels }) => viewer.setLabels({ ...labels }),
  selected: (viewer, { selected }) => viewer.setSelected(selected),
  compare: (viewer, { compare }) => viewer.setCompare(compare),
  framing: (viewer, { framing }) => viewer.setFraming(framing),
  treatment: setTreatment,
  numbers: setTreatment,
  xray: setXray,
  polarity: setXray,
  pauses: (viewer, { pauses }) => viewer.setPauses(pauses),
  speed: (viewer, { speed }) => viewer.setSpeed(speed),
  view: (viewer, { view }) => viewer.setView(view),
  passing: (viewer, { passing }) => viewer.setPassing(passing),
  companions: (viewer, { companions }) => viewer.setCompanions([...companions]),
  source: (viewer, { source, bytes }) => void viewer.setSource(source, bytes),
  until: (viewer, { until }) => viewer.setUntil(until),
  time: (viewer, { time }) => viewer.setTime(time),
  playing: (viewer, { playing }) => viewer.setPlaying(playing),
};

/** The Vue face of the viewer: properties in, events out, nothing of its own. */
export const WalkthroughViewer = {
  name: 'WalkthroughViewer',
  props: {
    source: { type: String, default: '' },
    bytes: { type: Number, default: 0 },
    companions: { type: Array, default: () => [] },
    passing: { type: Boolean, default: false },
    time: { type: Number, default: 0 },
    playing: { type: Boolean, default: false },
    until: { type: Number, default: null },
    speed: { type: Number, default: 1 },
    view: { type: String, default: 'guided' },
    opening: { type: String, default: 'guided' },
    layers: { type: Object, default: () => ({}) },
    labels: { type: Object, default: () => ({}) },
    selected: { type: String, default: '' },
    compare: { type: Number, default: null },
    framing: { type: String, default: '' },
    treatment: { type: String, default: '' },
    numbers: { type: Object, default: null },
    xray: { type: String, default: 'off' },
    polarity: { type: String, default: 'dark' },
    pauses: { type: Array, default: () => [] },
    stills: { type: Array, default: () => [] },
    label: { type: String, default: '' },
    quality: { type: String, default: '' },
  },
  emits: [...EVENTS],
  render(this: Component): unknown {
    // A list of children, even an empty one, leaves alone what the viewer itself puts in.
    const slot = window.Vue.h('div', { class: 'over-picture' }, this.$slots.default?.() ?? []);
    return window.Vue.h('div', { class: 'viewer' }, [slot]);
  },
  mounted(this: Component): void {
    const emit: Emit = (name, value) => this.$emit(name, value);
    this.viewer = new Viewer(this.$el, emit, this.quality !== 'stills');
    for (const set of Object.values(SETTERS)) set(this.viewer, this);
  },
  beforeUnmount(this: Component): void {
    this.viewer.dispose();
  },
  watch: Object.fromEntries(Object.entries(SETTERS).map(([name, set]) => [name, watcher(set)])),
};

/** Renders its content by itself: what that reads is none of the business of the page around it. */
export const MovingPart = {
  name: 'MovingPart',
  render(this: { $slots: { default?: () => unknown } }): unknown {
    return this.$slots.default?.();
  },
};

function watcher(set: (viewer: Viewer, props: Props) => void) {
  return {
    handler(this: Component): void {
      set(this.viewer, this);
    },
    deep: true,
  };
}

function setXray(viewer: Viewer, { xray, polarity }: Props): void {
  viewer.setXray(xray, polarity);
}

function setTreatment(viewer: Viewer, { treatment, numbers }: Props): void {
  viewer.setTreatment({ treatment, numbers: numbers && { ...numbers } });
}

function isTier(name: string): name is Tier {
  return (TIERS as readonly string[]).includes(name);
}
