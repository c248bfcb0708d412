"""The bones cut open along the left needle's way, and the cavity that the balloon leaves."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

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
"""Millimetres between the points of a cut face, for the treated bone and for its neighbours."""


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


def opened_bones(bones: Bones, cavity: Cavity) -> list[Part]:
    """Make shells and cut faces of the opened bones."""
    with ThreadPoolExecutor() as pool:
        faces = list(pool.map(lambda level: _face(bones, level, cavity), bones.site.opened))
    parts = []
    for level, (cut, texture, box) in zip(bones.site.opened, faces, strict=True):
        if level == bones.case.level:
            parts += _treated(bones, cut, cavity, texture, box)
        else:
            parts += _neighbour(bones, level, cut, texture, box)
    return parts


def _treated(
    bones: Bones, cut: Opened, cavity: Cavity, texture: NDArray[np.uint8], box: Box
) -> list[Part]:
    level = bones.case.level
    hollowed = hollow(cut, cavity.opening.outline, CAP_SPACING[True])
    return [
        bones.fractured_part(f"bone_{level}_opened", cut.shell, material="bone", shown="opened"),
        _cap(bones, f"cap_{level}", cut.cap, texture, box, "cap_solid"),
        _cap(bones, f"cap_{level}_hollow", hollowed, texture, box, "cap_hollow"),
        bones.fractured_part("cavity", cavity.opening.wall, material="cavity", shown="cap_hollow"),
    ]


def _neighbour(
    bones: Bones, level: str, cut: Opened, texture: NDArray[np.uint8], box: Box
) -> list[Part]:
    frame = bones.frame(level)
    shell = Part(
        name=f"bone_{level}_opened",
        mesh=cut.shell,
        material="bone",
        layer="bones",
        shown="opened",
        frame=frame,
    )
    cap = Part(
        name=f"cap_{level}",
        mesh=_mapped(cut.cap, bones.site.plane, box),
        material="cap",
        layer="bones",
        shown="opened",
        frame=frame,
        texture=texture,
    )
    return [shell, cap]


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


def _face(bones: Bones, level: str, cavity: Cavity) -> tuple[Opened, NDArray[np.uint8], Box]:
    """Open one bone and draw its cut face."""
    treated, plane = level == bones.case.level, bones.site.plane
    cut = opening_of(bones.surfaces[level], plane, CAP_SPACING[treated])
    box, seed = texture_box(cut.cap, plane), bones.site.opened.index(level)
    texture = picture_of(
        level,
        plane.moved(inverse(bones.rest[level])),
        box,
        TREATED_PIXEL if treated else NEIGHBOUR_PIXEL,
        porotic=treated,
        seed=seed,
        rim=[plane.flat(points_of(cut.shell)[loop]) for loop in cut.loops],
    )
    if treated:
        texture = compacted(texture, box, plane.flat(cavity.opening.outline), seed)
    return cut, texture, box
