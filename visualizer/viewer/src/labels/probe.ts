import { Matrix4 } from 'three';
import type { BufferAttribute, Camera, InterleavedBufferAttribute, Mesh } from 'three';
import type { Part } from '../scene/parts.ts';

/** A point of the picture in normalised device coordinates: -1 to 1, y upwards. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** One part under a point, with its nearest and farthest surface in mm from the eye. */
export interface Hit {
  readonly part: Part;
  readonly near: number;
  readonly far: number;
}

type Attribute = BufferAttribute | InterleavedBufferAttribute;

/**
 * Finds what lies under a few points of the picture.
 *
 * Every vertex is moved and projected once for all points together, then each triangle is looked
 * at on the screen; a ray per point through morphing meshes costs many times as much.
 */
export class Probe {
  /** x and y on the screen and 1 / depth, for the vertices of one mesh. */
  private screen = new Float32Array(0);

  /** The hits under every point, nearest first. Matrices and weights must be those drawn last. */
  cast(points: readonly ScreenPoint[], parts: readonly Part[], camera: Camera): Hit[][] {
    const found: Hit[][] = points.map(() => []);
    if (points.length === 0) return found;
    view.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    for (const part of parts) {
      if (part.opacity <= 0) continue;
      const near = points.map(() => Infinity);
      const far = points.map(() => -Infinity);
      for (const mesh of part.meshes) this.castMesh(points, mesh, near, far);
      near.forEach((depth, i) => {
        if (depth < Infinity) found[i]!.push({ part, near: depth, far: far[i]! });
      });
    }
    for (const hits of found) hits.sort((a, b) => a.near - b.near);
    return found;
  }

  private castMesh(
    points: readonly ScreenPoint[],
    mesh: Mesh,
    near: number[],
    far: number[],
  ): void {
    this.project(mesh);
    const { screen } = this;
    const { index } = mesh.geometry;
    const corners = index ? index.array : null;
    const count = index ? index.count : mesh.geometry.attributes['position']!.count;
    for (let i = 0; i < count; i += 3) {
      const a = 3 * (corners ? corners[i]! : i);
      const b = 3 * (corners ? corners[i + 1]! : i + 1);
      const c = 3 * (corners ? corners[i + 2]! : i + 2);
      for (let p = 0; p < points.length; p++) {
        const { x, y } = points[p]!;
        const inverse = inverseDepth(screen, a, b, c, x, y);
        if (inverse <= 0) continue;
        const depth = 1 / inverse;
        if (depth < near[p]!) near[p] = depth;
        if (depth > far[p]!) far[p] = depth;
      }
    }
  }

  private project(mesh: Mesh): void {
    const { geometry } = mesh;
    const position = geometry.attributes['position'] as Attribute;
    const targets = (geometry.morphAttributes['position'] ?? []) as Attribute[];
    const weights = mesh.morphTargetInfluences ?? [];
    if (this.screen.length < 3 * position.count) this.screen = new Float32Array(3 * position.count);
    matrix.multiplyMatrices(view, mesh.matrixWorld);
    const m = matrix.elements;
    for (let i = 0; i < position.count; i++) {
      let x = position.getX(i);
      let y = position.getY(i);
      let z = position.getZ(i);
      for (let k = 0; k < targets.length; k++) {
        const weight = weights[k] ?? 0;
        if (weight === 0) continue;
        x += weight * targets[k]!.getX(i);
        y += weight * targets[k]!.getY(i);
        z += weight * targets[k]!.getZ(i);
      }
      const inverse = 1 / (m[3]! * x + m[7]! * y + m[11]! * z + m[15]!);
      this.screen[3 * i] = (m[0]! * x + m[4]! * y + m[8]! * z + m[12]!) * inverse;
      this.screen[3 * i + 1] = (m[1]! * x + m[5]! * y + m[9]! * z + m[13]!) * inverse;
      this.screen[3 * i + 2] = inverse;
    }
  }
}

const view = new Matrix4();
const matrix = new Matrix4();

/** 1 / depth of a triangle under a point, or 0 where it does not lie under it. */
function inverseDepth(
  screen: Float32Array,
  a: number,
  b: number,
  c: number,
  x: number,
  y: number,
): number {
  const ax = screen[a]! - x;
  const bx = screen[b]! - x;
  const cx = screen[c]! - x;
  if ((ax > 0 && bx > 0 && cx > 0) || (ax < 0 && bx < 0 && cx < 0)) return 0;
  const ay = screen[a + 1]! - y;
  const by = screen[b + 1]! - y;
  const cy = screen[c + 1]! - y;
  if ((ay > 0 && by > 0 && cy > 0) || (ay < 0 && by < 0 && cy < 0)) return 0;
  const u = bx * cy - by * cx;
  const v = cx * ay - cy * ax;
  const w = ax * by - ay * bx;
  if (!((u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0))) return 0;
  const area = u + v + w;
  if (area === 0) return 0;
  return (u * screen[a + 2]! + v * screen[b + 2]! + w * screen[c + 2]!) / area;
}

/** How much of a part must be there for it to hide what lies behind it. */
const SOLID = 0.6;

/** Return whether nothing of what lies behind a part is seen. */
export function hides(part: Part): boolean {
  return part.opacity >= SOLID && part.drawn !== 'skin' && part.drawn !== 'balloon';
}

/**
 * The part that a person means who taps on these hits.
 *
 * What is seen through yields to what is solid inside it, and skin to anything solid behind it;
 * beside that it answers itself.
 */
export function meant(hits: readonly Hit[]): Part | null {
  const tangible = hits.filter(({ part }) => part.tangible);
  const front = tangible[0];
  if (!front || hides(front.part)) return front?.part ?? null;
  const behind = tangible.slice(1);
  if (front.part.drawn === 'skin') return meant(behind) ?? front.part;
  const inside = behind.find(({ part, near }) => hides(part) && near <= front.far);
  return inside?.part ?? front.part;
}
