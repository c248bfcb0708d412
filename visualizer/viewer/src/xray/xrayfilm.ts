import { HalfFloatType, LinearFilter, RedFormat, WebGLRenderTarget } from 'three';
import type { WalkthroughScene } from '../scene/walkthrough.ts';

/** Pixels across beyond which a film is not drawn finer. */
const LARGEST = 720;
/** A small film is exposed this much finer than it is shown, which smooths its edges. */
const OVERSAMPLING = 2;
/** While things move, only every so many drawn frames one of the films is exposed. */
const PULSE = 4;

/** Return how many pixels a film has that is shown at a size in pixels of the screen. */
export function filmSize(pixels: number): number {
  return Math.min(LARGEST, Math.ceil(pixels * OVERSAMPLING));
}

/** What one view was last exposed to. */
export class XrayFilm {
  readonly target = new WebGLRenderTarget(1, 1, {
    format: RedFormat,
    type: HalfFloatType,
    minFilter: LinearFilter,
    magFilter: LinearFilter,
    depthBuffer: false,
  });
  /** Changes with each exposure, and the grain with it. */
  exposures = 0;
  private scene: WalkthroughScene | null = null;
  private time = 0;

  /** Fit the size; what was exposed at another size is gone. */
  fit(size: number): void {
    if (size === this.target.width) return;
    this.target.setSize(size, size);
    this.clear();
  }

  /** Forget what was exposed. */
  clear(): void {
    this.scene = null;
  }

  get isBlank(): boolean {
    return this.scene === null;
  }

  /** Return whether it shows this scene, at whatever moment. */
  shows(scene: WalkthroughScene): boolean {
    return scene === this.scene;
  }

  isFresh(scene: WalkthroughScene, time: number): boolean {
    return scene === this.scene && time === this.time;
  }

  exposed(scene: WalkthroughScene, time: number): void {
    this.scene = scene;
    this.time = time;
    this.exposures += 1;
  }

  dispose(): void {
    this.target.dispose();
  }
}

/** Says whose turn it is to be exposed, as a C-arm works in pulses. */
export class Turns {
  private frames = 0;

  /** Count one drawn frame: index of the film that has its turn among so many, or -1 for none. */
  next(films: number): number {
    this.frames += 1;
    return this.frames % PULSE === 0 ? (this.frames / PULSE) % films : -1;
  }
}
