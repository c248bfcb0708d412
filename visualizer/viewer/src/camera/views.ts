import { MathUtils, Vector3 } from 'three';
import type { CameraPose } from './camera.ts';
import type { NamedView } from '../scene/format.ts';

/** "guided" along the steps, "free" as the person has turned it, or a view that the scene names. */
export type View = string;

/** Share of the guided camera's quarter turn over which a view rolls from one up to the other. */
const ROLL = [0.35, 0.65] as const;

/** Turns the guided pose to the named views of a scene: same subject, another side of it. */
export class Turner {
  private readonly views = new Map<string, Direction>();

  constructor(views: Readonly<Record<string, NamedView>>) {
    for (const [name, view] of Object.entries(views)) this.views.set(name, new Direction(view));
  }

  /** Turn `pose` in place; a view that has no name of its own leaves it as it is. */
  turn(view: View, pose: CameraPose): void {
    this.views.get(view)?.turn(pose);
  }
}

class Direction {
  private readonly direction: Vector3;
  private readonly ups: Vector3[];

  constructor(private readonly view: NamedView) {
    this.direction = new Vector3().fromArray(view.direction);
    this.ups = view.ups.map((up) => new Vector3().fromArray(up));
  }

  turn(pose: CameraPose): void {
    pose.face(this.direction, this.up(pose));
    if (this.view.centred) pose.target.x = 0;
    pose.height *= this.view.margin;
    pose.width *= this.view.margin;
  }

  /** Return what points up here when `pose` is the guided one. */
  private up(pose: CameraPose): Vector3 {
    const [first, second] = this.ups;
    if (!second) return first!;
    guided.set(0, 1, 0).applyQuaternion(pose.orientation);
    const turn = Math.atan2(Math.max(0, guided.dot(second)), Math.max(0, guided.dot(first!)));
    const angle = MathUtils.smoothstep(turn / QUARTER, ...ROLL) * QUARTER;
    up.copy(first!).multiplyScalar(Math.cos(angle));
    return up.addScaledVector(second, Math.sin(angle));
  }
}

const QUARTER = Math.PI / 2;
const guided = new Vector3();
const up = new Vector3();
