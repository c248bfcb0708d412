import type { Mesh, Vector3, Vector4 } from 'three';
import type { SceneFormat, SeepingFormat } from './format.ts';

/** Weights that shape the cement, and the group of all that is seen of opened bones. */
const CEMENT = 'cement';
const OPENED = 'opened';

/** What it needs to know of a part. */
interface Seen {
  readonly extras: { readonly weights: string; readonly shown: string };
  readonly meshes: readonly Pick<Mesh, 'morphTargetInfluences'>[];
  readonly opacity: number;
}

/** What is told to the programs that draw. */
interface Uniforms {
  readonly stand: { value: Vector3 };
  readonly seeping: { value: Vector4 };
}

/** Reads from what is shown how far the cement has seeped; see scenes/model/seepage.py. */
export class Seepage {
  private readonly numbers: SeepingFormat;
  private readonly positions: readonly number[];
  private readonly cement: readonly Seen[];
  private readonly opened: readonly Seen[];

  constructor(scene: Pick<SceneFormat, 'seeping' | 'numbers'>, parts: readonly Seen[]) {
    this.numbers = scene.seeping;
    this.positions = scene.numbers.positions.cement;
    this.cement = parts.filter(({ extras }) => extras.weights === CEMENT);
    this.opened = parts.filter(({ extras }) => extras.shown === OPENED);
  }

  /** Tell of what is shown now, of which parts and meshes know already. */
  take({ stand, seeping }: Uniforms): void {
    const { begin, filled, usual, most } = this.numbers;
    const weights = this.cement[0]?.meshes[0]?.morphTargetInfluences;
    const seen = weights ? opacityOf(this.cement) : 0;
    stand.value.set(opacityOf(this.opened), 0, 0);
    if (!weights || seen === 0) return;
    let position = 0;
    let flat = 0;
    for (let key = 1; key <= weights.length; key++) {
      const weight = weights[key - 1]!; // of the first key there is none
      position += weight * this.positions[key >> 1]!; // each in a tall bone, then in a flat one
      if (key % 2 === 1) flat += weight;
    }
    stand.value.y = seen * clamp((position - begin) / (usual - begin), most);
    const late = clamp((position - filled) / (usual - filled), 1);
    const early = 1 - late;
    seeping.value.set(early * (1 - flat), early * flat, late * (1 - flat), late * flat);
  }
}

function opacityOf(parts: readonly Seen[]): number {
  let most = 0;
  for (const { opacity } of parts) most = Math.max(most, opacity);
  return most;
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
