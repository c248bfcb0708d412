"""Sacrum, hip bones and the upper ends of the thigh bones, schematic (all sizes unsourced)."""

from functools import cache

import numpy as np
import pyvista as pv

from meshes.tools.arrays import Floats, length
from meshes.tools.contouring import contour, decimate
from meshes.tools.sdf import (
    Field,
    blend_max,
    ellipsoid,
    half_space,
    mirrored,
    sample,
    smooth_difference,
    smooth_union,
)
from meshes.tools.sweep import swept_ellipse

SOCKET = np.array([100.0, -84.0, 12.0])
"""Middle of the left hip joint, from the middle of the sacrum's plate, upright, mm."""

TURNS = np.radians([0.0, 9.0, 20.0, 34.0, 50.0, 66.0])
"""How far the sacrum has turned back after each of its parts."""


@cache
def sacrum() -> pv.PolyData:
    """Build the sacrum: a wedge that curves back, with four pairs of holes.

    Returns
    -------
    pyvista.PolyData
        Closed mesh in the frame of its upper plate: origin in the middle, Y out of the plate.

    """
    steps = np.array([24.0, 23.0, 21.0, 19.0, 20.0])
    ways = steps[:, None] * np.stack([-np.cos(TURNS[:5]), -np.sin(TURNS[:5])], axis=1)
    line = np.cumsum(np.concatenate([[[-8.0, -6.0]], ways]), axis=0)
    centres = list(np.column_stack([np.zeros(6), line]))
    wedge = swept_ellipse(
        centres, [44.0, 43.0, 36.0, 27.0, 18.0, 8.0], [15.0, 13.0, 11.0, 9.0, 7.0, 5.0], (1, 0, 0)
    )
    spines = [
        (ellipsoid((0, y, z - 11.0 + k), (3.5, 9.0, 7.0)), 5.0)
        for k, (y, z) in enumerate(line[1:4], start=1)
    ]
    bone = smooth_union(wedge, (ellipsoid((0, -10, 0), (26, 11, 17)), 6.0), *spines)
    for k, (y, z) in enumerate(line[1:5], start=1):
        hole = ellipsoid((13.0 - 1.2 * k, y, z + 4.0), (3.6, 4.0, 16.0))
        bone = smooth_difference(bone, mirrored(hole), 2.0)
    lower, upper = np.array([0.0, -118.0, -100.0]), np.array([56.0, 12.0, 26.0])
    return _surface(bone, lower, upper, 2.4, 1100)


@cache
def pelvis() -> pv.PolyData:
    """Build both hip bones.

    Returns
    -------
    pyvista.PolyData
        Closed meshes, upright, seen from the middle of the sacrum's plate.

    """
    shell = _shell((28.0, 22.0, 22.0), (92.0, 118.0, 100.0), 3.4)
    fan = ellipsoid((92.0, -22.0, -2.0), (74.0, 74.0, 82.0))
    rim = ellipsoid((94.0, -26.0, -2.0), (66.0, 69.3, 76.6))
    wing = _common(_common(shell, fan, 6.0), half_space((40.0, 0.0, 0.0), (-1.0, 0.0, 0.0)), 5.0)
    bone = smooth_union(_common(wing, rim, 5.0), (ellipsoid((84, -78, 6), (28, 29, 29)), 26.0))
    bone = smooth_difference(bone, _ball(SOCKET, 23.0), 4.0)
    for start, end, radii, radius in (
        ((46.0, -20.0, -48.0), (74.0, -66.0, -8.0), (13.0, 16.0), 20.0),
        ((74.0, -84.0, -4.0), (60.0, -128.0, -18.0), (15.0, 13.0), 12.0),
        ((60.0, -132.0, -16.0), (26.0, -118.0, 30.0), (8.0, 6.5), 8.0),
        ((72.0, -74.0, 24.0), (16.0, -92.0, 50.0), (9.0, 8.0), 12.0),
        ((16.0, -92.0, 50.0), (12.0, -112.0, 42.0), (8.0, 8.0), 8.0),
    ):
        bone = smooth_union(bone, (_bar(start, end, radii), radius))
    lower, upper = np.array([0.0, -155.0, -78.0]), np.array([132.0, 58.0, 92.0])
    return _surface(mirrored(bone), lower, upper, 3.0, 2300)


@cache
def femora() -> pv.PolyData:
    """Build the upper ends of both thigh bones.

    Returns
    -------
    pyvista.PolyData
        Closed meshes, upright, seen from the middle of the sacrum's plate.

    """
    bone = smooth_union(
        _ball(SOCKET, 21.0),
        (_bar((104.0, -88.0, 10.0), (142.0, -122.0, 4.0), (13.0, 15.0)), 10.0),
        (_bar((142.0, -108.0, 0.0), (150.0, -128.0, 0.0), (14.0, 15.0)), 10.0),
        (_bar((144.0, -125.0, 2.0), (128.0, -240.0, 8.0), (15.0, 12.0)), 14.0),
    )
    lower, upper = np.array([0.0, -262.0, -26.0]), np.array([176.0, -54.0, 42.0])
    return _surface(mirrored(bone), lower, upper, 3.4, 1000)


def _surface(
    bone: Field, lower: Floats, upper: Floats, spacing: float, triangles: int
) -> pv.PolyData:
    """Mesh a bone that is the same on both sides."""
    field = sample(bone, lower, upper, spacing, 0.4 * spacing)
    return decimate(contour(field), triangles, field)


def _common(first: Field, second: Field, radius: float) -> Field:
    """Keep what two shapes have in common."""
    return lambda points: blend_max(first(points), second(points), radius)


def _ball(centre: Floats, radius: float) -> Field:
    return lambda points: np.asarray(length(points - centre) - radius)


def _bar(start: tuple[float, ...], end: tuple[float, ...], radii: tuple[float, float]) -> Field:
    """Fill a round bar that gets thicker or thinner."""
    first, way = np.array(start), np.subtract(end, start)

    def distance(points: Floats) -> Floats:
        place = np.clip((points - first) @ way / (way @ way), 0.0, 1.0)
        radius = radii[0] + (radii[1] - radii[0]) * place
        return np.asarray(length(points - first - place[:, None] * way) - radius)

    return distance


def _shell(centre: tuple[float, ...], radii: tuple[float, ...], half: float) -> Field:
    """Fill the skin of an ellipsoid."""
    middle, size = np.array(centre), np.array(radii)

    def distance(points: Floats) -> Floats:
        offset = (points - middle) / size
        far, slope = length(offset), length(offset / size)
        return np.asarray(np.abs(far * (far - 1.0) / np.maximum(slope, 1e-9)) - half)

    return distance
