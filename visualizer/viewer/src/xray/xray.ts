import { Vector2, Vector4, WebGLRenderTarget } from 'three';
import type { Object3D, WebGLRenderer } from 'three';
import type { Flat } from '../draw/flat.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import { Beam } from './xraybeam.ts';
import type { XrayView } from '../scene/format.ts';
import type { XrayBox, XrayFrame } from './xraybox.ts';
import { Turns, XrayFilm, filmSize } from './xrayfilm.ts';
import { XrayMarks } from './xraymarks.ts';
import { XrayScreen } from './xrayscreen.ts';
import type { Spot } from './xrayscreen.ts';

/** One X-ray picture as numbers, without noise and mask, bones dark. */
export interface XrayReading {
  width: number;
  height: number;
  /** Bytes, rows from the top, as base64. */
  grey: string;
}

/** What a scene needs to be shown on X-ray. */
interface Room {
  beam: Beam;
  views: Readonly<Record<XrayView, { screen: XrayScreen; marks: XrayMarks }>>;
}

/** Draws live X-ray pictures of the scene into boxes of its canvas. */
export class XrayPainter {
  /** Whether these graphics can draw them; where not, the host shows stills. */
  readonly live: boolean;
  private readonly films = { lateral: new XrayFilm(), ap: new XrayFilm() };
  private room: Room | null = null;
  private former: Room | null = null;
  private readonly turns = new Turns();

  constructor(
    private readonly renderer: WebGLRenderer,
    /** Where the pictures appear, once it is drawn. */
    private readonly flat: Flat,
  ) {
    const { extensions } = renderer;
    this.live =
      extensions.has('EXT_color_buffer_float') || extensions.has('EXT_color_buffer_half_float');
  }

  /** Have all boxes of a frame painted; true to be called again for another one. */
  paint(frame: XrayFrame): boolean {
    if (!this.live) return false;
    const { scene, time, boxes } = frame;
    const { beam } = this.enter(scene);
    this.hide();
    for (const box of boxes) {
      this.films[box.view]?.fit(filmSize(box.size * this.renderer.getPixelRatio()));
    }
    const turn = boxes[this.turns.next(boxes.length)]?.view;
    let isBehind = false;
    for (const { view } of boxes) {
      const film = this.films[view];
      if (!film) continue; // the host has a box for a view that there is not
      if (film.isFresh(scene, time) || (frame.passing && !film.isBlank)) continue;
      const waits = frame.moving && !frame.still && film.shows(scene);
      if (!waits || view === turn) this.expose(beam, view, time);
      else isBehind = true;
    }
    for (const box of boxes) this.show(frame, box);
    return isBehind;
  }

  /** Show no picture. */
  hide(): void {
    if (!this.room) return;
    for (const view in this.room.views) {
      const { screen, marks } = this.room.views[view as XrayView];
      screen.hide();
      marks.hide();
    }
  }

  /** All that is ever drawn for the pictures of a scene. */
  drawings(scene: WalkthroughScene): Object3D[] {
    return this.live ? [this.enter(scene).beam.scene, this.flat.scene] : [];
  }

  /** One picture as numbers; the scene's matrices and weights must be those of the moment. */
  read(scene: WalkthroughScene, view: XrayView, size: number): XrayReading | null {
    if (!this.live) return null;
    const { beam, views } = this.enter(scene);
    const film = new XrayFilm();
    film.fit(size);
    beam.shine(this.renderer, film.target, view, scene.time);
    const picture = new WebGLRenderTarget(size, size, { depthBuffer: false });
    this.renderer.setRenderTarget(picture);
    views[view].screen.fill(this.renderer, film.target);
    const pixels = new Uint8Array(size * size * 4);
    this.renderer.readRenderTargetPixels(picture, 0, 0, size, size, pixels);
    this.renderer.setRenderTarget(null);
    film.dispose();
    picture.dispose();
    return { width: size, height: size, grey: packGrey(pixels, size) };
  }

  /** Expose everything anew: the graphics system has lost what was there. */
  forget(): void {
    for (const film of Object.values(this.films)) film.clear();
  }

  /** Let go of what belongs to the scene before; until then its programs can be used again. */
  dropFormer(): void {
    if (this.former) empty(this.former);
    this.former = null;
  }

  dispose(): void {
    this.dropFormer();
    if (this.room) empty(this.room);
    this.room = null;
    for (const film of Object.values(this.films)) film.dispose();
  }

  /** Go to the room of a scene. */
  private enter(scene: WalkthroughScene): Room {
    if (this.room?.beam.source === scene) return this.room;
    this.hide();
    this.dropFormer();
    this.former = this.room;
    const { xray } = scene.format;
    const beam = new Beam(scene);
    const viewed = (view: XrayView) => ({
      screen: new XrayScreen(xray, this.flat),
      marks: new XrayMarks(xray, view, beam.cameras[view], this.flat),
    });
    this.room = { beam, views: { ap: viewed('ap'), lateral: viewed('lateral') } };
    return this.room;
  }

  private expose(beam: Beam, view: XrayView, time: number): void {
    const film = this.films[view];
    beam.shine(this.renderer, film.target, view, time);
    film.exposed(beam.source, time);
  }

  private show({ scene, polarity, still }: XrayFrame, { view, x, y, size }: XrayBox): void {
    const { renderer, room } = this;
    if (!room) return;
    const ratio = renderer.getPixelRatio();
    const film = this.films[view];
    if (!film) return;
    renderer.getDrawingBufferSize(canvas);
    const pixels = Math.round(size * ratio);
    const left = Math.round(x * ratio);
    const top = Math.round(y * ratio);
    spot.place.set(
      (2 * left + pixels) / canvas.x - 1,
      1 - (2 * top + pixels) / canvas.y,
      pixels / canvas.x,
      pixels / canvas.y,
    );
    spot.pixels = pixels;
    spot.ratio = ratio;
    spot.polarity = polarity;
    const { screen, marks } = room.views[view];
    screen.show(film.target, spot, still ? 0 : film.exposures);
    marks.show(spot, scene.moment, scene.fracture);
  }
}

const canvas = new Vector2();
const spot: Spot = { place: new Vector4(), pixels: 1, ratio: 1, polarity: 'dark' };

function empty({ beam, views }: Room): void {
  beam.dispose();
  for (const each of Object.values(views).flatMap(Object.values)) each.dispose();
}

/** Keep one channel of RGBA rows that start at the bottom. */
export function packGrey(pixels: Uint8Array, size: number): string {
  let text = '';
  for (let y = size - 1; y >= 0; y--) {
    for (let x = 0; x < size; x++) text += String.fromCharCode(pixels[(y * size + x) * 4]!);
  }
  return btoa(text);
}
