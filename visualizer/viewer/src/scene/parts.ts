import { Matrix4, Mesh, Vector4 } from 'three';
import type { BufferGeometry, IUniform, MeshStandardMaterial, Object3D } from 'three';
import type { Opening, PartExtras, Pass, SceneFormat, ScriptFormat } from './format.ts';
import type { MaterialFactory } from '../draw/materials.ts';
import { addPasses } from '../draw/passes.ts';
import type { Painter } from '../draw/passes.ts';
import { samplerOf } from './sampler.ts';
import type { Sampler } from './sampler.ts';
import { PERSON } from '../camera/wish.ts';
import type { Wish } from '../camera/wish.ts';

/** What is fainter than this does not answer a tap, and hides no label. */
const TANGIBLE = 0.1;

const IDENTITY = new Matrix4();

/** The opacity tracks that a part follows, by who asked for what. */
export interface Opacities {
  guided: Sampler;
  /** By opening, where it differs from the guided one. */
  openings: Partial<Record<Opening, Sampler>>;
  /** Where the person asks for the layer. */
  asked: Sampler | null;
}

/** One named thing of the scene: fades as a whole. */
export class Part {
  opacity = -1;
  /** Something else has come in its place. */
  replaced = false;

  constructor(
    readonly extras: PartExtras,
    readonly meshes: readonly Mesh[],
    /** Of the treatment that is shown. */
    public opacities: Opacities,
    private readonly painters: readonly Painter[],
    readonly drawn: Pass = 'opaque',
    /** From 0 to 1: how much it is tinted as the thing that was picked. */
    readonly glow: IUniform<number> = { value: 0 },
    /** Views in which it would stand in the way. */
    private readonly hiddenFrom: ReadonlySet<string> = new Set(),
    /** The node that carries it in the file. */
    private readonly owner: Object3D | null = null,
    /** Whether it answers a tap: what is like glass around the rest does not. */
    private readonly isSolid = true,
  ) {}

  /** Millimetres of its frame to those of the world, as it was drawn last. */
  get frame(): Matrix4 {
    return this.owner?.parent?.matrixWorld ?? IDENTITY;
  }

  get name(): string {
    return this.extras.part;
  }

  get tangible(): boolean {
    return this.isSolid && this.opacity >= TANGIBLE;
  }

  /** Fade as it is due; true where that is another opacity than before. */
  update(time: number, wish: Wish): boolean {
    const opacity = this.wanted(time, wish);
    if (opacity === this.opacity) return false;
    this.opacity = opacity;
    for (const paint of this.painters) paint(opacity);
    return true;
  }

  private wanted(time: number, { layers, opening, view }: Wish): number {
    const { layer } = this.extras;
    if (this.hiddenFrom.has(view)) return 0;
    if (this.replaced && layers[PERSON] !== false) return 0;
    const choice = layers[layer];
    if (choice === false) return 0;
    const { guided, openings, asked } = this.opacities;
    return ((choice && asked) || (openings[opening] ?? guided)).at(time);
  }
}

/** Find the parts of a loaded scene; what draws them in our materials is added to `drawn`. */
export function collectParts(
  root: Object3D,
  scene: SceneFormat,
  factory: MaterialFactory,
  drawn: Object3D,
): Part[] {
  const owners = new Map<Object3D, Mesh[]>();
  root.traverse((node) => {
    const owner = node instanceof Mesh ? ownerOf(node) : null;
    if (owner) owners.set(owner, [...(owners.get(owner) ?? []), node as Mesh]);
  });
  return [...owners].map(([owner, meshes]) => makePart(owner, meshes, scene, factory, drawn));
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
  drawn: Object3D,
): Part {
  const extras = owner.userData as PartExtras;
  const look = scene.materials[extras.material];
  if (!look) throw new Error(`The part "${extras.part}" names an unknown material.`);
  if (owner.scale.x === 0) owner.scale.setScalar(1); // that hides it in plain glTF viewers
  const bias = scene.recipe.shifts[extras.layer] ?? 0;
  const glow = { value: 0 };
  const painters = meshes.map((source) => {
    const surface = { ...surfaceOf(source, owner), bias, glow };
    return addPasses({ source, drawn, factory, look, surface, outline: look.outline, group: extras.shown }, scene.recipe);
  });
  const opacities = opacitiesOf(extras, scene.scripts[scene.case.treatment]!);
  const hiddenFrom = hiding(extras, scene);
  const isSolid = !scene.lens.hides.includes(extras.shown);
  return new Part(extras, meshes, opacities, painters, look.pass, glow, hiddenFrom, owner, isSolid);
}

function hiding({ part }: PartExtras, { views }: SceneFormat): Set<string> {
  return new Set(Object.keys(views).filter((name) => views[name]!.hides.includes(part)));
}

/** Return how opaque a part is under a treatment. */
export function opacitiesOf(extras: PartExtras, { tracks }: ScriptFormat): Opacities {
  const { part, layer, shown } = extras;
  const guided = tracks.shown[shown];
  if (!guided) throw new Error(`The part "${part}" names an unknown opacity track, "${shown}".`);
  const openings: Opacities['openings'] = {};
  for (const [opening, channels] of Object.entries(tracks.openings)) {
    const track = channels[shown];
    if (track) openings[opening as Opening] = samplerOf(track);
  }
  const asked = tracks.asked[layer]?.[shown];
  return { guided: samplerOf(guided), openings, asked: asked ? samplerOf(asked) : null };
}

function surfaceOf(mesh: Mesh<BufferGeometry>, owner: Object3D) {
  const { map } = mesh.material as MeshStandardMaterial;
  const rest = { value: restOf(mesh, owner) };
  return { source: mesh, rest, tint: mesh.geometry.hasAttribute('color'), texture: map };
}

/** Where a mesh has its origin in the frame of its part, and millimetres per unit: it never turns. */
function restOf(mesh: Object3D, owner: Object3D): Vector4 {
  const place = new Matrix4();
  for (let node = mesh; node !== owner && node.parent; node = node.parent) {
    node.updateMatrix();
    place.premultiply(node.matrix);
  }
  const { elements } = place;
  return new Vector4(elements[12], elements[13], elements[14], elements[0]);
}
