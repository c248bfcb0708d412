"""A mesh cut along the border of a region, so that what is coloured has a clean edge."""

import numpy as np

from meshes.tools.arrays import Floats, Integers

NEAR = 0.25
"""Share of an edge within which its end is drawn onto the border instead of cutting the edge."""


def along_border(
    triangles: Integers, within: Floats, values: Floats
) -> tuple[Integers, Floats, Floats]:
    """Make the border of a region run along edges.

    Parameters
    ----------
    triangles : (m, 3) int
        Point indices of a closed mesh.

    within : (n,) float
        How far points lie within the region; negative outside.

    values : (n, k) float
        What every point has; the first three are its position.

    Returns
    -------
    (p, 3) int, (q, k) float, (q,) float
        Triangles and values of at least as many points, and a mark for each: 1 in the region, 0.5
        on its border, 0 outside.

    """
    values, within = _drawn(triangles, within, values)
    first = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    edges, place = np.unique(np.sort(first, axis=1), axis=0, return_inverse=True)
    crossed = within[edges].prod(axis=1) < 0.0
    a, b = edges[crossed].T
    share = (within[a] / (within[a] - within[b]))[:, None]
    cut = np.full(len(edges), -1)
    cut[crossed] = len(values) + np.arange(len(a))
    values = np.concatenate([values, values[a] + share * (values[b] - values[a])])
    within = np.concatenate([within, np.zeros(len(a))])
    # In the order of `first`: the cut of the edge that starts at each corner.
    cuts = cut[place.reshape(3, -1)].T
    return _split(triangles, cuts), values, 0.5 + 0.5 * np.sign(within)


def _drawn(triangles: Integers, within: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Draw points onto the border that lie next to it, one end of an edge at most."""
    first = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    edges = np.unique(np.sort(first, axis=1), axis=0)
    edges = edges[within[edges].prod(axis=1) < 0.0]
    share = within[edges[:, 0]] / (within[edges[:, 0]] - within[edges[:, 1]])
    pairs = np.where((share < 0.5)[:, None], edges, edges[:, ::-1])
    way = np.minimum(share, 1.0 - share)
    moved, border = values.copy(), np.zeros(len(values), dtype=bool)
    for k in np.argsort(way, kind="stable"):
        one, other = pairs[k]
        if way[k] < NEAR and not (border[one] or border[other]):
            moved[one] += way[k] * (values[other] - values[one])
            border[one] = True
    return moved, np.where(border, 0.0, within)


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
