import { Color, Mesh } from 'three';
import type { BufferGeometry, Object3D, ShaderMaterial, Vector4 } from 'three';
import { displayColour } from './shaders.ts';
import type { Look, MaterialLook, Recipe } from '../scene/format.ts';
import { MOST_LOOKS } from './materials.ts';
import type { MaterialFactory, Surface } from './materials.ts';

/** Outlines have a layer of their own, so that one bit of the camera turns them off. */
export const OUTLINE_LAYER = 1;

const WHITE = new Color(1, 1, 1);

/** Draws one mesh at an opacity from 0 (not drawn) to 1. */
export type Painter = (opacity: number) => void;

export interface PassContext {
  source: Mesh<BufferGeometry>;
  /** Where the meshes go that draw it. */
  drawn: Object3D;
  factory: MaterialFactory;
  look: MaterialLook;
  surface: Surface;
  outline: string | null;
  /** Group that tells how opaque it is. */
  group?: string;
}

/** Add the meshes that draw `source` by the recipe, one for each look of its material. */
export function addPasses(context: PassContext, recipe: Recipe): Painter {
  const looks = recipe.looks[context.look.pass];
  const wanted = looks.filter(({ kind }) => kind !== 'outline' || context.outline !== null);
  const painters = wanted.map((look) => addPass(context, look));
  return (opacity) => {
    for (const paint of painters) paint(opacity);
  };
}

/** Return whether a look draws a part of this opacity. */
export function draws({ least, below }: Look, opacity: number): boolean {
  return opacity > 0 && opacity >= least && (below === null || opacity < below);
}

/** Return how opaque a look is face on, and what it gains towards the silhouette. */
export function opacities(material: MaterialLook, look: Look, shown: number): [number, number] {
  const strength = Math.min(1, shown / look.full);
  if (look.kind === 'outline') return [strength, 0];
  return [shown * material.alpha * look.alpha, strength * (material.rim * look.rim + look.more_rim)];
}

/** Return how far a ghost has taken on its tint: the further, the more it has faded. */
export function ghostShare({ full }: Look, shown: number): number {
  return full < 1 ? Math.min(1, (1 - shown) / (1 - full)) : 0;
}

function addPass(context: PassContext, look: Look): Painter {
  const material = materialOf(context, look);
  const mesh = add(context, material, look.rank);
  if (look.kind === 'outline') mesh.layers.set(OUTLINE_LAYER);
  const numbers = material.uniforms['mesh']!.value as Vector4;
  const tint = look.full < 1 && look.kind === 'surface' ? addTint(material) : null;
  const ghost = displayColour(context.look.ghost);
  return (opacity) => {
    mesh.visible = draws(look, opacity);
    if (!mesh.visible || !look.translucent) return;
    [numbers.x, numbers.y] = opacities(context.look, look, opacity);
    tint?.copy(WHITE).lerp(ghost, ghostShare(look, opacity));
  };
}

function addTint(material: ShaderMaterial): Color {
  const tint = new Color();
  material.uniforms['tint'] = { value: tint };
  return tint;
}

function materialOf(context: PassContext, look: Look): ShaderMaterial {
  const { factory, outline } = context;
  const surface = { ...context.surface, bias: context.surface.bias + look.shift };
  if (look.kind === 'depth') return factory.depth(context.look, surface);
  if (look.kind === 'outline') return factory.outline(context.look, outline!, surface, look);
  return factory.lit(context.look, surface, look);
}

type PassMesh = Mesh<BufferGeometry, ShaderMaterial>;

/** One more drawing of the source's geometry, moved and morphed with it. */
function add({ source, drawn, factory, look, group }: PassContext, material: ShaderMaterial, rank: number): PassMesh {
  const mesh = new Mesh(factory.morphs.drawable(source), material);
  const isBlended = material.transparent && material.colorWrite; // then what is nearer comes later
  mesh.renderOrder = rank * MOST_LOOKS + (isBlended ? 0 : factory.rank(look));
  mesh.frustumCulled = !source.morphTargetInfluences; // bounds do not follow the morphs
  mesh.matrixWorld = source.matrixWorld; // the same one, so that it follows by itself
  mesh.matrixAutoUpdate = mesh.matrixWorldAutoUpdate = false;
  mesh.visible = false;
  mesh.userData['group'] = group;
  drawn.add(mesh);
  return mesh;
}
