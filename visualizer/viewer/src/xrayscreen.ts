import {
  CustomBlending,
  Mesh,
  OneFactor,
  OneMinusSrcAlphaFactor,
  OrthographicCamera,
  PlaneGeometry,
  ShaderMaterial,
  Vector4,
} from 'three';
import type { WebGLRenderer, WebGLRenderTarget } from 'three';
import type { Xray } from './format.ts';
import { displayColour } from './shaders.ts';
import type { Polarity } from './xraybox.ts';
import { screenFragmentShader, screenVertexShader } from './xrayshaders.ts';

/** Strength of the grain as a share of white. */
const GRAIN = 0.017;
/** No mask at all: a radius beyond the corners. */
const NO_MASK = 1;
/** Of the page's panel around it. */
const FRAME = '#10181e';
const EVERYWHERE = new Vector4(0, 0, 1, 1);

/** Turns films into the grey of a screen. */
export class XrayScreen {
  readonly quad: Mesh<PlaneGeometry, ShaderMaterial>;
  private readonly flat = new OrthographicCamera(-1, 1, 1, -1, 0, 1);

  constructor(private readonly settings: Xray['screen']) {
    this.quad = new Mesh(new PlaneGeometry(2, 2), screenMaterial(settings));
    this.quad.frustumCulled = false;
    this.quad.matrixAutoUpdate = false;
  }

  /**
   * Show a film in a round picture, `pixels` wide, at a place of the canvas in clip space.
   * The seed chooses the grain, which is as coarse as a CSS pixel.
   */
  show(
    renderer: WebGLRenderer,
    film: WebGLRenderTarget,
    place: Vector4,
    pixels: number,
    polarity: Polarity,
    seed: number,
  ): void {
    this.aim(film, place, pixels);
    this.set('bright', polarity === 'bright' ? 1 : 0);
    this.set('mask', this.settings.mask);
    this.set('grain', GRAIN);
    this.set('seed', seed);
    this.set('ratio', renderer.getPixelRatio());
    renderer.render(this.quad, this.flat);
  }

  /** Fill the renderer's present target with a film, without grain and mask, bones dark. */
  fill(renderer: WebGLRenderer, film: WebGLRenderTarget): void {
    this.aim(film, EVERYWHERE, film.width);
    this.set('bright', 0);
    this.set('mask', NO_MASK);
    this.set('grain', 0);
    renderer.render(this.quad, this.flat);
  }

  dispose(): void {
    this.quad.material.dispose();
    this.quad.geometry.dispose();
  }

  private aim(film: WebGLRenderTarget, place: Vector4, pixels: number): void {
    const { uniforms } = this.quad.material;
    uniforms['attenuation']!.value = film.texture;
    uniforms['place']!.value = place;
    this.set('pixels', pixels);
  }

  private set(name: string, value: number): void {
    this.quad.material.uniforms[name]!.value = value;
  }
}

function screenMaterial(settings: Xray['screen']): ShaderMaterial {
  const numbers = { ...settings, bright: 0, grain: 0, seed: 0, pixels: 1, ratio: 1 };
  const uniforms = Object.entries(numbers).map(([name, value]) => [name, { value }]);
  return new ShaderMaterial({
    uniforms: {
      ...Object.fromEntries(uniforms),
      attenuation: { value: null },
      place: { value: EVERYWHERE },
      frame: { value: displayColour(FRAME) },
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
