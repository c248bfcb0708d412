"""Closed triangle surfaces: building, measuring, moving and joining them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyvista as pv
from scipy import sparse

from meshes.tools.arrays import Floats, Integers, unit


def mesh(points: Floats, triangles: Integers, normals: Floats | None = None) -> pv.PolyData:
    """Make a triangle mesh with a normal at every point.

    Parameters
    ----------
    points : (n, 3) float
        Positions in mm.

    triangles : (m, 3) int
        Point indices, counter-clockwise seen from outside.

    normals : (n, 3) float, default: None
        Unit normals; area-weighted face normals when not given.

    Returns
    -------
    pyvista.PolyData
        Mesh with float64 points and ``point_data["Normals"]``.

    """
    points = np.asarray(points, dtype=np.float64)
    triangles = np.asarray(triangles, dtype=np.int64)
    if normals is None:
        normals = area_normals(points, triangles)
    surface = bare(points, triangles)
    surface.point_data["Normals"] = np.asarray(normals, dtype=np.float64)
    surface.point_data.active_normals_name = "Normals"
    return surface


def points_of(surface: pv.PolyData) -> Floats:
    """Return the points of a mesh.

    Parameters
    ----------
    surface : pyvista.PolyData
        Any mesh.

    Returns
    -------
    (n, 3) float
        Positions in mm, as float64.

    """
    return np.asarray(surface.points, dtype=np.float64)


def triangles_of(surface: pv.PolyData) -> Integers:
    """Return the triangles of a mesh.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh made of triangles only.

    Returns
    -------
    (m, 3) int
        Point indices.

    """
    return np.asarray(surface.regular_faces, dtype=np.int64).reshape(-1, 3)


def normals_of(surface: pv.PolyData) -> Floats:
    """Return the point normals that a mesh carries.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh with ``point_data["Normals"]``.

    Returns
    -------
    (n, 3) float
        Unit vectors.

    """
    return np.asarray(surface.point_data["Normals"], dtype=np.float64)


def area_normals(points: Floats, triangles: Integers) -> Floats:
    """Average the face normals around every point, weighted by area.

    Parameters
    ----------
    points : (n, 3) float
        Positions in mm.

    triangles : (m, 3) int
        Point indices.

    Returns
    -------
    (n, 3) float
        Unit vectors.

    """
    faces = _face_vectors(points, triangles)
    total = [
        np.bincount(triangles.ravel(), np.repeat(faces[:, axis], 3), len(points))
        for axis in range(3)
    ]
    return unit(np.stack(total, axis=1))


def volume(surface: pv.PolyData) -> float:
    """Return the volume inside a closed mesh, negative when it is inside out.

    Parameters
    ----------
    surface : pyvista.PolyData
        Closed mesh.

    Returns
    -------
    float
        Volume in mm³.

    """
    return volume_within(points_of(surface), triangles_of(surface))


def volume_within(points: Floats, triangles: Integers) -> float:
    """Return the same of points and triangles that are no mesh yet.

    Parameters
    ----------
    points : (n, 3) float
        Positions in mm.

    triangles : (m, 3) int
        Point indices.

    Returns
    -------
    float
        Volume in mm³.

    """
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float(np.sum(a * np.cross(b, c)) / 6.0)


def is_closed_manifold(surface: pv.PolyData) -> bool:
    """Return whether every edge joins exactly two triangles that run along it in opposite ways.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh made of triangles only.

    Returns
    -------
    bool
        True for a watertight, consistently oriented mesh without unused points.

    """
    triangles = triangles_of(surface)
    count = surface.n_points
    ahead = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    forward = np.sort(ahead[:, 0] * count + ahead[:, 1])
    backward = np.sort(ahead[:, 1] * count + ahead[:, 0])
    once = bool(np.all(np.diff(forward) > 0))
    used = len(np.unique(triangles)) == count
    return once and used and bool(np.array_equal(forward, backward))


def merge(meshes: Sequence[pv.PolyData]) -> pv.PolyData:
    """Put several meshes side by side in one, without joining them.

    Parameters
    ----------
    meshes : sequence of pyvista.PolyData
        Meshes with normals.

    Returns
    -------
    pyvista.PolyData
        One mesh; its points keep the order of the arguments.

    """
    starts = np.cumsum([0, *(part.n_points for part in meshes)])
    triangles = [triangles_of(part) + start for part, start in zip(meshes, starts, strict=False)]
    return mesh(
        np.concatenate([points_of(part) for part in meshes]),
        np.concatenate(triangles),
        np.concatenate([normals_of(part) for part in meshes]),
    )


def moved(surface: pv.PolyData, transform: Floats) -> pv.PolyData:
    """Move a mesh rigidly.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh with normals.

    transform : (4, 4) float
        Rigid motion; with a reflection the triangles are turned over so that they face outward.

    Returns
    -------
    pyvista.PolyData
        A new mesh; the given one is not changed.

    """
    turn, shift = transform[:3, :3], transform[:3, 3]
    triangles = triangles_of(surface)
    if np.linalg.det(turn) < 0:
        triangles = triangles[:, ::-1]
    return mesh(points_of(surface) @ turn.T + shift, triangles, normals_of(surface) @ turn.T)


def mirror_half(half: pv.PolyData) -> pv.PolyData:
    """Complete a half mesh, open at x = 0, with its mirror image.

    Parameters
    ----------
    half : pyvista.PolyData
        Mesh with normals on one side of x = 0, its rim exactly at x = 0.

    Returns
    -------
    pyvista.PolyData
        One mesh that shares the points of the rim.

    """
    points, triangles, normals = points_of(half), triangles_of(half), normals_of(half)
    flip = np.array([-1.0, 1.0, 1.0])
    off = points[:, 0] != 0.0
    twin = np.arange(len(points))
    twin[off] = len(points) + np.arange(np.count_nonzero(off))
    return mesh(
        np.concatenate([points, points[off] * flip]),
        np.concatenate([triangles, twin[triangles][:, ::-1]]),
        np.concatenate([normals, normals[off] * flip]),
    )


def neighbour_average(count: int, triangles: Integers) -> sparse.csr_array:
    """Build the matrix that replaces a value at every point by the mean over its neighbours.

    Parameters
    ----------
    count : int
        Number of points.

    triangles : (m, 3) int
        Point indices.

    Returns
    -------
    (n, n) scipy.sparse.csr_array
        Rows sum to one.

    """
    start = np.concatenate([triangles, triangles[:, [1, 2, 0]]]).ravel()
    end = np.concatenate([triangles[:, [1, 2, 0]], triangles]).ravel()
    links = sparse.coo_array((np.ones(len(start)), (start, end)), shape=(count, count)).tocsr()
    links.data[:] = 1.0
    degree = np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1.0)
    return sparse.csr_array(sparse.diags_array(1.0 / degree) @ links)


def bare(points: Floats, triangles: Integers) -> pv.PolyData:
    """Make a mesh without normals."""
    faces: Any = triangles
    surface: pv.PolyData = pv.PolyData.from_regular_faces(points, faces)
    return surface


def _face_vectors(points: Floats, triangles: Integers) -> Floats:
    """Return face normals times twice the area."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return np.cross(b - a, c - a)
