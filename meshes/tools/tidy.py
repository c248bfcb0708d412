"""Repair of single bad triangles that leaves everything around them as it is."""

import numpy as np

from meshes.tools.arrays import Floats, Integers, dot, length, unit

FLAT = np.radians(160.0)
"""Angle above which a triangle counts as flat."""


def flip_flat(points: Floats, triangles: Integers) -> Integers:
    """Turn the long edge of every flat triangle, shared with a neighbour, to the other diagonal.

    Parameters
    ----------
    points : (n, 3) float
        Positions in mm.

    triangles : (m, 3) int
        Triangles of a manifold mesh.

    Returns
    -------
    (m, 3) int
        As many triangles; the mesh stays manifold and keeps its orientation.

    """
    triangles = triangles.copy()
    for _ in range(4):
        wide = corner_angles(points, triangles)
        flat = np.flatnonzero(wide.max(axis=1) > FLAT)
        flipped = [_flip(points, triangles, k, int(wide[k].argmax())) for k in flat.tolist()]
        if not any(flipped):
            break
    return triangles


def collapse_short(points: Floats, triangles: Integers, least: float) -> tuple[Integers, Integers]:
    """Draw the two ends of every very short edge together into the first of them.

    Parameters
    ----------
    points : (n, 3) float
        Positions in mm.

    triangles : (m, 3) int
        Triangles of a closed manifold mesh.

    least : float
        Length in mm that an edge must have to stay.

    Returns
    -------
    (k,) int, (l, 3) int
        The points that stay, and the triangles between them, counted anew.

    """
    ahead = np.roll(triangles, -1, axis=1)
    short = length(points[triangles] - points[ahead]) < least
    for a, b in np.sort(np.stack([triangles[short], ahead[short]], axis=1), axis=1):
        around = [set(triangles[np.any(triangles == end, axis=1)].ravel()) for end in (a, b)]
        # Only with two common neighbours does the mesh stay manifold.
        if len((around[0] & around[1]) - {a, b}) == 2:
            triangles = np.where(triangles == b, a, triangles)
            repeated = np.any(triangles == np.roll(triangles, -1, axis=1), axis=1)
            triangles = triangles[~repeated]
    kept, triangles = np.unique(triangles, return_inverse=True)
    return kept, triangles.reshape(-1, 3)


def corner_angles(points: Floats, triangles: Integers) -> Floats:
    """Return the angles of triangles.

    Parameters
    ----------
    points : (n, 3) float
        Positions.

    triangles : (m, 3) int
        Point indices.

    Returns
    -------
    (m, 3) float
        Angle at every corner, radians.

    """
    corners = points[triangles]
    ahead = unit(np.roll(corners, -1, axis=1) - corners)
    cosines = -dot(ahead, np.roll(ahead, 1, axis=1))
    return np.asarray(np.arccos(np.clip(cosines, -1.0, 1.0)))


def _flip(points: Floats, triangles: Integers, flat: int, corner: int) -> bool:
    """Flip the edge opposite to a corner in place when that is allowed and helps."""
    apex, start, end = np.roll(triangles[flat], -corner)
    on_edge = np.flatnonzero(np.isin(triangles, (start, end)).sum(axis=1) == 2)
    on_edge = on_edge[on_edge != flat]
    if len(on_edge) != 1:
        return False
    other = triangles[on_edge[0]]
    far = other[~np.isin(other, (start, end))][0]
    if np.any(np.isin(triangles, (apex, far)).sum(axis=1) == 2):
        return False
    before = np.stack([triangles[flat], other])
    after = np.array([[apex, start, far], [apex, far, end]])
    if _least_angle(points, after) <= _least_angle(points, before):
        return False
    triangles[flat], triangles[on_edge[0]] = after
    return True


def _least_angle(points: Floats, triangles: Integers) -> float:
    """Smallest angle of a few triangles, radians; zero for one without area."""
    corners = points[triangles]
    area = length(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))
    return float(corner_angles(points, triangles).min()) if area.min() > 0 else 0.0
