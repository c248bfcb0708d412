"""The actors that draw one part by the recipe: which faces, in which order, with which shader."""

from collections.abc import Mapping

import pyvista as pv
from vtkmodules.vtkCommonCore import vtkInformation
from vtkmodules.vtkCommonDataModel import vtkDataObject
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkPolyDataMapper,
    vtkProperty,
    vtkTexture,
    vtkUniforms,
)
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLActor

from scenes.look.materials import Detail, Material, rgb
from scenes.look.recipe import OUTLINE_WIDTH, Look, ghost_tint, opacity
from scenes.paint.shaders import MASK, REST, choose_shader, is_inked, is_pressed

Values = tuple[float, ...]


class Drawn:
    """One actor: a part's mesh drawn with one look.

    Parameters
    ----------
    mesh : pyvista.PolyData
        The mesh, shared with the other looks of the same part, with point data `REST` and `MASK`.

    material : Material
        What it is made of.

    look : Look
        How it is drawn.

    texture : vtkTexture or None
        What is painted on it.

    shift : float
        Millimetres by which the whole part is pushed back in depth.

    brought : Detail
        What the mesh brings beside its colours.

    """

    def __init__(
        self,
        mesh: pv.PolyData,
        material: Material,
        look: Look,
        texture: vtkTexture | None,
        shift: float,
        brought: Detail,
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
            # The alpha of a picture is no opacity.
            self.actor.SetForceOpaque(not look.translucent)
        if look.translucent:
            self.actor.ForceTranslucentOn()
            self.actor.SetPropertyKeys(_depth_mask(writes=look.writes_depth))
        choose_shader(self.actor, material, look, brought, shifted=self.shift != 0.0)

    def fade(self, shown: float) -> None:
        """Take on a part's opacity; where the look does not draw that, the actor hides."""
        self.actor.SetVisibility(self.look.draws(shown))
        if not self.look.translucent or not self.look.draws(shown):
            return
        alpha, rim = opacity(self.material, self.look, shown)
        self.actor.GetProperty().SetOpacity(alpha)
        if self.look.kind == "surface":
            uniforms = self.actor.GetShaderProperty().GetFragmentCustomUniforms()
            uniforms.SetUniformf("rim", rim)
            uniforms.SetUniform3f("tint", ghost_tint(self.material, self.look, shown))

    def set_uniforms(self, values: Mapping[str, Values]) -> None:
        """Tell the shader what it asks for of a moment, see :mod:`scenes.look.detail`."""
        shader = self.actor.GetShaderProperty()
        if is_pressed(self.material):
            _set(
                shader.GetVertexCustomUniforms(), {name: values[name] for name in ("cut", "stand")}
            )
        if self.look.kind == "surface":
            names = ("shades", "stand", "seeping")
            _set(shader.GetFragmentCustomUniforms(), {name: values[name] for name in names})

    def fit(self, pixel: tuple[float, float], depth: float, finer: int) -> None:
        """Give the shader a line's width in clip space, a mm's depth, and how fine pixels are."""
        uniforms = self.actor.GetShaderProperty().GetVertexCustomUniforms()
        if self.shift:
            uniforms.SetUniformf("shift", self.shift * depth)
        if self.look.kind == "outline":
            uniforms.SetUniform2f("outline", pixel)
        fragment = self.actor.GetShaderProperty().GetFragmentCustomUniforms()
        if self.look.kind == "surface":
            fragment.SetUniformf("finer", finer)
        if is_inked(self.material, self.look):
            fragment.SetUniformf("ink", self.material.ink * OUTLINE_WIDTH * finer)
            fragment.SetUniform3f("inkColour", rgb(self.material.outline or self.material.colour))


def _mapper(mesh: pv.PolyData, *, coloured: bool) -> vtkPolyDataMapper:
    """Return a mapper that takes the mesh's colours as they are and never rescales its points."""
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(mesh)
    mapper.SetVBOShiftScaleMethod(0)
    mapper.SetScalarVisibility(coloured)
    mapper.SetScalarModeToUsePointData()
    mapper.SetColorModeToDirectScalars()
    if coloured:
        for name in (REST, MASK):
            points = vtkDataObject.FIELD_ASSOCIATION_POINTS
            mapper.MapDataArrayToVertexAttribute(name, name, points, -1)
    return mapper


def _set(uniforms: vtkUniforms, values: Mapping[str, Values]) -> None:
    """Set uniforms of three or four numbers."""
    for name, value in values.items():
        if len(value) == 4:
            uniforms.SetUniform4f(name, value)
        else:
            uniforms.SetUniform3f(name, value)


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
