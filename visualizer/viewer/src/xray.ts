import {
  CustomBlending,
  HalfFloatType,
  LinearFilter,
  Mesh,
  OneFactor,
  OneMinusSrcAlphaFactor,
  OrthographicCamera,
  PlaneGeometry,
  RedFormat,
  ShaderMaterial,
  Vector2,
  WebGLRenderTarget,
} from 'three';
import type { IUniform, WebGLRenderer } from 'three';
import type { WalkthroughScene } from './scene.ts';
import { Beam } from './xraybeam.ts';
import type { XrayBox, XrayFrame, XrayView } from './xraybox.ts';
import { screenFragmentShader, screenVertexShader } from './xrayshaders.ts';

/** One X-ray picture as numbers, without noise and mask, bones dark. */
export interface XrayReading {
  width: number;
  height: number;
  /** Bytes, rows from the top, as base64. */
  grey: string;
}

/** Pixels across a picture beyond which it gets no sharper. */
const LARGEST = 720;
/** While things move, one view is renewed every so many frames, as a C-arm works in pulses. */
const PULSE = 4;
const GRAIN = 0.028;
/** Grains across a picture, whatever its size. */
const CELLS = 420;
/** How the grain moves on from pulse to pulse. */
const GRAIN_STEP = 0.137;

/** What one view showed last. */
interface Film {
  readonly target: WebGLRenderTarget;
  time: number;
  seed: number;
}

/** Draws live X-ray pictures of the scene into boxes of its canvas. */
export class XrayPainter {
  /** Whether these graphics can draw them; where not, the host shows stills. */
  readonly live: boolean;
  private readonly films: Record<XrayView, Film>;
  private readonly screen = new Mesh(new PlaneGeometry(2, 2), screenMaterial());
  private readonly flat = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
  private readonly size = new Vector2();
  private beam: Beam | null = null;
  private frames = 0;

  constructor(private readonly renderer: WebGLRenderer) {
    const { extensions } = renderer;
    this.live =
      extensions.has('EXT_color_buffer_float') || extensions.has('EXT_color_buffer_half_float');
    this.films = { ap: film(), lateral: film() };
    this.screen.frustumCulled = false;
  }

  /** Paint all boxes of a frame; true to be called again for another one. */
  paint(frame: XrayFrame): boolean {
    if (!this.live) return false;
    const beam = this.beamOf(frame.scene);
    const isPulse = !frame.moving || this.frames % PULSE === 0;
    const turn = (this.frames / PULSE) % frame.boxes.length;
    this.frames += 1;
    let stale = false;
    for (const [index, box] of frame.boxes.entries()) {
      const film = this.films[box.view];
      const isNew = this.fit(film, box);
      if (isNew || (isPulse && film.time !== frame.time && (!frame.moving || index === turn))) {
        beam.shine(this.renderer, film.target, box.view, frame.time);
        film.time = frame.time;
        if (!frame.still) film.seed = (film.seed + GRAIN_STEP) % 1;
      }
      stale ||= film.time !== frame.time;
    }
    this.show(frame);
    return stale;
  }

  read(scene: WalkthroughScene, view: XrayView, size: number): XrayReading | null {
    if (!this.live) return null;
    const path = pathTarget(size);
    const seen = new WebGLRenderTarget(size, size);
    const pixels = new Uint8Array(size * size * 4);
    this.beamOf(scene).shine(this.renderer, path, view, scene.time);
    this.prepare(scene, path, { grain: 0, mask: 0, bright: 0, seed: 0 });
    this.renderer.setRenderTarget(seen);
    this.renderer.render(this.screen, this.flat);
    this.renderer.readRenderTargetPixels(seen, 0, 0, size, size, pixels);
    this.renderer.setRenderTarget(null);
    path.dispose();
    seen.dispose();
    return { width: size, height: size, grey: packGrey(pixels, size) };
  }

  /** Paint everything anew: the graphics system has lost what was there. */
  forget(): void {
    this.films.ap.time = this.films.lateral.time = NaN;
  }

  dispose(): void {
    this.beam?.dispose();
    this.films.ap.target.dispose();
    this.films.lateral.target.dispose();
    this.screen.material.dispose();
    this.screen.geometry.dispose();
  }

  private beamOf(scene: WalkthroughScene): Beam {
    if (this.beam?.source !== scene) {
      this.beam?.dispose();
      this.beam = new Beam(scene);
      this.forget();
    }
    return this.beam;
  }

  /** Make a film as sharp as its box; true where there is nothing on it yet. */
  private fit(film: Film, box: XrayBox): boolean {
    const wanted = Math.min(LARGEST, Math.round(box.size * this.renderer.getPixelRatio()));
    if (film.target.width !== wanted) {
      film.target.setSize(wanted, wanted);
      film.time = NaN;
    }
    return Number.isNaN(film.time);
  }

  /** Lay the films over the picture. */
  private show({ renderer, scene, boxes, polarity }: XrayFrame): void {
    const { height } = renderer.getSize(this.size);
    renderer.setRenderTarget(null);
    renderer.autoClear = false;
    for (const { view, x, y, size } of boxes) {
      const { target, seed } = this.films[view];
      look.bright = polarity === 'bright' ? 1 : 0;
      look.mask = scene.format.xray.screen.mask;
      look.seed = seed;
      this.prepare(scene, target, look);
      renderer.setViewport(x, height - y - size, size, size);
      renderer.render(this.screen, this.flat);
    }
    renderer.autoClear = true;
    renderer.setViewport(0, 0, this.size.x, this.size.y);
  }

  private prepare(scene: WalkthroughScene, path: WebGLRenderTarget, how: Look): void {
    const uniforms = this.screen.material.uniforms as Record<string, IUniform>;
    const { screen } = scene.format.xray;
    for (const name of TONES) uniforms[name]!.value = screen[name];
    for (const name of LOOKS) uniforms[name]!.value = how[name];
    uniforms['attenuation']!.value = path.texture;
  }
}

const TONES = ['glow', 'scatter', 'spread', 'veil', 'gamma', 'white'] as const;
const LOOKS = ['grain', 'mask', 'bright', 'seed'] as const;
type Look = Record<(typeof LOOKS)[number], number>;
const look: Look = { grain: GRAIN, mask: 0, bright: 0, seed: 0 };

function film(): Film {
  return { target: pathTarget(1), time: NaN, seed: 0 };
}

function pathTarget(size: number): WebGLRenderTarget {
  return new WebGLRenderTarget(size, size, {
    type: HalfFloatType,
    format: RedFormat,
    depthBuffer: false,
    minFilter: LinearFilter,
    magFilter: LinearFilter,
  });
}

function screenMaterial(): ShaderMaterial {
  const names = ['attenuation', ...TONES, ...LOOKS];
  return new ShaderMaterial({
    uniforms: {
      ...Object.fromEntries(names.map((name) => [name, { value: 0 }])),
      cells: { value: CELLS },
    },
    vertexShader: screenVertexShader,
    fragmentShader: screenFragmentShader,
    depthTest: false,
    depthWrite: false,
    transparent: true,
    premultipliedAlpha: true,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  });
}

/** Keep one channel of RGBA rows that start at the bottom. */
export function packGrey(pixels: Uint8Array, size: number): string {
  let text = '';
  for (let y = size - 1; y >= 0; y--) {
    for (let x = 0; x < size; x++) text += String.fromCharCode(pixels[(y * size + x) * 4]!);
  }
  return btoa(text);
}
