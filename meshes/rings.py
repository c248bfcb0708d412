"""Surfaces strung on rings of points: turned and swept solids, closed at both ends."""

import numpy as np
import pyvista as pv

from meshes.arrays import Floats, Integers
from meshes.surface import area_normals, mesh, points_of, triangles_of


def ring_triangles(rings: int, sides: int, *, around: bool = False) -> Integers:
    """Join neighbouring rings of points with triangles.

    Parameters
    ----------
    rings, sides : int
        Number of rings, and of points on each; point ``j`` of ring ``i`` is ``i * sides + j``.

    around : bool, default: False
        Also join the last ring to the first, which makes the surface a torus.

    Returns
    -------
    (m, 3) int
        Triangles that face outward when the rings turn right-handed about their travel.

    """
    first = np.arange(rings if around else rings - 1)
    row, column = np.meshgrid(first, np.arange(sides), indexing="ij")
    after, beside = (row + 1) % rings, (column + 1) % sides
    a, b = row * sides + column, row * sides + beside
    c, d = after * sides + beside, after * sides + column
    return np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]).reshape(-1, 3)


def capped(rings: Floats, start: Floats, end: Floats) -> pv.PolyData:
    """Close a string of rings with a point at either end.

    Parameters
    ----------
    rings : (k, n, 3) float
        Rings in mm that turn right-handed about their travel.

    start, end : (3,) float
        Points in mm that close the first and the last ring.

    Returns
    -------
    pyvista.PolyData
        Closed mesh; the points of the rings come first, then the two end points.

    """
    count, sides = rings.shape[:2]
    ring, beside = np.arange(sides), np.roll(np.arange(sides), -1)
    last, pole = (count - 1) * sides, count * sides
    fans = [
        np.stack([np.full(sides, pole), beside, ring], -1),
        np.stack([np.full(sides, pole + 1), last + ring, last + beside], -1),
    ]
    return mesh(
        np.concatenate([rings.reshape(-1, 3), [start, end]]),
        np.concatenate([ring_triangles(count, sides), *fans]),
    )


def looped(rings: Floats) -> pv.PolyData:
    """Join the last of a string of rings to the first, as for a tube with a bore.

    Parameters
    ----------
    rings : (k, n, 3) float
        Rings in mm that turn right-handed about their travel on the outside.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    count, sides = rings.shape[:2]
    return mesh(rings.reshape(-1, 3), ring_triangles(count, sides, around=True))


def creased(surface: pv.PolyData, angle: float = np.radians(38.0)) -> pv.PolyData:
    """Give a mesh crisp edges: where faces meet steeply, each gets points and normals of its own.

    Parameters
    ----------
    surface : pyvista.PolyData
        Closed mesh.

    angle : float
        Angle in radians between neighbouring faces from which an edge is crisp.

    Returns
    -------
    pyvista.PolyData
        Mesh of the same triangles; merging equal points gives back a closed one.

    """
    split = surface.compute_normals(
        split_vertices=True,
        feature_angle=float(np.degrees(angle)),
        consistent_normals=False,
        cell_normals=False,
    )
    points, triangles = points_of(split), triangles_of(split)
    return mesh(points, triangles, area_normals(points, triangles))
