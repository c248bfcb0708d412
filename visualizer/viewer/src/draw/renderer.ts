import { LinearSRGBColorSpace, WebGLRenderer } from 'three';

/** Edges are smoothed elsewhere; see `Surface`. */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: true,
  antialias: false,
  powerPreference: 'high-performance',
};

let expected: WebGLRenderer | null = null;

/** Have graphics made that will be asked for; null where this browser cannot draw. */
export function expectRenderer(): WebGLRenderer | null {
  return (expected ??= makeRenderer());
}

/** The graphics that are expected, once; or others. Null where this browser cannot draw. */
export function takeRenderer(): WebGLRenderer | null {
  const renderer = expected ?? makeRenderer();
  expected = null;
  return renderer;
}

function makeRenderer(): WebGLRenderer | null {
  const canvas = document.createElement('canvas');
  // Asked for here, because three.js complains aloud where there is none.
  const context = canvas.getContext('webgl2', ATTRIBUTES);
  if (!context) return null;
  const renderer = new WebGLRenderer({ canvas, context });
  renderer.setClearAlpha(0);
  renderer.outputColorSpace = LinearSRGBColorSpace; // no conversion, on either path
  renderer.info.autoReset = false;
  renderer.debug.checkShaderErrors = false; // asking would wait for every shader
  renderer.capabilities.getMaxAnisotropy(); // asked later, it would wait for all that is drawn
  return renderer;
}
