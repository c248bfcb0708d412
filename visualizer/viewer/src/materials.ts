import { BackSide, FrontSide, NoColorSpace, ShaderMaterial, Vector3, Vector4 } from 'three';
import type { BufferGeometry, IUniform, Side, Texture } from 'three';
import type { MaterialLook, SceneFormat } from './format.ts';
import { displayColour, flatFragmentShader, litFragmentShader, vertexShader } from './shaders.ts';

/** More kinds of programs than there ever are: those of one pass stay before the next pass. */
const MOST_PROGRAMS = 1024;

/** Values that every material reads: one object each, so one write reaches them all. */
export interface SharedUniforms {
  crack: IUniform<number>;
  compaction: IUniform<number>;
  hardness: IUniform<number>;
  /** Outline width in pixels, width and height of the picture in pixels. */
  outline: IUniform<Vector3>;
}

/** What the geometry offers to its material. */
export interface Surface {
  tint: boolean;
  texture: Texture | null;
  /** Millimetres by which depth is pushed back, so that coinciding surfaces do not speckle. */
  bias: number;
  /** From 0 to 1: how much it is tinted as the thing that was picked. */
  glow: IUniform<number>;
}

interface PassOptions {
  side?: Side;
  translucent?: boolean;
  writesDepth?: boolean;
  writesColour?: boolean;
}

/** Makes the materials of one scene from the look in its extras. */
export class MaterialFactory {
  readonly shared: SharedUniforms = {
    crack: { value: 0 },
    compaction: { value: 0 },
    hardness: { value: 0 },
    outline: { value: new Vector3(1, 1, 1) },
  };
  private readonly ranks: string[] = [];
  private readonly fragmentShader: string;
  private readonly common: Record<string, IUniform>;

  constructor(scene: SceneFormat) {
    this.fragmentShader = litFragmentShader(scene.lights);
    this.common = {
      ...this.shared,
      crackColour: { value: displayColour(scene.crackColour) },
      compactionColour: { value: displayColour(scene.compactionColour) },
    };
  }

  /**
   * A number from 0 to below 1 that is the same for all unblended things that one program draws: drawn
   * one after the other, they spare the graphics the change.
   */
  rank({ defines }: ShaderMaterial, { morphAttributes }: BufferGeometry): number {
    const shapes = morphAttributes.position?.length ?? 0;
    const key = `${Object.keys(defines).join()} ${shapes}`;
    const known = this.ranks.indexOf(key);
    const rank = known < 0 ? this.ranks.push(key) - 1 : known;
    return rank / MOST_PROGRAMS;
  }

  /** A lit surface; `alpha` and `rim` start at the look's own. */
  lit(look: MaterialLook, surface: Surface, options: PassOptions = {}): ShaderMaterial {
    const defines: Record<string, number> = {};
    const uniforms: Record<string, IUniform> = {
      ...this.common,
      colour: { value: displayColour(look.colour) },
      tint: { value: displayColour('#ffffff') },
      surface: { value: new Vector4(look.ambient, look.diffuse, look.specular, look.power) },
      alpha: { value: look.alpha },
      rim: { value: look.rim },
      bias: { value: surface.bias },
      glow: surface.glow,
    };
    if (surface.tint) defines['TINT'] = 1;
    if (surface.texture) addTexture(surface.texture, defines, uniforms);
    if (look.ink && look.outline) {
      defines['INK'] = 1;
      uniforms['ink'] = { value: look.ink };
      uniforms['inkColour'] = { value: displayColour(look.outline) };
    }
    if (look.hard) {
      defines['HARDENS'] = 1;
      uniforms['hardColour'] = { value: displayColour(look.hard.colour) };
      uniforms['hardSpecular'] = { value: look.hard.specular };
    }
    return shader({ defines, uniforms, fragmentShader: this.fragmentShader }, options);
  }

  /** Nothing to see, but it hides what is drawn later behind it. Sorted with what it precedes. */
  depth(surface: Surface): ShaderMaterial {
    const uniforms = {
      colour: { value: displayColour('#000000') },
      alpha: { value: 0 },
      bias: { value: surface.bias },
      glow: surface.glow,
    };
    const program = { defines: {}, uniforms, fragmentShader: flatFragmentShader };
    return shader(program, { translucent: true, writesColour: false });
  }

  /** The flat hull drawn behind a thing as its outline; pushed back so that it never speckles. */
  outline(colour: string, surface: Surface, translucent: boolean): ShaderMaterial {
    const uniforms = {
      outline: this.shared.outline,
      colour: { value: displayColour(colour) },
      alpha: { value: 1 },
      bias: { value: surface.bias },
      glow: surface.glow,
    };
    const program = { defines: { OUTLINE: 1 }, uniforms, fragmentShader: flatFragmentShader };
    const material = shader(program, { side: BackSide, translucent });
    material.polygonOffsetFactor = 2;
    return material;
  }
}

function addTexture(
  texture: Texture,
  defines: Record<string, number>,
  uniforms: Record<string, IUniform>,
): void {
  texture.colorSpace = NoColorSpace; // before the first upload: sRGB numbers are lit as they are
  texture.anisotropy = 4;
  texture.updateMatrix();
  defines['TEXTURE'] = 1;
  uniforms['map'] = { value: texture };
  uniforms['textureMatrix'] = { value: texture.matrix };
}

function shader(
  program: {
    defines: Record<string, number>;
    uniforms: Record<string, IUniform>;
    fragmentShader: string;
  },
  options: PassOptions,
): ShaderMaterial {
  const material = new ShaderMaterial({
    ...program,
    vertexShader,
    side: options.side ?? FrontSide,
    transparent: options.translucent ?? false,
    depthWrite: options.writesDepth ?? true,
    colorWrite: options.writesColour ?? true,
  });
  material.forceSinglePass = true;
  // Faces seen edge-on span much depth within a pixel; rounding would let them shine through.
  material.polygonOffset = true;
  material.polygonOffsetFactor = 1;
  return material;
}
