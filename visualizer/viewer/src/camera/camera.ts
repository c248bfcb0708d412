import { MathUtils, Matrix4, Quaternion, Vector3 } from 'three';
import type { PerspectiveCamera } from 'three';
import type { CameraTracks } from '../scene/format.ts';
import { Sampler } from '../scene/sampler.ts';

/** Degrees, vertical: narrow, so that the picture is nearly free of perspective. */
export const FIELD_OF_VIEW = 14;

/** Millimetres before and behind the target that are never clipped, and heights of the picture. */
const DEPTH = 400;
const DEPTHS = 1.5;
const NEAREST = 10;

const TANGENT = Math.tan(MathUtils.degToRad(FIELD_OF_VIEW) / 2);

/** A camera that frames a box of `width` x `height` millimetres around a point. */
export class CameraPose {
  readonly target = new Vector3();
  readonly orientation = new Quaternion();
  width = 100;
  height = 100;

  copy(other: CameraPose): this {
    this.target.copy(other.target);
    this.orientation.copy(other.orientation);
    this.width = other.width;
    this.height = other.height;
    return this;
  }

  /** Become the pose at a share of the way: turns evenly, zooms evenly in proportion. */
  blend(from: CameraPose, to: CameraPose, share: number): this {
    this.target.lerpVectors(from.target, to.target, share);
    this.orientation.slerpQuaternions(from.orientation, to.orientation, share);
    this.width = from.width * (to.width / from.width) ** share;
    this.height = from.height * (to.height / from.height) ** share;
    return this;
  }

  /** Look along `-direction` with `up` as nearly upwards as can be. */
  face(direction: Vector3, up: Vector3): this {
    lookAxes(direction, up);
    this.orientation.setFromRotationMatrix(axes);
    return this;
  }
}

const axes = new Matrix4();
const right = new Vector3();
const upward = new Vector3();
const forward = new Vector3();

function lookAxes(direction: Vector3, up: Vector3): void {
  forward.copy(direction).normalize();
  right.crossVectors(up, forward).normalize();
  upward.crossVectors(forward, right);
  axes.makeBasis(right, upward, forward);
}

/** The height in mm seen at the target when a box must fit a picture of this width / height. */
export function fieldHeight(pose: { width: number; height: number }, aspect: number): number {
  return Math.max(pose.height, pose.width / aspect);
}

/** Return how far the eye stands from the target to see this height in mm. */
export function eyeDistance(field: number): number {
  return field / 2 / TANGENT;
}

const back = new Vector3();

export function aimCamera(camera: PerspectiveCamera, pose: CameraPose, aspect: number): void {
  const field = fieldHeight(pose, aspect);
  const distance = eyeDistance(field);
  const depth = Math.max(DEPTH, DEPTHS * field);
  camera.quaternion.copy(pose.orientation);
  back.set(0, 0, distance).applyQuaternion(pose.orientation);
  camera.position.copy(pose.target).add(back);
  camera.fov = FIELD_OF_VIEW;
  camera.aspect = aspect;
  camera.near = Math.max(NEAREST, distance - depth);
  camera.far = distance + depth;
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
}

/** The camera that the scene itself prescribes for every moment. */
export class GuidedCamera {
  private readonly target: Sampler;
  private readonly direction: Sampler;
  private readonly up: Sampler;
  private readonly width: Sampler;
  private readonly height: Sampler;
  private readonly numbers = new Float64Array(3);
  private readonly towards = new Vector3();
  private readonly upwards = new Vector3();

  constructor(tracks: CameraTracks) {
    this.target = new Sampler(tracks.target, 3);
    this.direction = new Sampler(tracks.direction, 3);
    this.up = new Sampler(tracks.up, 3);
    this.width = new Sampler(tracks.width);
    this.height = new Sampler(tracks.height);
  }

  at(time: number, pose: CameraPose): CameraPose {
    this.read(this.target, time, pose.target);
    this.read(this.direction, time, this.towards);
    this.read(this.up, time, this.upwards);
    pose.face(this.towards, this.upwards);
    pose.width = this.width.at(time);
    pose.height = this.height.at(time);
    return pose;
  }

  private read(sampler: Sampler, time: number, out: Vector3): void {
    sampler.into(time, this.numbers);
    out.set(this.numbers[0]!, this.numbers[1]!, this.numbers[2]!);
  }
}
