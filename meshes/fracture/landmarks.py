"""What a radiologist measures of a vertebral body: heights from rim to rim, and an angle."""

from dataclasses import dataclass

import numpy as np
import pyvista as pv

from meshes.spine.anatomy import VertebraSize
from meshes.tools.arrays import Floats
from meshes.tools.surface import points_of, triangles_of

BEYOND = 0.2
"""Share of the depth of the body in front of and behind which a rim is looked for."""

BEHIND = 1.0
"""Millimetres behind the outline that may still be body; what lies farther back is arch."""


@dataclass(frozen=True)
class BodyMeasures:
    """Heights and angle of a vertebral body in the plane x = 0.

    Attributes
    ----------
    anterior, middle, posterior : float
        Distances in mm from the lower to the upper endplate: on the front rims, halfway between
        the rims, and on the back rims, as Genant's grades take them.

    kyphosis : float
        Angle in radians between the lines through the upper and through the lower rims, positive
        when the body is lower in front.

    """

    anterior: float
    middle: float
    posterior: float
    kyphosis: float


def rim_landmarks(surface: pv.PolyData, size: VertebraSize) -> Floats:
    """Find the six points between which a healthy body is measured.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh of the healthy vertebra in its own frame.

    size : VertebraSize
        Its sizes.

    Returns
    -------
    (6, 3) float
        Points of the midline in mm, back, middle and front: first of the upper endplate, then of
        the lower one.  A rim is the highest, or lowest, point of its end of the plate.

    Raises
    ------
    ValueError
        If the surface has no rim there.

    """
    points = points_of(surface)
    return np.asarray(moving_landmarks(surface, size, np.empty((0, *points.shape)))[0])


def moving_landmarks(surface: pv.PolyData, size: VertebraSize, targets: Floats) -> Floats:
    """Find the same six points, and how they move with the triangles in which they lie.

    A mesh bends at its corners alone, so its middle sinks less than a warp would have it there.

    Parameters
    ----------
    surface : pyvista.PolyData
        As in :func:`rim_landmarks`.

    size : VertebraSize
        As in :func:`rim_landmarks`.

    targets : (k, n, 3) float
        How far the corners of the mesh move for each weight, mm.

    Returns
    -------
    (1 + k, 6, 3) float
        The points at rest in mm, and how far they move for each weight.

    Raises
    ------
    ValueError
        If the surface has no rim there.

    """
    midline = _midline(surface, targets)
    body = midline[midline[:, 0, 2] > -size.body_depth / 2 - BEHIND]
    rows = [_plate(body * (1.0, side, 1.0), size) * (1.0, side, 1.0) for side in (1.0, -1.0)]
    return np.concatenate(rows).swapaxes(0, 1)


def measured(landmarks: Floats) -> BodyMeasures:
    """Measure a body by its landmarks, wherever a fracture has moved them.

    Parameters
    ----------
    landmarks : (6, 3) float
        As of :func:`rim_landmarks`, mm.

    Returns
    -------
    BodyMeasures
        Heights in mm and the angle between the endplates.

    """
    top, bottom = landmarks[:3], landmarks[3:]
    posterior, middle, anterior = np.linalg.norm(top - bottom, axis=1)
    slopes = [np.arctan2(row[2, 1] - row[0, 1], row[2, 2] - row[0, 2]) for row in (top, bottom)]
    return BodyMeasures(
        float(anterior), float(middle), float(posterior), float(slopes[1] - slopes[0])
    )


def _midline(surface: pv.PolyData, targets: Floats) -> Floats:
    """Return where edges of a surface cross the plane x = 0, and move: ``(n, 1 + k, 3)`` in mm."""
    triangles = triangles_of(surface)
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    moving = np.stack([points_of(surface), *targets], axis=1)
    x = moving[:, 0, 0][edges]
    start, end = edges[(x[:, 0] <= 0.0) & (x[:, 1] >= 0.0)].T
    across = moving[end, 0, 0] - moving[start, 0, 0]
    share = np.where(across > 0.0, -moving[start, 0, 0] / np.where(across > 0.0, across, 1.0), 0.0)
    return np.asarray(moving[start] + share[:, None, None] * (moving[end] - moving[start]))


def _plate(body: Floats, size: VertebraSize) -> Floats:
    """Find back rim, middle and front rim of the plate on top."""
    upper = body[body[:, 0, 1] > 0.0]
    upper = upper[upper[:, 0, 2].argsort()]
    up, along = upper[:, 0, 1], upper[:, 0, 2]
    ends = [side * along > BEYOND * size.body_depth for side in (-1.0, 1.0)]
    if not all(end.any() for end in ends):
        msg = f"the midline of the surface has no rim {BEYOND * size.body_depth:.1f} mm from z = 0"
        raise ValueError(msg)
    back, front = (int(np.where(end, up, 0.0).argmax()) for end in ends)
    halfway = 0.5 * (along[back] + along[front])
    after = int(np.searchsorted(along, halfway))
    share = (halfway - along[after - 1]) / (along[after] - along[after - 1])
    middle = upper[after - 1] + share * (upper[after] - upper[after - 1])
    return np.stack([upper[back], middle, upper[front]])
