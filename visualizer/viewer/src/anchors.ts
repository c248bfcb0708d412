import { Matrix4, Vector3 } from 'three';
import type { Camera, Mesh } from 'three';
import type { LabelData } from './format.ts';
import type { Part } from './parts.ts';
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
  private readonly mesh: Mesh;
  private readonly vertex: number;
  private readonly normal: Vector3 | null;

  constructor(
    readonly label: LabelData,
    private readonly part: Part,
  ) {
    [this.mesh, this.vertex] = nearestVertex(part, seen.fromArray(label.at));
    this.normal = label.normal && new Vector3().fromArray(label.normal);
  }

  get key(): string {
    return this.label.key;
  }

  /** Follow the model as it was drawn last, and the camera. */
  project(camera: Camera): void {
    this.mesh.getVertexPosition(this.vertex, this.place).applyMatrix4(this.mesh.matrixWorld);
    const distance = -seen.copy(this.place).applyMatrix4(camera.matrixWorldInverse).z;
    this.screen.copy(seen).applyMatrix4(camera.projectionMatrix).setZ(distance);
  }

  /** Whether the thing itself is there to be named. */
  isShown(): boolean {
    return this.part.opacity > FAINT;
  }

  isInPicture(): boolean {
    return Math.abs(this.screen.x) < 1 && Math.abs(this.screen.y) < 1;
  }

  /** Whether the surface there looks at the eye; what has no normal always does. */
  faces(camera: Camera): boolean {
    if (!this.normal) return true;
    return seen.copy(camera.position).sub(this.place).normalize().dot(this.normal) > GRAZING;
  }

  /** Whether the first solid thing on the way from the eye lies before the place. */
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
const toFrame = new Matrix4();

/** The vertex of a part at rest that is nearest to a point in mm in the part's own frame. */
function nearestVertex(part: Part, wanted: Vector3): [Mesh, number] {
  let found: [Mesh, number] | null = null;
  let least = Infinity;
  for (const mesh of part.meshes) {
    const positions = mesh.geometry.getAttribute('position');
    toFrame.copy(part.frame).invert().multiply(mesh.matrixWorld);
    for (let i = 0; i < positions.count; i++) {
      const distance = corner.fromBufferAttribute(positions, i).applyMatrix4(toFrame).distanceToSquared(wanted);
      if (distance >= least) continue;
      least = distance;
      found = [mesh, i];
    }
  }
  if (!found) throw new Error(`The part "${part.name}" has no shape to point at.`);
  return found;
}
