"""Directions spread evenly over the sphere."""

import numpy as np

from meshes.tools.arrays import Floats, Integers, unit

GOLDEN = (1 + 5**0.5) / 2


def geodesic(parts: int) -> tuple[Floats, Integers]:
    """Divide the faces of an icosahedron and push the points out onto the unit sphere.

    Parameters
    ----------
    parts : int
        Number of pieces that each edge is divided into, 1 or more.

    Returns
    -------
    (10 * parts ** 2 + 2, 3) float
        Unit vectors.

    (20 * parts ** 2, 3) int
        Triangles that face outward.

    """
    corners, faces = _icosahedron()
    grid = [(i, j) for i in range(parts + 1) for j in range(parts + 1 - i)]
    number = {place: k for k, place in enumerate(grid)}
    shares = np.array([(parts - i - j, i, j) for i, j in grid]) / parts
    points = (shares @ corners[faces]).reshape(-1, 3)
    piece = [
        [number[i, j], number[i + 1, j], number[i, j + 1]]
        for i in range(parts)
        for j in range(parts - i)
    ] + [
        [number[i + 1, j], number[i + 1, j + 1], number[i, j + 1]]
        for i in range(parts - 1)
        for j in range(parts - 1 - i)
    ]
    offsets = len(grid) * np.arange(len(faces))
    triangles = (np.array(piece) + offsets[:, None, None]).reshape(-1, 3)
    # Neighbouring faces share the points of their edge.
    _, first, same = np.unique(
        np.round(points, 9) + 0.0, axis=0, return_index=True, return_inverse=True
    )
    return unit(points[first]), same.ravel()[triangles]


def _icosahedron() -> tuple[Floats, Integers]:
    """Return the 12 corners and the 20 faces of an icosahedron."""
    base = [(0.0, y, GOLDEN * z) for y in (-1.0, 1.0) for z in (-1.0, 1.0)]
    corners = np.array([np.roll(corner, k) for k in range(3) for corner in base])
    near = np.linalg.norm(corners[:, None] - corners, axis=2) < 2.1
    faces = [
        (a, b, c)
        for a in range(12)
        for b in range(a + 1, 12)
        for c in range(b + 1, 12)
        if near[a, b] and near[b, c] and near[a, c]
    ]
    triangles = np.array(faces)
    a, b, c = (corners[triangles[:, k]] for k in range(3))
    inward = np.sum(a * np.cross(b, c), axis=1) < 0
    triangles[inward] = triangles[inward][:, ::-1]
    return corners, triangles
