import { BufferGeometry, DataTexture, FloatType, Mesh } from 'three';
import type { IUniform, Object3D } from 'three';

/** Texels in a row: every WebGL 2 has room for them, and an even number keeps pairs together. */
const WIDTH = 2048;

/** Moves a corner and its normal as the weights of the mesh say. */
export const morphShader = /* glsl */ `
uniform sampler2D morphs; // how every target moves every corner, and beside it how it turns the normal
uniform float morphed[2 + MOST_TARGETS]; // texel of the first target, corners, and the weight of each

void morph(int targets, inout vec3 place, inout vec3 normal) { // rigid things have no targets
  for (int target = 0; target < targets; target++) {
    float weight = morphed[2 + target];
    if (weight == 0.0) continue;
    int texel = int(morphed[0]) + 2 * (target * int(morphed[1]) + gl_VertexID);
    ivec2 at = ivec2(texel % ${WIDTH}, texel / ${WIDTH});
    place += texelFetch(morphs, at, 0).xyz * weight;
    normal += texelFetch(morphs, at + ivec2(1, 0), 0).xyz * weight;
  }
}`;

/**
 * The morph targets of all meshes of a scene in one texture, so that one program draws them all:
 * three.js would make one for each number of targets, and change it from mesh to mesh.
 */
export class Morphs {
  readonly defines: { readonly MOST_TARGETS: number };
  /** That of the scene itself comes first. */
  private readonly textures: IUniform<DataTexture>[] = [];
  private readonly morphed = new Map<Mesh<BufferGeometry>, Morphed>();
  private readonly drawables = new Map<BufferGeometry, BufferGeometry>();

  constructor(root: Object3D) {
    this.defines = { MOST_TARGETS: Math.max(1, this.add(root)) };
  }

  /** Take in what came later; it may have as many targets as there are already. */
  join(root: Object3D): void {
    const most = this.add(root);
    if (most > this.defines.MOST_TARGETS) throw new Error(`A mesh has ${most} shapes: too many.`);
  }

  private add(root: Object3D): number {
    const firsts = new Map<BufferGeometry, number>();
    const texture = { value: null as unknown as DataTexture };
    let texels = 0;
    let most = 0;
    root.traverse((node) => {
      if (!(node instanceof Mesh) || !node.morphTargetInfluences) return;
      const mesh = node as Mesh<BufferGeometry>;
      const { geometry } = mesh;
      const corners = cornersOf(geometry);
      const targets = targetsOf(geometry);
      if (!firsts.has(geometry)) {
        firsts.set(geometry, texels);
        texels += 2 * corners * targets;
      }
      const numbers = new Float32Array(2 + targets);
      numbers.set([firsts.get(geometry)!, corners]);
      this.morphed.set(mesh, { numbers, texture });
      most = Math.max(most, targets);
    });
    texture.value = filled(firsts, texels);
    this.textures.push(texture);
    return most;
  }

  /** The same surface without its targets, of which three.js is not to know. */
  drawable({ geometry }: Mesh<BufferGeometry>): BufferGeometry {
    let drawable = this.drawables.get(geometry);
    if (!drawable) this.drawables.set(geometry, (drawable = rigidCopy(geometry, new BufferGeometry())));
    return drawable;
  }

  /** Return what a material must have that draws a mesh. */
  uniforms(mesh: Mesh<BufferGeometry>): Record<string, IUniform> {
    const own = this.morphed.get(mesh);
    if (!own) return { morphs: this.textures[0]! };
    return { morphs: own.texture, morphed: { value: own.numbers } };
  }

  /** Return how many targets a mesh has. */
  targets(mesh: Mesh<BufferGeometry>): number {
    return this.morphed.has(mesh) ? targetsOf(mesh.geometry) : 0;
  }

  /** Draw every mesh from now on as its weights are now. */
  update(): void {
    for (const [mesh, { numbers }] of this.morphed) numbers.set(mesh.morphTargetInfluences!, 2);
  }

  dispose(): void {
    for (const { value } of this.textures) value.dispose();
  }
}

/** Where the targets of a mesh are, and its weights. */
interface Morphed {
  readonly numbers: Float32Array;
  readonly texture: IUniform<DataTexture>;
}

function filled(firsts: ReadonlyMap<BufferGeometry, number>, texels: number): DataTexture {
  const height = Math.max(1, Math.ceil(texels / WIDTH));
  const numbers = new Float32Array(4 * WIDTH * height);
  for (const [geometry, first] of firsts) write(geometry, first, numbers);
  const texture = new DataTexture(numbers, WIDTH, height, undefined, FloatType);
  texture.needsUpdate = true;
  return texture;
}

/** Give a geometry the same corners, which lie in the graphics' memory once. */
export function rigidCopy<Copy extends BufferGeometry>(source: BufferGeometry, copy: Copy): Copy {
  copy.index = source.index;
  Object.assign(copy.attributes, source.attributes);
  copy.boundingSphere = source.boundingSphere;
  return copy;
}

/** Write the targets of a geometry from a texel on. */
function write(geometry: BufferGeometry, first: number, numbers: Float32Array): void {
  const corners = cornersOf(geometry);
  const { position, normal } = geometry.morphAttributes;
  for (const [side, targets] of [position, normal].entries()) {
    for (const [target, moves] of targets?.entries() ?? []) {
      let at = 4 * (first + 2 * target * corners + side);
      for (let corner = 0; corner < corners; corner++, at += 8) {
        numbers[at] = moves.getX(corner);
        numbers[at + 1] = moves.getY(corner);
        numbers[at + 2] = moves.getZ(corner);
      }
    }
  }
}

function cornersOf(geometry: BufferGeometry): number {
  return geometry.getAttribute('position').count;
}

function targetsOf({ morphAttributes }: BufferGeometry): number {
  return morphAttributes.position?.length ?? 0;
}
