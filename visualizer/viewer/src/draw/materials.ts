import {
  BackSide,
  Color,
  FrontSide,
  Matrix4,
  NoBlending,
  NoColorSpace,
  NormalBlending,
  ShaderMaterial,
  Vector3,
  Vector4,
} from 'three';
import type { BufferGeometry, IUniform, Mesh, Texture } from 'three';
import type { DetailFormat, Look, MaterialLook, SceneFormat } from '../scene/format.ts';
import type { Morphs } from '../scene/morphs.ts';
import { displayColour, flatFragmentShader, litFragmentShader, vertexShader } from './shaders.ts';

/** More looks than there ever are: those of one pass stay before the next pass. */
export const MOST_LOOKS = 1024;

const BLACK = new Color(0, 0, 0);

/** Values that every material reads: one object each, so one write reaches them all. */
export interface SharedUniforms {
  /** How far the crack is open, the bone compacted and the cement hard, from 0 to 1. */
  shades: IUniform<Vector3>;
  /** How far the bones are opened, and the cement has seeped into the bone; see seepage.ts. */
  stand: IUniform<Vector3>;
  /** Weights of the four distances from the cement that a cut face knows. */
  seeping: IUniform<Vector4>;
  /** The plane along which bones are opened. */
  cut: IUniform<Vector4>;
  /** Outline width in pixels, width and height of the picture in pixels. */
  outline: IUniform<Vector3>;
}

/** What a mesh offers to its material. */
export interface Surface {
  source: Mesh<BufferGeometry>;
  /** Where its origin lies in its frame, and millimetres per unit. */
  rest: IUniform<Vector4>;
  tint: boolean;
  texture: Texture | null;
  /** Millimetres by which depth is pushed back, so that coinciding surfaces do not speckle. */
  bias: number;
  /** From 0 to 1: how much it is tinted as the thing that was picked. */
  glow: IUniform<number>;
}

/** What a look asks of three.js; as for a solid surface where it asks for nothing. */
type PassOptions = Partial<Pick<Look, 'back' | 'translucent' | 'writes_depth'>>;

/** Makes the materials of one scene from the look in its extras. */
export class MaterialFactory {
  readonly shared: SharedUniforms = {
    shades: { value: new Vector3() },
    stand: { value: new Vector3() },
    seeping: { value: new Vector4() },
    cut: { value: new Vector4() },
    outline: { value: new Vector3(1, 1, 1) },
  };
  private readonly looks: MaterialLook[] = [];
  private readonly vertexShader: string;
  private readonly fragmentShaders: Record<'patterned' | 'plain', string>;
  private fragmentShader: string;
  /** All that is lit. */
  private readonly surfaces: ShaderMaterial[] = [];
  private readonly flatShader: string;
  private readonly white = { value: new Color(1, 1, 1) };
  private readonly detail: DetailFormat;
  /** Of the line between two pictures that are compared. */
  readonly divider: Color;
  /** One object for all materials that look alike: what is near in memory is read faster. */
  private readonly matrices = new Map<string, IUniform<Matrix4>>();

  constructor(
    scene: SceneFormat,
    readonly morphs: Morphs,
  ) {
    this.detail = scene.detail;
    this.shared.cut.value.fromArray(scene.cut);
    this.vertexShader = vertexShader(scene);
    this.fragmentShaders = {
      patterned: litFragmentShader(scene, true),
      plain: litFragmentShader(scene, false),
    };
    this.fragmentShader = this.fragmentShaders.patterned;
    this.flatShader = flatFragmentShader(scene);
    this.divider = displayColour(scene.page.divider);
  }

  /** Draw every pattern, or only those that carry meaning: that is a program of its own. */
  showPatterns(all: boolean): void {
    const fragmentShader = this.fragmentShaders[all ? 'patterned' : 'plain'];
    if (fragmentShader === this.fragmentShader) return;
    this.fragmentShader = fragmentShader;
    for (const material of this.surfaces) {
      material.fragmentShader = fragmentShader;
      material.needsUpdate = true;
    }
  }

  /**
   * A number below that of most looks that is the same for all things of one look: drawn one after
   * the other, they spare the graphics the change.
   */
  rank(look: MaterialLook): number {
    const known = this.looks.indexOf(look);
    return known < 0 ? this.looks.push(look) - 1 : known;
  }

  /** A lit surface; its opacities start at the look's own, and its tint is white. */
  lit(look: MaterialLook, surface: Surface, options: PassOptions = {}): ShaderMaterial {
    const { texture } = surface;
    const uniforms: Record<string, IUniform> = {
      ...this.shared,
      ...this.morphs.uniforms(surface.source),
      look: this.lookOf(look, surface),
      tint: this.white,
      mesh: this.meshOf(surface, look.alpha, look.rim),
      rest: surface.rest,
      glow: surface.glow,
    };
    if (texture) addTexture(texture, uniforms);
    const material = this.shader({}, uniforms, this.fragmentShader, options);
    this.surfaces.push(material);
    return material;
  }

  /** Nothing to see, but it hides what is drawn later behind it. Sorted with what it precedes. */
  depth(look: MaterialLook, surface: Surface): ShaderMaterial {
    const uniforms = this.flatUniforms(look, BLACK, 0, surface);
    const material = this.shader({}, uniforms, this.flatShader, { translucent: true });
    material.colorWrite = false;
    return material;
  }

  /** The flat hull drawn behind a thing as its outline; pushed back so that it never speckles. */
  outline(
    look: MaterialLook,
    colour: string,
    surface: Surface,
    options: PassOptions,
  ): ShaderMaterial {
    const { outline } = this.shared;
    const uniforms = { outline, ...this.flatUniforms(look, displayColour(colour), 1, surface) };
    const material = this.shader({ OUTLINE: 1 }, uniforms, this.flatShader, options);
    material.polygonOffsetFactor = 2;
    return material;
  }

  private lookOf(look: MaterialLook, surface: Surface): IUniform<Matrix4> {
    const numbers = lookNumbers(look, surface, this.detail);
    const key = numbers.join();
    let known = this.matrices.get(key);
    if (!known) this.matrices.set(key, (known = { value: new Matrix4().fromArray(numbers) }));
    return known;
  }

  private meshOf({ source, bias }: Surface, alpha: number, rim = 0): IUniform<Vector4> {
    return { value: new Vector4(alpha, rim, bias, this.morphs.targets(source)) };
  }

  private flatUniforms(
    look: MaterialLook,
    colour: Color,
    alpha: number,
    surface: Surface,
  ): Record<string, IUniform> {
    const { stand, cut } = this.shared;
    return {
      ...this.morphs.uniforms(surface.source),
      stand,
      cut,
      look: this.lookOf(look, surface),
      colour: { value: colour },
      mesh: this.meshOf(surface, alpha),
      glow: surface.glow,
    };
  }

  private shader(
    defines: Record<string, number>,
    uniforms: Record<string, IUniform>,
    fragmentShader: string,
    options: PassOptions,
  ): ShaderMaterial {
    const translucent = options.translucent ?? false;
    const material = new ShaderMaterial({
      defines: { ...this.morphs.defines, ...defines },
      uniforms,
      vertexShader: this.vertexShader,
      fragmentShader,
      side: options.back ? BackSide : FrontSide,
      transparent: translucent,
      // What is solid asks for no blending by name: left to three.js, that is a program of its own.
      blending: translucent ? NormalBlending : NoBlending,
      depthWrite: options.writes_depth ?? true,
    });
    material.forceSinglePass = true;
    // Faces seen edge-on span much depth within a pixel; rounding would let them shine through.
    material.polygonOffset = true;
    material.polygonOffsetFactor = 1;
    return material;
  }
}

/** Return what a look is to the program: see there. */
function lookNumbers(
  look: MaterialLook,
  { tint, texture }: Surface,
  { tinted, textured }: DetailFormat,
): number[] {
  const { ambient, diffuse, specular, power, outline, hard } = look;
  return [
    ...displayColour(look.colour).toArray(),
    outline ? look.ink : 0,
    ...[ambient, diffuse, specular, power],
    ...(outline ? displayColour(outline) : BLACK).toArray(),
    look.detail | (tint ? tinted : 0) | (texture ? textured : 0),
    ...(hard ? displayColour(hard.colour) : BLACK).toArray(),
    hard?.specular ?? -1,
  ];
}

function addTexture(texture: Texture, uniforms: Record<string, IUniform>): void {
  texture.colorSpace = NoColorSpace; // before the first upload: sRGB numbers are lit as they are
  texture.anisotropy = 4;
  texture.updateMatrix();
  uniforms['map'] = { value: texture };
  uniforms['textureMatrix'] = { value: texture.matrix };
}
