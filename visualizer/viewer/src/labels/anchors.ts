import { Matrix4, Vector3 } from 'three';
import type { Camera, Mesh } from 'three';
import type { LabelData } from '../scene/format.ts';
import type { Part } from '../scene/parts.ts';
import { hides } from './probe.ts';
import type { Hit } from './probe.ts';

/** What is fainter than this has no label. */
const FAINT = 0.3;
/** Cosine of the angle to the eye below which a surface counts as turned away. */
const GRAZING = 0.08;
/** Millimetres by which something must lie before an anchor to cover it. */
const COVERING = 1.5;
/** A thing covers its own anchor only where it is the far side of itself that is named. */
const COVERING_ITSELF = 6;

/** One named place on the model. */
export class Anchor {
  /** In mm, at the time that was read last. */
  readonly place = new Vector3();
  /** In normalised device coordinates; z is the distance from the eye in mm. */
  readonly screen = new Vector3();
  private readonly meshes: readonly Resting[];
  /** Found when it is needed: all places of a scene take longer than its first picture may wait. */
  private found: Place | null = null;
  private readonly normal: Vector3 | null;

  constructor(
    readonly label: LabelData,
    private readonly part: Part,
  ) {
    this.meshes = meshesAtRest(part);
    this.normal = label.normal && new Vector3().fromArray(label.normal);
  }

  get key(): string {
    return this.label.key;
  }

  /** Follow the model as it was drawn last, and the camera. */
  project(camera: Camera): void {
    this.found ??= nearestVertex(this.meshes, seen.fromArray(this.label.at));
    const { mesh, vertex } = this.found;
    mesh.getVertexPosition(vertex, this.place).applyMatrix4(mesh.matrixWorld);
    const distance = -seen.copy(this.place).applyMatrix4(camera.matrixWorldInverse).z;
    this.screen.copy(seen).applyMatrix4(camera.projectionMatrix).setZ(distance);
  }

  /** Return whether the thing itself is there to be named. */
  isShown(least = FAINT): boolean {
    return this.part.opacity > least;
  }

  isInPicture(): boolean {
    return Math.abs(this.screen.x) < 1 && Math.abs(this.screen.y) < 1;
  }

  /** Return whether the surface there looks at the eye; what has no normal always does. */
  faces(camera: Camera): boolean {
    return this.facing(camera) > GRAZING;
  }

  /** Cosine of the angle between the surface's normal and the way to the eye. */
  facing(camera: Camera): number {
    if (!this.normal) return 1;
    return seen.copy(camera.position).sub(this.place).normalize().dot(this.normal);
  }

  /** Return whether the first solid thing on the way from the eye lies before the place. */
  isCovered(hits: readonly Hit[]): boolean {
    const first = hits.find(({ part }) => hides(part));
    if (!first) return false;
    const isOwn = this.label.parts.includes(first.part.name);
    if (isOwn && !this.normal) return false;
    return first.near < this.screen.z - (isOwn ? COVERING_ITSELF : COVERING);
  }
}

const seen = new Vector3();
const corner = new Vector3();

/** A mesh and how it stood in its part's own frame, in mm, before anything moved. */
interface Resting {
  readonly mesh: Mesh;
  readonly toFrame: Matrix4;
}

interface Place {
  readonly mesh: Mesh;
  readonly vertex: number;
}

function meshesAtRest(part: Part): Resting[] {
  const meshes = part.meshes.filter(({ geometry }) => geometry.getAttribute('position').count > 0);
  if (meshes.length === 0) throw new Error(`The part "${part.name}" has no shape to point at.`);
  return meshes.map((mesh) => ({
    mesh,
    toFrame: part.frame.clone().invert().multiply(mesh.matrixWorld),
  }));
}

/** The vertex that is nearest at rest to a point in mm in the part's own frame. */
function nearestVertex(meshes: readonly Resting[], wanted: Vector3): Place {
  let found = { mesh: meshes[0]!.mesh, vertex: 0 };
  let least = Infinity;
  for (const { mesh, toFrame } of meshes) {
    const positions = mesh.geometry.getAttribute('position');
    for (let vertex = 0; vertex < positions.count; vertex++) {
      corner.fromBufferAttribute(positions, vertex).applyMatrix4(toFrame);
      const distance = corner.distanceToSquared(wanted);
      if (distance >= least) continue;
      least = distance;
      found = { mesh, vertex };
    }
  }
  return found;
}
