"""The bones cut open along the left needle's way, and the cavity that the balloon leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.balloon import CavityWall, cavity_wall
from meshes.cutaway import Opened, hollow, texture_coordinates
from meshes.cutplane import CutPlane
from meshes.morph import MorphGrid
from meshes.stack import inverse
from meshes.surface import mesh, points_of
from meshes.trabecular import Box, compacted, texture_box
from scenes.bones import Bones
from scenes.cuts import opening_of, picture_of
from scenes.parts import Part
from scenes.pose import final_bone

TREATED_PIXEL, NEIGHBOUR_PIXEL = 0.045, 0.07
"""Millimetres per pixel of the cut faces' pictures."""

CAP_SPACING = {True: 1.0, False: 1.8}
"""Millimetres between the points of a cut face, for broken bones and for their neighbours."""


@dataclass(frozen=True, eq=False)
class Cavity:
    """The hole that the balloon leaves, in the treated bone's rest space.

    Parameters
    ----------
    surface : pyvista.PolyData
        Closed surface.

    opening : CavityWall
        What is seen of it where the bone is opened.

    """

    surface: pv.PolyData
    opening: CavityWall


def build_cavity(bones: Bones, balloon: MorphGrid) -> Cavity:
    """Carry the full balloon's surface back into the bone at rest, so that it moves with it."""
    state = final_bone(bones.case)
    full = balloon.points_at(1.0, state.loss)
    surface = mesh(bones.fracture.undo(full, state.loss, state.crack), balloon.triangles)
    return Cavity(surface, cavity_wall(surface, bones.site.plane))


@dataclass(frozen=True, eq=False)
class Face:
    """A bone cut open, with a picture for its cut face.

    Parameters
    ----------
    cut : Opened
        Shell and cut face.

    texture : (h, w, 4) uint8
        The picture.

    box : tuple of (2,) float
        Its corners in the plane's coordinates, mm.

    """

    cut: Opened
    texture: NDArray[np.uint8]
    box: Box


def opened_face(bones: Bones, level: str) -> Face:
    """Cut one bone open and draw its cut face, as it is before there is a cavity in it."""
    treated, plane = level == bones.case.level, bones.site.plane
    broken = bones.site.is_broken(level)
    cut = opening_of(bones.surfaces[level], plane, CAP_SPACING[broken])
    box = texture_box(cut.cap, plane)
    texture = picture_of(
        level,
        plane.moved(inverse(bones.rest[level])),
        box,
        TREATED_PIXEL if treated else NEIGHBOUR_PIXEL,
        porotic=broken,
        seed=_seed(bones, level),
        rim=[plane.flat(points_of(cut.shell)[loop]) for loop in cut.loops],
    )
    return Face(cut, texture, box)


def opened_bones(bones: Bones, faces: Mapping[str, Face], cavity: Cavity) -> list[Part]:
    """Make shells and cut faces of the opened bones, from above to below."""
    parts = []
    for level in bones.site.opened:
        if level == bones.case.level:
            parts += _treated(bones, faces[level], cavity)
        else:
            parts += _neighbour(bones, level, faces[level])
    return parts


def _seed(bones: Bones, level: str) -> int:
    """Give each of the cut faces a pattern of its own."""
    return bones.site.opened.index(level)


def _treated(bones: Bones, face: Face, cavity: Cavity) -> list[Part]:
    level, cut, box = bones.case.level, face.cut, face.box
    hollowed = hollow(cut, cavity.opening.outline, CAP_SPACING[True])
    outline = bones.site.plane.flat(cavity.opening.outline)
    texture = compacted(face.texture, box, outline, _seed(bones, level))
    return [
        bones.fractured_part(f"bone_{level}_opened", cut.shell, material="bone", shown="opened"),
        _cap(bones, f"cap_{level}", cut.cap, texture, box, "cap_solid"),
        _cap(bones, f"cap_{level}_hollow", hollowed, texture, box, "cap_hollow"),
        bones.fractured_part("cavity", cavity.opening.wall, material="cavity", shown="cap_hollow"),
    ]


def _neighbour(bones: Bones, level: str, face: Face) -> list[Part]:
    frame = bones.frame(level)
    shell = Part(
        name=f"bone_{level}_opened",
        mesh=face.cut.shell,
        material="bone",
        layer="bones",
        shown="opened",
        frame=frame,
    )
    cap = Part(
        name=f"cap_{level}",
        mesh=_mapped(face.cut.cap, bones.site.plane, face.box),
        material="cap",
        layer="bones",
        shown="opened",
        frame=frame,
        texture=face.texture,
    )
    other = bones.site.neighbour
    if other is None or level != other.level:
        return [shell, cap]
    morphing = replace(cap, weights="beside", targets=other.targets(points_of(cap.mesh)))
    return [bones.beside_part(other, shell), bones.settled(other, morphing)]


def _cap(
    bones: Bones,
    name: str,
    cap: pv.PolyData,
    texture: NDArray[np.uint8],
    box: Box,
    shown: str,
) -> Part:
    return Part(
        name=name,
        mesh=_mapped(cap, bones.site.plane, box),
        material="cap",
        layer="bones",
        shown=shown,
        weights="fracture",
        targets=bones.fracture.targets(points_of(cap)),
        texture=texture,
    )


def _mapped(cap: pv.PolyData, plane: CutPlane, box: Box) -> pv.PolyData:
    cap.active_texture_coordinates = texture_coordinates(plane.flat(points_of(cap)), box)
    return cap
