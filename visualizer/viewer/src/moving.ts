import { PropertyBinding } from 'three';
import type { KeyframeTrack, Object3D } from 'three';

const MOVES: ReadonlySet<string> = new Set(['position', 'quaternion', 'scale']);

/** The nodes of a scene that move, or hang from one that does: all others stand where they are. */
export class MovingNodes {
  /** Each after the one that it hangs from. */
  private readonly nodes: readonly Object3D[];

  /** The matrices under `root` must be up to date; whoever moves more than `movers` moves nothing. */
  constructor(root: Object3D, movers: ReadonlySet<Object3D>) {
    const moving = new Set<Object3D>();
    root.traverse((node) => {
      node.matrixAutoUpdate = movers.has(node);
      if (node.matrixAutoUpdate || (node.parent && moving.has(node.parent))) moving.add(node);
    });
    this.nodes = [...moving];
  }

  /** Bring the matrices up to date. */
  update(): void {
    for (const node of this.nodes) {
      if (node.matrixAutoUpdate) node.updateMatrix();
      if (node.parent) node.matrixWorld.multiplyMatrices(node.parent.matrixWorld, node.matrix);
      else node.matrixWorld.copy(node.matrix);
    }
  }
}

/** The nodes that an animation moves. */
export function movedBy(tracks: readonly KeyframeTrack[], root: Object3D): Object3D[] {
  const parsed = tracks.map(({ name }) => PropertyBinding.parseTrackName(name));
  return parsed.flatMap(({ nodeName, propertyName }) => {
    const node = MOVES.has(propertyName) ? PropertyBinding.findNode(root, nodeName) : null;
    return node ? [node as Object3D] : [];
  });
}
