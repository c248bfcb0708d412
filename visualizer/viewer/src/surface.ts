import {
  Mesh,
  NearestFilter,
  NoBlending,
  OrthographicCamera,
  PlaneGeometry,
  ShaderMaterial,
  Vector2,
  Vector3,
  WebGLRenderTarget,
} from 'three';
import type { Object3D, PerspectiveCamera, WebGLRenderer } from 'three';
import { OUTLINE_LAYER } from './passes.ts';
import { pixelRatio } from './tiers.ts';
import type { Tier } from './tiers.ts';

const SAMPLES = 4;
/** CSS pixels, whatever the zoom. */
const OUTLINE_WIDTH = 1.15;
const LINE_WIDTH = 2;
const LINE_COLOUR = 0x0b6e8f;

/** The canvas and how pixels get onto it. */
export class Surface {
  readonly canvas: HTMLCanvasElement;
  aspect = 1;
  triangles = 0;
  calls = 0;
  private tier: Tier = 'full';
  /** Width and height in CSS pixels, and device pixels per CSS pixel. */
  private readonly size = new Vector3();
  private readonly pixels = new Vector2();
  /** Smoothed edges live in a target of our own: a canvas cannot drop them once it has them. */
  private readonly smooth: WebGLRenderTarget;
  private readonly copy: Mesh<PlaneGeometry, ShaderMaterial>;
  private readonly flat = new OrthographicCamera(-1, 1, 1, -1, 0, 1);

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
    this.copy = copyQuad(this.smooth);
  }

  /** Fit the host's size and the tier; a canvas of another size is blank until the next draw. */
  fit(tier: Tier): void {
    this.tier = tier;
    const width = Math.max(1, this.host.clientWidth);
    const height = Math.max(1, this.host.clientHeight);
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

  /** Begin a picture: what is rendered until it is finished becomes part of it. */
  start(camera: PerspectiveCamera, outline: Vector3): void {
    const { renderer, pixels } = this;
    outline.set(OUTLINE_WIDTH * renderer.getPixelRatio(), pixels.x, pixels.y);
    if (this.smoothed || this.tier === 'sharp') camera.layers.enable(OUTLINE_LAYER);
    else camera.layers.disable(OUTLINE_LAYER);
    renderer.info.reset();
  }

  /** Render between two shares of the width, counted from the left. */
  render(scene: Object3D, camera: PerspectiveCamera, from = 0, to = 1): void {
    this.clip(from, to);
    this.renderer.render(scene, camera);
  }

  /** Bring the picture onto the canvas. */
  finish(): void {
    const { renderer } = this;
    this.count();
    renderer.setScissorTest(false);
    renderer.setRenderTarget(null);
    if (this.smoothed) renderer.render(this.copy, this.flat);
  }

  /** Take note of all that has been drawn since the start. */
  count(): void {
    this.triangles = this.renderer.info.render.triangles;
    this.calls = this.renderer.info.render.calls;
  }

  /** Leave the canvas empty. */
  blank(): void {
    this.renderer.setScissorTest(false);
    this.renderer.setRenderTarget(null);
    this.renderer.clear();
    this.renderer.info.reset();
    this.count();
  }

  /** Draw an upright line at a share of the width over the finished picture. */
  line(share: number): void {
    const { renderer, size } = this;
    renderer.setScissor(size.x * share - LINE_WIDTH / 2, 0, LINE_WIDTH, size.y);
    renderer.setScissorTest(true);
    renderer.setClearColor(LINE_COLOUR, 1);
    renderer.clear();
    renderer.setClearColor(0x000000, 0);
    renderer.setScissorTest(false);
  }

  dispose(): void {
    this.smooth.dispose();
    this.copy.material.dispose();
    this.copy.geometry.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss(); // a browser allows only a few contexts at a time
    this.canvas.remove();
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

function copyQuad(target: WebGLRenderTarget): Mesh<PlaneGeometry, ShaderMaterial> {
  const material = new ShaderMaterial({
    uniforms: { picture: { value: target.texture } },
    vertexShader: /* glsl */ `
      varying vec2 vUv;
      void main() { vUv = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }`,
    fragmentShader: /* glsl */ `
      uniform sampler2D picture;
      varying vec2 vUv;
      void main() { gl_FragColor = texture2D(picture, vUv); }`,
    blending: NoBlending,
    depthTest: false,
    depthWrite: false,
  });
  const quad = new Mesh(new PlaneGeometry(2, 2), material);
  quad.frustumCulled = false;
  return quad;
}
