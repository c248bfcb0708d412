"""The actors that draw one part: which faces, in which order, with which shader.

Nothing is sorted by depth.  The order is fixed: solid surfaces, their outlines, then what is seen
through, innermost first.  A surface that is seen through is first drawn into the depth buffer
alone, so that only its nearest layer shows and no inner face confuses the picture.
"""

from dataclasses import dataclass
from typing import Literal

import pyvista as pv
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkProperty, vtkTexture
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLActor, vtkOpenGLShaderProperty

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
        _set_faces(self.actor.GetProperty(), look.faces)
        _set_light(self.actor.GetProperty(), material, look)
        if look.translucent:
            self.actor.ForceTranslucentOn()
            keys = pv.vtk_information() if False else None
        if texture is not None and look.kind == "surface":
            self.actor.SetTexture(texture)
