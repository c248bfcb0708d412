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
    midline = _midline(surface)
    body = midline[midline[:, 2] > -size.body_depth / 2 - BEHIND]
    rows = [_plate(body * (1.0, side, 1.0), size) * (1.0, side, 1.0) for side in (1.0, -1.0)]
    return np.concatenate(rows)


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


def _midline(surface: pv.PolyData) -> Floats:
    """Return where the edges of a surface cross the plane x = 0, ``(n, 3)`` in mm."""
    triangles = triangles_of(surface)
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    start, end = points_of(surface)[edges].swapaxes(0, 1)
    crossing = (start[:, 0] <= 0.0) & (end[:, 0] >= 0.0)
    start, end = start[crossing], end[crossing]
    across = end[:, 0] - start[:, 0]
    share = np.where(across > 0.0, -start[:, 0] / np.where(across > 0.0, across, 1.0), 0.0)
    return np.asarray(start + share[:, None] * (end - start))


def _plate(body: Floats, size: VertebraSize) -> Floats:
    """Find back rim, middle and front rim of the plate on top."""
    upper = body[body[:, 1] > 0.0]
    ends = [side * upper[:, 2] > BEYOND * size.body_depth for side in (-1.0, 1.0)]
    if not all(end.any() for end in ends):
        msg = f"the midline of the surface has no rim {BEYOND * size.body_depth:.1f} mm from z = 0"
        raise ValueError(msg)
    back, front = (upper[end][upper[end][:, 1].argmax()] for end in ends)
    between = upper[(upper[:, 2] > back[2]) & (upper[:, 2] < front[2])]
    order = between[:, 2].argsort()
    halfway = 0.5 * (back[2] + front[2])
    plate = np.concatenate([[back], between[order], [front]])
    height = np.interp(halfway, plate[:, 2], plate[:, 1])
    return np.array([back, (0.0, height, halfway), front])
