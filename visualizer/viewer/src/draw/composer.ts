import { PerspectiveCamera } from 'three';
import type { WebGLRenderer } from 'three';
import { aimCamera } from '../camera/camera.ts';
import type { CameraPose } from '../camera/camera.ts';
import type { Boxes } from '../labels/boxes.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import { Lens } from './lens.ts';
import { Surface } from './surface.ts';
import type { View } from '../camera/views.ts';
import { GUIDED_WISH } from '../camera/wish.ts';
import type { Wish } from '../camera/wish.ts';
import { XrayPainter } from '../xray/xray.ts';
import type { Polarity, XrayFrame, XraySize } from '../xray/xraybox.ts';

const NO_BOXES = [] as const;

/** Paints one moment as the person wants to see it: whole or in comparison, with X-ray pictures. */
export class Sight {
  /** As the person wants it, whatever the view. */
  wanted: Wish = GUIDED_WISH;
  /** Left of this share of the width the fractured bone is shown. */
  compare: number | null = null;
  /** Treatment from where whose last step the model is seen. */
  framing = '';
  xraySize: XraySize = 'off';
  polarity: Polarity = 'dark';
  /** Reduced motion. */
  still = false;
  readonly surface: Surface;
  readonly camera = new PerspectiveCamera();
  readonly xray: XrayPainter;
  private readonly lens: Lens;
  private readonly effective = { ...GUIDED_WISH };
  /** The next picture will soon be drawn once more, with everything. */
  passing = false;
  private readonly frame: { -readonly [Key in keyof XrayFrame]?: XrayFrame[Key] };

  constructor(
    element: HTMLElement,
    private readonly boxes: Boxes,
    renderer: WebGLRenderer,
  ) {
    this.surface = new Surface(element, renderer);
    this.xray = new XrayPainter(renderer, this.surface.flat);
    this.lens = new Lens(this.surface.flat);
    this.frame = { renderer };
  }

  /** Return what is shown when the bone is seen from this view. */
  wish(view: View): Wish {
    const { effective, wanted } = this;
    const opensItself = wanted.opening === 'guided' && view === 'cut';
    effective.opening = opensItself ? 'opened' : wanted.opening;
    effective.layers = wanted.layers;
    effective.view = view;
    return effective;
  }

  /** Paint a moment; true when the X-ray pictures want another frame. */
  paint(scene: WalkthroughScene, time: number, view: View, pose: CameraPose, moving: boolean): boolean {
    const { surface, camera } = this;
    aimCamera(camera, pose, surface.aspect);
    const wish = this.wish(view);
    const { factory, format } = scene;
    factory.showPatterns(surface.hasPatterns);
    const isLarge = this.xraySize === 'large';
    if (isLarge) surface.blank();
    else surface.start(camera, factory.shared.outline.value, format.recipe.outline);
    if (!isLarge && this.compare !== null) this.renderBefore(scene, wish, this.compare);
    scene.update(time, wish);
    // First, so that the canvas is drawn on from now on until it is done.
    const wantsMore = this.paintXray(scene, time, moving);
    if (!isLarge) surface.render(scene.scene, camera, this.compare ?? 0, 1);
    if (isLarge || this.compare !== null) this.lens.hide();
    else this.lens.paint(surface.renderer, scene, camera, surface);
    surface.line(isLarge ? null : this.compare, factory.divider);
    surface.finish();
    return wantsMore;
  }

  dispose(): void {
    this.xray.dispose();
    this.lens.dispose();
    this.surface.dispose();
  }

  private renderBefore(scene: WalkthroughScene, wish: Wish, share: number): void {
    scene.update(scene.fractured, wish);
    this.surface.render(scene.scene, this.camera, 0, share);
  }

  private paintXray(scene: WalkthroughScene, time: number, moving: boolean): boolean {
    const boxes = this.xraySize === 'off' ? NO_BOXES : this.boxes.xray;
    if (boxes.length === 0) {
      this.xray.hide();
      return false;
    }
    const { polarity, still, frame } = this;
    frame.scene = scene;
    frame.time = time;
    frame.boxes = boxes;
    frame.polarity = polarity;
    frame.moving = moving;
    frame.still = still;
    frame.passing = this.passing;
    return this.xray.paint(frame as XrayFrame);
  }
}
