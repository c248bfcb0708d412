import type { WebGLRenderer } from 'three';
import { arrivalOf } from '../scene/arrival.ts';
import type { Arrival } from '../scene/arrival.ts';
import type { CameraPose } from '../camera/camera.ts';
import type { Emit, Loss } from './events.ts';
import type { Names } from '../labels/labels.ts';
import { sentence } from '../scene/load.ts';
import { ASLEEP, Loop } from './loop.ts';
import type { Opening, XrayView } from '../scene/format.ts';
import { FADE_MS, Picture } from '../draw/picture.ts';
import type { PictureHost } from '../draw/picture.ts';
import type { Placed } from '../labels/placement.ts';
import { Player } from './player.ts';
import { takeRenderer } from '../draw/renderer.ts';
import { companionsOf } from '../scene/companions.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import type { TreatmentWish } from '../scene/walkthrough.ts';
import type { Silhouette } from '../draw/silhouette.ts';
import type { Stats } from '../draw/stats.ts';
import { Stills } from './stills.ts';
import type { Tier } from '../draw/tiers.ts';
import type { View } from '../camera/views.ts';
import type { Layers } from '../camera/wish.ts';
import type { XrayReading } from '../xray/xray.ts';
import type { Polarity, XraySize } from '../xray/xraybox.ts';

/** The host's clock follows at this pace; the picture itself follows every frame. */
const REPORT_MS = 100;

/** How long after the first picture the rest is prepared. */
const WARM_UP_MS = 300;

/** How long after the first picture the person and the room are asked for. */
const COMPANIONS_MS = 500;

/** A walkthrough inside one element: plays it, draws it, and degrades to still pictures. */
export class Viewer {
  private readonly player = new Player();
  private readonly stills: Stills;
  private readonly picture: Picture | null;
  private readonly loop = new Loop((seconds, now) => this.frame(seconds, now));
  private readonly motion = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly closing = new AbortController();
  /** Holds all that we put into the element; the host's own children lie over it. */
  private readonly stage = document.createElement('div');
  private loading: Arrival | null = null;
  private source = '';
  private bytes = 0;
  private scene: WalkthroughScene | null = null;
  /** Addresses of the person and the room; empty where they are not wanted. */
  private companions: readonly string[] = [];
  private wish: TreatmentWish = { treatment: '', numbers: null };
  private reportedTime = 0;
  private reportedAt = 0;
  private measuredTime = NaN;
  private isReady = false;
  /** Another scene will soon take this one's place. */
  private passes = false;
  /** What later moments need has not been prepared. */
  private isCold = false;

  constructor(
    private readonly element: HTMLElement,
    private readonly emit: Emit,
    /** False shows stills alone, for hosts that draw by other means and want only the clock. */
    private readonly live = true,
  ) {
    Object.assign(element, { viewer: this });
    if (getComputedStyle(element).position === 'static') element.style.position = 'relative';
    Object.assign(this.stage.style, { position: 'absolute', inset: '0', overflow: 'hidden' });
    element.prepend(this.stage);
    this.stills = new Stills(this.stage, FADE_MS);
    this.picture = this.makePicture();
    this.motion.addEventListener('change', () => this.followMotion(), this.closing);
    this.followMotion();
  }

  get time(): number {
    return this.player.time;
  }

  get tier(): Tier | 'stills' {
    return this.picture && this.scene ? this.picture.tier : 'stills';
  }

  /** Whether person and room are in the picture. */
  get isAccompanied(): boolean {
    return this.scene?.isAccompanied ?? false;
  }

  get view(): View {
    return this.picture?.view ?? 'guided';
  }

  /** Load a scene; the picture that is shown stays until the new one is there. */
  async setSource(source: string, bytes = 0): Promise<void> {
    this.source = source;
    this.bytes = bytes;
    if (!source || !this.picture) return;
    this.loading?.stop();
    const arrival = (this.loading = arrivalOf(source));
    arrival.follow((progress) => this.emit('progress', progress), bytes);
    try {
      const scene = await arrival.scene;
      if (arrival === this.loading) this.setScene(scene);
    } catch (error) {
      if (arrival === this.loading) this.lose('load', sentence(error));
    }
  }

  /** Have the person and the room come, once the scene can be used. */
  setCompanions(sources: readonly string[]): void {
    this.companions = sources;
    if (this.isReady) void this.accompany();
  }

  /** Load the same scene again. */
  retry(): Promise<void> {
    return this.setSource(this.source, this.bytes);
  }

  /** Show another treatment or other heights of the treated bone, at once. */
  setTreatment(wish: TreatmentWish): void {
    const { scene, picture } = this;
    const isOther = wish.treatment !== this.wish.treatment;
    this.wish = wish;
    if (!scene) return;
    picture?.changeScene(isOther, () => this.applyTreatment(scene));
    // The host's time may have come first, and be beyond the end of the treatment before.
    if (isOther) this.player.seek(this.reportedTime);
    this.measure();
  }

  setTime(time: number): void {
    if (!Number.isFinite(time) || time === this.reportedTime) return;
    this.reportedTime = time;
    this.player.seek(time);
    this.loop.request();
  }

  setPlaying(playing: boolean): void {
    if (playing) {
      this.warmUp();
      this.player.play();
    } else this.player.pause();
    this.loop.request();
  }

  setUntil(until: number | null): void {
    this.player.stopAt(until);
    this.loop.request();
  }

  /** While another scene is on its way, this one is prepared for playing only when it plays. */
  setPassing(passes: boolean): void {
    this.passes = passes;
    if (!passes) this.warmUp();
  }

  setSpeed(speed: number): void {
    if (speed > 0) this.player.speed = speed;
  }

  setPauses(pauses: readonly number[]): void {
    this.player.pauses = pauses;
  }

  /** See it from a view that the scene names; it stays as it is for any other name. */
  setView(view: View): void {
    if (this.scene?.hasView(view) ?? true) this.picture?.setView(view);
  }

  /** Look as another viewer does. */
  setCamera(pose: CameraPose): void {
    this.picture?.setCamera(pose);
  }

  setLayers(layers: Layers): void {
    this.picture?.setWish({ layers });
  }

  setOpening(opening: Opening): void {
    if (this.scene?.hasOpening(opening) ?? true) this.picture?.setWish({ opening });
  }

  /** Names of labels in the person's language, by key; without any, no labels are shown. */
  setLabels(names: Names): void {
    this.picture?.setLabels(names);
  }

  /** Mark the parts of a label; an empty key marks nothing. */
  setSelected(label: string): void {
    this.picture?.setSelected(label);
  }

  /** Show the fractured bone left of this share of the width; null shows the moment alone. */
  setCompare(share: number | null): void {
    this.picture?.setCompare(share === null ? null : Math.min(1, Math.max(0, share)));
  }

  /** See the model alone, from where a treatment's last step is seen; empty for its own way. */
  setFraming(treatment: string): void {
    this.picture?.setFraming(treatment);
  }

  setXray(size: XraySize, polarity: Polarity): void {
    this.picture?.setXray(size, polarity);
  }

  setStills(pictures: readonly string[]): void {
    this.stills.set(pictures);
    if (this.scene === null) this.player.setRests(pictures.map((_, index) => index));
    this.loop.request();
  }

  setLabel(label: string): void {
    this.picture?.canvas.setAttribute('aria-label', label);
    this.stills.describe(label);
  }

  /** Hold a quality tier, or let the measured speed decide again with null. */
  holdTier(tier: Tier | null): void {
    this.picture?.holdTier(tier);
  }

  silhouette(width: number, height: number): Silhouette | null {
    return this.picture?.silhouette(this.player.time, width, height) ?? null;
  }

  /** One X-ray picture of the present moment as numbers, for tests. */
  xray(view: XrayView, size: number): XrayReading | null {
    return this.picture?.readXray(this.player.time, view, size) ?? null;
  }

  /** Return where the labels are that are shown, for tests. */
  labelBoxes(): Placed[] {
    return this.picture?.labelBoxes() ?? [];
  }

  /** Return where the names of the vertebrae are that are shown, for tests. */
  levelBoxes(): ReturnType<Picture['levelBoxes']> {
    return this.picture?.levelBoxes() ?? [];
  }

  /** Return how it runs, by the usual number of latest frames or by so many. */
  stats(latest?: number): Stats | null {
    return this.picture?.stats(latest) ?? null;
  }

  dispose(): void {
    this.loop.stop();
    this.loading?.stop();
    this.loading = null;
    this.closing.abort();
    this.picture?.dispose();
    this.stage.remove();
    Reflect.deleteProperty(this.element, 'viewer');
  }

  private frame(seconds: number, now: number): number {
    const { player, picture } = this;
    const wasPlaying = player.playing;
    player.advance(seconds);
    const shown = player.stepwise ? player.nearestRest(player.time) : player.time;
    const goesOn = player.playing && player.waiting === 0;
    const moving = picture?.frame(shown, now, seconds * 1000, goesOn) ?? false;
    if (this.scene && !this.isReady && picture?.canDraw) this.becomeReady();
    if (this.stills.visible) this.stills.show(player.nearestIndex(player.time));
    if (player.playing) this.emit('moment', player.time);
    this.report(wasPlaying, now);
    if (moving) return 0;
    return player.playing ? player.waiting : ASLEEP;
  }

  /** Report to the host where the clock is: now and then, and exactly wherever it rests. */
  private report(wasPlaying: boolean, now: number): void {
    const { player } = this;
    const rests = !player.playing || player.waiting > 0;
    const isDue = rests || now - this.reportedAt >= REPORT_MS;
    if (isDue && player.time !== this.measuredTime) this.measure();
    if (isDue && player.time !== this.reportedTime) {
      this.reportedTime = player.time;
      this.reportedAt = now;
      this.emit('time', player.time);
    }
    if (wasPlaying && !player.playing) this.emit('playing', false);
  }

  private setScene(scene: WalkthroughScene): void {
    this.scene = scene;
    this.isReady = false;
    this.applyTreatment(scene);
    const [top, bottom] = scene.format.background;
    this.element.style.setProperty('--walkthrough-top', top);
    this.element.style.setProperty('--walkthrough-bottom', bottom);
    this.picture?.setScene(scene);
    this.emit('accompanied', scene.isAccompanied);
    this.loop.now();
  }

  /** What does not come is not missed: the walkthrough goes on without the person. */
  private async accompany(): Promise<void> {
    const { scene, companions, closing } = this;
    if (!scene || companions.length === 0 || scene.isAccompanied) return;
    try {
      const files = await companionsOf(companions, closing.signal);
      if (scene !== this.scene || companions !== this.companions) return;
      this.picture?.accompany(files);
      this.player.setRests(scene.rests, scene.seconds);
      this.emit('accompanied', true);
    } catch (error) {
      if (!closing.signal.aborted) console.warn(error);
    }
  }

  private applyTreatment(scene: WalkthroughScene): void {
    this.emit('tracks', scene.setTreatment(this.wish));
    this.player.setRests(scene.rests, scene.seconds);
  }

  /** Report what is measured now: also where the host itself has moved the time. */
  private measure(): void {
    this.measuredTime = this.player.time;
    if (this.scene) this.emit('measures', this.scene.measures(this.player.time));
  }

  private becomeReady(): void {
    this.isReady = true;
    this.stills.visible = false;
    this.emit('ready', { tier: this.tier });
    this.emit('xray', { mode: this.picture?.xrayMode ?? 'stills' });
    this.measure();
    this.isCold = true;
    setTimeout(() => this.passes || this.warmUp(), WARM_UP_MS);
    setTimeout(() => void this.accompany(), COMPANIONS_MS);
  }

  private warmUp(): void {
    if (this.isCold) void this.picture?.warmUp();
    this.isCold = false;
  }

  private lose(reason: Loss['reason'], message: string): void {
    this.emit('lost', { reason, message });
  }

  /** The live picture, or null where there is none: then stills do. */
  private makePicture(): Picture | null {
    try {
      const renderer = this.live ? takeRenderer() : null;
      if (renderer) return this.makeLivePicture(renderer);
    } catch (error) {
      console.warn(error); // said to the person below, in words
    }
    queueMicrotask(() => this.startWithStills());
    return null;
  }

  private makeLivePicture(renderer: WebGLRenderer): Picture {
    const host: PictureHost = {
      invalidate: () => this.loop.request(),
      draw: () => this.loop.now(),
      viewed: (view) => this.emit('view', view),
      steered: (pose) => this.emit('steered', pose),
      picked: (label) => this.emit('pick', label),
    };
    const picture = new Picture(this.stage, this.element, host, renderer);
    const { canvas } = picture;
    canvas.addEventListener('webglcontextlost', () => this.loseContext(picture), this.closing);
    canvas.addEventListener('webglcontextrestored', () => this.restoreContext(picture), this.closing);
    return picture;
  }

  private startWithStills(): void {
    const message = 'This browser cannot draw in 3D, so still pictures are shown instead.';
    if (this.live) this.lose('webgl', message);
    this.emit('ready', { tier: 'stills' });
    this.emit('xray', { mode: 'stills' });
    this.loop.request();
  }

  private loseContext(picture: Picture): void {
    picture.lost = true;
    this.isReady = false;
    this.stills.visible = true;
    this.lose('context', 'The graphics system paused the 3D picture; it comes back by itself.');
    this.loop.request();
  }

  private restoreContext(picture: Picture): void {
    picture.restore();
    this.loop.request();
  }

  private followMotion(): void {
    this.player.stepwise = this.motion.matches || (this.live && !this.picture);
    if (this.picture) this.picture.still = this.motion.matches;
    this.loop.request();
  }
}
