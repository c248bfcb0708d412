"""The actors that draw one part: which faces, in which order, with which shader.

Nothing is sorted by depth.  The order is fixed: solid surfaces, their outlines, then what is seen
through, innermost first.  A surface that is seen through is first drawn into the depth buffer
alone, so that only its nearest layer shows and no inner face confuses the picture.  The viewer
draws by the same recipe (``passes.ts``).
"""

from dataclasses import dataclass
from typing import Literal

import pyvista as pv
from vtkmodules.vtkCommonCore import vtkInformation
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkProperty, vtkTexture
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLActor

from scenes.look.materials import Material, rgb

OUTLINE_SHIFT = 0.35
"""Millimetres that an outline lies behind its surface, so that it never speckles it."""

GHOST_SHIFT = -0.5
"""A ghost wins over the opened version of itself into which it dissolves."""

GHOST_RIM = 0.5
"""Opacity that a ghost gains towards its silhouette."""

GHOST_FULL_RIM = 0.34
"""Opacity from which a ghost has all of its rim and outline."""

CAP_HIDES = 0.6
"""Opacity from which a fading cap hides what lies behind it."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One way in which a part is drawn.

    Parameters
    ----------
    rank : int
        Place in the order of drawing.

    kind : str, default: "surface"
        ``surface`` is lit, ``outline`` is a line around the silhouette, ``depth`` is not seen but
        hides what is drawn later behind it.

    back : bool, default: False
        Whether the faces turned away are drawn, not those turned to the eye.

    translucent : bool, default: True
        Whether what lies behind shines through.

    writes_depth : bool, default: False
        Whether it hides what is drawn later behind it.

    alpha, rim : float, default: 1.0
        Share of the material's opacity, and of what it gains towards the silhouette.

    shift : float, default: 0.0
        Millimetres by which it is pushed back in depth alone.

    """

    rank: int
    kind: Literal["surface", "outline", "depth"] = "surface"
    back: bool = False
    translucent: bool = True
    writes_depth: bool = False
    alpha: float = 1.0
    rim: float = 1.0
    shift: float = 0.0


SOLID = (
    Look(rank=0, translucent=False, writes_depth=True),
    Look(
        rank=1,
        kind="outline",
        back=True,
        translucent=False,
        writes_depth=True,
        shift=OUTLINE_SHIFT,
    ),
)
THIN_CAP = (Look(rank=10),)
DENSE_CAP = (Look(rank=11, writes_depth=True),)
BALLOON = (
    Look(rank=20, back=True, alpha=0.4, rim=0.28),
    Look(rank=21, writes_depth=True),
    Look(rank=22, kind="outline", back=True, shift=OUTLINE_SHIFT),
)
GHOST = (
    Look(rank=30, kind="depth", writes_depth=True, shift=GHOST_SHIFT),
    Look(rank=31, shift=GHOST_SHIFT),
    Look(rank=32, kind="outline", back=True, shift=GHOST_SHIFT + OUTLINE_SHIFT),
)
SKIN = (Look(rank=40, kind="depth", writes_depth=True), Look(rank=41))

LOOKS = {
    "opaque": SOLID + GHOST,
    "cap": SOLID + THIN_CAP + DENSE_CAP,
    "balloon": BALLOON,
    "skin": SKIN,
}


def looks_of(material: Material) -> tuple[Look, ...]:
    """Return every look that a part of this material can take on."""
    looks = LOOKS[material.drawn]
    return tuple(look for look in looks if look.kind != "outline" or material.outline)


def looks_at(material: Material, shown: float) -> tuple[Look, ...]:
    """Return the looks that draw a part at one opacity from 0 to 1."""
    if shown <= 0.0:
        return ()
    if material.drawn in {"balloon", "skin"}:
        return LOOKS[material.drawn]
    if shown >= 1.0:
        return SOLID
    if material.drawn == "cap":
        return DENSE_CAP if shown > CAP_HIDES else THIN_CAP
    return GHOST


def opacity(material: Material, look: Look, shown: float) -> tuple[float, float]:
    """Return how opaque a look is face on, and what it gains towards the silhouette."""
    if look in GHOST:
        strength = min(1.0, shown / GHOST_FULL_RIM)
        return (strength if look.kind == "outline" else shown), GHOST_RIM * strength
    if look.kind == "outline" or material.drawn == "cap":
        return shown, 0.0
    return shown * material.alpha * look.alpha, shown * material.rim * look.rim


def ghost_tint(material: Material, look: Look, shown: float) -> tuple[float, float, float]:
    """Return what a look's colour is multiplied by: a ghost takes on its tint as it fades."""
    if look not in GHOST:
        return 1.0, 1.0, 1.0
    share = min(1.0, (1.0 - shown) / (1.0 - GHOST_FULL_RIM))
    red, green, blue = (1.0 - share * (1.0 - value) for value in rgb(material.ghost))
    return red, green, blue


class Drawn:
    """One actor: a part's mesh drawn with one look.

    Parameters
    ----------
    mesh : pyvista.PolyData
        The mesh, shared with the other looks of the same part.

    material : Material
        What it is made of.

    look : Look
        How it is drawn.

    texture : vtkTexture or None
        What is painted on it.

    shift : float
        Millimetres by which the whole part is pushed back in depth.

    """

    def __init__(
        self,
        mesh: pv.PolyData,
        material: Material,
        look: Look,
        texture: vtkTexture | None,
        shift: float,
    ) -> None:
        self.look = look
        self.material = material
        self.shift = look.shift + shift
        self.actor = vtkActor()
        self.actor.SetMapper(_mapper(mesh, coloured=look.kind == "surface"))
        self.actor.VisibilityOff()
        self.actor.GetProperty().SetFrontfaceCulling(look.back)
        self.actor.GetProperty().SetBackfaceCulling(not look.back)
        _choose_light(self.actor.GetProperty(), material, look)
        if texture is not None and look.kind == "surface":
            self.actor.SetTexture(texture)
        if look.translucent:
            self.actor.ForceTranslucentOn()
            self.actor.SetPropertyKeys(_depth_mask(writes=look.writes_depth))
        _choose_shader(self.actor, material, look, shifted=self.shift != 0.0)

    def fade(self, shown: float) -> None:
        """Take on an opacity; 0 hides the actor."""
        self.actor.SetVisibility(shown > 0.0)
        if not self.look.translucent or shown <= 0.0:
            return
        alpha, rim = opacity(self.material, self.look, shown)
        self.actor.GetProperty().SetOpacity(alpha)
        if self.look.kind == "surface":
            uniforms = self.actor.GetShaderProperty().GetFragmentCustomUniforms()
            uniforms.SetUniformf("rim", rim)
            uniforms.SetUniform3f("tint", ghost_tint(self.material, self.look, shown))

    def fit(self, pixel: tuple[float, float], depth: float, line: float) -> None:
        """Tell the shader how wide a line is, in clip space and in pixels, and a mm's depth."""
        uniforms = self.actor.GetShaderProperty().GetVertexCustomUniforms()
        if self.shift:
            uniforms.SetUniformf("shift", self.shift * depth)
        if self.look.kind == "outline":
            uniforms.SetUniform2f("outline", pixel)
        if _inked(self.material, self.look):
            fragment = self.actor.GetShaderProperty().GetFragmentCustomUniforms()
            fragment.SetUniformf("ink", self.material.ink * line)
            fragment.SetUniform3f("inkColour", rgb(self.material.outline or self.material.colour))


POSITION = "//VTK::PositionVC::Impl"
LIGHT = "//VTK::Light::Impl"

SHIFT_GLSL = """
  gl_Position.z += shift / gl_Position.w;
"""
OUTLINE_GLSL = """
  vec3 outlineNormal = normalMatrix * normalMC;
  gl_Position.xy += normalize(outlineNormal.xy + vec2(1e-9)) * outline * gl_Position.w;
"""
RIM_GLSL = """
  float edge = 1.0 - abs(dot(normalVCVSOutput, normalize(vertexVC.xyz)));
  gl_FragData[0] = vec4(min(gl_FragData[0].rgb, 1.0) * tint, min(1.0, opacity + rim * edge * edge));
"""
DEPTH_GLSL = """
  gl_FragData[0] = vec4(0.0, 0.0, 0.0, 1e-6);
"""


INK_GLSL = """
  float facing = abs(dot(normalVCVSOutput, normalize(vertexVC.xyz)));
  float way = 0.5 * facing / max(length(vec2(dFdx(facing), dFdy(facing))), 1e-5);
  float share = smoothstep(ink - 0.5, ink + 0.5, way);
  gl_FragData[0].rgb = mix(inkColour, min(gl_FragData[0].rgb, 1.0), share);
"""


def _inked(material: Material, look: Look) -> bool:
    return look.kind == "surface" and material.ink > 0.0


def _choose_shader(actor: vtkActor, material: Material, look: Look, *, shifted: bool) -> None:
    """Add to VTK's own shader what the look needs."""
    shader = actor.GetShaderProperty()
    vertex = OUTLINE_GLSL * (look.kind == "outline") + SHIFT_GLSL * shifted
    if vertex:
        shader.AddVertexShaderReplacement(POSITION, True, POSITION + vertex, False)
    if look.kind == "depth":
        shader.AddFragmentShaderReplacement(LIGHT, False, DEPTH_GLSL, False)
        return
    fragment = RIM_GLSL * (look.kind == "surface" and look.translucent)
    fragment += INK_GLSL * _inked(material, look)
    if fragment:
        shader.AddFragmentShaderReplacement(LIGHT, False, fragment, False)


def _mapper(mesh: pv.PolyData, *, coloured: bool) -> vtkPolyDataMapper:
    """Return a mapper that takes the mesh's colours as they are and never rescales its points."""
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(mesh)
    mapper.SetVBOShiftScaleMethod(0)
    mapper.SetScalarVisibility(coloured)
    mapper.SetScalarModeToUsePointData()
    mapper.SetColorModeToDirectScalars()
    return mapper


def _choose_light(prop: vtkProperty, material: Material, look: Look) -> None:
    """Give the surface its material; an outline has one flat colour."""
    prop.SetInterpolationToPhong()
    if look.kind == "outline":
        prop.SetColor(*rgb(material.outline or material.colour))
        prop.SetAmbient(1.0)
        prop.SetDiffuse(0.0)
        prop.SetSpecular(0.0)
        return
    prop.SetAmbient(material.ambient)
    prop.SetDiffuse(material.diffuse)
    prop.SetSpecular(material.specular)
    prop.SetSpecularPower(material.power)


def _depth_mask(*, writes: bool) -> vtkInformation:
    keys = vtkInformation()
    keys.Set(vtkOpenGLActor.GLDepthMaskOverride(), int(writes))
    return keys
