"""The parts of what accompanies a case: the person as glass, and the person on the table."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from meshes.person import Piece, person_of
from meshes.spine.anatomy import shown_levels
from meshes.tools.arrays import Floats
from scenes.look.colours import GOWN, HAIR
from scenes.look.materials import rgb
from scenes.model.parts import Part
from scenes.model.spine import Spine
from scenes.motion.pose import POSTURE
from scenes.motion.site import TOP, WORLD
from scenes.story.companion import Companion, companions_of

LAYER = "person"
FRAMES = {"world": WORLD, "above": TOP}
GHOSTS = ("ribs", "lower_ribs", "pelvis", "femora")
"""Bones that only say where the spine is."""


def accompany(spine: Spine) -> Spine:
    """Return a spine with the person and the room around it."""
    around = companions_of(spine.case)
    out = {name for one in around for name in replaced(one)}
    own = tuple(part for part in spine.parts if part.name not in out)
    return Spine(spine.case, own + tuple(part for one in around for part in companion_parts(one)))


def companion_parts(companion: Companion) -> list[Part]:
    """Make the parts of a companion.

    Parameters
    ----------
    companion : Companion
        The person or the room.

    Returns
    -------
    list of Part
        In the frames of the world, and of what lies over all broken bones.

    Raises
    ------
    meshes.person.BodyDataMissingError
        If the shape of a person is not installed.

    """
    return person_parts(companion.level) if companion.kind == "person" else []


def replaced(companion: Companion) -> Sequence[str]:
    """Return the names of the scene's parts in whose place a companion comes."""
    return () if companion.kind == "person" else ("skin", "mark_left", "mark_right")


def person_parts(level: str) -> list[Part]:
    """Make the person around a treated bone, without the bones that the scene itself has."""
    own = shown_levels(level)
    near = {f"vertebra_{name}" for name in own}
    near |= {f"disc_{upper}_{lower}" for upper, lower in pairwise(own)}
    return [_part(piece) for piece in person_of(level).pieces if piece.name not in near]


def _part(piece: Piece) -> Part:
    material, shown = _look(piece.name)
    part = Part(
        name=piece.name,
        mesh=piece.mesh,
        material=material,
        layer=LAYER,
        shown=shown,
        frame=FRAMES[piece.follows],
        placement=None if np.array_equal(piece.placement, np.eye(4)) else piece.placement,
    )
    if piece.name == "body":
        piece.mesh.point_data["colour"] = _dressed(piece)
    if not len(piece.targets):
        return part
    return replace(part, weights=POSTURE, targets=piece.targets)


def _look(name: str) -> tuple[str, str]:
    """Return the material and the group of a piece."""
    if name == "body":
        return "glass", "figure"
    if name in GHOSTS:
        return "ghost_bone", "ghosts"
    return ("disc" if name.startswith("disc") else "bone"), "far"


def _dressed(piece: Piece) -> Floats:
    """Colour hair and gown a little, as factors of the glass."""
    data = piece.mesh.point_data
    colour = np.ones((piece.mesh.n_points, 3))
    for name, tint in (("hair", HAIR), ("gown", GOWN)):
        share = np.asarray(data[name])[:, None]
        colour = colour * (1.0 - share) + share * np.asarray(rgb(tint))
    return np.asarray(colour)
