import { MathUtils, Quaternion, Vector3 } from 'three';
import { CameraPose, fieldHeight } from './camera.ts';
import type { GuidedCamera } from './camera.ts';
import type { Turner, View } from './views.ts';

const TRANSITION_MS = 400;
/** Limits that keep the model in sight whatever the person does. */
const MIN_FIELD = 12;
const MAX_FIELD = 420;
const MAX_OFFSET = 160;
/** The same where a whole person stands around it. */
const PERSON_FIELD = 2400;
const PERSON_OFFSET = 1000;
const POLE_GAP = MathUtils.degToRad(4);

const AXES = [
  new Vector3(0, 1, 0),
  new Vector3(0, -1, 0),
  new Vector3(0, 0, 1),
  new Vector3(0, 0, -1),
  new Vector3(1, 0, 0),
  new Vector3(-1, 0, 0),
];

/** Where the camera is: on its guided way, at a named view, or wherever the person put it. */
export class CameraRig {
  readonly pose = new CameraPose();
  view: View = 'guided';
  /** Named view that a reset returns to, and that a free picture was turned from. */
  home: View = 'guided';
  /** Whether a whole person stands around the model. */
  isAccompanied = false;
  private readonly free = new CameraPose();
  private readonly wanted = new CameraPose();
  private readonly departure = new CameraPose();
  private departed = -Infinity;
  private pole = AXES[0]!;

  /** Return where the person's own camera is wanted. */
  get own(): CameraPose {
    return this.free;
  }

  /** Go to a view, smoothly unless told otherwise; "free" stays where the camera is. */
  show(view: View, now: number, smooth: boolean): void {
    if (view === this.view) return;
    if (view === 'free') this.release();
    else this.home = view;
    this.view = view;
    this.depart(now, smooth);
  }

  /** Let the person's own camera be somewhere else. */
  place(pose: CameraPose): void {
    this.release();
    this.free.copy(pose);
  }

  /** Give the camera back: returns the named view it goes to. */
  reset(now: number, smooth: boolean): View {
    this.show(this.home, now, smooth);
    return this.home;
  }

  /** Begin a way from the present pose to the one that is wanted from now on. */
  depart(now: number, smooth: boolean): void {
    this.departure.copy(this.pose);
    this.departed = smooth ? now : -Infinity;
  }

  /** Bring `pose` up to date; true while it is still on its way. */
  update(guided: GuidedCamera, turner: Turner, time: number, now: number): boolean {
    if (this.view === 'free') this.wanted.copy(this.free);
    else turner.turn(this.view, guided.at(time, this.wanted));
    const share = Math.min(1, Math.max(0, (now - this.departed) / TRANSITION_MS));
    if (share >= 1) this.pose.copy(this.wanted);
    else this.pose.blend(this.departure, this.wanted, MathUtils.smoothstep(share, 0, 1));
    return share < 1;
  }

  /** Turn the model under the pointer by angles in radians. */
  turn(yaw: number, pitch: number): void {
    this.release();
    const { orientation } = this.free;
    orientation.premultiply(spin.setFromAxisAngle(this.pole, -yaw));
    direction.set(0, 0, 1).applyQuaternion(orientation);
    const angle = direction.angleTo(this.pole);
    const limited = MathUtils.clamp(angle - pitch, POLE_GAP, Math.PI - POLE_GAP);
    axis.set(1, 0, 0).applyQuaternion(orientation);
    orientation.premultiply(spin.setFromAxisAngle(axis, limited - angle)).normalize();
  }

  /** Shift the model by a share of the picture's height, to the right and up. */
  pan(right: number, up: number, aspect: number): void {
    this.release();
    const field = fieldHeight(this.free, aspect);
    axis.set(-right * field, -up * field, 0).applyQuaternion(this.free.orientation);
    this.free.target.add(axis).clampLength(0, this.isAccompanied ? PERSON_OFFSET : MAX_OFFSET);
  }

  /** Magnify by a factor. */
  zoom(factor: number, aspect: number): void {
    this.release();
    const field = fieldHeight(this.free, aspect);
    const most = this.isAccompanied ? PERSON_FIELD : MAX_FIELD;
    const limited = MathUtils.clamp(field / factor, MIN_FIELD, most) / field;
    this.free.width *= limited;
    this.free.height *= limited;
  }

  /** Let go of the guided way at the present picture. */
  private release(): void {
    if (this.view === 'free') return;
    this.view = 'free';
    this.departed = -Infinity;
    this.free.copy(this.pose);
    axis.set(0, 1, 0).applyQuaternion(this.pose.orientation);
    this.pole = AXES.reduce((best, each) => (each.dot(axis) > best.dot(axis) ? each : best));
  }
}

const spin = new Quaternion();
const axis = new Vector3();
const direction = new Vector3();
