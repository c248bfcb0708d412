import { Vector3 } from 'three';
import type { CameraPose } from './camera.ts';

export const VIEWS = ['guided', 'side', 'front', 'behind', 'top', 'free'] as const;
export type View = (typeof VIEWS)[number];

/** Where the eye stands and what is up; x is the patient's left, y the head, z the front. */
const DIRECTIONS: Partial<Record<View, { direction: Vector3; up: Vector3 }>> = {
  side: { direction: new Vector3(1, 0, 0), up: new Vector3(0, 1, 0) },
  front: { direction: new Vector3(0, 0.1, 1), up: new Vector3(0, 1, 0) },
  behind: { direction: new Vector3(0, 0.1, -1), up: new Vector3(0, 1, 0) },
  top: { direction: new Vector3(0, 1, 0), up: new Vector3(0, 0, 1) },
};

/** A turned view must also frame what the guided one leaves out beside its subject. */
const MARGIN = 1.25;

export function isView(name: string): name is View {
  return (VIEWS as readonly string[]).includes(name);
}

/** Turn the guided pose to a named view: same subject, in the middle of the picture. */
export function turnTo(view: View, pose: CameraPose): void {
  const named = DIRECTIONS[view];
  if (!named) return;
  pose.face(named.direction, named.up);
  if (view !== 'side') pose.target.x = 0;
  pose.height *= MARGIN;
  pose.width *= MARGIN;
}
