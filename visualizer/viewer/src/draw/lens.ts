import {
  Color,
  NormalBlending,
  PerspectiveCamera,
  Scene,
  ShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
  WebGLRenderTarget,
} from 'three';
import type { WebGLRenderer } from 'three';
import { CameraPose, aimCamera } from '../camera/camera.ts';
import type { LensFormat, SceneFormat } from '../scene/format.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import type { Flat, FlatMesh } from './flat.ts';
import { OUTLINE_LAYER } from './passes.ts';
import { displayColour } from './shaders.ts';

const SAMPLES = 4;
/** CSS pixels: the rims of the lens and of what it magnifies, and the lines between them. */
const RIM = 2;
const LINE = 1;
/** CSS pixels that always lie between the lens and the edge of the picture. */
const MARGIN = 8;

/** Where the picture is drawn: pixels, and pixels per CSS pixel. */
interface Canvas {
  readonly pixels: Vector2;
  readonly ratio: number;
  readonly hasOutlines: boolean;
}

/** A round near picture beside a person who is seen whole. */
export class Lens {
  private readonly target = new WebGLRenderTarget(1, 1, { samples: SAMPLES });
  private readonly camera = new PerspectiveCamera();
  private readonly near = new Scene();
  private readonly pose = new CameraPose();
  private readonly quad: FlatMesh;
  private readonly anchor = new Vector3();
  private readonly rim = new Vector3();

  constructor(flat: Flat) {
    this.quad = flat.add('lens', lensMaterial(this.target));
    this.near.matrixWorldAutoUpdate = false;
  }

  hide(): void {
    this.quad.visible = false;
  }

  /** Draw the near picture of the moment that the scene shows, as opaque as is due. */
  paint(renderer: WebGLRenderer, scene: WalkthroughScene, around: PerspectiveCamera, canvas: Canvas): void {
    const { format } = scene;
    this.quad.visible = scene.isMagnified;
    if (!scene.isMagnified) return;
    const opacity = scene.shown(format.lens.shown, scene.time);
    this.place(format, around, canvas, opacity);
    this.render(renderer, scene, canvas);
  }

  dispose(): void {
    this.target.dispose();
    this.quad.removeFromParent();
    this.quad.material.dispose();
  }

  private place(format: SceneFormat, around: PerspectiveCamera, { pixels, ratio }: Canvas, opacity: number): void {
    const { lens, page, background } = format;
    const { uniforms } = this.quad.material;
    const [left, top] = lens.centre as [number, number];
    const x = left * pixels.x;
    const y = (1 - top) * pixels.y;
    const room = Math.min(pixels.x - x, y, pixels.y - y) - MARGIN * ratio;
    const radius = Math.min(lens.radius * pixels.y, room);
    const at = project(this.anchor.fromArray(lens.anchor), around, pixels);
    // As far from the anchor as the ring reaches, across the picture.
    this.rim.set(0, lens.reach, 0).applyQuaternion(around.quaternion);
    const end = project(this.rim.add(this.anchor.fromArray(lens.anchor)), around, pixels);
    (uniforms['size']!.value as Vector2).copy(pixels);
    (uniforms['circle']!.value as Vector4).set(x, y, radius, opacity);
    (uniforms['ring']!.value as Vector4).set(at.x, at.y, Math.hypot(end.x - at.x, end.y - at.y), ratio);
    uniforms['ringColour']!.value = displayColour(page.ring);
    uniforms['lineColour']!.value = displayColour(page.line);
    uniforms['top']!.value = displayColour(background[0]);
    uniforms['bottom']!.value = displayColour(background[1]);
    const across = Math.max(1, Math.round(2 * radius));
    this.target.setSize(across, across);
  }

  private render(renderer: WebGLRenderer, scene: WalkthroughScene, { ratio, hasOutlines }: Canvas): void {
    const { lens, recipe } = scene.format;
    posed(this.pose, lens);
    aimCamera(this.camera, this.pose, 1);
    if (hasOutlines) this.camera.layers.enable(OUTLINE_LAYER);
    else this.camera.layers.disable(OUTLINE_LAYER);
    const hidden = new Set(lens.hides);
    this.near.children = scene.scene.children.filter(({ userData }) => !hidden.has(userData['group']));
    const outline = scene.factory.shared.outline.value;
    const before = outline.clone();
    outline.set(recipe.outline * ratio, this.target.width, this.target.height);
    renderer.setScissorTest(false);
    renderer.setRenderTarget(this.target);
    renderer.clear();
    renderer.render(this.near, this.camera);
    renderer.setRenderTarget(null);
    outline.copy(before);
  }
}

function posed(pose: CameraPose, { camera }: LensFormat): void {
  pose.target.fromArray(camera.target);
  pose.face(new Vector3().fromArray(camera.direction), new Vector3().fromArray(camera.up));
  pose.width = camera.width;
  pose.height = camera.height;
}

/** Pixels from the lower left corner. */
function project(point: Vector3, camera: PerspectiveCamera, pixels: Vector2): Vector2 {
  const { x, y } = point.project(camera);
  return new Vector2(((x + 1) / 2) * pixels.x, ((y + 1) / 2) * pixels.y);
}

function lensMaterial(target: WebGLRenderTarget): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: {
      picture: { value: target.texture },
      size: { value: new Vector2() },
      circle: { value: new Vector4() },
      ring: { value: new Vector4() },
      ringColour: { value: new Color() },
      lineColour: { value: new Color() },
      top: { value: new Color() },
      bottom: { value: new Color() },
    },
    vertexShader: /* glsl */ `
      uniform vec2 size;
      varying vec2 pixel;
      void main() { pixel = (position.xy * 0.5 + 0.5) * size; gl_Position = vec4(position.xy, 0.0, 1.0); }`,
    fragmentShader: /* glsl */ `
      uniform sampler2D picture;
      uniform vec4 circle, ring; // middle, radius; opacity of the one, pixels per CSS pixel in the other
      uniform vec3 ringColour, lineColour, top, bottom;
      varying vec2 pixel;
      float stroke(float distance, float width) { return 1.0 - smoothstep(width - 0.7, width + 0.7, distance); }
      float line(vec2 a, vec2 b) { // from one rim to the other
        vec2 way = b - a, from = pixel - a;
        float share = clamp(dot(from, way) / dot(way, way), 0.0, 1.0);
        return length(from - share * way);
      }
      void main() {
        float inside = length(pixel - circle.xy), near = length(pixel - ring.xy);
        vec2 way = normalize(circle.xy - ring.xy), aside = vec2(-way.y, way.x);
        float lines = min(line(ring.xy + aside * ring.z, circle.xy + aside * circle.z * 0.97),
          line(ring.xy - aside * ring.z, circle.xy - aside * circle.z * 0.97));
        vec4 seen = vec4(lineColour, stroke(lines, ${LINE.toFixed(1)} * ring.w * 0.5));
        seen.a *= step(circle.z, inside) * step(ring.z, near);
        vec2 uv = (pixel - circle.xy) / circle.z * 0.5 + 0.5;
        vec4 model = texture2D(picture, uv);
        float within = 1.0 - smoothstep(circle.z - 0.7, circle.z + 0.7, inside);
        vec3 ground = mix(bottom, top, uv.y);
        seen = mix(seen, vec4(mix(ground, model.rgb / max(model.a, 1e-3), model.a), 1.0), within);
        float rims = max(stroke(abs(inside - circle.z), ${RIM.toFixed(1)} * ring.w * 0.5),
          stroke(abs(near - ring.z), ${RIM.toFixed(1)} * ring.w * 0.5) * step(circle.z, inside));
        seen = mix(seen, vec4(ringColour, 1.0), rims);
        gl_FragColor = vec4(seen.rgb, seen.a * circle.w);
      }`,
    depthTest: false,
    depthWrite: false,
    transparent: true,
    blending: NormalBlending,
  });
}
