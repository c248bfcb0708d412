"""The actors that draw one part: which faces, in which order, with which shader.

Nothing is sorted by depth.  The order is fixed: solid surfaces, their outlines, then what is seen
through, innermost first.  A surface that is seen through is first drawn into the depth buffer
alone, so that only its nearest layer shows and no inner face confuses the picture.
"""

from dataclasses import dataclass
from typing import Literal

import pyvista as pv
from vtkmodules.vtkCommonCore import vtkInformation
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkPolyDataMapper,
    vtkProperty,
    vtkShaderProperty,
    vtkTexture,
)
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLActor

from scenes.materials import Material, rgb

OUTLINE_DEPTH = 0.35
"""Millimetres that an outline lies behind its surface, so that it never speckles it."""

Faces = Literal["both", "front", "back"]


@dataclass(frozen=True, kw_only=True)
class Look:
    """One way in which a part is drawn.

    Parameters
    ----------
    rank : int
        Place in the order of drawing.

    faces : str
        Which faces are drawn: both, front or back.

    kind : str
        ``surface`` is lit, ``outline`` is a line around the silhouette, ``depth`` is not seen but
        hides what is drawn later behind it.

    translucent : bool
        Whether what lies behind shines through.

    writes_depth : bool
        Whether it hides what is drawn later behind it.

    strength : float
        Share of the material's opacity.

    """

    rank: int
    faces: Faces = "both"
    kind: Literal["surface", "outline", "depth"] = "surface"
    translucent: bool = True
    writes_depth: bool = False
    strength: float = 1.0


def _veil(rank: int) -> tuple[Look, ...]:
    """Return the looks of a closed surface of which only the nearest layer shows."""
    return (
        Look(rank=rank, kind="depth", faces="front", writes_depth=True),
        Look(rank=rank + 1, faces="front"),
        Look(rank=rank + 2, kind="outline", faces="back"),
    )


SOLID = (
    Look(rank=0, translucent=False, writes_depth=True),
    Look(rank=1, kind="outline", faces="back", translucent=False, writes_depth=True),
)
BALLOON = (
    Look(rank=20, faces="back", strength=0.4),
    Look(rank=21, faces="front", writes_depth=True),
    Look(rank=22, kind="outline", faces="back"),
)
CAP = (Look(rank=10, kind="depth", writes_depth=True), Look(rank=11))
GHOST = _veil(30)
SKIN = _veil(40)


def looks_of(material: Material) -> tuple[Look, ...]:
    """Return every look that a part of this material can take on, faded or not."""
    return {"opaque": SOLID + GHOST, "cap": SOLID + CAP, "balloon": BALLOON, "skin": SKIN}[
        material.drawn
    ]


def looks_at(material: Material, shown: float) -> tuple[Look, ...]:
    """Return the looks that draw a part at one opacity."""
    if shown <= 0.0:
        return ()
    if shown < 1.0 or material.drawn in {"balloon", "skin"}:
        return tuple(look for look in looks_of(material) if look not in SOLID)
    return SOLID


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

    """

    def __init__(
        self, mesh: pv.PolyData, material: Material, look: Look, texture: vtkTexture | None
    ) -> None:
        self.look = look
        self.material = material
        self.actor = vtkActor()
        self.actor.SetMapper(_mapper(mesh, coloured=look.kind == "surface"))
        self.actor.VisibilityOff()
        _choose_faces(self.actor.GetProperty(), look.faces)
        _choose_light(self.actor.GetProperty(), material, look)
        if texture is not None and look.kind == "surface":
            self.actor.SetTexture(texture)
        if look.translucent:
            self.actor.ForceTranslucentOn()
            self.actor.SetPropertyKeys(_depth_mask(writes=look.writes_depth))
            if look.kind == "surface":
                _shader(self.actor).AddFragmentShaderReplacement(LIGHT, False, RIM_GLSL, False)
            elif look.kind == "depth":
                _shader(self.actor).AddFragmentShaderReplacement(LIGHT, False, VEIL_GLSL, False)
        if look.kind == "outline":
            _shader(self.actor).AddVertexShaderReplacement(POSITION, True, OUTLINE_GLSL, False)

    def fade(self, shown: float) -> None:
        """Take on an opacity; 0 hides the actor."""
        self.actor.SetVisibility(shown > 0.0)
        if not self.look.translucent or shown <= 0.0:
            return
        rim = self.material.rim
        if self.material.drawn in {"balloon", "skin"}:
            shown *= self.look.strength
            rim *= shown
        opacity = shown if self.look.kind == "outline" else shown * self.material.alpha
        self.actor.GetProperty().SetOpacity(opacity)
        if self.look.kind == "surface":
            _shader(self.actor).GetFragmentCustomUniforms().SetUniformf("rim", rim)

    def measure_outline(self, pixel: tuple[float, float], depth: float) -> None:
        """Tell an outline how wide a line is and how far it is pushed back, in clip space."""
        if self.look.kind == "outline":
            uniforms = _shader(self.actor).GetVertexCustomUniforms()
            uniforms.SetUniform3f("outline", (*pixel, depth))


POSITION = "//VTK::PositionVC::Impl"
LIGHT = "//VTK::Light::Impl"

OUTLINE_GLSL = """//VTK::PositionVC::Impl
  vec3 outlineNormal = normalMatrix * normalMC;
  gl_Position.xy += normalize(outlineNormal.xy + vec2(1e-9)) * outline.xy * gl_Position.w;
  gl_Position.z += outline.z / gl_Position.w;
"""
RIM_GLSL = """
  float facing = abs(dot(normalVCVSOutput, normalize(vertexVC.xyz)));
  gl_FragData[0].a = min(1.0, opacity + rim * (1.0 - facing) * (1.0 - facing));
"""
VEIL_GLSL = """
  gl_FragData[0] = vec4(0.0, 0.0, 0.0, 1e-6);
"""


def _mapper(mesh: pv.PolyData, *, coloured: bool) -> vtkPolyDataMapper:
    """Return a mapper that takes the mesh's colours as they are and never rescales its points."""
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(mesh)
    mapper.SetVBOShiftScaleMethod(0)
    mapper.SetScalarVisibility(coloured)
    mapper.SetScalarModeToUsePointData()
    mapper.SetColorModeToDirectScalars()
    return mapper


def _choose_faces(prop: vtkProperty, faces: Faces) -> None:
    prop.SetFrontfaceCulling(faces == "back")
    prop.SetBackfaceCulling(faces == "front")


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


def _shader(actor: vtkActor) -> vtkShaderProperty:
    return actor.GetShaderProperty()
