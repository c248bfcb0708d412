"""The bones cut open along the left needle's way, and the cavity that the balloon leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from meshes.devices.balloon import CavityWall, cavity_wall
from meshes.fracture.cutaway import Opened, harmonic, hollow, texture_coordinates
from meshes.fracture.warp import fit_targets
from meshes.spine.compaction import compacted
from meshes.spine.picture_sheet import Box
from meshes.spine.stack import inverse
from meshes.spine.trabecular import texture_box
from meshes.tools.arrays import Floats
from meshes.tools.cutplane import CutPlane
from meshes.tools.morph import MorphGrid
from meshes.tools.surface import mesh, points_of, triangles_of
from scenes.model.bones import Bones
from scenes.model.cuts import opening_of, picture_of
from scenes.model.hollow import hollow_colours
from scenes.model.parts import Part
from scenes.motion.pose import final_bone
from scenes.story.case import MOST

TREATED_PIXEL, NEIGHBOUR_PIXEL = 0.048, 0.075
"""Millimetres per pixel of the cut faces' pictures."""

CAP_SPACING = {True: 1.0, False: 1.8}
"""Millimetres between the points of a cut face, for broken bones and for their neighbours."""

HOLLOW_SPACING = 0.9
"""The same for the cut face with the hole."""

FLAT = 0.38
"""Loss of height at which the cut face with the hole is filled with triangles: near the most."""

STIFF_WITHIN = 0.3
"""Millimetres from the hole to which the cut face goes with it most."""

HELD_AT = np.linspace(0.0, MOST, 43)
"""Losses of height at which the hole is held to the balloon."""


@dataclass(frozen=True, eq=False)
class Cavity:
    """The hole that the balloon leaves, where it lies in the treated bone at rest.

    It would be stretched and pressed with the bone if it moved as the bone does; so it has a motion
    of its own, by the same weights, on which it keeps to the balloon at every loss of height.

    Parameters
    ----------
    opening : CavityWall
        What is seen of it where the bone is opened.

    motion : (1 + k, n, 3) float
        For each point of the wall how far it lies from there before any weight moves it, and the
        targets of the bone's ``k`` weights, mm.

    """

    opening: CavityWall
    motion: Floats


def build_cavity(bones: Bones, balloon: MorphGrid) -> Cavity:
    """Carry the full balloon's surface back into the bone at rest, and open it with the bone."""
    state = final_bone(bones.case)
    full = balloon.points_at(1.0, state.loss)
    rest = bones.fracture.undo(full, state.loss, state.crack)
    weights = np.array([bones.fracture.weights(loss, 0.0) for loss in HELD_AT])
    usual = bones.fracture.weights(state.loss, 0.0)
    changes = np.array([balloon.points_at(1.0, loss) for loss in HELD_AT]) - full
    targets = fit_targets(weights - usual, changes)
    start = full - np.tensordot(usual, targets, axes=1) - rest
    begun = mesh(rest + start, balloon.triangles)
    surface = mesh(rest, balloon.triangles, np.asarray(begun.point_data["Normals"]))
    surface.point_data["motion"] = np.hstack([start, *targets])
    opening = cavity_wall(surface, bones.site.plane)
    motion = np.asarray(opening.wall.point_data.pop("motion"))
    return Cavity(opening, motion.reshape(len(motion), -1, 3).swapaxes(0, 1))


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
    hollowed = _hollow_cap(bones, face, cavity)
    outline = bones.site.plane.flat(cavity.opening.outline)
    texture = compacted(face.texture, box, outline, _seed(bones, level))
    return [
        bones.fractured_part(f"bone_{level}_opened", cut.shell, material="bone", shown="opened"),
        _cap(bones, f"cap_{level}", cut.cap, texture, box, "cap_solid"),
        replace(hollowed, texture=texture),
        _cavity_part(bones, cavity),
    ]


def _hollow_cap(bones: Bones, face: Face, cavity: Cavity) -> Part:
    """Make the cut face with the hole: its outer rim follows the bone, its inner one the hole.

    It is filled with triangles as it is where the bone over the hole is thin, and what lies beside
    the hole goes with it: triangles that were shaped in a taller bone would fold.
    """
    cut, opening, fracture = face.cut, cavity.opening, bones.fracture
    low = final_bone(replace(bones.case, height_loss=FLAT, height_regained=0.0))
    weights = np.array([1.0, *fracture.weights(low.loss, low.crack)])
    shell = cut.shell.copy()
    shell.points = fracture.displace(points_of(shell), low.loss, low.crack)
    hole = opening.outline + np.tensordot(weights, cavity.motion[:, opening.rim], axes=1)
    cap = hollow(replace(cut, shell=shell), hole, HOLLOW_SPACING)
    outer = np.concatenate([points_of(cut.shell)[loop] for loop in cut.loops])
    rim = np.concatenate([outer, opening.outline])
    # The hole's own motion, beside that of the bone around it.
    own = np.zeros((len(rim), *cavity.motion.shape[::2]))
    own[len(outer) :] = cavity.motion[:, opening.rim].swapaxes(0, 1)
    own[len(outer) :, 1:] -= fracture.targets(opening.outline).swapaxes(0, 1)
    points, triangles = points_of(cap), triangles_of(cap)
    away = cKDTree(points[len(outer) : len(rim)]).query(points[triangles].mean(axis=1))[0]
    beside = harmonic(points, triangles, own, 1.0 / (away + STIFF_WITHIN)).swapaxes(0, 1)
    rest = points - np.tensordot(weights, beside, axes=1)
    plane = bones.site.plane
    rest = plane.lift(plane.flat(fracture.undo(rest, low.loss, low.crack)))
    rest[: len(rim)] = rim
    cap.points = rest
    part = _cap(bones, f"cap_{bones.case.level}_hollow", cap, face.texture, face.box, "cap_hollow")
    cap.points = rest + beside[0]
    return replace(part, targets=part.targets + beside[1:])


def _cavity_part(bones: Bones, cavity: Cavity) -> Part:
    plane = bones.site.plane
    wall = cavity.opening.wall.copy()
    wall.points = points_of(wall) + cavity.motion[0]
    wall.point_data["colour"] = hollow_colours(points_of(wall), cavity.opening.rim, plane)
    return bones.with_normals(
        Part(
            name="cavity",
            mesh=wall,
            material="cavity",
            layer="bones",
            shown="cap_hollow",
            weights="fracture",
            targets=cavity.motion[1:],
        )
    )


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
