"""Rigid motions, and where the vertebrae lie at rest."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from meshes.spine.anatomy import DISCS, VERTEBRAE, VertebraSize, shown_levels
from meshes.tools.arrays import Floats


def rest_transforms(treated: str = "L1") -> dict[str, Floats]:
    """Place the healthy vertebrae that are shown by chaining endplates and discs.

    Parameters
    ----------
    treated : str, default: "L1"
        Level whose frame is the world.

    Returns
    -------
    dict of str to (4, 4) float
        Transform from the frame of each level to the world.

    Raises
    ------
    ValueError
        If there is no such level.

    """
    levels = shown_levels(treated)
    placed = {levels[0]: np.eye(4)}
    for upper, lower in pairwise(levels):
        placed[lower] = placed[upper] @ _step_down(upper, lower)
    origin = inverse(placed[treated])
    return {level: origin @ transform for level, transform in placed.items()}


def translation(offset: Sequence[float] | Floats) -> Floats:
    """Make a shift.

    Parameters
    ----------
    offset : (3,) float
        Shift in mm.

    Returns
    -------
    (4, 4) float
        Transform.

    """
    transform = np.eye(4)
    transform[:3, 3] = offset
    return transform


def rotation_x(angle: float) -> Floats:
    """Make a turn about the X axis; a positive one tips the upper end forward.

    Parameters
    ----------
    angle : float
        Angle in radians.

    Returns
    -------
    (4, 4) float
        Transform.

    """
    transform = np.eye(4)
    c, s = np.cos(angle), np.sin(angle)
    transform[1:3, 1:3] = [[c, -s], [s, c]]
    return transform


def rotation_about(angle: float, center: Sequence[float] | Floats) -> Floats:
    """Make a turn about a line parallel to the X axis.

    Parameters
    ----------
    angle : float
        Angle in radians.

    center : (3,) float
        Point of the line, mm.

    Returns
    -------
    (4, 4) float
        Transform.

    """
    shift = np.asarray(center, dtype=float)
    return translation(shift) @ rotation_x(angle) @ translation(-shift)


def apply(transform: Floats, points: Floats) -> Floats:
    """Move points.

    Parameters
    ----------
    transform : (4, 4) float
        Transform.

    points : (..., 3) float
        Positions in mm.

    Returns
    -------
    (..., 3) float
        Moved positions.

    """
    return np.asarray(points @ transform[:3, :3].T + transform[:3, 3])


def rotate(transform: Floats, vectors: Floats) -> Floats:
    """Turn directions, without the shift.

    Parameters
    ----------
    transform : (4, 4) float
        Rigid transform.

    vectors : (..., 3) float
        Directions.

    Returns
    -------
    (..., 3) float
        Turned directions.

    """
    return np.asarray(vectors @ transform[:3, :3].T)


def inverse(transform: Floats) -> Floats:
    """Undo a rigid transform.

    Parameters
    ----------
    transform : (4, 4) float
        Rigid transform.

    Returns
    -------
    (4, 4) float
        Its inverse.

    """
    result = np.eye(4)
    result[:3, :3] = transform[:3, :3].T
    result[:3, 3] = -transform[:3, :3].T @ transform[:3, 3]
    return result


def _step_down(upper: str, lower: str) -> Floats:
    """Transform from the frame of a vertebra to that of the one above it."""
    disc = DISCS[upper, lower]
    half = rotation_x(disc.wedge / 2) @ translation((0.0, -disc.height / 2, 0.0))
    return (
        _endplate(VERTEBRAE[upper], top=False)
        @ half
        @ half
        @ inverse(_endplate(VERTEBRAE[lower], top=True))
    )


def _endplate(size: VertebraSize, *, top: bool) -> Floats:
    """Frame at the centre of an endplate, its Z axis along the plate."""
    side = 1.0 if top else -1.0
    return translation((0.0, side * size.half_height, 0.0)) @ rotation_x(-side * size.tilt)
