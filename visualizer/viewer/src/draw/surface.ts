import {
  Color,
  NearestFilter,
  NoBlending,
  ShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
  WebGLRenderTarget,
} from 'three';
import type { Object3D, PerspectiveCamera, WebGLRenderer } from 'three';
import { Flat } from './flat.ts';
import type { FlatMesh } from './flat.ts';
import { OUTLINE_LAYER } from './passes.ts';
import { hasPatterns, pixelRatio } from './tiers.ts';
import type { Tier } from './tiers.ts';

const SAMPLES = 4;
/** CSS pixels. */
const LINE_WIDTH = 2;

const FLAT = { blending: NoBlending, depthTest: false, depthWrite: false } as const;

/** The canvas and how pixels get onto it. */
export class Surface {
  readonly canvas: HTMLCanvasElement;
  aspect = 1;
  /** Whether the host has a size: a page that is still hidden has none. */
  hasRoom = false;
  triangles = 0;
  calls = 0;
  private tier: Tier = 'full';
  /** Width and height in CSS pixels, and device pixels per CSS pixel. */
  private readonly size = new Vector3();
  readonly pixels = new Vector2();
  /** Smoothed edges live in a target of our own: a canvas cannot drop them once it has them. */
  private readonly smooth: WebGLRenderTarget;
  readonly flat = new Flat();
  private readonly copy: FlatMesh;
  private readonly border: FlatMesh;
  private isBlank = false;

  constructor(
    private readonly host: HTMLElement,
    readonly renderer: WebGLRenderer,
  ) {
    this.canvas = renderer.domElement;
    this.smooth = new WebGLRenderTarget(1, 1, {
      samples: SAMPLES,
      minFilter: NearestFilter,
      magFilter: NearestFilter,
      resolveDepthBuffer: false,
    });
    this.copy = this.flat.add('picture', copyMaterial(this.smooth));
    this.border = this.flat.add('line', lineMaterial());
  }

  /** Fit the host's size and the tier; a canvas of another size is blank until the next draw. */
  fit(tier: Tier): void {
    this.tier = tier;
    const { clientWidth, clientHeight } = this.host;
    this.hasRoom = clientWidth > 0 && clientHeight > 0;
    const width = Math.max(1, clientWidth);
    const height = Math.max(1, clientHeight);
    const ratio = pixelRatio(tier, devicePixelRatio);
    this.aspect = width / height;
    const sameSize = this.size.equals(size.set(width, height, ratio));
    if (sameSize) return;
    this.size.copy(size);
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height); // whole CSS pixels, so that nothing is resampled
    this.renderer.getDrawingBufferSize(this.pixels);
    this.smooth.setSize(this.pixels.x, this.pixels.y);
  }

  /**
   * Begin a picture: what is rendered until it is finished becomes part of it. Its outlines are so
   * many CSS pixels wide.
   */
  start(camera: PerspectiveCamera, outline: Vector3, width: number): void {
    const { renderer, pixels } = this;
    outline.set(width * renderer.getPixelRatio(), pixels.x, pixels.y);
    if (this.hasOutlines) camera.layers.enable(OUTLINE_LAYER);
    else camera.layers.disable(OUTLINE_LAYER);
    renderer.info.reset();
    this.isBlank = false;
  }

  /** Render between two shares of the width, counted from the left. */
  render(scene: Object3D, camera: PerspectiveCamera, from = 0, to = 1): void {
    this.clip(from, to);
    this.renderer.render(scene, camera);
  }

  /** Whether there is time for patterns that only make surfaces look real. */
  get hasPatterns(): boolean {
    return hasPatterns(this.tier);
  }

  /** Bring the picture onto the canvas, and over it what is flat. */
  finish(): void {
    const { renderer, flat, copy } = this;
    renderer.setScissorTest(false);
    renderer.setRenderTarget(null);
    copy.visible = this.smoothed && !this.isBlank;
    flat.render(renderer);
    this.triangles = renderer.info.render.triangles;
    this.calls = renderer.info.render.calls;
  }

  /** Begin without a picture: the canvas is empty but for what is flat. */
  blank(): void {
    const { renderer } = this;
    renderer.info.reset();
    renderer.setScissorTest(false);
    renderer.setRenderTarget(null);
    renderer.clear();
    this.isBlank = true;
  }

  /** Draw an upright line at a share of the width over the picture, or none with null. */
  line(share: number | null, colour: Color): void {
    const { border, size, pixels } = this;
    border.visible = share !== null;
    if (share === null) return;
    const left = Math.round((size.x * share - LINE_WIDTH / 2) * size.z);
    const width = Math.round(LINE_WIDTH * size.z);
    const { uniforms } = border.material;
    uniforms['colour']!.value = colour;
    (uniforms['place']!.value as Vector4).set((2 * left + width) / pixels.x - 1, 0, width / pixels.x, 1);
  }

  dispose(): void {
    this.smooth.dispose();
    this.copy.material.dispose();
    this.border.material.dispose();
    this.flat.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss(); // a browser allows only a few contexts at a time
    this.canvas.remove();
  }

  /** Pixels per CSS pixel. */
  get ratio(): number {
    return this.size.z;
  }

  get hasOutlines(): boolean {
    return this.smoothed || this.tier === 'sharp';
  }

  private get smoothed(): boolean {
    return this.tier === 'full';
  }

  private clip(from: number, to: number): void {
    const { renderer, smooth, pixels } = this;
    const left = Math.round(pixels.x * from);
    const width = Math.round(pixels.x * to) - left;
    const isPart = width < pixels.x;
    const ratio = renderer.getPixelRatio();
    smooth.scissor.set(left, 0, width, pixels.y);
    smooth.scissorTest = isPart;
    renderer.setScissor(left / ratio, 0, width / ratio, pixels.y / ratio);
    renderer.setScissorTest(isPart);
    renderer.setRenderTarget(this.smoothed ? smooth : null);
  }
}

const size = new Vector3();

function copyMaterial(target: WebGLRenderTarget): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { picture: { value: target.texture } },
    vertexShader: /* glsl */ `
      varying vec2 vUv;
      void main() { vUv = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }`,
    fragmentShader: /* glsl */ `
      uniform sampler2D picture;
      varying vec2 vUv;
      void main() { gl_FragColor = texture2D(picture, vUv); }`,
    ...FLAT,
  });
}

function lineMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { place: { value: new Vector4() }, colour: { value: new Color() } },
    vertexShader: /* glsl */ `
      uniform vec4 place;
      void main() { gl_Position = vec4(place.xy + position.xy * place.zw, 0.0, 1.0); }`,
    fragmentShader: /* glsl */ `
      uniform vec3 colour;
      void main() { gl_FragColor = vec4(colour, 1.0); }`,
    ...FLAT,
  });
}
