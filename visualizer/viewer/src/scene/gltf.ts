import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import type { GLTF, GLTFLoaderPlugin, GLTFParser } from 'three/addons/loaders/GLTFLoader.js';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import { ClampToEdgeWrapping, LinearFilter, LinearMipmapLinearFilter, Texture } from 'three';

/** Decode a scene file. */
export async function parseGltf(bytes: ArrayBuffer): Promise<GLTF> {
  const loader = new GLTFLoader();
  loader.setMeshoptDecoder(MeshoptDecoder);
  loader.register((parser) => new EmbeddedPictures(parser));
  try {
    return await loader.parseAsync(bytes, '');
  } catch (cause) {
    throw new Error('What arrived is no whole scene.', { cause });
  }
}

interface TextureDefinition {
  source?: number;
  extensions?: { EXT_texture_webp?: { source: number } };
}

/**
 * Decodes the pictures inside the file without going through blob: addresses,
 * which a strict content security policy forbids.
 */
class EmbeddedPictures implements GLTFLoaderPlugin {
  readonly name = 'EXT_texture_webp'; // takes the place of the loader's own

  constructor(private readonly parser: GLTFParser) {}

  async loadTexture(index: number): Promise<Texture> {
    const definition: TextureDefinition = this.parser.json.textures[index];
    const source = definition.extensions?.EXT_texture_webp?.source ?? definition.source;
    const image = this.parser.json.images[source!];
    const bytes: ArrayBuffer = await this.parser.getDependency('bufferView', image.bufferView);
    const texture = new Texture(await decode(new Blob([bytes], { type: image.mimeType })));
    texture.flipY = false;
    texture.wrapS = texture.wrapT = ClampToEdgeWrapping;
    texture.magFilter = LinearFilter;
    texture.minFilter = LinearMipmapLinearFilter;
    texture.needsUpdate = true;
    return texture;
  }
}

/** Alpha carries a mask here, so it must not be multiplied into the colours. */
function decode(blob: Blob): Promise<ImageBitmap> {
  return createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
}
