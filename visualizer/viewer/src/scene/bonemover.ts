import { Matrix4 } from 'three';
import type { Object3D } from 'three';
import { Bone } from './bone.ts';
import type { BoneTracks, Numbers, Weights } from './bone.ts';
import type { Heights, NumbersFormat, TrackData } from './format.ts';
import type { Part } from './parts.ts';

/** Moves the parts of a loaded scene as the bone's numbers say. */
export class BoneMover {
  private readonly bone: Bone;
  /** What it moves as a whole. */
  readonly nodes: readonly Object3D[];
  private readonly moving: readonly [number[], Weights][];
  private readonly turn = new Matrix4();

  constructor(
    format: NumbersFormat,
    tracks: BoneTracks,
    root: Object3D,
    parts: readonly Part[],
  ) {
    this.bone = new Bone(format, tracks);
    this.nodes = ['frame_above', 'frame_above_right'].flatMap((name) => {
      const node = root.getObjectByName(name);
      return node ? [node] : [];
    });
    this.moving = parts.flatMap(({ extras, meshes }) => {
      const weights = extras.weights ? this.bone.weights[extras.weights] : undefined;
      return weights ? meshes.map((mesh) => pair(mesh.morphTargetInfluences, weights)) : [];
    });
  }

  /** Move as under another treatment from now on. */
  follow(tracks: BoneTracks): void {
    this.bone.tracks = tracks;
  }

  /** Overwrite what the file's own animation has set; return how open the crack is. */
  move(time: number, numbers: Numbers): number {
    const { bone, turn } = this;
    const { crack } = bone.pose(time, numbers);
    for (const [influences, weights] of this.moving) {
      for (let i = 0; i < weights.length; i++) influences[i] = weights[i]!;
    }
    const [y, z] = bone.format.above.hinge;
    turn.makeRotationX(bone.angle);
    for (const node of this.nodes) {
      node.quaternion.setFromRotationMatrix(turn);
      // About the hinge: what the turn takes away from it is given back.
      const c = Math.cos(bone.angle);
      const s = Math.sin(bone.angle);
      node.position.set(0, y - (c * y - s * z) - bone.drop, z - (s * y + c * z));
    }
    return crack;
  }

  heights(times: readonly number[], numbers: Numbers): Record<keyof Heights, TrackData> {
    return this.bone.heights(times, numbers);
  }
}

function pair(influences: number[] | undefined, weights: Weights): [number[], Weights] {
  if (influences?.length !== weights.length) {
    throw new Error(`A part has ${influences?.length ?? 0} shapes where ${weights.length} are due.`);
  }
  return [influences, weights];
}
