import { PropertyBinding } from 'three';
import type { KeyframeTrack, Object3D } from 'three';

const MOVES: ReadonlySet<string> = new Set(['position', 'quaternion', 'scale']);

interface Moving {
  readonly node: Object3D;
  /** What it hangs from, where that moves too. */
  readonly parent: Moving | undefined;
  /** Where it was put last in what it hangs from; null for what only moves with that. */
  readonly pose: Float64Array | null;
  moved: boolean;
}

/** The nodes of a scene that move, or hang from one that does: all others stand where they are. */
export class MovingNodes {
  /** Each after the one that it hangs from. */
  private readonly nodes: readonly Moving[];

  /** The matrices under `root` must be up to date; whoever moves more than `movers` moves nothing. */
  constructor(root: Object3D, movers: ReadonlySet<Object3D>) {
    const moving = new Map<Object3D, Moving>();
    root.traverse((node) => {
      node.matrixAutoUpdate = movers.has(node);
      const parent = node.parent ? moving.get(node.parent) : undefined;
      const pose = node.matrixAutoUpdate ? new Float64Array(10).fill(NaN) : null;
      if (pose || parent) moving.set(node, { node, parent, pose, moved: false });
    });
    this.nodes = [...moving.values()];
  }

  /** Bring the matrices up to date: most of what can move stands still most of the time. */
  update(): void {
    for (const each of this.nodes) {
      const { node, parent, pose } = each;
      const goes = pose !== null && isElsewhere(node, pose);
      each.moved = goes || (parent?.moved ?? false);
      if (goes) node.updateMatrix();
      if (!each.moved) continue;
      if (node.parent) node.matrixWorld.multiplyMatrices(node.parent.matrixWorld, node.matrix);
      else node.matrixWorld.copy(node.matrix);
    }
  }
}

/** Return whether a node is no longer where it was, and take note of where it is. */
function isElsewhere({ position, quaternion, scale }: Object3D, pose: Float64Array): boolean {
  const { x, y, z, w } = quaternion;
  const turned = x !== pose[3] || y !== pose[4] || z !== pose[5] || w !== pose[6];
  const shifted = position.x !== pose[0] || position.y !== pose[1] || position.z !== pose[2];
  const scaled = scale.x !== pose[7] || scale.y !== pose[8] || scale.z !== pose[9];
  if (!turned && !shifted && !scaled) return false;
  position.toArray(pose, 0);
  quaternion.toArray(pose, 3);
  scale.toArray(pose, 7);
  return true;
}

/** The nodes that an animation moves. */
export function movedBy(tracks: readonly KeyframeTrack[], root: Object3D): Object3D[] {
  const parsed = tracks.map(({ name }) => PropertyBinding.parseTrackName(name));
  return parsed.flatMap(({ nodeName, propertyName }) => {
    const node = MOVES.has(propertyName) ? PropertyBinding.findNode(root, nodeName) : null;
    return node ? [node as Object3D] : [];
  });
}
