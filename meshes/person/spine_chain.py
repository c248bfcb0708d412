"""The whole spine, from the first vertebra of the neck to the sacrum, and which way is up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from meshes.spine.anatomy import DISCS, VERTEBRAE
from meshes.spine.stack import apply, inverse, rest_transforms, rotation_x, translation
from meshes.tools.arrays import Floats

NECK = tuple(f"C{k}" for k in range(1, 8))
CHEST = tuple(f"T{k}" for k in range(1, 13))
LOINS = tuple(f"L{k}" for k in range(1, 6))
SPINE = (*NECK, *CHEST, *LOINS)
"""All vertebrae, from the head down."""

SACRUM = "S1"
"""The plate on which the last disc lies: its frame has the origin in the middle of the plate."""

TREATED = ("T11", "T12", "L1", "L2", "L3")
"""Levels whose frame may be the world."""

BALANCE = 29.0
"""How far the seventh vertebra of the neck lies in front of the sacrum's plate when a healthy
person stands, mm; less than 40 to 50 is usually called balanced (from memory, unsourced)."""


@dataclass(frozen=True)
class FarSize:
    """Size of a vertebra beyond those of :mod:`meshes.spine.anatomy`, mm and degrees.

    All are unsourced: rounded, textbook-like values.

    Attributes
    ----------
    height, width, depth : float
        Extents of the body.

    disc : float
        Height of the disc below.

    turn : float
        By how much it leans further forward than the vertebra or plate below it.

    """

    height: float
    width: float
    depth: float
    disc: float
    turn: float


FAR: Mapping[str, FarSize] = MappingProxyType(
    {
        "C1": FarSize(9.6, 20.0, 13.0, 3.0, -0.5),
        "C2": FarSize(19.2, 19.0, 15.0, 4.5, -1.5),
        "C3": FarSize(12.5, 18.0, 15.5, 4.8, -3.0),
        "C4": FarSize(12.5, 19.0, 16.0, 4.8, -5.0),
        "C5": FarSize(12.0, 20.0, 16.0, 5.0, -6.0),
        "C6": FarSize(12.3, 21.0, 16.5, 5.0, -6.5),
        "C7": FarSize(13.4, 23.0, 17.0, 4.5, -5.5),
        "T1": FarSize(15.4, 28.0, 18.0, 4.0, -1.5),
        "T2": FarSize(16.3, 27.0, 19.0, 3.6, 1.0),
        "T3": FarSize(16.6, 26.5, 20.5, 3.4, 3.0),
        "T4": FarSize(17.1, 26.5, 22.0, 3.4, 4.0),
        "T5": FarSize(17.6, 27.0, 23.0, 3.5, 4.5),
        "T6": FarSize(18.0, 28.0, 24.0, 3.7, 5.0),
        "T7": FarSize(18.5, 29.0, 25.0, 3.9, 5.5),
        "T8": FarSize(19.1, 30.5, 26.0, 4.2, 5.5),
        "T9": FarSize(19.7, 32.0, 26.5, 4.4, 5.2),
        "L5": FarSize(25.5, 50.0, 34.5, 9.0, -20.5),
    }
)
"""The vertebrae above T10 and below L4, by level."""

BELOW_L4 = 10.0
"""Height of the disc under L4, mm (unsourced)."""

L4_TURN = -18.5
"""By how many degrees L4 leans further forward than L5 (unsourced)."""


def body_size(level: str) -> Floats:
    """Return width, height and depth of the body of any vertebra.

    Parameters
    ----------
    level : str
        A level of `SPINE`.

    Returns
    -------
    (3,) float
        Extents along the vertebra's own axes, mm.

    """
    if level in FAR:
        far = FAR[level]
        return np.array([far.width, far.height, far.depth])
    near = VERTEBRAE[level]
    return np.array([near.body_width, 2.0 * near.half_height, near.body_depth])


def disc_height(level: str) -> float:
    """Return the height of the disc below a vertebra, mm."""
    if level in FAR:
        return FAR[level].disc
    heights = {upper: disc.height for (upper, _), disc in DISCS.items()}
    return heights.get(level, BELOW_L4)


def spine_places(treated: str) -> Mapping[str, Floats]:
    """Place the whole healthy spine in the frame of one of its vertebrae.

    T10 to L4 lie exactly where :func:`meshes.spine.stack.rest_transforms` puts them.

    Parameters
    ----------
    treated : str
        Level whose frame is the world.

    Returns
    -------
    mapping of str to (4, 4) float
        Transform from the frame of each level of `SPINE`, and of the sacrum's plate, to the world.

    Raises
    ------
    ValueError
        If the frame of this level cannot be the world.

    """
    _check(treated)
    origin = inverse(_chain()[treated])
    return MappingProxyType({level: origin @ place for level, place in _chain().items()})


def standing_to_case(treated: str) -> Floats:
    """Return the way from the standing frame to a case's frame.

    The standing frame has its origin in the middle of L1; a healthy standing person's up is its Y.

    Parameters
    ----------
    treated : str
        The treated level.

    Returns
    -------
    (4, 4) float
        Rigid transform.

    Raises
    ------
    ValueError
        If the frame of this level cannot be the world.

    """
    _check(treated)
    return np.asarray(inverse(_chain()[treated]) @ rotation_x(_lean()))


def lying_up(treated: str) -> Floats:
    """Return which way is up for a patient who lies face down, (3,) in the case's frame."""
    return np.asarray(-standing_to_case(treated)[:3, 2])


def _check(treated: str) -> None:
    if treated not in TREATED:
        msg = f"treated must be one of {', '.join(TREATED)}, got {treated!r}"
        raise ValueError(msg)


@cache
def _chain() -> Mapping[str, Floats]:
    """Place the whole spine in the frame of L1."""
    lower = rest_transforms("L3")
    near = rest_transforms("T12")
    for level in ("L3", "L4"):
        near[level] = near["L2"] @ inverse(lower["L2"]) @ lower[level]
    origin = inverse(near["L1"])
    placed = {level: origin @ near[level] for level in near}
    for below, above in pairwise(reversed(SPINE[: SPINE.index("T10") + 1])):
        placed[above] = placed[below] @ _step_up(above, body_size(below)[1] / 2)
    placed["L5"] = placed["L4"] @ inverse(_step(L4_TURN, "L4", body_size("L5")[1] / 2))
    placed[SACRUM] = placed["L5"] @ inverse(_step(FAR["L5"].turn, "L5", 0.0))
    return MappingProxyType({level: placed[level] for level in (*SPINE, SACRUM)})


def _step_up(level: str, below: float) -> Floats:
    """Transform from the frame of the vertebra below to that of a vertebra above T10."""
    return _step(FAR[level].turn, level, below)


def _step(turn: float, level: str, below: float) -> Floats:
    """Go up to a vertebra: half of the body below, the disc, half of its own body, mm."""
    half = rotation_x(np.radians(turn) / 2)
    disc = translation((0.0, disc_height(level), 0.0))
    own = translation((0.0, body_size(level)[1] / 2, 0.0))
    return np.asarray(translation((0.0, below, 0.0)) @ half @ disc @ half @ own)


@cache
def _lean() -> float:
    """Angle by which L1 leans back when the spine stands in balance, radians."""
    origin = np.zeros(3)
    _, rise, ahead = apply(_chain()["C7"], origin) - apply(_chain()[SACRUM], origin)
    return float(np.arctan2(ahead, rise) - np.arcsin(BALANCE / np.hypot(rise, ahead)))
