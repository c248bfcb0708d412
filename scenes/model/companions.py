"""The parts of what accompanies a case: the person as glass, and the person on the table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from meshes.person import Piece, person_of
from meshes.room import room_of, skin_entry
from meshes.spine.anatomy import shown_levels
from meshes.tools.arrays import Floats
from scenes.look.colours import CLEAR, GOWN, GREY_HAIR, HAIR, SKIN
from scenes.look.materials import rgb
from scenes.model.labels import LABELS_AROUND, plain_labels
from scenes.model.parts import Part
from scenes.model.spine import Spine
from scenes.motion.pose import POSTURE
from scenes.motion.site import TOP, WORLD, site_of
from scenes.story.case import Case
from scenes.story.companion import Companion, companions_of

LAYER = "person"
FRAMES = {"world": WORLD, "above": TOP}
COLOURED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "body": (CLEAR, {"hair": HAIR, "gown": GOWN}),
    "patient": (SKIN, {"hair": GREY_HAIR}),
}
"""By piece: what most of it lets through of its material's colour, and what hair and gown do."""

LOOKS: Mapping[str, tuple[str, str]] = {
    "body": ("glass", "figure"),
    "patient": ("patient", "lying"),
    "drape": ("drape", "lying"),
    "hem": ("linen", "lying"),
    "floor": ("floor", "setting"),
    "table": ("table", "setting"),
    "mat": ("mat", "setting"),
    **{f"pillow_{place}": ("linen", "setting") for place in ("chest", "hips", "shins", "head")},
    "c_arm": ("machine", "setting"),
    "c_arm_dark": ("machine_dark", "setting"),
    "cross": ("pen", "pens"),
    "ring": ("numbed", "pens"),
    "plaster": ("plaster", "plasters"),
    "pad": ("pad", "plasters"),
}
"""Material and group of each piece that is no bone and no disc, whichever side it is on."""

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
    if companion.kind == "person":
        return person_parts(companion.level)
    return room_parts(_case_of(companion))


def labels_around(companion: Companion, parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Return the places on a companion's parts that have names."""
    if companion.kind == "person":
        return []
    return plain_labels(Spine(_case_of(companion), tuple(parts)), LABELS_AROUND)


def replaced(companion: Companion) -> Sequence[str]:
    """Return the names of the scene's parts in whose place a companion comes."""
    return () if companion.kind == "person" else ("skin", "mark_left", "mark_right")


def person_parts(level: str) -> list[Part]:
    """Make the person around a treated bone, without the bones that the scene itself has."""
    own = shown_levels(level)
    near = {f"vertebra_{name}" for name in own}
    near |= {f"disc_{upper}_{lower}" for upper, lower in pairwise(own)}
    return [_part(piece) for piece in person_of(level).pieces if piece.name not in near]


def room_parts(case: Case) -> list[Part]:
    """Make the person on the table, what is around, and the marks where needles will go in."""
    return [_part(piece) for piece in room_of(case.level, entries(case)).pieces]


def entries(case: Case) -> list[Floats]:
    """Return the ``(3,)`` points in mm where needles cross the skin of the lying person."""
    site = site_of(case)
    left = skin_entry(site.level, site.trajectory.point, site.trajectory.direction)
    return [left if side == "left" else left * (-1.0, 1.0, 1.0) for side in site.sides]


def _case_of(room: Companion) -> Case:
    """Return a case that a room is made for; others of its level and needles have the same."""
    return Case(level=room.level, approach=room.approach)


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
    if piece.name in COLOURED:
        piece.mesh.point_data["colour"] = _coloured(piece, *COLOURED[piece.name])
    if not len(piece.targets):
        return part
    return replace(part, weights=POSTURE, targets=piece.targets)


def _look(name: str) -> tuple[str, str]:
    """Return the material and the group of a piece."""
    if name in GHOSTS:
        return "ghost_bone", "ghosts"
    if name.startswith("disc"):
        return "disc", "far"
    stem = name.removesuffix("_left").removesuffix("_right")
    return LOOKS.get(stem, ("bone", "far"))


def _coloured(piece: Piece, ground: str, tints: Mapping[str, str]) -> Floats:
    """Colour the shares of a body that are hair or gown, as factors of its material's colour."""
    data = piece.mesh.point_data
    colour = np.tile(rgb(ground), (piece.mesh.n_points, 1))
    for name, tint in tints.items():
        share = np.asarray(data[name])[:, None]
        colour = colour * (1.0 - share) + share * np.asarray(rgb(tint))
    return np.asarray(colour)
