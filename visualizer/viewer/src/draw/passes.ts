import { BackSide, Color, MathUtils, Mesh } from 'three';
import type { BufferGeometry, Object3D, ShaderMaterial, Vector4 } from 'three';
import { displayColour } from './shaders.ts';
import type { MaterialLook } from '../scene/format.ts';
import { MOST_LOOKS } from './materials.ts';
import type { MaterialFactory, Surface } from './materials.ts';

/** Outlines have a layer of their own, so that one bit of the camera turns them off. */
export const OUTLINE_LAYER = 1;

/** The order in which things are drawn within one frame. */
const ORDER = {
  solid: 0,
  outline: 1,
  fadingCap: 5,
  balloonBack: 20,
  balloonFront: 21,
  balloonOutline: 22,
  ghostDepth: 30,
  ghost: 31,
  ghostOutline: 32,
  skinDepth: 40,
  skin: 41,
} as const;

/** Depth in mm by which an outline stays behind its own surface. */
const OUTLINE_BIAS = 0.5;
/** Added opacity at the silhouette of a ghost, and the opacity from which all of it counts. */
const GHOST_RIM = 0.5;
const GHOST_FULL_RIM = 0.34;
/** Depth in mm by which a ghost wins over the cut version of itself that it dissolves into. */
const GHOST_LEAD = 0.5;
/** A dissolving cap hides what is behind it until it is about half gone. */
const CAP_HIDES = 0.6;
/** The far wall of the balloon is a paler echo of the near one. */
const FAR_WALL = { alpha: 0.4, rim: 0.28 };

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
}

/** Add the meshes that draw `source` in the way its look asks for. */
export function addPasses(context: PassContext): Painter {
  switch (context.look.pass) {
    case 'balloon':
      return addBalloon(context);
    case 'skin':
      return addSkin(context);
    case 'cap':
      return addCap(context);
    case 'opaque':
      return addOpaque(context);
  }
}

function addOpaque(context: PassContext): Painter {
  const { factory, look, surface, outline } = context;
  const behind = behindOutline(surface);
  const solid = add(context, factory.lit(look, surface), ORDER.solid);
  const line = outline && addLine(context, factory.outline(outline, behind, false), ORDER.outline);
  const paintGhost = addGhost(context);
  return (opacity) => {
    solid.visible = opacity >= 1;
    if (line) line.visible = solid.visible;
    paintGhost(opacity < 1 ? opacity : 0);
  };
}

/** Depth first, so that only the nearest surface is blended and no inner face shows. */
function addGhost(context: PassContext): Painter {
  const { factory, look, outline } = context;
  const surface = { ...context.surface, bias: context.surface.bias - GHOST_LEAD };
  const depth = add(context, factory.depth(surface), ORDER.ghostDepth);
  const material = factory.lit(look, surface, { translucent: true, writesDepth: false });
  const colour = add(context, material, ORDER.ghost);
  const behind = behindOutline(surface);
  const line =
    outline && addLine(context, factory.outline(outline, behind, true), ORDER.ghostOutline);
  const ghost = displayColour(look.ghost);
  const tint = new Color();
  material.uniforms['tint'] = { value: tint };
  return (opacity) => {
    const strength = Math.min(1, opacity / GHOST_FULL_RIM);
    depth.visible = colour.visible = opacity > 0;
    paintMesh(colour, opacity, GHOST_RIM * strength);
    const share = Math.min(1, (1 - opacity) / (1 - GHOST_FULL_RIM));
    tint.copy(WHITE).lerp(ghost, share);
    if (!line) return;
    line.visible = colour.visible;
    paintMesh(line, strength);
  };
}

function addCap(context: PassContext): Painter {
  const { factory, look, surface } = context;
  const solid = add(context, factory.lit(look, surface), ORDER.solid);
  const material = factory.lit(look, surface, { translucent: true });
  const fading = add(context, material, ORDER.fadingCap);
  return (opacity) => {
    solid.visible = opacity >= 1;
    fading.visible = opacity > 0 && opacity < 1;
    paintMesh(fading, opacity, look.rim);
    material.depthWrite = opacity > CAP_HIDES;
  };
}

function addBalloon(context: PassContext): Painter {
  const { factory, look, surface, outline } = context;
  const far = { ...look, alpha: look.alpha * FAR_WALL.alpha, rim: look.rim * FAR_WALL.rim };
  const inside = { side: BackSide, translucent: true, writesDepth: false } as const;
  const back = add(context, factory.lit(far, surface, inside), ORDER.balloonBack);
  const front = add(context, factory.lit(look, surface, { translucent: true }), ORDER.balloonFront);
  // Translucent, so that it is sorted after the wall that writes depth and cannot show through it.
  const behind = behindOutline(surface);
  const line =
    outline && addLine(context, factory.outline(outline, behind, true), ORDER.balloonOutline);
  return (opacity) => {
    fade(back, far, opacity);
    fade(front, look, opacity);
    if (!line) return;
    line.visible = opacity > 0;
    paintMesh(line, opacity);
  };
}

function addSkin(context: PassContext): Painter {
  const { factory, look, surface } = context;
  const depth = add(context, factory.depth(surface), ORDER.skinDepth);
  const material = factory.lit(look, surface, { translucent: true, writesDepth: false });
  const skin = add(context, material, ORDER.skin);
  return (opacity) => {
    depth.visible = opacity > 0;
    fade(skin, look, opacity);
  };
}

/** An outline stays behind the surface that it goes round. */
function behindOutline(surface: Surface): Surface {
  return { ...surface, bias: surface.bias + OUTLINE_BIAS };
}

type PassMesh = Mesh<BufferGeometry, ShaderMaterial>;

function fade(mesh: PassMesh, look: MaterialLook, opacity: number): void {
  mesh.visible = opacity > 0;
  paintMesh(mesh, look.alpha * opacity, look.rim * MathUtils.clamp(opacity, 0, 1));
}

/** Set the opacity, and what is added to it at the rim. */
function paintMesh({ material }: PassMesh, alpha: number, rim = 0): void {
  const numbers = material.uniforms['mesh']!.value as Vector4;
  numbers.x = alpha;
  numbers.y = rim;
}

function addLine(context: PassContext, material: ShaderMaterial, order: number): PassMesh {
  const mesh = add(context, material, order);
  mesh.layers.set(OUTLINE_LAYER);
  return mesh;
}

/** One more drawing of the source's geometry, moved and morphed with it. */
function add({ source, drawn, factory, look }: PassContext, material: ShaderMaterial, order: number): PassMesh {
  const mesh = new Mesh(factory.morphs.drawable(source), material);
  const isBlended = material.transparent && material.colorWrite; // then what is nearer comes later
  mesh.renderOrder = order * MOST_LOOKS + (isBlended ? 0 : factory.rank(look));
  mesh.frustumCulled = !source.morphTargetInfluences; // bounds do not follow the morphs
  mesh.matrixWorld = source.matrixWorld; // the same one, so that it follows by itself
  mesh.matrixAutoUpdate = mesh.matrixWorldAutoUpdate = false;
  mesh.visible = false;
  drawn.add(mesh);
  return mesh;
}
