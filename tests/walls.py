"""How far points are from a closed surface, and on which side, by VTK's distances and rays."""

import numpy as np
import pyvista as pv
from scipy.spatial import cKDTree
from trimesh import Trimesh

from meshes.tools.surface import points_of, triangles_of


def clearance(points, shell):
    """Measure the way in mm from each point to a closed surface, negative outside it."""
    return way_to(points, shell) * np.where(contained(points, shell), 1.0, -1.0)


def least_clearance(points, shell):
    """Measure the shortest of these ways, of many points: the one of whatever is nearest.

    Nothing on a triangle is farther from a corner than its longest side over the root of three, so
    all points but those nearest to corners are out of the question.
    """
    inside = contained(points, shell)
    if not inside.all():
        return -way_to(points[~inside], shell).max()
    corners, triangles = points_of(shell), triangles_of(shell)
    to_corner = cKDTree(corners).query(points)[0]
    sides = np.linalg.norm(corners[triangles] - corners[np.roll(triangles, 1, axis=1)], axis=2)
    asked = to_corner <= to_corner.min() + sides.max() / np.sqrt(3.0)
    return way_to(points[asked], shell).min()


def way_to(points, shell):
    """Measure the way in mm from each point to a surface."""
    # The sign that comes with it is wrong at isolated points; parity of rays is not.
    return np.abs(pv.PolyData(points).compute_implicit_distance(shell)["implicit_distance"])


def contained(points, shell):
    """Say of each point whether it lies in a closed surface, asking rays only in its box."""
    corners = points_of(shell)
    near = ((points >= corners.min(axis=0)) & (points <= corners.max(axis=0))).all(axis=1)
    if near.any():
        near[near] = Trimesh(corners, triangles_of(shell), process=False).contains(points[near])
    return near
