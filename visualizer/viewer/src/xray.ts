import type { WebGLRenderer } from 'three';
import type { WalkthroughScene } from './scene.ts';
import type { XrayFrame, XrayView } from './xraybox.ts';

/** One X-ray picture as numbers, without noise and mask, bones dark. */
export interface XrayReading {
  width: number;
  height: number;
  /** Bytes, rows from the top, as base64. */
  grey: string;
}

/** Draws live X-ray pictures of the scene into boxes of its canvas. */
export class XrayPainter {
  /** Whether these graphics can draw them; where not, the host shows stills. */
  readonly live: boolean = false;

  constructor(readonly renderer: WebGLRenderer) {}

  /** Paint all boxes of a frame; true to be called again for another one. */
  paint(_frame: XrayFrame): boolean {
    return false;
  }

  read(_scene: WalkthroughScene, _view: XrayView, _size: number): XrayReading | null {
    return null;
  }

  dispose(): void {}
}
