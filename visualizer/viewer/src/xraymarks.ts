import {
  BufferAttribute,
  BufferGeometry,
  CustomBlending,
  DoubleSide,
  MathUtils,
  Mesh,
  OneFactor,
  OneMinusSrcAlphaFactor,
  ShaderMaterial,
  Vector4,
} from 'three';
import type { PerspectiveCamera, WebGLRenderer } from 'three';
import type { Xray } from './format.ts';
import { displayColour } from './shaders.ts';
import type { Polarity, XrayView } from './xraybox.ts';
import { markFragmentShader, markVertexShader } from './xrayshaders.ts';

/** CSS pixels. */
const WIDTH = 2;
const DASH = 6;
const COLOURS: Record<Polarity, string> = { dark: '#0fa6da', bright: '#5cc4e6' };
/** From when to when the needle's way is checked, and how fast the marks come and go. */
const FROM = 2.3;
const UNTIL = 4.2;
const FADE = 0.1;

/** Corners of the borders that a view checks, one line after another. */
type Lines = readonly (readonly number[][])[];

/** Thin dashed lines on the borders that the team checks while the needle goes in. */
export class XrayMarks {
  readonly meshes: Readonly<Record<XrayView, Mesh<BufferGeometry, ShaderMaterial>>>;
  private readonly material: ShaderMaterial;

  constructor(xray: Xray) {
    const { posterior_wall, pedicle_left, pedicle_right } = xray.checkpoints;
    this.material = markMaterial(xray);
    const inner = [innerHalf(pedicle_left), innerHalf(pedicle_right)];
    this.meshes = {
      lateral: this.mesh(ribbon([posterior_wall])),
      ap: this.mesh(ribbon(inner)),
    };
  }

  /** Draw the marks of a view over its picture, `pixels` wide; nothing where none are due. */
  show(
    renderer: WebGLRenderer,
    view: XrayView,
    camera: PerspectiveCamera,
    place: Vector4,
    pixels: number,
    polarity: Polarity,
    time: number,
  ): void {
    const alpha = markStrength(time);
    if (alpha <= 0) return;
    const { uniforms } = this.material;
    const ratio = renderer.getPixelRatio();
    uniforms['alpha']!.value = alpha;
    uniforms['colour']!.value = colours[polarity];
    uniforms['place']!.value = place;
    uniforms['pixels']!.value = pixels;
    uniforms['width']!.value = WIDTH * ratio;
    uniforms['dash']!.value = DASH * ratio;
    renderer.render(this.meshes[view], camera);
  }

  dispose(): void {
    this.material.dispose();
    for (const mesh of Object.values(this.meshes)) mesh.geometry.dispose();
  }

  private mesh(geometry: BufferGeometry): Mesh<BufferGeometry, ShaderMaterial> {
    const mesh = new Mesh(geometry, this.material);
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    return mesh;
  }
}

const colours = { dark: displayColour(COLOURS.dark), bright: displayColour(COLOURS.bright) };

/** How clearly the marks are seen at a moment, from 0 to 1. */
export function markStrength(time: number): number {
  const rising = MathUtils.smoothstep(time, FROM - FADE, FROM + FADE);
  return rising * (1 - MathUtils.smoothstep(time, UNTIL - FADE, UNTIL + FADE));
}

/** The half of a closed outline that lies nearer to the midline, in order. */
export function innerHalf(outline: readonly number[][]): number[][] {
  const corners = outline.slice(0, -1);
  const across = corners.map(([x = 0]) => Math.abs(x));
  const middle = (Math.min(...across) + Math.max(...across)) / 2;
  const isInner = across.map((x) => x <= middle);
  const first = isInner.findIndex((inner, i) => inner && !isInner.at(i - 1));
  const turned = [...corners.slice(first), ...corners.slice(0, first)];
  return turned.filter(([x = 0]) => Math.abs(x) <= middle);
}

/** Two corners for each corner of each line, and where the line goes from there. */
function ribbon(lines: Lines): BufferGeometry {
  const position: number[] = [];
  const next: number[] = [];
  const along: number[] = [];
  const index: number[] = [];
  for (const line of lines) {
    let way = 0;
    for (const [i, at] of line.entries()) {
      // The last corner has nothing after it: it goes on as the line came.
      const before = line[i - 1] ?? at;
      const after = line[i + 1] ?? at.map((x, axis) => 2 * x - before[axis]!);
      if (i > 0) way += Math.hypot(...at.map((x, axis) => x - before[axis]!));
      const corner = position.length / 3;
      position.push(...at, ...at);
      next.push(...after, ...after);
      along.push(way, -1, way, 1);
      if (line[i + 1]) index.push(corner, corner + 1, corner + 2, corner + 2, corner + 1, corner + 3);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(position), 3));
  geometry.setAttribute('next', new BufferAttribute(new Float32Array(next), 3));
  geometry.setAttribute('along', new BufferAttribute(new Float32Array(along), 2));
  geometry.setIndex(index);
  return geometry;
}

function markMaterial({ field, screen }: Xray): ShaderMaterial {
  const numbers = { field, mask: screen.mask, alpha: 0, pixels: 1, width: 1, dash: 1 };
  const uniforms = Object.entries(numbers).map(([name, value]) => [name, { value }]);
  return new ShaderMaterial({
    uniforms: {
      ...Object.fromEntries(uniforms),
      colour: { value: colours.dark },
      place: { value: new Vector4() },
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
