"""What is added to VTK's own shader, by the place in it where that goes."""

from vtkmodules.vtkRenderingCore import vtkActor

from scenes.look.detail import PATTERNS, PRESS_GLSL, SURFACE_GLSL
from scenes.look.materials import Detail, Material
from scenes.look.recipe import Look

REST, MASK = "rest", "mask"
"""Attributes of each corner: its place at rest, and what it is told beside a colour."""

DECLARED, TURNED = "//VTK::Normal::Dec", "//VTK::Normal::Impl"
PLACED, LIT = "//VTK::PositionVC::Impl", "//VTK::Light::Impl"
PICTURED = "//VTK::TCoord::Impl"

CORNER_GLSL = """
in vec3 rest;
in vec4 mask;
out vec3 restVSOutput;
out vec4 maskVSOutput;
"""
CARRY_GLSL = """
  restVSOutput = rest;
  maskVSOutput = mask;
"""
PRESSED_GLSL = """
  vec3 eye = vertexVCVSOutput.xyz, axis = mat3(MCVCMatrix) * cut.xyz;
  press(axis, cut.w + dot(axis, MCVCMatrix[3].xyz), stand.x, eye, normalVCVSOutput);
  vec3 way = (eye - vertexVCVSOutput.xyz) * mat3(MCVCMatrix);
  vertexVCVSOutput.xyz = eye;
  gl_Position = MCDCMatrix * vec4(vertexMC.xyz + way, 1.0);
"""
SHIFT_GLSL = """
  gl_Position.z += shift / gl_Position.w;
"""
OUTLINE_GLSL = """
  gl_Position.xy += normalize(normalVCVSOutput.xy + vec2(1e-9)) * outline * gl_Position.w;
"""
DRESSED_GLSL = """
  Ground ground = Ground(vertexColorVSOutput.rgb, vec3(0.0), ambientIntensity, specularIntensity);
  float pixel = finer * length(fwidth(vertexVC.xyz));
  dress(KIND, restVSOutput, pixel, maskVSOutput, PICTURE, ground);
  normalVCVSOutput = normalize(normalVCVSOutput - normalMatrix * ground.slope);
  ambientColor = ground.ambient * ground.colour;
  diffuseColor = diffuseIntensity * ground.colour;
  specularColor = ground.shine * specularColorUniform;
"""
MIRRORED_GLSL = """
  float mirrored = ground.shine * lamps(KIND, normalVCVSOutput, normalize(-vertexVC.xyz));
  gl_FragData[0].rgb += mirrored;
"""
RIM_GLSL = """
  // A mirrored lamp hides what is behind it.
  float edge = 1.0 - abs(dot(normalVCVSOutput, normalize(vertexVC.xyz)));
  float seen = opacity + rim * edge * edge + 0.64 * mirrored;
  gl_FragData[0] = vec4(min(gl_FragData[0].rgb, 1.0) * tint, min(1.0, seen));
"""
INK_GLSL = """
  float facing = abs(dot(normalVCVSOutput, normalize(vertexVC.xyz)));
  float way = 0.5 * facing / max(length(vec2(dFdx(facing), dFdy(facing))), 1e-5);
  float share = INKED ? smoothstep(ink - 0.5, ink + 0.5, way) : 1.0;
  gl_FragData[0].rgb = mix(inkColour, min(gl_FragData[0].rgb, 1.0), share);
"""
DEPTH_GLSL = """
  gl_FragData[0] = vec4(0.0, 0.0, 0.0, 1e-6);
"""


def choose_shader(
    actor: vtkActor, material: Material, look: Look, brought: Detail, *, shifted: bool
) -> None:
    """Add to VTK's own shader what a look needs.

    Parameters
    ----------
    actor : vtkActor
        What it draws.

    material : Material
        What that is made of.

    look : Look
        How it is drawn.

    brought : Detail
        What the mesh brings: colours of its corners that are no colours, a picture.

    shifted : bool
        Whether it is pushed back in depth.

    """
    shader, is_surface = actor.GetShaderProperty(), look.kind == "surface"
    presses = is_pressed(material)
    before = CORNER_GLSL * is_surface + PRESS_GLSL * presses
    placed = CARRY_GLSL * is_surface + PRESSED_GLSL * presses
    placed += OUTLINE_GLSL * (look.kind == "outline") + SHIFT_GLSL * shifted
    for place, text in ((DECLARED, before), (PLACED, placed)):
        if text:
            shader.AddVertexShaderReplacement(place, True, place + text, False)
    if look.kind == "depth":
        shader.AddFragmentShaderReplacement(LIT, False, DEPTH_GLSL, False)
    if is_surface:
        for place, text in _fragment(material, look, material.detail | brought).items():
            shader.AddFragmentShaderReplacement(place, True, text, False)


def is_pressed(material: Material) -> bool:
    """Return whether what a material makes is pressed flush with a cut."""
    return Detail.PASTE in material.detail


def is_inked(material: Material, look: Look) -> bool:
    """Return whether a look has a line within its contour."""
    return look.kind == "surface" and material.ink > 0.0


def _fragment(material: Material, look: Look, kind: Detail) -> dict[str, str]:
    """Return what takes the place of each mark in the fragment's shader of a lit surface."""
    textured = Detail.TEXTURED in kind
    picture = "texture(actortexture, tcoordVCVSOutput)" if textured else "vec4(1.0)"
    lit = MIRRORED_GLSL + RIM_GLSL * look.translucent + INK_GLSL * is_inked(material, look)
    # Paste that is pressed to the cut lies in it, as what has seeped in around it does.
    inked = "stand.x < 0.5" if is_pressed(material) else "true"
    carried = "\nin vec3 restVSOutput;\nin vec4 maskVSOutput;\n"
    texts = {
        DECLARED: DECLARED + carried + PATTERNS + SURFACE_GLSL,
        TURNED: TURNED + DRESSED_GLSL,
        LIT: LIT + lit,
    }
    if textured:
        texts[PICTURED] = ""  # light falls on the picture, it is not painted on light
    return {
        place: text.replace("KIND", str(int(kind)))
        .replace("PICTURE", picture)
        .replace("INKED", inked)
        for place, text in texts.items()
    }
