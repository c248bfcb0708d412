import type { WebGLRenderer } from 'three';
import type { XrayView } from '../scene/format.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';

export type XraySize = 'off' | 'inset' | 'large';

/** Which of both is dark: bones, as on a fluoroscopy screen, or the rest, as on a film. */
export type Polarity = 'dark' | 'bright';

/**
 * Where one X-ray picture belongs: a circle inscribed in a square, in CSS pixels from the top left
 * of the canvas. The square may lie partly outside.
 */
export interface XrayBox {
  readonly view: XrayView;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** One frame into which X-ray pictures are painted, over the 3D picture that is there already. */
export interface XrayFrame {
  readonly renderer: WebGLRenderer;
  /** At the moment and in the state that is shown; its matrices and weights are up to date. */
  readonly scene: WalkthroughScene;
  readonly time: number;
  readonly boxes: readonly XrayBox[];
  readonly polarity: Polarity;
  /** Time goes on or the slider moves: the views may take turns. */
  readonly moving: boolean;
  /** Reduced motion: nothing may move by itself, noise included. */
  readonly still: boolean;
  /** Another frame follows soon: pictures of the scene before may stay until then. */
  readonly passing: boolean;
}
