import { PerspectiveCamera, WebGLRenderTarget } from 'three';
import type { Object3D, WebGLRenderer } from 'three';
import { aimCamera } from '../camera/camera.ts';
import type { CameraPose } from '../camera/camera.ts';

/** Which pixels anything covers: rows from the top, one bit per pixel, first pixel highest. */
export interface Silhouette {
  width: number;
  height: number;
  /** The packed bits as base64. */
  bits: string;
}

/** Draw once without outlines or smoothing and keep only what is covered. */
export function readSilhouette(
  renderer: WebGLRenderer,
  scene: Object3D,
  pose: CameraPose,
  width: number,
  height: number,
): Silhouette {
  const target = new WebGLRenderTarget(width, height);
  const camera = new PerspectiveCamera();
  const pixels = new Uint8Array(width * height * 4);
  aimCamera(camera, pose, width / height);
  renderer.setRenderTarget(target);
  renderer.render(scene, camera);
  renderer.readRenderTargetPixels(target, 0, 0, width, height, pixels);
  renderer.setRenderTarget(null);
  target.dispose();
  return { width, height, bits: packBits(pixels, width, height) };
}

/** Pack the alpha of RGBA rows that start at the bottom. */
export function packBits(pixels: Uint8Array, width: number, height: number): string {
  const bytes = new Uint8Array(Math.ceil((width * height) / 8));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[((height - 1 - y) * width + x) * 4 + 3] === 0) continue;
      const index = y * width + x;
      bytes[index >> 3]! |= 128 >> (index & 7);
    }
  }
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
