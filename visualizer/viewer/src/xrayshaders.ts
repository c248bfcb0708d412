/**
 * Each surface facing the source takes away its distance, each facing the film adds it: over a
 * closed surface that is the ray's way inside. Distances count from the middle of the scene, so
 * that small numbers hold them.
 */
export const pathVertexShader = /* glsl */ `
#include <morphtarget_pars_vertex>
uniform float inset;
varying vec3 vPosition;
void main() {
  #include <beginnormal_vertex>
  #include <morphnormal_vertex>
  #include <begin_vertex>
  #include <morphtarget_vertex>
  vec4 eye = modelViewMatrix * vec4(transformed, 1.0);
  eye.xyz -= inset * normalize(normalMatrix * objectNormal);
  vPosition = eye.xyz;
  gl_Position = projectionMatrix * eye;
}`;

export const pathFragmentShader = /* glsl */ `
uniform float strength, distance;
varying vec3 vPosition;
void main() {
  float depth = length(vPosition) - distance;
  gl_FragColor = vec4(strength * (gl_FrontFacing ? -depth : depth), 0.0, 0.0, 1.0);
}`;

export const screenVertexShader = /* glsl */ `
varying vec2 vUv;
void main() { vUv = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }`;

/** Attenuation to grey, as \`scenes/fluoroscopy.py\` does it; grain and the round edge are ours. */
export const screenFragmentShader = /* glsl */ `
uniform sampler2D attenuation;
uniform float glow, scatter, spread, veil, gamma, white, mask;
uniform float bright, grain, seed, cells;
varying vec2 vUv;

float hash(vec2 cell) {
  vec3 p = fract(vec3(cell.xyx) * 0.1031 + seed);
  p += dot(p, p.yzx + 33.33);
  return fract((p.x + p.y) * p.z);
}

void main() {
  vec2 place = vUv - 0.5;
  float total = texture2D(attenuation, vUv).r + glow + scatter * exp(-spread * dot(place, place));
  float light = (exp(-total) + veil) / (exp(-glow) + veil);
  float grey = white * pow(clamp(light, 0.0, 1.0), gamma);
  vec2 cell = floor(vUv * cells);
  float noise = hash(cell) + hash(cell + 71.0) + hash(cell + 157.0) - 1.5;
  grey += grain * noise * (1.2 - 0.6 * grey);
  grey = mix(grey, white - grey, bright);
  float radius = length(place), edge = fwidth(radius);
  float inside = mask > 0.0 ? 1.0 - smoothstep(mask - edge, mask, radius) : 1.0;
  gl_FragColor = vec4(vec3(grey), 1.0) * inside;
}`;
