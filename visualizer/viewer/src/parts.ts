import { Mesh } from 'three';
import type { BufferGeometry, MeshStandardMaterial, Object3D } from 'three';
import type { PartExtras, SceneFormat } from './format.ts';
import type { MaterialFactory } from './materials.ts';
import { addPasses } from './passes.ts';
import type { Painter } from './passes.ts';
import { Sampler } from './sampler.ts';

/** Where a disc touches a bone, the bone wins: discs lie this many mm deeper. */
const DISC_BIAS = 0.4;
/** What is fainter than this does not answer a tap. */
const TANGIBLE = 0.3;

/** Which layers are drawn; a layer that is not named is drawn. */
export type Layers = Readonly<Record<string, boolean>>;

export function isLayerShown(layers: Layers, layer: string): boolean {
  return layers[layer] ?? true;
}

/** One named thing of the scene: fades as a whole. */
export class Part {
  opacity = -1;

  constructor(
    readonly name: string,
    readonly layer: string,
    readonly meshes: readonly Mesh[],
    private readonly shown: Sampler,
    private readonly painters: readonly Painter[],
  ) {}

  get tangible(): boolean {
    return this.opacity >= TANGIBLE;
  }

  update(time: number, layers: Layers): void {
    const opacity = isLayerShown(layers, this.layer) ? this.shown.at(time) : 0;
    if (opacity === this.opacity) return;
    this.opacity = opacity;
    for (const paint of this.painters) paint(opacity);
  }
}

/** Find the parts of a loaded scene and replace their materials by ours. */
export function collectParts(root: Object3D, scene: SceneFormat, factory: MaterialFactory): Part[] {
  const owners = new Map<Object3D, Mesh[]>();
  root.traverse((node) => {
    const owner = node instanceof Mesh ? ownerOf(node) : null;
    if (owner) owners.set(owner, [...(owners.get(owner) ?? []), node as Mesh]);
  });
  return [...owners].map(([owner, meshes]) => makePart(owner, meshes, scene, factory));
}

/** Packing may put the mesh on an unnamed child: the extras stay with the named node above it. */
function ownerOf(mesh: Object3D): Object3D | null {
  let node: Object3D | null = mesh;
  while (node && typeof node.userData['part'] !== 'string') node = node.parent;
  return node;
}

function makePart(
  owner: Object3D,
  meshes: Mesh[],
  scene: SceneFormat,
  factory: MaterialFactory,
): Part {
  const extras = owner.userData as PartExtras;
  const look = scene.materials[extras.material];
  const track = scene.tracks.shown[extras.shown];
  if (!look || !track) {
    throw new Error(`The part "${extras.part}" names an unknown material or opacity track.`);
  }
  owner.scale.setScalar(1); // 0 hides it in plain glTF viewers
  const outline = extras.outline === null ? null : look.outline;
  const bias = extras.layer === 'discs' ? DISC_BIAS : 0;
  const painters = meshes.map((source) => {
    const surface = surfaceOf(source, bias);
    return addPasses({ source, factory, look, surface, outline });
  });
  return new Part(extras.part, extras.layer, meshes, new Sampler(track), painters);
}

function surfaceOf(mesh: Mesh<BufferGeometry>, bias: number) {
  const { map } = mesh.material as MeshStandardMaterial;
  return { tint: mesh.geometry.hasAttribute('color'), texture: map, bias };
}
