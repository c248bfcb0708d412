import { Vector3 } from 'three';
import type { Camera } from 'three';
import type { LabelData } from './format.ts';
import type { Part } from './parts.ts';
import { hides } from './probe.ts';
import type { Hit } from './probe.ts';
import { Sampler } from './sampler.ts';

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
  private readonly track: Sampler;
  private readonly normal: Vector3 | null;
  private readonly numbers = new Float64Array(3);

  constructor(readonly label: LabelData) {
    this.track = new Sampler(label.at, 3);
    this.normal = label.normal && new Vector3().fromArray(label.normal);
  }

  get key(): string {
    return this.label.key;
  }

  /** Follow the model to a time and the camera to its place. */
  project(time: number, camera: Camera): void {
    this.track.into(time, this.numbers);
    this.place.set(this.numbers[0]!, this.numbers[1]!, this.numbers[2]!);
    const distance = -seen.copy(this.place).applyMatrix4(camera.matrixWorldInverse).z;
    this.screen.copy(seen).applyMatrix4(camera.projectionMatrix).setZ(distance);
  }

  /** Whether the thing itself is there to be named. */
  isShown(parts: readonly Part[]): boolean {
    const { layer, shown } = this.label;
    return parts.some(
      ({ extras, opacity }) =>
        extras.layer === layer && extras.shown === shown && opacity > FAINT,
    );
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
