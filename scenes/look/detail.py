"""Fine detail of surfaces: one text of shader that both painters run.

Patterns are waves over the place that a surface has at rest, so they stick to it however it moves.
The waves are parabolas: drawn in software they take less than half the time of sines, and look
the same.

Around the text each painter declares what it reads: ``shades`` (how far the crack is open, the bone
compacted and hard what hardens), ``stand`` (how far the bone is cut open, and how far the cement
has gone into the bone around) and ``seeping`` (the weights of the four distances of
:mod:`scenes.model.seepage`).
"""

from typing import Any

from scenes.look.materials import (
    BRUISE,
    COMPACTION_COLOUR,
    CRACK_COLOUR,
    CRUSHED_COLOUR,
    HARD_CEMENT,
    HOLLOW,
    WET_CEMENT,
    Detail,
    rgb,
)

PATTERNS = "#define PATTERNS\n"
"""Written before :data:`SURFACE_GLSL` it brings patterns that carry no meaning.

What draws in software takes time for every line of a shader, whether it branches there or not; so
a slow device has a shorter text.
"""

INSIDE, OUTSIDE = 4.0, 6.0
"""Farthest distances in mm within and beyond the cement's outline that a cut face knows."""

_KINDS = "\n".join(f"const int {kind.name} = {kind.value};" for kind in Detail)

PRESS_GLSL = (
    f"""
{_KINDS}
"""
    + """
// In front of the cut, paste is pressed to a low dome, so that it lies in the bone and not on it.
void press(vec3 axis, float plane, float share, inout vec3 place, inout vec3 normal) {
  const float DOME = 3.4; // mm
  float high = max(dot(place, axis) - plane, 0.0);
  float left = exp(-high / DOME);
  place -= axis * share * (high - DOME * (1.0 - left));
  normal = normalize(normal);
  normal -= (normal - axis * dot(normal, axis)) * share * (1.0 - left);
}
"""
)

_SURFACE_GLSL = """
struct Ground { // what light falls on; the slope is that of a relief, in the frame of the place
  vec3 colour, slope;
  float ambient, shine;
};

float rise(float start, float end, float x) {
#ifdef PATTERNS
  return smoothstep(start, end, x);
#else
  return clamp((x - start) / (end - start), 0.0, 1.0);
#endif
}

vec4 swirl(vec3 p) { // a smooth pattern: its slope and, last, its height from -2 to 2
  vec3 t = fract(p * 0.1591549) * 2.0 - 1.0, u = fract(p * 0.1591549 + 0.25) * 2.0 - 1.0;
  vec3 s = -4.0 * t * (1.0 - abs(t)), c = -4.0 * u * (1.0 - abs(u));
  return vec4(c * c.yzx - s.zxy * s, dot(s, c.yzx));
}

void relieve(int kind, vec3 p, float pixel, float crack, inout Ground ground) {
  float rough = 0.0, net = 0.0;
#ifdef PATTERNS
  if ((kind & RELIEF) != 0) {
    float fine = 1.0 - smoothstep(0.12, 0.5, pixel), broad = 1.0 - smoothstep(0.4, 1.2, pixel);
    vec4 a = swirl(p * 0.55), b = swirl(p.zxy * 1.6 + a.xyz * 0.7);
    vec4 d = fine * swirl(p.yzx * 4.3 + b.xyz * 0.9);
    float chipped = smoothstep(0.1, 0.5, crack);
    ground.slope += 0.011 * a.xyz + broad * 0.018 * b.yzx + (0.023 + 0.24 * chipped) * d.zxy;
    float pits = fine * smoothstep(0.5, 1.7, d.w + 0.5 * b.w);
    ground.colour *= 1.0 + 0.011 * a.w + 0.011 * b.w - 0.05 * pits;
    rough = 0.055 * b.w + 0.045 * d.w;
    net = fine * smoothstep(0.35, 0.9, 1.0 - abs(d.w)); // what is crushed lies in the gap
  }
  ground.colour *= mix(vec3(1.0), BRUISED, smoothstep(0.02, 0.35, crack));
#endif
  float gap = rise(0.33, 0.40, crack + rough * rise(0.0, 0.1, crack));
  ground.colour = mix(ground.colour, mix(0.85 * CRACKED, CRUSHED, 0.6 * net), gap);
}

void seep(vec3 p, vec3 picture, vec4 mask, inout Ground ground) {
  float off = dot(mask, seeping) * (INSIDE + OUTSIDE) - INSIDE; // mm from the cement's outline
#ifdef PATTERNS
  if (stand.y <= 0.0 || off > OUTSIDE - 0.1) return;
#endif
  // The picture says where pores are: paste goes there, and struts are seen in it.
  float pore = 1.0 - rise(0.74, 0.86, dot(picture, vec3(0.3, 0.59, 0.11)));
  float ragged = 0.0, shade = 0.0, pale = 1.0;
#ifdef PATTERNS
  vec4 a = swirl(p * 1.15), b = swirl(p.zxy * 2.9 + a.xyz * 0.7);
  ragged = 0.95 * a.w + 0.5 * b.w;
#endif
  float reach = stand.y > 0.0 ? stand.y * max(0.0, 2.3 + ragged) : -OUTSIDE;
  float seeped = rise(-0.12, 0.22, reach - off);
  seeped *= mix(pore, 1.0, 1.0 - rise(0.1, 0.5, off));
  float seam = 1.2 * (1.0 - rise(0.12, 0.36, abs(reach - off + 0.14)));
#ifdef PATTERNS
  shade = pore * exp(-max(off - reach * pore, 0.0) / 0.55);
  pale = mix(0.8, 1.0, rise(0.0, 0.5, reach - off));
  ground.slope += 0.1 * seeped * b.yzx;
  ground.shine = mix(ground.shine, mix(0.25, 0.03, shades.z), seeped);
#endif
  ground.colour *= 1.0 - 0.62 * min(6.0 * stand.y, 1.0) * max(shade, seam);
  ground.colour = mix(ground.colour, pale * mix(WET, SET, shades.z), seeped);
}

#ifdef PATTERNS
void wall(vec3 p, inout Ground ground) { // spongy bone that was pressed flat
  vec4 a = swirl(p * 0.9), b = swirl(p.zxy * 1.9 + a.xyz * 1.1);
  vec4 d = swirl(p.yzx * 4.7 + b.xyz * 0.8);
  float plate = smoothstep(-0.1, 0.9, 1.0 - abs(b.w + 0.5 * a.w) + 0.25 * d.w);
  ground.colour *= mix(HOLLOWED, vec3(1.0), plate);
  ground.slope += 0.1 * b.yzx + 0.07 * d.zxy;
}

void fibre(vec3 p, float pixel, inout Ground ground) { // strands that run up and down
  vec4 a = swirl(vec3(2.6, 0.16, 2.6) * p);
  float fine = 1.0 - smoothstep(0.4, 1.2, pixel);
  ground.slope += 0.09 * fine * vec3(a.x, 0.06 * a.y, a.z);
  ground.colour *= 1.0 + 0.02 * fine * a.w;
}

void lump(vec3 p, inout Ground ground) { // thick paste, and its grain once it has set
  vec4 a = swirl(p * 0.9), b = swirl(p.zxy * 2.3 + a.xyz), d = swirl(p.yzx * 6.5 + b.xyz);
  ground.slope += 0.1 * a.xyz + 0.07 * b.yzx + (0.02 + 0.1 * shades.z) * d.zxy;
  ground.colour *= 1.0 + 0.015 * b.w - 0.03 * shades.z * max(d.w, 0.0);
}
#endif

// The place is in mm at rest, as is a pixel; the mask is that of the corners, 1 where nothing is.
void dress(int kind, vec3 p, float pixel, vec4 mask, vec4 picture, inout Ground ground) {
  if ((kind & TEXTURED) != 0) {
    ground.colour *= mix(picture.rgb, COMPACTED, (1.0 - picture.a) * shades.y);
    if ((kind & (SEEPING | TINTED)) == (SEEPING | TINTED)) seep(p, picture.rgb, mask, ground);
  } else {
    float crack = (1.0 - mask.a) * shades.x;
    if ((kind & RELIEF) != 0 || crack > 0.0) relieve(kind, p, pixel, crack, ground);
  }
#ifdef PATTERNS
  if ((kind & WALL) != 0) wall(p, ground);
  if ((kind & FIBRES) != 0) fibre(p, pixel, ground);
  if ((kind & PASTE) != 0) lump(p, ground);
#endif
  // Seen through bone, paste would be too dark.
  if ((kind & PASTE) != 0) ground.ambient += 0.13 * (1.0 - stand.x);
}

float lamp(vec3 ray, vec2 middle, vec2 extent, float soft) {
  vec2 beyond = abs(ray.xy / (1.0 + max(ray.z, -0.9)) - middle) - extent;
  return (1.0 - smoothstep(-soft, soft, max(beyond.x, beyond.y))) * step(-0.6, ray.z);
}

float lamps(int kind, vec3 n, vec3 v) { // how bright a wet or tight skin mirrors the room's lamps
#ifdef PATTERNS
  if ((kind & GLOSS) == 0) return 0.0;
  vec3 ray = reflect(-v, n);
  return 1.125 * lamp(ray, vec2(0.26, 0.38), vec2(0.13, 0.17), 0.09)
    + 0.5625 * lamp(ray, vec2(-0.52, 0.02), vec2(0.035, 0.30), 0.05);
#else
  return 0.0;
#endif
}
"""

_COLOURS = {
    "BRUISED": BRUISE,
    "COMPACTED": COMPACTION_COLOUR,
    "CRACKED": CRACK_COLOUR,
    "CRUSHED": CRUSHED_COLOUR,
    "HOLLOWED": HOLLOW,
    "SET": HARD_CEMENT,
    "WET": WET_CEMENT,
}


def _vector(colour: str) -> str:
    return "vec3({:.5f}, {:.5f}, {:.5f})".format(*rgb(colour))


def _with_constants(text: str) -> str:
    """Write kinds, distances and colours before a text of shader."""
    distances = f"const float INSIDE = {INSIDE:.1f}, OUTSIDE = {OUTSIDE:.1f};"
    colours = [f"const vec3 {name} = {_vector(colour)};" for name, colour in _COLOURS.items()]
    return "\n".join([_KINDS, distances, *colours]) + text


SURFACE_GLSL = _with_constants(_SURFACE_GLSL)
"""Functions ``dress``, of what light falls on, and ``lamps``, of what is mirrored."""


def plain_detail() -> dict[str, Any]:
    """Return the shaders as plain data, as the viewer reads them."""
    return {
        "press": PRESS_GLSL,
        "patterns": PATTERNS,
        "surface": SURFACE_GLSL,
        "tinted": int(Detail.TINTED),
        "textured": int(Detail.TEXTURED),
    }
