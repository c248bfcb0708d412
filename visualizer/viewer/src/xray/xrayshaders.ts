import { morphShader } from '../scene/morphs.ts';

/**
 * Each surface facing the source takes away its distance, each facing the film adds it: over a
 * closed surface that is the ray's way inside. Distances count from the middle of the scene, so
 * that small numbers hold them.
 */
export const pathVertexShader = /* glsl */ `
${morphShader}
uniform int targets;
uniform vec4 walls; // strength and inset of the outer one, then of the inner one
flat varying float vStrength;
varying vec3 vPosition;

void main() {
  vec3 place = position, turned = normal;
  morph(targets, place, turned);
  vec2 wall = gl_InstanceID == 0 ? walls.xy : walls.zw;
  vec4 eye = modelViewMatrix * vec4(place, 1.0);
  eye.xyz -= wall.y * normalize(mat3(modelViewMatrix) * turned);
  vStrength = wall.x;
  vPosition = eye.xyz;
  gl_Position = projectionMatrix * eye;
}`;

export const pathFragmentShader = /* glsl */ `
uniform float distance;
flat varying float vStrength;
varying vec3 vPosition;
void main() {
  float depth = length(vPosition) - distance;
  gl_FragColor = vec4(vStrength * (gl_FrontFacing ? -depth : depth), 0.0, 0.0, 1.0);
}`;

/** A square of the canvas; `place` is its middle and half its size in clip space. */
export const screenVertexShader = /* glsl */ `
uniform vec4 place;
varying vec2 vUv;

void main() {
  vUv = uv;
  gl_Position = vec4(place.xy + position.xy * place.zw, 0.0, 1.0);
}`;

/** See `screen` in scenes/paint/fluoroscopy.py; here with grain and a round edge. */
export const screenFragmentShader = /* glsl */ `
uniform sampler2D attenuation;
uniform float glow, scatter, spread, veil, gamma, white, mask;
uniform float bright, grain, seed, pixels, ratio;
uniform vec3 frame; // colour of the edge between the round picture and its box
varying vec2 vUv;

uint shuffled(uint x) { // "lowbias32", by Chris Wellons, in the public domain
  x = (x ^ (x >> 16)) * 0x7feb352du;
  x = (x ^ (x >> 15)) * 0x846ca68bu;
  return x ^ (x >> 16);
}

float noise(vec2 at) { // of mean 0 and deviation 1, even and bounded
  uvec2 cell = uvec2(at);
  uint a = shuffled(cell.x + shuffled(cell.y + shuffled(uint(seed))));
  uint b = shuffled(a);
  float sum = float(a & 0xffffu) + float(a >> 16) + float(b & 0xffffu) + float(b >> 16);
  return (sum / 65535.0 - 2.0) * 1.732;
}

float weakened() {
  float total = texture2D(attenuation, vUv).r;
  if (total > -0.05) return total;
  // Where a sliver of a surface is seen edge-on, some graphics go astray: there neighbours count.
  vec2 texel = 1.5 / vec2(textureSize(attenuation, 0));
  float level = max(texture2D(attenuation, vUv - vec2(texel.x, 0.0)).r,
    texture2D(attenuation, vUv + vec2(texel.x, 0.0)).r);
  float upright = max(texture2D(attenuation, vUv - vec2(0.0, texel.y)).r,
    texture2D(attenuation, vUv + vec2(0.0, texel.y)).r);
  return max(0.0, max(level, upright));
}

void main() {
  float total = weakened();
  vec2 place = vUv - 0.5;
  total += glow + scatter * exp(-spread * dot(place, place));
  float light = (exp(-total) + veil) / (exp(-glow) + veil);
  float grey = white * pow(clamp(light, 0.0, 1.0), gamma);
  grey += grain * (1.2 - 0.6 * grey) * noise(floor(vUv * pixels / ratio));
  grey = clamp(mix(grey, white - grey, bright), 0.0, 1.0);
  float radius = length(place);
  float seen = clamp((mask - radius) * pixels + 0.5, 0.0, 1.0);
  float alpha = max(seen, clamp((0.5 - radius) * pixels + 2.0, 0.0, 1.0)); // under the rim of the box
  gl_FragColor = vec4(mix(frame, vec3(grey), seen) * alpha, alpha);
}`;

/** A line of constant width on the screen: both sides of it, moved apart across its direction. */
export const markVertexShader = /* glsl */ `
attribute vec3 next;
attribute vec2 along; // mm from its beginning, and the side
uniform vec4 place;
uniform mat4 lens; // of the X-ray camera, from millimetres to clip space
uniform float pixels, width, field;
varying float vAlong;
varying vec2 vPlace;

void main() {
  vec4 here = lens * vec4(position, 1.0);
  vec4 there = lens * vec4(next, 1.0);
  vec2 from = here.xy / here.w;
  vec2 towards = normalize(there.xy / there.w - from);
  from += vec2(-towards.y, towards.x) * along.y * width / pixels;
  vAlong = along.x / field * pixels;
  vPlace = from * 0.5;
  gl_Position = vec4(place.xy + from * place.zw, 0.0, 1.0);
}`;

export const markFragmentShader = /* glsl */ `
uniform vec3 colour;
uniform float alpha, dash, mask;
varying float vAlong;
varying vec2 vPlace;

void main() {
  if (length(vPlace) > mask || fract(vAlong / dash) > 0.62) discard;
  gl_FragColor = vec4(colour * alpha, alpha);
}`;
