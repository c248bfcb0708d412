import { PerspectiveCamera, Vector2 } from 'three';
import { aimCamera } from './camera.ts';
import { DrawTimer } from './drawtimer.ts';
import { CrossFade } from './fade.ts';
import { Input } from './input.ts';
import type { Layers } from './parts.ts';
import { CameraRig } from './rig.ts';
import type { WalkthroughScene } from './scene.ts';
import { readSilhouette } from './silhouette.ts';
import type { Silhouette } from './silhouette.ts';
import { FrameTimes } from './stats.ts';
import type { Stats } from './stats.ts';
import { Surface } from './surface.ts';
import { Governor, TIERS, firstTier } from './tiers.ts';
import type { Tier } from './tiers.ts';
import type { View } from './views.ts';

/** A frame this late was not slow: the browser was busy with something else. */
const UNRELATED_MS = 1000;
/** The first frames take long for other reasons: shaders are compiled, meshes are sent. */
const FIRST_FRAMES = 3;
export const FADE_MS = 350;
/** A picture that has rested this long is drawn once more with everything. */
const POLISH_MS = 350;

/** What the picture asks of the viewer that holds it. */
export interface PictureHost {
  invalidate(): void;
  viewed(view: View): void;
  picked(part: string): void;
}

/** The live picture: a canvas that shows one moment of a scene from one place. */
export class Picture {
  layers: Layers = {};
  /** Jumps in time are cross-faded, camera moves are instant. */
  still = false;
  lost = false;
  readonly canvas: HTMLCanvasElement;
  private readonly surface: Surface;
  private readonly camera = new PerspectiveCamera();
  private readonly rig = new CameraRig();
  private readonly governor = new Governor(firstTier());
  private readonly times = new FrameTimes();
  private readonly drawTimer: DrawTimer;
  private readonly input: Input;
  private readonly fade: CrossFade;
  private readonly resizing: ResizeObserver;
  private scene: WalkthroughScene | null = null;
  private fixedTier: Tier | null = null;
  private time = 0;
  private dirty = true;
  private polishing = 0;
  private polished = false;

  constructor(
    element: HTMLElement,
    private readonly host: PictureHost,
  ) {
    this.surface = new Surface(element);
    this.canvas = this.surface.canvas;
    const context = this.surface.renderer.getContext() as WebGL2RenderingContext;
    this.drawTimer = new DrawTimer(context, this.watchDraw);
    styleCanvas(this.canvas);
    element.append(this.canvas);
    this.fade = new CrossFade(this.canvas, FADE_MS);
    this.input = new Input(this.canvas, this.gestures());
    this.resizing = new ResizeObserver(() => this.refit());
    this.resizing.observe(element);
    this.surface.fit(this.tier);
  }

  get tier(): Tier {
    return this.fixedTier ?? this.governor.tier;
  }

  get view(): View {
    return this.rig.view;
  }

  get stats(): Stats {
    const { triangles, calls } = this.surface;
    return { scriptMs: this.times.summary(), triangles, calls, frames: this.times.frames };
  }

  /** Hold a tier whatever the measured speed, or let go with null. */
  holdTier(tier: Tier | null): void {
    this.fixedTier = tier;
    this.refit();
  }

  setScene(scene: WalkthroughScene): void {
    this.scene?.dispose();
    this.scene = scene;
    this.invalidate();
  }

  setView(view: View): void {
    this.rig.show(view, performance.now(), !this.still && this.times.frames > 0);
    this.invalidate();
  }

  invalidate(): void {
    this.dirty = true;
    this.host.invalidate();
  }

  /** Draw this moment if anything changed; true while the camera is still moving. */
  frame(time: number, now: number, sinceLast: number): boolean {
    if (!this.scene || this.lost) return false;
    const started = performance.now();
    if (this.still && time !== this.time) this.startFade();
    const moving = this.rig.update(this.scene.guided, time, now);
    if (!moving && !this.dirty && time === this.time) return false;
    this.time = time;
    this.dirty = moving;
    this.roughen();
    this.draw(this.scene);
    this.times.add(performance.now() - started);
    this.watchSpeed(sinceLast);
    return moving;
  }

  /** Prepare what later moments need, so that nothing stutters when it first appears. */
  warmUp(): void {
    if (this.scene && !this.lost) this.scene.warmUp(this.surface.renderer, this.camera);
  }

  /** What is covered at this moment, drawn aside; the canvas keeps its picture. */
  silhouette(time: number, width: number, height: number): Silhouette | null {
    if (!this.scene) return null;
    const { scene, guided } = this.scene;
    this.rig.update(guided, time, performance.now());
    this.scene.update(time, this.layers);
    this.dirty = true;
    return readSilhouette(this.surface.renderer, scene, this.rig.pose, width, height);
  }

  /** Forget what the graphics system lost; three.js has already made itself anew. */
  restore(): void {
    this.lost = false;
    this.refit();
  }

  dispose(): void {
    clearTimeout(this.polishing);
    this.drawTimer.dispose();
    this.resizing.disconnect();
    this.input.dispose();
    this.fade.dispose();
    this.scene?.dispose();
    this.surface.dispose();
  }

  private draw(scene: WalkthroughScene): void {
    scene.update(this.time, this.layers);
    aimCamera(this.camera, this.rig.pose, this.surface.aspect);
    this.surface.draw(scene.scene, this.camera, scene.factory.shared.outline.value);
  }

  private startFade(): void {
    if (!this.scene || this.times.frames === 0) return;
    this.draw(this.scene); // the buffer is gone once it has been shown
    this.fade.start();
  }

  /** A resized canvas is blank, so draw before the browser shows it. */
  private refit(): void {
    this.polished = false;
    this.surface.fit(this.tier);
    if (this.scene && !this.lost && this.times.frames > 0) this.draw(this.scene);
    this.invalidate();
  }

  /** While things move, the tier decides; once they rest, time does not matter any more. */
  private roughen(): void {
    clearTimeout(this.polishing);
    if (this.polished) this.surface.fit(this.tier);
    this.polished = false;
    if (this.fixedTier || this.tier === TIERS[0]) return;
    this.polishing = window.setTimeout(this.polish, POLISH_MS);
  }

  private readonly polish = (): void => {
    if (!this.scene || this.lost) return;
    this.polished = true;
    this.surface.fit(TIERS[0]);
    this.draw(this.scene);
  };

  private watchSpeed(sinceLast: number): void {
    if (this.fixedTier || sinceLast > UNRELATED_MS) return;
    if (sinceLast > 0) {
      if (this.governor.measure(sinceLast)) this.refit();
    } else if (this.times.frames > FIRST_FRAMES) this.drawTimer.start();
  }

  /** One move of the slider has no frame after it to be measured by. */
  private readonly watchDraw = (milliseconds: number): void => {
    if (!this.fixedTier && this.governor.measureAlone(milliseconds)) this.refit();
  };

  private gestures() {
    const { rig, surface } = this;
    return {
      turn: (yaw: number, pitch: number) => this.steer(() => rig.turn(yaw, pitch)),
      pan: (right: number, up: number) => this.steer(() => rig.pan(right, up, surface.aspect)),
      zoom: (factor: number) => this.steer(() => rig.zoom(factor, surface.aspect)),
      reset: () => this.steer(() => rig.reset(performance.now(), !this.still)),
      tap: (x: number, y: number) => this.tap(x, y),
    };
  }

  private steer(move: () => void): void {
    const before = this.rig.view;
    move();
    if (this.rig.view !== before) this.host.viewed(this.rig.view);
    this.invalidate();
  }

  private tap(x: number, y: number): void {
    const { clientWidth, clientHeight } = this.canvas;
    point.set((x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2);
    const part = this.scene?.pick(point, this.camera);
    if (part) this.host.picked(part);
  }
}

const point = new Vector2();

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
