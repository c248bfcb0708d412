"""The actors that draw one part by the recipe: which faces, in which order, with which shader."""

import pyvista as pv
from vtkmodules.vtkCommonCore import vtkInformation
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkProperty, vtkTexture
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLActor

from scenes.look.materials import Material, rgb
from scenes.look.recipe import Look, ghost_tint, opacity


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

    def fit(self, pixel: tuple[float, float], depth: float, line: float) -> None:
        """Give the shader the width of a line, in clip space and in pixels, and a mm's depth."""
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
