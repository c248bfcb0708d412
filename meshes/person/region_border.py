"""A mesh cut along the border of a region, so that what is coloured has a clean edge."""

import numpy as np

from meshes.tools.arrays import Floats, Integers

BLUR = 2.0
"""Width of the strip in which a region's mark goes from 1 to 0, mm."""

NEAR = 0.25
"""Share of an edge within which its end is drawn onto the border instead of cutting the edge."""


def along_border(
    triangles: Integers, values: Floats, within: Floats
) -> tuple[Integers, Floats, Floats]:
    """Cut a mesh along both sides of a region's border.

    Parameters
    ----------
    triangles : (m, 3) int
        Point indices of a closed mesh.

    values : (n, k) float
        What every point has; the first three are its position.

    within : (n,) float
        How far points lie within the region, mm; negative outside.

    Returns
    -------
    (p, 3) int, (q, k) float, (q,) float
        Triangles and values of at least as many points, and a mark for each: 1 in the region, 0
        outside; it changes within `BLUR` only.

    """
    rows = np.column_stack([within - BLUR / 2, values])
    rows = _drawn(_edges(triangles)[0], rows)
    triangles, rows = _cut(triangles, rows)
    # Points on the first line must stay there, so nothing is drawn onto the second.
    rows[:, 0] += BLUR
    triangles, rows = _cut(triangles, rows)
    return triangles, rows[:, 1:], np.clip(rows[:, 0] / BLUR, 0.0, 1.0)


def _edges(triangles: Integers) -> tuple[Integers, Integers]:
    """List all edges, and which of them starts at each corner of each triangle."""
    first = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    edges, place = np.unique(np.sort(first, axis=1), axis=0, return_inverse=True)
    return edges, place.reshape(3, -1).T


def _cut(triangles: Integers, rows: Floats) -> tuple[Integers, Floats]:
    """Split triangles where the first value of their corners passes zero."""
    edges, place = _edges(triangles)
    crossed = rows[edges, 0].prod(axis=1) < 0.0
    a, b = (rows[end] for end in edges[crossed].T)
    share = a[:, :1] / (a[:, :1] - b[:, :1])
    new = a + share * (b - a)
    new[:, 0] = 0.0
    cut = np.full(len(edges), -1)
    cut[crossed] = len(rows) + np.arange(len(new))
    return _split(triangles, cut[place]), np.concatenate([rows, new])


def _drawn(edges: Integers, rows: Floats) -> Floats:
    """Draw points onto the border that lie next to it, one end of an edge at most."""
    edges = edges[rows[edges, 0].prod(axis=1) < 0.0]
    start, end = rows[edges, 0].T
    share = start / (start - end)
    pairs = np.where((share < 0.5)[:, None], edges, edges[:, ::-1])
    way = np.minimum(share, 1.0 - share)
    moved, border = rows.copy(), np.zeros(len(rows), dtype=bool)
    for k in np.argsort(way, kind="stable"):
        one, other = pairs[k]
        if way[k] < NEAR and not (border[one] or border[other]):
            moved[one] += way[k] * (rows[other] - rows[one])
            border[one] = True
    moved[border, 0] = 0.0
    return moved


def _split(triangles: Integers, cuts: Integers) -> Integers:
    """Split every triangle at the cuts of its edges."""
    count = (cuts >= 0).sum(axis=1)
    parts = [triangles[count == 0]]
    for k in range(3):
        order = [k, (k + 1) % 3, (k + 2) % 3]
        # One cut: the border runs from the opposite corner.
        one = (count == 1) & (cuts[:, k] >= 0)
        (a, b, c), p = triangles[one][:, order].T, cuts[one, k]
        parts += [np.stack([a, p, c], axis=1), np.stack([p, b, c], axis=1)]
        # Two cuts leave the corner between them alone.
        two = (count == 2) & (cuts[:, order[1]] < 0)
        (a, b, c), p, q = triangles[two][:, order].T, cuts[two, k], cuts[two, order[2]]
        parts += [np.stack(part, axis=1) for part in ((a, p, q), (p, b, c), (p, c, q))]
    return np.concatenate(parts)
