import type { Matrix4, Object3D } from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import type { LabelData } from './format.ts';
import { parseGltf } from './gltf.ts';
import { fetchBytes } from './load.ts';
import type { Part } from './parts.ts';

/** Channel of what bends with the spine above the treated bone. */
const POSTURE = 'posture';
const WORLD = 'walkthrough';
/** The frame of what lies over all broken bones, in a companion and, the topmost first, in a scene. */
const TOP = 'frame_top';
const TOPS = ['frame_beyond', 'frame_above'] as const;

/** A file that comes after the scene: the person around it, or the room. */
export interface Companion {
  readonly gltf: GLTF;
  /** Names of the scene's parts in whose place it comes. */
  readonly replaces: readonly string[];
  /** Places on it that have names. */
  readonly labels: readonly LabelData[];
}

/** Files as they came; each is read anew for every scene that it joins. */
const files = new Map<string, Promise<ArrayBuffer>>();

/** Fetch companions and read them for one scene. */
export function companionsOf(sources: readonly string[], signal: AbortSignal): Promise<Companion[]> {
  return Promise.all(sources.map((source) => companionOf(source, signal)));
}

async function companionOf(source: string, signal: AbortSignal): Promise<Companion> {
  let bytes = files.get(source);
  if (!bytes) {
    bytes = fetchBytes(source, 0, () => {}, signal);
    files.set(source, bytes);
    bytes.catch(() => files.delete(source)); // it may be had another time
  }
  const gltf = await parseGltf(await bytes);
  const { replaces = [], labels = [] } = gltf.scene.userData as Partial<Companion>;
  return { gltf, replaces, labels };
}

/** Hang a companion where the scene's own things hang, so that both move together. */
export function hang({ gltf }: Companion, root: Object3D): void {
  const world = root.getObjectByName(WORLD);
  const top = topOf(root);
  const own = gltf.scene.getObjectByName(WORLD);
  if (!world || !top || !own) throw new Error('The companion does not fit the scene.');
  const above = own.getObjectByName(TOP);
  for (const node of [...(above?.children ?? [])]) top.add(node);
  for (const node of [...own.children]) world.add(node);
}

/** The node of what lies over all broken bones. */
export function topOf(root: Object3D): Object3D | undefined {
  return TOPS.map((name) => root.getObjectByName(name)).find((node) => node !== undefined);
}

/** The weights of what bends with the spine, from how its upper part has moved. */
export class Posture {
  private readonly influences: readonly number[][];

  constructor(parts: readonly Part[]) {
    this.influences = parts
      .filter(({ extras }) => extras.weights === POSTURE)
      .flatMap(({ meshes }) => meshes.map((mesh) => mesh.morphTargetInfluences ?? []));
  }

  /** Bend as the upper part has turned and moved; see scenes/motion/pose.py. */
  follow({ elements }: Matrix4): void {
    for (const influences of this.influences) {
      influences[0] = elements[6]!;
      influences[1] = elements[5]! - 1;
      influences[2] = elements[13]!;
      influences[3] = elements[14]!;
    }
  }
}
