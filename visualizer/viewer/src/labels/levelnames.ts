import type { PerspectiveCamera } from 'three';
import type { PageColours, XrayView } from '../scene/format.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import { Rest } from '../viewer/rest.ts';
import { cameraOf } from '../xray/xraybeam.ts';
import type { XrayBox } from '../xray/xraybox.ts';
import type { Anchor } from './anchors.ts';
import type { Box } from './boxes.ts';
import { overlap } from './placement.ts';

/** Names find their places after the labels, which come first. */
const SETTLE_MS = 220;
/** What is fainter than this has no name; a bone that is seen through still has one. */
const FAINT = 0.2;
/** Cosine of the angle to the eye below which a surface is no place for a name. */
const TURNED_AWAY = 0.12;
const GAP = 2;
/** Share of half an X-ray picture beyond which a body lies only partly in it. */
const EDGE = 0.84;
/** CSS pixels between a body on an X-ray picture and its name. */
const BESIDE = 4;

/** What is shown, and what lies over it. */
export interface LevelFrame {
  readonly scene: WalkthroughScene;
  readonly camera: PerspectiveCamera;
  /** Whether the 3D picture is seen. */
  readonly isDrawn: boolean;
  /** Left of this share of the width something else is shown. */
  readonly compare: number | null;
  readonly xray: readonly XrayBox[];
  /** Where nothing may stand; asked for at rest. */
  readonly taken: () => readonly Box[];
}

/** Quiet names of the vertebrae, on the bones and beside them on X-ray pictures. */
export class LevelNames {
  private readonly layer = document.createElement('div');
  private readonly names = new Map<string, Name>();
  private readonly rest = new Rest(SETTLE_MS, () => this.arrange());
  private cameras: { scene: WalkthroughScene; of: Record<XrayView, PerspectiveCamera> } | null = null;
  private frame: LevelFrame | null = null;

  constructor(private readonly stage: HTMLElement) {
    this.layer.className = 'level-names';
    this.layer.setAttribute('aria-hidden', 'true');
    const whole = { position: 'absolute', inset: '0', overflow: 'hidden', pointerEvents: 'none' };
    Object.assign(this.layer.style, whole);
    stage.append(this.layer);
  }

  /** The picture is not what it was: names go with their bones, and find better places at rest. */
  follow(frame: LevelFrame): void {
    this.frame = frame;
    for (const name of this.names.values()) {
      if (name.anchor && !this.put(name, name.anchor, frame)) name.leave();
    }
    this.onXray(frame);
    this.rest.disturb(performance.now());
  }

  /** No names are wanted. */
  clear(): void {
    if (!this.frame) return;
    this.frame = null;
    this.rest.stop();
    for (const name of this.names.values()) name.leave();
  }

  /** What is named in the 3D picture, and where, for tests. */
  boxes(): (Box & { key: string })[] {
    return [...this.names].flatMap(([key, { anchor, box }]) => (anchor ? [{ key, ...box }] : []));
  }

  dispose(): void {
    this.rest.stop();
    this.layer.remove();
  }

  /** Give each vertebra that is seen the place that looks at the eye most and is free. */
  private arrange(): void {
    const { frame } = this;
    if (!frame) return;
    const { scene, camera, isDrawn } = frame;
    const taken = [...frame.taken()];
    for (const [level, { spots }] of scene.levels) {
      const name = this.nameOf(level);
      name.leave();
      if (!isDrawn) continue;
      const facing = spots.filter((spot) => {
        spot.project(camera);
        return spot.isShown(FAINT) && spot.isInPicture() && spot.facing(camera) > TURNED_AWAY;
      });
      facing.sort((a, b) => b.facing(camera) - a.facing(camera));
      const hits = scene.probe.cast(facing.map(({ screen }) => screen), scene.parts, camera);
      const free = facing.find((spot, index) => {
        if (spot.isCovered(hits[index]!) || !this.put(name, spot, frame)) return false;
        return !taken.some((box) => overlap(name.box, box, GAP));
      });
      if (free) taken.push(name.box);
      else name.leave();
    }
  }

  /** Put a name on a place; false where it is not to be seen. */
  private put(name: Name, anchor: Anchor, { camera, isDrawn, compare }: LevelFrame): boolean {
    anchor.project(camera);
    const { x, y } = anchor.screen;
    const share = (x + 1) / 2;
    if (!isDrawn || !anchor.isShown(FAINT) || !anchor.isInPicture()) return false;
    if (compare !== null && share < compare) return false;
    const { clientWidth, clientHeight } = this.stage;
    name.stand(share * clientWidth, ((1 - y) / 2) * clientHeight, -0.5);
    name.anchor = anchor;
    return true;
  }

  /** Beside the bodies: on them, a name would hide what the team looks at. */
  private onXray({ scene, xray }: LevelFrame): void {
    const { views } = scene.format.xray;
    for (const view of Object.keys(views) as XrayView[]) {
      const box = xray.find((one) => one.view === view);
      for (const [level, { xray: anchors }] of scene.levels) {
        const name = this.nameOf(`${level} ${view}`, level);
        if (box && this.isBeside(name, anchors[view], box, scene)) continue;
        name.leave();
      }
    }
  }

  private isBeside(name: Name, anchor: Anchor, box: XrayBox, scene: WalkthroughScene): boolean {
    anchor.project(this.camerasOf(scene)[box.view]);
    const { x, y } = anchor.screen;
    if (Math.abs(y) > EDGE) return false;
    const right = box.x + ((x + 1) / 2) * box.size - BESIDE;
    name.stand(Math.max(box.x + name.width, right), box.y + ((1 - y) / 2) * box.size, -1);
    return true;
  }

  private camerasOf(scene: WalkthroughScene): Record<XrayView, PerspectiveCamera> {
    if (this.cameras?.scene !== scene) {
      const { xray } = scene.format;
      this.cameras = { scene, of: { lateral: cameraOf(xray, 'lateral'), ap: cameraOf(xray, 'ap') } };
    }
    return this.cameras.of;
  }

  private nameOf(key: string, text = key): Name {
    let name = this.names.get(key);
    if (!name) {
      name = new Name(text, this.frame!.scene.format.page, key !== text);
      this.names.set(key, name);
      this.layer.append(name.element);
    }
    return name;
  }
}

/** One name on the page. */
class Name {
  readonly element = document.createElement('span');
  /** What it stands on in the 3D picture; null while it is away, and on X-ray pictures. */
  anchor: Anchor | null = null;
  box: Box = { x: 0, y: 0, width: 0, height: 0 };
  private size: { width: number; height: number } | null = null;

  constructor(text: string, { ink, halo }: PageColours, isOnXray: boolean) {
    this.element.textContent = text;
    this.element.classList.toggle('on-xray', isOnXray);
    this.element.style.setProperty('--name', ink);
    this.element.style.setProperty('--halo', halo);
    this.element.hidden = true;
  }

  get width(): number {
    this.size ??= this.measure();
    return this.size.width;
  }

  /** Stand at a point: shifted to the left by a share of its width, in the middle of its height. */
  stand(x: number, y: number, shift: number): void {
    this.size ??= this.measure();
    const { width, height } = this.size;
    this.box = { x: x + shift * width, y: y - height / 2, width, height };
    this.element.hidden = false;
    this.element.style.transform = `translate(${this.box.x}px, ${this.box.y}px)`;
  }

  leave(): void {
    this.anchor = null;
    this.element.hidden = true;
  }

  private measure(): { width: number; height: number } {
    this.element.hidden = false;
    return { width: this.element.offsetWidth, height: this.element.offsetHeight };
  }
}
