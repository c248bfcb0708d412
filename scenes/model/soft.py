"""Discs, nerves and skin of a case."""

from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.fracture.disc_motion import disc_targets_above, disc_targets_below, disc_weights
from meshes.fracture.soft_motion import (
    paired_targets,
    paired_weights,
    soft_displace,
    soft_targets,
    soft_weights,
)
from meshes.fracture.warp import Fracture
from meshes.spine.disc import Disc, build_disc
from meshes.spine.disc_rings import DiscColours, disc_picture
from meshes.spine.nerves import cauda_equina, cord, dura, nerve_roots
from meshes.spine.skin import skin_height, skin_mark, skin_patch
from meshes.tools.arrays import Floats
from meshes.tools.cutplane import CutPlane
from meshes.tools.surface import mesh, points_of, triangles_of
from scenes.look.colours import ANNULUS, CARTILAGE, NUCLEUS, OUTERMOST
from scenes.look.materials import levels as levels_of
from scenes.model.bones import COLLAPSING, STATES, Bones
from scenes.model.cuts import opening_of
from scenes.model.parts import Part, on_sides
from scenes.model.shading import follow_normals
from scenes.motion.neighbour import Neighbour
from scenes.motion.site import Site
from scenes.story.case import MOST

CAP_INSET = 0.12
"""Millimetres by which a disc's cut face lies behind the bones' faces, which it overlaps."""


def disc_parts(bones: Bones) -> list[Part]:
    """Make the discs, whole and opened."""
    parts = []
    for upper, lower in pairwise(bones.site.levels):
        disc = _at_rest(bones, upper, lower)
        cut = {upper, lower} <= set(bones.site.opened)
        name = f"disc_{upper}_{lower}"
        parts.append(moved_disc(bones, name, disc, (upper, lower), "whole" if cut else "always"))
        if cut:
            parts += _opened_disc(bones, name, disc, (upper, lower))
    return parts


def nerve_parts(bones: Bones) -> list[Part]:
    """Make dura, cord, cauda equina and the roots of both sides."""
    healthy = bones.site.healthy
    left = _soft(bones, "nerve_roots_left", nerve_roots(healthy), "nerve_root", "whole")
    right = replace(left, name="nerve_roots_right", mirrored=True, shown="always")
    return [
        _soft(bones, "dura", dura(healthy), "dura", "always"),
        _soft(bones, "cord", cord(healthy), "cord", "always"),
        _soft(bones, "cauda_equina", cauda_equina(healthy), "nerve_root", "always"),
        left,
        right,
    ]


def skin_parts(site: Site) -> list[Part]:
    """Make the patch of skin and the small marks on it, one for each needle."""
    skin = Part(name="skin", mesh=skin_patch(), material="skin", layer="skin", shown="skin")
    left = Part(
        name="mark_left",
        mesh=skin_mark(skin_entry(site)),
        material="mark",
        layer="skin",
        shown="marks",
    )
    return [skin, *on_sides(left, site.sides)]


def skin_entry(site: Site) -> Floats:
    """Return the ``(3,)`` point in mm where the left needle's way crosses the skin."""
    entry = site.trajectory.at_z(-92.0)
    for _ in range(8):
        entry = site.trajectory.at_z(float(skin_height(entry[:1], entry[1:2])[0]))
    return entry


def _at_rest(bones: Bones, upper: str, lower: str) -> Disc:
    """Build a disc where it is before the treated bone breaks."""
    other = bones.site.neighbour
    if other is None or other.is_above or other.level not in {upper, lower}:
        return build_disc(upper, lower, bones.rest)
    healthy = build_disc(upper, lower, bones.site.healthy)
    return other.settled(healthy, is_over=other.level == lower)


def moved_disc(bones: Bones, name: str, disc: Disc, levels: tuple[str, str], shown: str) -> Part:
    """Make a part that goes with the two vertebrae that it lies between.

    Parameters
    ----------
    bones : Bones
        The bones of a case.

    name, shown : str
        Name of the part, and its group.

    disc : Disc
        A disc, or what joins the same two vertebrae, at rest.

    levels : tuple of str
        The vertebrae, upper and lower.

    """
    part = Part(
        name=name,
        mesh=disc.surface,
        material="disc",
        layer="discs",
        shown=shown,
        frame=bones.frame(levels[1]),
    )
    fracture, other = bones.fracture, bones.site.neighbour
    if levels[1] == bones.case.level:
        targets = disc_targets_above(disc, fracture)
        weights = [disc_weights(fracture, state.loss, state.crack) for state in STATES]
        if other is not None and other.is_above and other.fracture.shape.dish:
            # Its top sinks into the bone above: one more weight, in the frame of the rest.
            targets = np.concatenate([targets, other.under_targets(disc)[-1:]])
            sunk = [other.weights(min(1.0, state.crack))[-1] for state in STATES]
            weights = [np.append(*pair) for pair in zip(weights, sunk, strict=True)]
        morphing = replace(part, weights="disc", targets=targets)
    elif other is not None and other.is_above and levels[1] == other.level:
        morphing = replace(part, weights="disc_beside", targets=other.disc_targets(disc))
        weights = [other.disc_weights(share) for share in COLLAPSING]
    elif levels[0] == bones.case.level and fracture.shape.dish:
        morphing = replace(part, weights="fracture", targets=disc_targets_below(disc, fracture))
        weights = [fracture.weights(state.loss, state.crack) for state in STATES]
    else:
        return part
    return follow_normals(morphing, weights)


def _opened_disc(bones: Bones, name: str, disc: Disc, levels: tuple[str, str]) -> list[Part]:
    disc.surface.point_data["share"] = disc.share
    plane = bones.site.plane
    cut = opening_of(disc.surface, plane, 1.8)
    shell = Disc(cut.shell, np.asarray(cut.shell.point_data["share"]))
    cap = Disc(_cap_face(cut.cap, plane), np.asarray(cut.cap.point_data["share"]))
    face = moved_disc(bones, f"{name}_cap", cap, levels, "opened")
    return [
        moved_disc(bones, f"{name}_opened", shell, levels, "opened"),
        replace(face, material="disc_cap", normal_targets=np.zeros((0, 0, 3)), texture=_rings()),
    ]


def _cap_face(cap: pv.PolyData, plane: CutPlane) -> pv.PolyData:
    """Lay the picture of a disc onto its cut face, from rim to rim."""
    points, share = points_of(cap), np.asarray(cap.point_data["share"])
    across = plane.flat(points)[:, 0]
    face = mesh(points - CAP_INSET * plane.normal, triangles_of(cap))
    face.point_data["Normals"] = np.tile(plane.normal, (len(points), 1))
    face.active_texture_coordinates = np.column_stack(
        [(across - across.min()) / np.ptp(across), share]
    )
    return face


@cache
def _rings() -> NDArray[np.uint8]:
    """Draw the picture that all discs share."""
    names = {"rings": ANNULUS, "outermost": OUTERMOST, "core": NUCLEUS, "plate": CARTILAGE}
    return disc_picture(DiscColours(**{name: levels_of(colour) for name, colour in names.items()}))


def _soft(bones: Bones, name: str, healthy: pv.PolyData, material: str, shown: str) -> Part:
    fracture, other = bones.fracture, bones.site.neighbour
    surface = healthy if other is None or other.is_above else other.bent(healthy)
    points = points_of(surface)
    if other is None or not other.is_above:
        targets = soft_targets(points, fracture, MOST)
        weights = [soft_weights(state.loss, MOST) for state in STATES]
    else:
        bend = partial(_bent_twice, points, fracture, other)
        targets = paired_targets(points, bend, MOST)
        weights = [
            paired_weights(loss, MOST, share)
            for share in (0.33, 0.66, 1.0)
            for loss in (0.0, 0.5 * MOST * share, MOST * share)
        ]
    part = Part(
        name=name,
        mesh=surface,
        material=material,
        layer="nerves",
        shown=shown,
        weights="soft",
        targets=targets,
    )
    return follow_normals(part, weights)


def _bent_twice(
    points: Floats, fracture: Fracture, other: Neighbour, loss: float, collapse: float
) -> Floats:
    """Bend soft tissue over a broken bone above, and then all of it over the treated one."""
    return soft_displace(other.bend(points, collapse), fracture, loss)
