import type { WebGLRenderer } from 'three';
import { keepScene } from '../scene/arrival.ts';
import { Boxes } from '../labels/boxes.ts';
import type { CameraPose } from '../camera/camera.ts';
import { drained } from './drawtimer.ts';
import { CrossFade } from './fade.ts';
import { Input } from '../camera/gestures.ts';
import { Labels } from '../labels/labels.ts';
import { LevelNames } from '../labels/levelnames.ts';
import type { Names } from '../labels/labels.ts';
import type { Placed } from '../labels/placement.ts';
import { Quality } from './quality.ts';
import { Rest } from '../viewer/rest.ts';
import { CameraRig } from '../camera/rig.ts';
import type { Companion } from '../scene/companions.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import { Sight } from './composer.ts';
import { readSilhouette } from './silhouette.ts';
import type { Silhouette } from './silhouette.ts';
import { FrameTimes } from './stats.ts';
import type { Stats } from './stats.ts';
import { TIERS } from './tiers.ts';
import type { Tier } from './tiers.ts';
import type { View } from '../camera/views.ts';
import { WarmUp } from './warmup.ts';
import { LEVELS } from '../camera/wish.ts';
import type { Wish } from '../camera/wish.ts';
import type { XrayReading } from '../xray/xray.ts';
import type { XrayView } from '../scene/format.ts';
import type { Polarity, XraySize } from '../xray/xraybox.ts';

export const FADE_MS = 350;
/** When the person changes what is shown, the old picture fades this fast. */
const CHANGE_MS = 250;
/** A picture that has rested this long is drawn once more with everything. */
const POLISH_MS = 350;

/** What the picture asks of the viewer that holds it. */
export interface PictureHost {
  invalidate(): void;
  /** Have a frame at once. */
  draw(): void;
  viewed(view: View): void;
  /** The person has turned, shifted or magnified the model. */
  steered(pose: CameraPose): void;
  picked(label: string): void;
}

/** The live picture: a canvas that shows one moment of a scene from one place. */
export class Picture {
  lost = false;
  readonly canvas: HTMLCanvasElement;
  private readonly boxes: Boxes;
  private readonly sight: Sight;
  private readonly rig = new CameraRig();
  private readonly times = new FrameTimes();
  private readonly quality: Quality;
  private readonly warming: WarmUp;
  private readonly labels: Labels;
  private readonly levels: LevelNames;
  private readonly input: Input;
  private readonly fade: CrossFade;
  private readonly resizing: ResizeObserver;
  private scene: WalkthroughScene | null = null;
  /** Kept until the present one is warm: it holds the programs, which both have in common. */
  private former: WalkthroughScene | null = null;
  private selected = '';
  private time = 0;
  private dirty = true;
  /** More than X-ray pictures is different from the last frame. */
  private changed = true;
  private fading = false;
  /** The scene has not been drawn since it took the place of another one. */
  private isOther = false;
  /** More of the same follows at once, however long the next frame takes. */
  private inMotion = false;
  private readonly polishing = new Rest(POLISH_MS, () => this.polish());
  /** The surface suits the picture that rests on it, and not the next one. */
  private misfits = false;

  constructor(
    stage: HTMLElement,
    /** What the stage lies in, with the page's own things over it. */
    page: HTMLElement,
    private readonly host: PictureHost,
    renderer: WebGLRenderer,
  ) {
    this.boxes = new Boxes(page, stage, (xray) => (xray ? this.invalidate() : this.relabel()));
    this.sight = new Sight(stage, this.boxes, renderer);
    this.canvas = this.sight.surface.canvas;
    const context = renderer.getContext() as WebGL2RenderingContext;
    this.quality = new Quality(context, () => (this.misfits = true));
    this.warming = new WarmUp(renderer, () => drained(context));
    styleCanvas(this.canvas);
    stage.append(this.canvas);
    this.fade = new CrossFade(this.canvas);
    this.labels = new Labels(stage, (key) => host.picked(key));
    this.levels = new LevelNames(stage);
    this.input = new Input(this.canvas, this.gestures());
    this.resizing = new ResizeObserver(() => this.refit());
    this.resizing.observe(stage);
    this.sight.surface.fit(this.tier);
  }

  get tier(): Tier {
    return this.quality.tier;
  }

  get view(): View {
    return this.rig.view;
  }

  /** Return whether there is a canvas that can be seen and drawn on. */
  get canDraw(): boolean {
    return !this.lost && this.sight.surface.hasRoom;
  }

  get xrayMode(): 'live' | 'stills' {
    return this.sight.xray.live ? 'live' : 'stills';
  }

  /** Times are those of so many of the latest frames; the usual number by default. */
  stats(latest?: number): Stats {
    const { triangles, calls } = this.sight.surface;
    return { scriptMs: this.times.summary(latest), triangles, calls, frames: this.times.frames };
  }

  /** Reduced motion: jumps in time are cross-faded, all else is instant. */
  set still(still: boolean) {
    this.sight.still = this.labels.still = still;
  }

  /** Hold a tier whatever the measured speed, or let go with null. */
  holdTier(tier: Tier | null): void {
    this.quality.hold(tier);
    this.refit();
  }

  setScene(scene: WalkthroughScene): void {
    this.warming.stop();
    this.quality.stopRehearsing();
    this.dropFormer();
    this.former = this.scene;
    if (this.former) keepScene(this.former); // it may be gone back to
    this.isOther = this.former !== null;
    this.scene = scene;
    scene.layers = this.sight.wanted.layers;
    this.rig.isAccompanied = scene.isAccompanied;
    scene.select(this.selected);
    this.invalidate();
  }

  /** Show the person and the room with the scene that is shown; the camera goes to where they are. */
  accompany(companions: readonly Companion[]): void {
    const { scene } = this;
    if (!scene || scene.isAccompanied) return;
    this.warming.stop();
    this.change(true, () => scene.join(companions));
    this.rig.isAccompanied = true;
    this.depart();
    void this.warmUp();
  }

  /** Look as another picture does; nobody is told. */
  setCamera(pose: CameraPose): void {
    this.rig.place(pose);
    this.invalidate();
  }

  setView(view: View): void {
    const before = this.sight.wish(this.rig.home).opening;
    const opens = this.sight.wish(view === 'free' ? this.rig.home : view).opening !== before;
    const smooth = !this.sight.still && this.times.frames > 0;
    this.change(opens, () => this.rig.show(view, performance.now(), smooth));
  }

  /** Show things otherwise; what was seen fades. */
  setWish(wish: Partial<Wish>): void {
    const { scene, sight } = this;
    this.change(true, () => (sight.wanted = { ...sight.wanted, ...wish }));
    const before = scene?.guided;
    if (scene) scene.layers = sight.wanted.layers;
    if (scene?.guided !== before) this.depart();
  }

  /** Show something else of the scene; where that is much at once, what was seen fades. */
  changeScene(fades: boolean, change: () => void): void {
    this.change(fades, change);
  }

  setLabels(names: Names): void {
    this.labels.setNames(names);
    this.invalidate();
  }

  labelBoxes(): Placed[] {
    return this.labels.boxes();
  }

  levelBoxes(): ReturnType<LevelNames['boxes']> {
    return this.levels.boxes();
  }

  setSelected(label: string): void {
    if (label === this.selected) return;
    this.selected = label;
    this.labels.setSelected(label);
    this.change(true, () => this.scene?.select(label));
  }

  /** Show the fractured bone left of this share of the width, or nowhere with null. */
  setCompare(share: number | null): void {
    const turns = (share === null) !== (this.sight.compare === null);
    this.change(turns, () => (this.sight.compare = share));
    if (turns) this.depart();
  }

  /** See the model alone, from where a treatment's last step is seen; empty for its own way. */
  setFraming(treatment: string): void {
    if (treatment === this.sight.framing) return;
    this.change(true, () => (this.sight.framing = treatment));
    this.depart();
  }

  setXray(size: XraySize, polarity: Polarity): void {
    const turns = size !== this.sight.xraySize;
    this.change(turns, () => Object.assign(this.sight, { xraySize: size, polarity }));
    this.boxes.refresh();
  }

  invalidate(): void {
    this.dirty = this.changed = true;
    this.host.invalidate();
  }

  /**
   * Draw this moment if anything changed; true while the picture goes on by itself. Where another
   * moment follows at once, nothing is done that is only worth its time while the picture rests.
   */
  frame(time: number, now: number, sinceLast: number, goesOn: boolean): boolean {
    const { scene } = this;
    if (!scene || !this.canDraw) return false;
    const started = performance.now();
    if (this.sight.still && time !== this.time) this.startFade(FADE_MS);
    const travels = this.aim(scene, time, now);
    const stops = this.inMotion && !goesOn && !travels;
    this.inMotion = goesOn || travels;
    if (!travels && !stops && !this.dirty && time === this.time) return false;
    const moves = time !== this.time;
    const changed = moves || travels || stops || this.changed;
    this.time = time;
    this.fading = this.changed = false;
    if (this.quality.follow(sinceLast)) this.fit();
    this.roughen(started);
    // On a slow device the model of another case comes first, and its X-ray pictures with the polish.
    this.sight.passing = this.isOther && this.polishing.isDue;
    this.isOther = false;
    this.dirty = this.draw(scene, moves) || travels;
    this.sight.passing = false;
    if (changed) this.label(scene);
    this.times.add(performance.now() - started);
    // What is not warm takes long for other reasons: shaders are compiled, meshes are sent.
    if (sinceLast === 0 && this.warming.done) this.quality.time();
    return this.dirty;
  }

  /** Prepare what later moments need, so that nothing stutters when it first appears. */
  async warmUp(): Promise<void> {
    const { scene } = this;
    if (!scene || this.lost) return;
    await this.warming.start([scene.drawings, ...this.sight.xray.drawings(scene)]);
    if (scene !== this.scene) return;
    this.dropFormer();
    this.quality.rehearse(() => this.repeat());
  }

  /** Draw the same once more; false if there is something else to do. */
  private repeat(): boolean {
    if (!this.warming.done || this.inMotion || document.hidden) return false;
    this.dirty = true;
    this.host.draw();
    return true;
  }

  /** Draw aside what is covered at this moment; the canvas keeps its picture. */
  silhouette(time: number, width: number, height: number): Silhouette | null {
    const { scene } = this;
    if (!scene) return null;
    this.aim(scene, time, performance.now());
    scene.update(time, this.sight.wish(this.rig.home));
    this.dirty = true;
    const { renderer } = this.sight.surface;
    return readSilhouette(renderer, scene.scene, this.rig.pose, width, height);
  }

  /** One X-ray picture of this moment as numbers. */
  readXray(time: number, view: XrayView, size: number): XrayReading | null {
    if (!this.scene) return null;
    this.scene.update(time, this.sight.wish(this.rig.home));
    this.dirty = true;
    return this.sight.xray.read(this.scene, view, size);
  }

  /** Forget what the graphics system lost; three.js has already made itself anew. */
  restore(): void {
    this.lost = false;
    this.sight.xray.forget();
    this.refit();
  }

  dispose(): void {
    this.polishing.stop();
    this.quality.dispose();
    this.resizing.disconnect();
    this.boxes.dispose();
    this.labels.dispose();
    this.levels.dispose();
    this.input.dispose();
    this.fade.dispose();
    this.warming.dispose();
    this.dropFormer();
    this.scene?.dispose();
    if (this.scene) keepScene(this.scene);
    this.sight.dispose();
  }

  private dropFormer(): void {
    this.sight.xray.dropFormer();
    this.former?.dispose();
    this.former = null;
  }

  /** Draw the present moment; true when the X-ray pictures want another frame. */
  private draw(scene: WalkthroughScene, moves = false): boolean {
    return this.sight.paint(scene, this.time, this.rig.home, this.rig.pose, moves);
  }

  /** Bring the camera to where this moment is seen from; true while it is on its way. */
  private aim(scene: WalkthroughScene, time: number, now: number): boolean {
    const { compare, framing } = this.sight;
    const last = scene.lastOf(framing);
    if (last) return this.rig.update(last.camera, scene.turner, last.time, now);
    // What is compared stands where the fracture was shown.
    const guide = compare === null ? time : scene.fractured;
    return this.rig.update(scene.guided, scene.turner, guide, now);
  }

  private depart(): void {
    this.rig.depart(performance.now(), !this.sight.still && this.times.frames > 0);
  }

  /** Something that stays clear of labels has moved. */
  private relabel(): void {
    if (this.scene && this.times.frames > 0) this.label(this.scene);
  }

  private label(scene: WalkthroughScene): void {
    const { camera, compare, xraySize, wanted } = this.sight;
    if (wanted.layers[LEVELS] && !scene.isMagnified) {
      const { xray } = this.boxes;
      const isDrawn = xraySize !== 'large';
      const taken = () => [...this.labels.taken(), ...this.boxes.keepClear];
      this.levels.follow({ scene, camera, isDrawn, compare, xray, taken });
    } else this.levels.clear();
    // Seen from so far, names would lie over one another.
    const isFar = scene.isMagnified && this.time !== Math.round(this.time);
    if (xraySize === 'large' || isFar) this.labels.clear();
    else {
      this.labels.follow(scene, camera, this.time, compare, this.boxes.keepClear);
      if (this.inMotion) this.labels.wait();
      else this.labels.arrangeSoon();
    }
  }

  /** Apply a change; where it alters much at once, the old picture fades. */
  private change(fades: boolean, apply: () => void): void {
    if (fades && !this.sight.still && !this.fading) this.startFade(CHANGE_MS);
    apply();
    this.invalidate();
  }

  private startFade(milliseconds: number): void {
    if (!this.scene || this.lost || this.times.frames === 0) return;
    this.fading = true;
    this.draw(this.scene); // the buffer is gone once it has been shown
    this.fade.start(milliseconds);
  }

  /** A resized canvas is blank, so draw before the browser shows it. */
  private refit(): void {
    this.fit();
    this.boxes.refresh();
    this.invalidate();
    if (this.times.frames > 0) this.host.draw();
  }

  private fit(): void {
    this.misfits = false;
    this.sight.surface.fit(this.tier);
  }

  /** While things move, the tier decides; once they rest, time does not matter any more. */
  private roughen(now: number): void {
    if (this.misfits) this.fit();
    if (this.quality.isHeld || this.inMotion || this.tier === TIERS[0]) this.polishing.stop();
    else this.polishing.disturb(now);
  }

  private polish(): void {
    if (!this.scene || this.lost) return;
    this.misfits = true;
    this.sight.surface.fit(TIERS[0]);
    this.draw(this.scene);
  }

  private gestures() {
    const { rig, sight } = this;
    const { surface } = sight;
    return {
      turn: (yaw: number, pitch: number) => this.steer(() => rig.turn(yaw, pitch)),
      pan: (right: number, up: number) => this.steer(() => rig.pan(right, up, surface.aspect)),
      zoom: (factor: number) => this.steer(() => rig.zoom(factor, surface.aspect)),
      reset: () => this.steer(() => rig.reset(performance.now(), !sight.still)),
      tap: (x: number, y: number) => this.tap(x, y),
    };
  }

  private steer(move: () => void): void {
    const before = this.rig.view;
    move();
    if (this.rig.view !== before) this.host.viewed(this.rig.view);
    if (this.rig.view === 'free') this.host.steered(this.rig.own);
    this.invalidate();
  }

  private tap(x: number, y: number): void {
    if (!this.scene || this.sight.xraySize === 'large') return;
    const { clientWidth, clientHeight } = this.canvas;
    const point = { x: (x / clientWidth) * 2 - 1, y: 1 - (y / clientHeight) * 2 };
    this.host.picked(this.scene.pick(point, this.sight.camera));
  }
}

function styleCanvas(canvas: HTMLCanvasElement): void {
  Object.assign(canvas.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    display: 'block',
    touchAction: 'none', // inside the picture a finger turns the model; outside it scrolls the page
  });
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
}
