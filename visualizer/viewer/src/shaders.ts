import { Color, LinearSRGBColorSpace } from 'three';
import type { Light } from './format.ts';

/**
 * Light is computed on sRGB numbers, without tone mapping, as VTK does it: this is what makes the
 * browser and the Python painter agree. Colours therefore never pass through a colour space.
 */
export function displayColour(hex: string): Color {
  return new Color().setStyle(hex, LinearSRGBColorSpace);
}

const ACCENT = '#0b6e8f';

export const vertexShader = /* glsl */ `
#include <morphtarget_pars_vertex>
#ifdef TINT
attribute vec4 color;
vec3 toDisplay(vec3 linear) { // glTF vertex colours are linear, light here is not
  return mix(1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055, linear * 12.92,
    vec3(lessThanEqual(linear, vec3(0.0031308))));
}
#endif
#ifdef TEXTURE
uniform mat3 textureMatrix;
varying vec2 vUv;
#endif
#ifdef OUTLINE
uniform vec3 outline; // width in pixels, then the size of the picture in pixels
#endif
uniform float bias;
varying vec3 vNormal, vPosition;
varying vec4 vTint;

void main() {
  #include <beginnormal_vertex>
  #include <morphnormal_vertex>
  #include <begin_vertex>
  #include <morphtarget_vertex>
  vNormal = normalize(mat3(modelViewMatrix) * objectNormal); // parts are scaled alike in all directions
  vec4 eye = modelViewMatrix * vec4(transformed, 1.0);
  vPosition = eye.xyz;
  gl_Position = projectionMatrix * eye;
  if (bias != 0.0) { // in millimetres and in depth alone, so the silhouette stays where it is
    vec4 behind = projectionMatrix * vec4(eye.xy, eye.z - bias, 1.0);
    gl_Position.z = behind.z / behind.w * gl_Position.w;
  }
  vTint = vec4(1.0);
  #ifdef TINT
  vTint = vec4(toDisplay(color.rgb), color.a);
  #endif
  #ifdef TEXTURE
  vUv = (textureMatrix * vec3(uv, 1.0)).xy;
  #endif
  #ifdef OUTLINE
  vec2 push = vNormal.xy * vec2(projectionMatrix[0][0], projectionMatrix[1][1]) * outline.yz;
  float reach = length(push);
  if (reach > 1e-5) gl_Position.xy += push / reach * outline.x * 2.0 / outline.yz * gl_Position.w;
  #endif
}`;

const fragment = /* glsl */ `
uniform vec3 colour, tint, crackColour, compactionColour, hardColour;
uniform vec4 surface; // ambient, diffuse, specular, power
uniform float crack, compaction, hardness, hardSpecular, alpha, rim, glow;
varying vec3 vNormal, vPosition;
varying vec4 vTint;
#ifdef TEXTURE
uniform sampler2D map;
varying vec2 vUv;
#endif
#ifdef INK
uniform vec3 outline, inkColour;
uniform float ink;
#endif

void light(vec3 direction, vec3 strength, vec3 n, vec3 v, inout vec3 diffuse, inout vec3 shine) {
  float facing = max(dot(n, direction), 0.0);
  diffuse += facing * strength;
  float mirrored = max(dot(reflect(-direction, n), v), 0.0);
  shine += step(1e-4, facing) * pow(mirrored, surface.w) * strength;
}

void main() {
  vec3 n = normalize(vNormal), v = normalize(-vPosition);
  if (!gl_FrontFacing) n = -n;
  vec3 c = colour;
  float specular = surface.z;
  #ifdef HARDENS
  c = mix(c, hardColour, hardness);
  specular = mix(specular, hardSpecular, hardness);
  #endif
  c *= vTint.rgb;
  #ifdef TEXTURE
  vec4 picture = texture2D(map, vUv);
  c = mix(picture.rgb, compactionColour, (1.0 - picture.a) * compaction);
  #endif
  c = mix(c, crackColour, (1.0 - vTint.a) * crack);
  c = mix(c, PICKED, 0.32 * glow);
  vec3 diffuse = vec3(0.0), shine = vec3(0.0);
  LIGHTS
  float facing = abs(dot(n, v));
  float edge = 1.0 - facing;
  vec3 lit = min(c * (surface.x + surface.y * diffuse) + specular * shine, 1.0) * tint;
  #ifdef INK // near the silhouette, this many pixels lie between here and there
  float way = 0.5 * facing / max(length(vec2(dFdx(facing), dFdy(facing))), 1e-5);
  float width = ink * outline.x;
  lit = mix(mix(inkColour, PICKED, glow), lit, smoothstep(width - 0.5, width + 0.5, way));
  #endif
  gl_FragColor = vec4(lit, clamp(alpha + rim * edge * edge, 0.0, 1.0));
}`;

export const flatFragmentShader = /* glsl */ `
uniform vec3 colour;
uniform float alpha, glow;
void main() { gl_FragColor = vec4(mix(colour, PICKED, glow), alpha); }`.replace('PICKED', picked());

/** The lights never change, so they are written into the program as constants. */
export function litFragmentShader(lights: readonly Light[]): string {
  const calls = lights.map(lightCall).join('\n  ');
  return fragment.replace('LIGHTS', calls).replaceAll('PICKED', picked());
}

function lightCall(light: Light): string {
  const length = Math.hypot(...light.direction);
  const direction = light.direction.map((x) => x / length);
  const strength = displayColour(light.colour).multiplyScalar(light.intensity).toArray();
  return `light(${vec3(direction)}, ${vec3(strength)}, n, v, diffuse, shine);`;
}

/** The page's accent marks what was picked. */
function picked(): string {
  return vec3(displayColour(ACCENT).toArray());
}

function vec3(numbers: readonly number[]): string {
  return `vec3(${numbers.map((x) => x.toFixed(5)).join(', ')})`;
}
