"""Simple solids that furniture and machines are made of."""

from collections.abc import Sequence

import numpy as np
import pyvista as pv

from meshes.tools.arrays import Floats, Integers
from meshes.tools.surface import mesh
from meshes.tools.sweep import lathe, loft

CORNER = 3
"""Steps around a quarter of a rounded corner."""


def rounded_box(
    centre: Sequence[float] | Floats, half: Sequence[float] | Floats, radius: float
) -> pv.PolyData:
    """Build a box with rounded edges.

    Parameters
    ----------
    centre, half : (3,) float
        Middle and half-extents, mm.

    radius : float
        Radius of the edges, mm; at most the smallest half-extent.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    size = np.asarray(half, dtype=float)
    turn = np.linspace(0.0, np.pi / 2, CORNER + 1)
    corners = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    arcs = [
        np.stack([np.cos(turn + k * np.pi / 2), np.sin(turn + k * np.pi / 2)], axis=1)
        for k in range(4)
    ]
    centres = np.repeat(corners, CORNER + 1, axis=0) * (size[:2] - radius)
    spokes = np.concatenate(arcs)
    # The two middle rings bound the straight wall; the corners of the outer two stay apart.
    rise = np.concatenate([turn - np.pi / 2, turn])
    side = np.repeat([-1.0, 1.0], CORNER + 1)
    heights = side * (size[2] - radius) + radius * np.sin(rise)
    rise[[0, -1]] *= 0.9
    rings = [
        np.column_stack([centres + radius * np.cos(angle) * spokes, np.full(len(spokes), height)])
        for angle, height in zip(rise, heights, strict=True)
    ]
    return loft(np.array(rings) + np.asarray(centre, dtype=float))


def drum(
    start: Sequence[float], end: Sequence[float], radius: float, bevel: float, sides: int = 36
) -> pv.PolyData:
    """Build a cylinder with rounded edges.

    Parameters
    ----------
    start, end : (3,) float
        Middles of both ends, mm.

    radius, bevel : float
        Radius of the cylinder and of its edges, mm.

    sides : int, default: 36
        Points around.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    way = np.subtract(end, start)
    tall = float(np.linalg.norm(way))
    soft = 0.3 * bevel
    profile = [
        (0.0, radius - bevel),
        (soft, radius - soft),
        (bevel, radius),
        (tall - bevel, radius),
        (tall - soft, radius - soft),
        (tall, radius - bevel),
    ]
    return lathe(profile, start, way, sides)


def thick(points: Floats, triangles: Integers, other: Floats) -> pv.PolyData:
    """Close a sheet: give it a second side and a wall along its rims.

    Parameters
    ----------
    points, other : (n, 3) float
        Points of one side, and those of the other side in the same order, mm.

    triangles : (m, 3) int
        Triangles of the first side, seen from outside counter-clockwise.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    count = len(points)
    ahead = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    keys, back = ahead[:, 0] * count + ahead[:, 1], ahead[:, 1] * count + ahead[:, 0]
    a, b = ahead[~np.isin(keys, back)].T
    wall = [np.stack([b, a, a + count], axis=1), np.stack([b, a + count, b + count], axis=1)]
    whole = np.concatenate([triangles, triangles[:, ::-1] + count, *wall])
    return mesh(np.concatenate([points, other]), whole)
