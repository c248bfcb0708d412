"""Measures that a radiologist would take of a vertebral body, read off its mesh."""

from dataclasses import dataclass

import numpy as np
import pyvista as pv

from meshes.fracture.warp import Fracture
from meshes.tools.arrays import Flags, Floats
from meshes.tools.surface import points_of, triangles_of

PLACES = np.array([-0.34, 0.0, 0.40])
"""Places at which heights are taken, back to front, as shares of the depth of the body."""


@dataclass(frozen=True)
class BodyMeasures:
    """Heights and angle of a vertebral body in the plane x = 0.

    Attributes
    ----------
    anterior, middle, posterior : float
        Heights in mm from the lower to the upper endplate, near the front rim, in the middle and
        near the back rim.

    kyphosis : float
        Angle between the endplates in radians, positive when the body is lower in front.

    """

    anterior: float
    middle: float
    posterior: float
    kyphosis: float


def body_measures(surface: pv.PolyData, fracture: Fracture, loss: float = 0.0) -> BodyMeasures:
    """Measure the body of a healthy or fractured vertebra.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh of the vertebra in its own frame, in the state to be measured.

    fracture : Fracture
        The fracture of the vertebra.

    loss : float, default: 0.0
        Loss of height of that state; it tells where the upper rim has gone.

    Returns
    -------
    BodyMeasures
        Heights in mm and the angle between the endplates.

    """
    return corner_measures(points_of(surface)[triangles_of(surface)], fracture, loss)


def corner_measures(corners: Floats, fracture: Fracture, loss: float = 0.0) -> BodyMeasures:
    """Measure the same by the corners of triangles.

    Parameters
    ----------
    corners : (m, 3, 3) float
        Corners of all triangles near the plane x = 0, mm.

    fracture : Fracture
        The fracture of the vertebra.

    loss : float, default: 0.0
        Loss of height of that state.

    Returns
    -------
    BodyMeasures
        Heights in mm and the angle between the endplates.

    """
    below = PLACES * fracture.size.body_depth
    hinge = fracture.hinge[2]
    above = hinge + (below - hinge) * np.cos(fracture.wedge_angle(loss))
    heights, hit = _crossings(corners, np.concatenate([below, above]), 0.0)
    count = len(below)
    bottom = np.where(hit, heights, np.inf)[:count].min(axis=1)
    top = np.where(hit, heights, -np.inf)[count:].max(axis=1)
    slopes = [
        np.arctan2(level[2] - level[0], place[2] - place[0])
        for level, place in ((top, above), (bottom, below))
    ]
    posterior, middle, anterior = top - bottom
    return BodyMeasures(
        float(anterior), float(middle), float(posterior), float(slopes[1] - slopes[0])
    )


def _crossings(corners: Floats, places: Floats, x: float) -> tuple[Floats, Flags]:
    """Find where vertical lines at some depths pass through triangles, ``(lines, triangles)``.

    Returns the heights in mm on the triangles' planes, and which lie in the triangles.
    """
    a, b, c = np.moveaxis(corners, 1, 0)
    u, v = b - a, c - a
    across, along = x - a[:, 0], places[:, None] - a[:, 2]
    area = u[:, 0] * v[:, 2] - u[:, 2] * v[:, 0]
    safe = np.where(area == 0.0, np.inf, area)
    s = (across * v[:, 2] - along * v[:, 0]) / safe
    t = (u[:, 0] * along - u[:, 2] * across) / safe
    hit = (area != 0.0) & (s >= -1e-9) & (t >= -1e-9) & (s + t <= 1.0 + 1e-9)
    if len(missed := places[~hit.any(axis=1)]):
        msg = f"the vertical line at x = {x:g}, z = {missed[0]:g} mm misses the mesh"
        raise ValueError(msg)
    return a[:, 1] + s * u[:, 1] + t * v[:, 1], hit
