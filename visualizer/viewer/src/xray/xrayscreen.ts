import { CustomBlending, OneFactor, OneMinusSrcAlphaFactor, ShaderMaterial, Vector4 } from 'three';
import type { WebGLRenderer, WebGLRenderTarget } from 'three';
import type { Flat, FlatMesh } from '../draw/flat.ts';
import type { Xray } from '../scene/format.ts';
import { displayColour } from '../draw/shaders.ts';
import type { Polarity } from './xraybox.ts';
import { screenFragmentShader, screenVertexShader } from './xrayshaders.ts';

/** Strength of the grain as a share of white. */
const GRAIN = 0.017;
/** No mask at all: a radius beyond the corners. */
const NO_MASK = 1;
const EVERYWHERE = new Vector4(0, 0, 1, 1);

/** Where a round picture is on the canvas, and how it looks. */
export interface Spot {
  /** Its middle and half its size in clip space. */
  readonly place: Vector4;
  /** Pixels across, and pixels per CSS pixel. */
  pixels: number;
  ratio: number;
  polarity: Polarity;
}

/** Turns the films of one view into the grey of a screen. */
export class XrayScreen {
  private readonly quad: FlatMesh;

  constructor(
    private readonly xray: Pick<Xray, 'screen' | 'frame'>,
    private readonly flat: Flat,
  ) {
    this.quad = flat.add('xray', screenMaterial(xray));
  }

  /**
   * Show a film in a round picture.
   * The seed chooses the grain, which is as coarse as a CSS pixel.
   */
  show(film: WebGLRenderTarget, spot: Spot, seed: number): void {
    this.aim(film, spot.place, spot.pixels);
    this.set('bright', spot.polarity === 'bright' ? 1 : 0);
    this.set('mask', this.xray.screen.mask);
    this.set('grain', GRAIN);
    this.set('seed', seed);
    this.set('ratio', spot.ratio);
    this.quad.visible = true;
  }

  hide(): void {
    this.quad.visible = false;
  }

  /** Fill the renderer's present target with a film, without grain and mask, bones dark. */
  fill(renderer: WebGLRenderer, film: WebGLRenderTarget): void {
    this.aim(film, EVERYWHERE, film.width);
    this.set('bright', 0);
    this.set('mask', NO_MASK);
    this.set('grain', 0);
    this.flat.renderAlone(renderer, this.quad);
  }

  dispose(): void {
    this.quad.removeFromParent();
    this.quad.material.dispose();
  }

  private aim(film: WebGLRenderTarget, place: Vector4, pixels: number): void {
    const { uniforms } = this.quad.material;
    uniforms['attenuation']!.value = film.texture;
    (uniforms['place']!.value as Vector4).copy(place);
    this.set('pixels', pixels);
  }

  private set(name: string, value: number): void {
    this.quad.material.uniforms[name]!.value = value;
  }
}

function screenMaterial({ screen, frame }: Pick<Xray, 'screen' | 'frame'>): ShaderMaterial {
  const numbers = { ...screen, bright: 0, grain: 0, seed: 0, pixels: 1, ratio: 1 };
  const uniforms = Object.entries(numbers).map(([name, value]) => [name, { value }]);
  return new ShaderMaterial({
    uniforms: {
      ...Object.fromEntries(uniforms),
      attenuation: { value: null },
      place: { value: EVERYWHERE.clone() },
      frame: { value: displayColour(frame) },
    },
    vertexShader: screenVertexShader,
    fragmentShader: screenFragmentShader,
    depthTest: false,
    depthWrite: false,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  });
}
