import type { PerspectiveCamera } from 'three';
import type { Anchor } from './anchors.ts';
import type { Box } from './boxes.ts';
import { overlap, placeLabels } from './placement.ts';
import type { Placed, Wanted } from './placement.ts';
import { Rest } from '../viewer/rest.ts';
import type { PageColours } from '../scene/format.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';

/** Names by key, in the person's language. */
export type Names = Readonly<Record<string, string>>;

/** At most so many labels, and fewer in a picture narrower than this many CSS pixels. */
const MOST = 7;
const MOST_IN_NARROW = 4;
const NARROW = 480;
/** Milliseconds of rest after which labels are placed anew. */
const SETTLE_MS = 160;
const FADE_MS = 160;
/** Pixels that a thing may move away from its label before the labels go until it rests. */
const DRIFT = 18;
/** Radius of the dot at a thing, in CSS pixels, with its halo. */
const DOT = 5;
const DOT_SIZE = { width: 2 * DOT, height: 2 * DOT };
const SVG = 'http://www.w3.org/2000/svg';

/**
 * Buttons that name what is seen, with a line from each to its thing. They are placed once the
 * picture rests, which no clock can tell on a slow device.
 */
export class Labels {
  private readonly layer = document.createElement('div');
  private readonly lines = document.createElementNS(SVG, 'svg');
  private readonly labels = new Map<string, Label>();
  private names: Names = {};
  private selected = '';
  private placed = new Map<string, Placed>();
  private shown: Label[] = [];
  private step = -1;
  private readonly rest = new Rest(SETTLE_MS, () => this.arrange());
  private scene: WalkthroughScene | null = null;
  private camera: PerspectiveCamera | null = null;
  private time = 0;
  private compare: number | null = null;
  private keepClear: readonly Box[] = [];
  private width = 1;
  private height = 1;

  constructor(
    private readonly stage: HTMLElement,
    private readonly picked: (key: string) => void,
  ) {
    this.layer.className = 'labels';
    const whole = { position: 'absolute', inset: '0', pointerEvents: 'none' };
    Object.assign(this.layer.style, whole, { opacity: '0' });
    Object.assign(this.lines.style, whole, { width: '100%', height: '100%' });
    this.lines.setAttribute('aria-hidden', 'true');
    this.layer.append(this.lines);
    stage.append(this.layer);
  }

  setNames(names: Names): void {
    this.names = names;
    for (const [key, label] of this.labels) label.rename(names[key] ?? '');
  }

  /** Say which label's parts are marked. */
  setSelected(key: string): void {
    this.selected = key;
    for (const label of this.labels.values()) label.press(label.key === key);
  }

  /** Reduced motion: labels appear at once. */
  still = false;

  /** The picture is not what it was: left of the share `compare` something else is shown. */
  follow(
    scene: WalkthroughScene,
    camera: PerspectiveCamera,
    time: number,
    compare: number | null,
    keepClear: readonly Box[],
  ): void {
    this.scene = scene;
    this.camera = camera;
    this.time = time;
    this.compare = compare;
    this.keepClear = keepClear;
    if (this.shown.length > 0 && !this.keepsUp(scene, camera)) this.hide();
  }

  /** The picture rests from now on, unless something happens. */
  arrangeSoon(): void {
    this.rest.disturb(performance.now());
  }

  /** The picture goes on, even if its next frame takes long. */
  wait(): void {
    this.rest.stop();
  }

  /** There is nothing to name: the picture is away. */
  clear(): void {
    this.rest.stop();
    this.hide();
  }

  /** Return where the labels are, for tests. */
  boxes(): Placed[] {
    return this.shown.map(({ key }) => this.placed.get(key)!);
  }

  /** Where nothing else may stand: the labels, and what they point at. */
  taken(): Box[] {
    const placed = this.boxes();
    const dots = placed.map(({ from }) => ({ x: from.x - DOT, y: from.y - DOT, ...DOT_SIZE }));
    return [...placed, ...dots];
  }

  dispose(): void {
    this.rest.stop();
    this.layer.remove();
  }

  /** Move the lines with their things; false once a label has lost its own. */
  private keepsUp(scene: WalkthroughScene, camera: PerspectiveCamera): boolean {
    const { time } = this;
    if (scene.stepAt(time) !== this.step) return false;
    for (const { anchor, key, line } of this.shown) {
      anchor.project(camera);
      const x = this.acrossPicture(anchor);
      const y = this.downPicture(anchor);
      const { from } = this.placed.get(key)!;
      if (Math.hypot(x - from.x, y - from.y) > DRIFT) return false;
      line.begin(x, y);
    }
    return true;
  }

  private hide(): void {
    this.shown = [];
    this.fade(0); // at once: a name must not stand at another thing
    for (const label of this.labels.values()) label.button.style.pointerEvents = 'none';
  }

  /** Find out what can be named and place the names. */
  private arrange(): void {
    const { scene, camera, keepClear } = this;
    if (!scene || !camera) return;
    this.width = this.stage.clientWidth;
    this.height = this.stage.clientHeight;
    this.step = scene.stepAt(this.time);
    const most = this.width < NARROW ? MOST_IN_NARROW : MOST;
    const candidates = this.visible(scene, camera).slice(0, most);
    const wanted = candidates.map((label) => this.measure(label));
    const picture = { width: this.width, height: this.height, keepClear };
    const places = placeLabels(wanted, picture, this.placed);
    this.placed = new Map(places.map((place) => [place.key, place]));
    for (const label of this.labels.values()) label.place(this.placed.get(label.key) ?? null);
    this.shown = candidates.filter(({ key }) => this.placed.has(key));
    this.fade(this.shown.length > 0 ? 1 : 0);
  }

  private fade(opacity: number): void {
    this.layer.style.transition = opacity > 0 && !this.still ? `opacity ${FADE_MS}ms` : 'none';
    this.layer.style.opacity = String(opacity);
    this.layer.inert = opacity === 0; // what is not seen takes no focus
  }

  /** Labels of the step whose things are seen, the most important first. */
  private visible(scene: WalkthroughScene, camera: PerspectiveCamera): Label[] {
    const { compare } = this;
    const keys = scene.labelsOf(this.step);
    const anchors = keys.flatMap((key) => (this.names[key] ? (scene.anchors.get(key) ?? []) : []));
    const facing = anchors.filter((anchor) => {
      anchor.project(camera);
      if (compare !== null && this.acrossPicture(anchor) < compare * this.width) return false;
      if (!anchor.isInPicture() || this.isUnderControls(anchor)) return false;
      return anchor.isShown() && anchor.faces(camera);
    });
    const hits = scene.probe.cast(facing.map(({ screen }) => screen), scene.parts, camera);
    const seen = new Map<string, Anchor>();
    facing.forEach((anchor, index) => {
      if (!seen.has(anchor.key) && !anchor.isCovered(hits[index]!)) seen.set(anchor.key, anchor);
    });
    const { page } = scene.format;
    return [...seen.values()].map((anchor) => this.labelOf(anchor, page));
  }

  private isUnderControls(anchor: Anchor): boolean {
    const point = { x: this.acrossPicture(anchor), y: this.downPicture(anchor), width: 0, height: 0 };
    return this.keepClear.some((box) => overlap(point, box));
  }

  private labelOf(anchor: Anchor, colours: PageColours): Label {
    const known = this.labels.get(anchor.key);
    if (known) {
      known.anchor = anchor;
      return known;
    }
    const label = new Label(anchor, colours, () => this.picked(anchor.key));
    label.rename(this.names[anchor.key] ?? '');
    label.press(anchor.key === this.selected);
    this.labels.set(anchor.key, label);
    this.layer.append(label.button);
    this.lines.append(label.line.group);
    return label;
  }

  private measure(label: Label): Wanted {
    const { width, height } = label.size();
    const { anchor, key } = label;
    return { key, x: this.acrossPicture(anchor), y: this.downPicture(anchor), width, height };
  }

  private acrossPicture({ screen }: Anchor): number {
    return ((screen.x + 1) / 2) * this.width;
  }

  private downPicture({ screen }: Anchor): number {
    return ((1 - screen.y) / 2) * this.height;
  }
}

/** One name on the page. */
class Label {
  readonly button = document.createElement('button');
  readonly line: Leader;

  constructor(
    public anchor: Anchor,
    colours: PageColours,
    pick: () => void,
  ) {
    this.line = new Leader(colours);
    const { button } = this;
    button.type = 'button';
    button.className = 'label';
    button.dataset['label'] = anchor.key;
    Object.assign(button.style, { position: 'absolute', left: '0', top: '0' });
    button.addEventListener('click', pick);
  }

  get key(): string {
    return this.anchor.key;
  }

  rename(name: string): void {
    if (this.button.textContent !== name) this.button.textContent = name;
  }

  press(isPressed: boolean): void {
    this.button.setAttribute('aria-pressed', String(isPressed));
  }

  size(): { width: number; height: number } {
    this.button.style.display = '';
    return { width: this.button.offsetWidth, height: this.button.offsetHeight };
  }

  /** Go there, or away with null. */
  place(place: Placed | null): void {
    this.button.style.display = place ? '' : 'none';
    this.line.group.style.display = place ? '' : 'none';
    if (!place) return;
    this.button.style.transform = `translate(${place.x}px, ${place.y}px)`;
    this.button.style.pointerEvents = 'auto';
    this.line.begin(place.from.x, place.from.y);
    this.line.end(place.to.x, place.to.y);
  }
}

/** The line from a thing to its label: dark on a light halo, with a dot at the thing. */
class Leader {
  readonly group = document.createElementNS(SVG, 'g');
  private readonly strokes = ['halo', 'leader'].map((name) => shape('line', name));
  private readonly dot = shape('circle', 'dot');

  constructor({ ink, halo }: PageColours) {
    paint(this.strokes[0]!, { stroke: halo, 'stroke-opacity': 0.75, 'stroke-width': 3.5 });
    paint(this.strokes[1]!, { stroke: ink, 'stroke-width': 1.25 });
    paint(this.dot, { r: 3.5, fill: ink, stroke: halo, 'stroke-width': 1.5 });
    this.group.append(...this.strokes, this.dot);
  }

  begin(x: number, y: number): void {
    for (const stroke of this.strokes) paint(stroke, { x1: x, y1: y });
    paint(this.dot, { cx: x, cy: y });
  }

  end(x: number, y: number): void {
    for (const stroke of this.strokes) paint(stroke, { x2: x, y2: y });
  }
}

function shape(tag: 'line' | 'circle', name: string): SVGElement {
  const element = document.createElementNS(SVG, tag);
  element.classList.add(name);
  return element;
}

function paint(element: SVGElement, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
}
