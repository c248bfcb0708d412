import { Color, LinearSRGBColorSpace } from 'three';
import type { Light, SceneFormat } from '../scene/format.ts';
import { morphShader } from '../scene/morphs.ts';

/**
 * Light is computed on sRGB numbers, without tone mapping, as VTK does it: this is what makes the
 * browser and the Python painter agree. Colours therefore never pass through a colour space.
 */
export function displayColour(hex: string): Color {
  return new Color().setStyle(hex, LinearSRGBColorSpace);
}

type Constants = Pick<SceneFormat, 'lights' | 'detail' | 'page'>;

const vertex = /* glsl */ `
${morphShader}
PRESS
attribute vec4 color;
uniform mat3 textureMatrix;
uniform mat4 look; // see the fragments
uniform vec3 stand;
uniform vec4 cut; // the plane along which bones are opened
uniform vec4 rest; // corner of the mesh in its frame, and mm per unit
varying vec2 vUv;
#ifdef OUTLINE
uniform vec3 outline; // width in pixels, then the size of the picture in pixels
#endif
uniform vec4 mesh; // opacity, added opacity at the rim, how far behind it lies, morph targets
varying vec3 vNormal, vPosition, vRest;
varying vec4 vTint; // colour of the corner and a mask; beside a picture, four distances

vec3 toDisplay(vec3 linear) { // glTF vertex colours are linear, light here is not
  return mix(1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055, linear * 12.92,
    vec3(lessThanEqual(linear, vec3(0.0031308))));
}

void main() {
  vec3 place = position, turned = normal;
  morph(int(mesh.w), place, turned);
  vNormal = normalize(mat3(modelViewMatrix) * turned); // parts are scaled alike in all directions
  vec4 eye = modelViewMatrix * vec4(place, 1.0);
  int kind = int(look[2].w);
  if ((kind & PASTE) != 0 && stand.x > 0.0) {
    vec3 axis = mat3(viewMatrix) * cut.xyz;
    press(axis, cut.w + dot(axis, viewMatrix[3].xyz), stand.x, eye.xyz, vNormal);
  }
  vRest = rest.xyz + position * rest.w;
  vPosition = eye.xyz;
  gl_Position = projectionMatrix * eye;
  if (mesh.z != 0.0) { // in millimetres and in depth alone, so the silhouette stays where it is
    vec4 behind = projectionMatrix * vec4(eye.xy, eye.z - mesh.z, 1.0);
    gl_Position.z = behind.z / behind.w * gl_Position.w;
  }
  vTint = (kind & TINTED) != 0 ? color : vec4(1.0);
  if ((kind & TEXTURED) == 0) vTint.rgb = toDisplay(vTint.rgb);
  vUv = (textureMatrix * vec3(uv, 1.0)).xy;
  #ifdef OUTLINE
  vec2 push = vNormal.xy * vec2(projectionMatrix[0][0], projectionMatrix[1][1]) * outline.yz;
  float reach = length(push);
  if (reach > 1e-5) gl_Position.xy += push / reach * outline.x * 2.0 / outline.yz * gl_Position.w;
  #endif
}`;

const fragment = /* glsl */ `
// In columns: colour, and pixels of ink; ambient, diffuse, specular, power; colour of the ink, and
// bits of what is drawn on it; colour and specular of what has hardened, or a negative one. All in
// one, so that another look costs one change.
uniform mat4 look;
uniform mat4 modelViewMatrix;
uniform vec3 tint, outline;
uniform vec3 shades; // how far the crack is open, the bone compacted, and hard what hardens
uniform vec3 stand; // how far bones are opened, and the cement has seeped into the bone
uniform vec4 seeping; // weights of the four distances from the cement
uniform vec4 mesh;
uniform float glow;
uniform sampler2D map;
varying vec2 vUv;
varying vec3 vNormal, vPosition, vRest;
varying vec4 vTint;
SURFACE
void light(vec3 direction, vec3 strength, vec3 n, vec3 v, inout vec3 diffuse, inout vec3 shine) {
  float facing = max(dot(n, direction), 0.0);
  diffuse += facing * strength;
  float mirrored = max(dot(reflect(-direction, n), v), 0.0);
  shine += step(1e-4, facing) * pow(mirrored, look[1].w) * strength;
}

void main() {
  vec3 n = normalize(vNormal), v = normalize(-vPosition);
  if (!gl_FrontFacing) n = -n;
  int kind = int(look[2].w);
  Ground ground = Ground(look[0].rgb, vec3(0.0), look[1].x, look[1].z);
  if (look[3].w >= 0.0) {
    ground.colour = mix(ground.colour, look[3].rgb, shades.z);
    ground.shine = mix(ground.shine, look[3].w, shades.z);
  }
  vec4 picture = vec4(1.0);
  if ((kind & TEXTURED) != 0) picture = texture2D(map, vUv);
  else ground.colour *= vTint.rgb;
  dress(kind, vRest, length(fwidth(vPosition)), vTint, picture, ground);
  #ifdef PATTERNS
  n = normalize(n - mat3(modelViewMatrix) * ground.slope / length(modelViewMatrix[0].xyz));
  #endif
  vec3 c = mix(ground.colour, PICKED, 0.32 * glow);
  vec3 diffuse = vec3(0.0), shine = vec3(0.0);
  LIGHTS
  float facing = abs(dot(n, v));
  float edge = 1.0 - facing;
  float mirrored = ground.shine * lamps(kind, n, v);
  vec3 lit = c * (ground.ambient + look[1].y * diffuse) + ground.shine * shine + mirrored;
  lit = min(lit, 1.0) * tint;
  // Paste that is pressed to the cut lies in it, as what has seeped in around it does.
  bool isSunk = (kind & PASTE) != 0 && stand.x >= 0.5;
  if (look[0].w > 0.0 && !isSunk) { // near the silhouette, this many pixels lie between here and there
    float way = 0.5 * facing / max(length(vec2(dFdx(facing), dFdy(facing))), 1e-5);
    float width = look[0].w * outline.x;
    lit = mix(mix(look[2].rgb, PICKED, glow), lit, smoothstep(width - 0.5, width + 0.5, way));
  }
  float seen = mesh.x + mesh.y * edge * edge + 0.64 * mirrored; // a mirrored lamp hides what is behind
  gl_FragColor = vec4(lit, clamp(seen, 0.0, 1.0));
}`;

const flatFragment = /* glsl */ `
uniform vec3 colour;
uniform vec4 mesh;
uniform float glow;
void main() { gl_FragColor = vec4(mix(colour, PICKED, glow), mesh.x); }`;

/** Everything of one colour, but for what was picked. */
export function flatFragmentShader(scene: Pick<Constants, 'page'>): string {
  return flatFragment.replace('PICKED', picked(scene));
}

/** Write into the program what the scene brings. */
export function vertexShader({ detail }: Pick<Constants, 'detail'>): string {
  return vertex.replace('PRESS', detail.press);
}

/** Write into the program what never changes: the lights, and what is drawn on surfaces. */
export function litFragmentShader(scene: Constants, patterned: boolean): string {
  return (patterned ? scene.detail.patterns : '')
    .concat(fragment)
    .replace('LIGHTS', scene.lights.map(lightCall).join('\n  '))
    .replace('SURFACE', scene.detail.surface)
    .replaceAll('PICKED', picked(scene));
}

function lightCall(light: Light): string {
  const length = Math.hypot(...light.direction);
  const direction = light.direction.map((x) => x / length);
  const strength = displayColour(light.colour).multiplyScalar(light.intensity).toArray();
  return `light(${vec3(direction)}, ${vec3(strength)}, n, v, diffuse, shine);`;
}

/** The page's accent marks what was picked. */
function picked({ page }: Pick<Constants, 'page'>): string {
  return vec3(displayColour(page.accent).toArray());
}

function vec3(numbers: readonly number[]): string {
  return `vec3(${numbers.map((x) => x.toFixed(5)).join(', ')})`;
}
