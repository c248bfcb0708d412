import { PerspectiveCamera } from 'three';
import type { WebGLRenderer } from 'three';
import { expectScene } from '../scene/arrival.ts';
import { expectRenderer } from './renderer.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import { GUIDED_WISH } from '../camera/wish.ts';

/** Get ready, before there is a viewer, what its first picture will need. */
export function prepareViewer(source: string, time: number): void {
  const renderer = expectRenderer();
  if (!renderer) return;
  const compile = (scene: WalkthroughScene) => compileSeen(renderer, scene, time);
  expectScene(source).scene.then(compile, () => {}); // a viewer says what went wrong
}

/** Have the graphics begin with all programs of a moment: asked one by one, each would be waited for. */
function compileSeen(renderer: WebGLRenderer, scene: WalkthroughScene, time: number): void {
  scene.update(time, GUIDED_WISH);
  for (const node of scene.scene.children) renderer.compile(node, camera, scene.scene);
}

const camera = new PerspectiveCamera();
