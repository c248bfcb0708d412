import {
  BufferAttribute,
  BufferGeometry,
  Color,
  CustomBlending,
  DoubleSide,
  MathUtils,
  OneFactor,
  OneMinusSrcAlphaFactor,
  ShaderMaterial,
  Vector4,
} from 'three';
import type { PerspectiveCamera } from 'three';
import type { Flat, FlatMesh } from '../draw/flat.ts';
import type { Border, Xray, XrayView } from '../scene/format.ts';
import { displayColour } from '../draw/shaders.ts';
import type { Polarity } from './xraybox.ts';
import { markFragmentShader, markVertexShader } from './xrayshaders.ts';
import type { Spot } from './xrayscreen.ts';

/** CSS pixels. */
const WIDTH = 2;
const DASH = 6;
const ROUNDING = 1e-9;

/** Thin dashed lines on the borders of one view that the team checks while the needle goes in. */
export class XrayMarks {
  private readonly mesh: FlatMesh;
  private readonly ribbon: Ribbon;
  private readonly colours: Record<Polarity, Color>;
  private readonly checked: Xray['checked'];
  /** Of the fracture, as the lines lie now. */
  private weights: number[] = [];

  constructor(xray: Xray, view: XrayView, camera: PerspectiveCamera, flat: Flat) {
    const { dark, bright } = xray.mark;
    this.colours = { dark: displayColour(dark), bright: displayColour(bright) };
    this.ribbon = new Ribbon(bordersOf(xray, view));
    this.checked = xray.checked;
    this.mesh = flat.add('marks', markMaterial(xray, camera), this.ribbon.geometry);
  }

  /** Show the marks over the picture of their view; nothing where none are due. */
  show(spot: Spot, time: number, weights: readonly number[]): void {
    const alpha = markStrength(time, this.checked);
    this.mesh.visible = alpha > 0;
    if (alpha <= 0) return;
    this.bend(weights);
    const { uniforms } = this.mesh.material;
    uniforms['alpha']!.value = alpha;
    uniforms['colour']!.value = this.colours[spot.polarity];
    (uniforms['place']!.value as Vector4).copy(spot.place);
    uniforms['pixels']!.value = spot.pixels;
    uniforms['width']!.value = WIDTH * spot.ratio;
    uniforms['dash']!.value = DASH * spot.ratio;
  }

  hide(): void {
    this.mesh.visible = false;
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.material.dispose();
    this.mesh.geometry.dispose();
  }

  /** Lie on the bone as the weights of its fracture deform it. */
  private bend(weights: readonly number[]): void {
    if (isSame(weights, this.weights)) return;
    this.weights = [...weights];
    this.ribbon.bend(weights);
  }
}

/** Return whether weights differ by no more than the rounding of what moves them. */
function isSame(some: readonly number[], others: readonly number[]): boolean {
  if (some.length !== others.length) return false;
  for (let i = 0; i < some.length; i++) {
    if (Math.abs(some[i]! - others[i]!) > ROUNDING) return false;
  }
  return true;
}

/** Return how clearly the marks are seen at a moment, from 0 to 1. */
export function markStrength(time: number, { from, until, fade }: Xray['checked']): number {
  const rising = MathUtils.smoothstep(time, from - fade, from + fade);
  return rising * (1 - MathUtils.smoothstep(time, until - fade, until + fade));
}

function bordersOf({ checkpoints }: Xray, view: XrayView): Border[] {
  const { posterior_wall, pedicle_left, pedicle_right } = checkpoints;
  if (view === 'lateral') return [posterior_wall];
  return [innerBorder(pedicle_left), innerBorder(pedicle_right)];
}

/** The half of a closed outline that lies nearer to the midline. */
function innerBorder({ rest, targets }: Border): Border {
  const inner = innerCorners(rest);
  return { rest: picked(rest, inner), targets: targets.map((target) => picked(target, inner)) };
}

function picked(line: readonly number[][], corners: readonly number[]): number[][] {
  return corners.map((corner) => line[corner]!);
}

/** Numbers of the corners of that half, in order. */
export function innerCorners(outline: readonly number[][]): number[] {
  const across = outline.slice(0, -1).map(([x = 0]) => Math.abs(x));
  const middle = (Math.min(...across) + Math.max(...across)) / 2;
  const isInner = across.map((x) => x <= middle);
  const first = isInner.findIndex((inner, i) => inner && !isInner.at(i - 1));
  const turned = across.map((_, i) => (first + i) % across.length);
  return turned.filter((corner) => isInner[corner]);
}

/** Return where a corner of a border lies under the weights of the fracture. */
export function bentCorner(
  { rest, targets }: Border,
  corner: number,
  weights: readonly number[],
): number[] {
  const at = [...rest[corner]!];
  for (const [w, target] of targets.entries()) {
    for (let axis = 0; axis < 3; axis++) at[axis]! += weights[w]! * target[corner]![axis]!;
  }
  return at;
}

/** Two corners for each corner of each line, and where the line goes from there. */
class Ribbon {
  readonly geometry = new BufferGeometry();

  constructor(private readonly borders: readonly Border[]) {
    const index: number[] = [];
    let corner = 0;
    for (const { rest } of borders) {
      for (const i of rest.keys()) {
        if (rest[i + 1])
          index.push(corner, corner + 1, corner + 2, corner + 2, corner + 1, corner + 3);
        corner += 2;
      }
    }
    for (const [name, size] of [['position', 3], ['next', 3], ['along', 2]] as const) {
      const values = new BufferAttribute(new Float32Array(corner * size), size);
      this.geometry.setAttribute(name, values);
    }
    this.geometry.setIndex(index);
  }

  bend(weights: readonly number[]): void {
    const { position, next, along } = this.geometry.attributes as Record<string, BufferAttribute>;
    let corner = 0;
    for (const border of this.borders) {
      const line = border.rest.map((_, i) => bentCorner(border, i, weights));
      let way = 0;
      for (const [i, at] of line.entries()) {
        // The last corner has nothing after it: it goes on as the line came.
        const before = line[i - 1] ?? at;
        const after = line[i + 1] ?? at.map((x, axis) => 2 * x - before[axis]!);
        if (i > 0) way += Math.hypot(...at.map((x, axis) => x - before[axis]!));
        for (const side of [-1, 1]) {
          position!.set(at, 3 * corner);
          next!.set(after, 3 * corner);
          along!.set([way, side], 2 * corner++);
        }
      }
    }
    for (const values of [position, next, along]) values!.needsUpdate = true;
  }
}

function markMaterial({ field, screen }: Xray, camera: PerspectiveCamera): ShaderMaterial {
  const lens = camera.projectionMatrix.clone().multiply(camera.matrixWorldInverse);
  const numbers = { field, mask: screen.mask, alpha: 0, pixels: 1, width: 1, dash: 1 };
  const uniforms = Object.entries(numbers).map(([name, value]) => [name, { value }]);
  return new ShaderMaterial({
    uniforms: {
      ...Object.fromEntries(uniforms),
      colour: { value: new Color() },
      place: { value: new Vector4() },
      lens: { value: lens },
    },
    vertexShader: markVertexShader,
    fragmentShader: markFragmentShader,
    side: DoubleSide,
    depthTest: false,
    depthWrite: false,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  });
}
