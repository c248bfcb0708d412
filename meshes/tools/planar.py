"""Flat outlines filled with well-shaped triangles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, cKDTree

from meshes.tools.arrays import Floats, Integers

FLAT = 1e-9
"""Twice the area of a triangle in relation to a squared side below which it has none."""


def inside(points: Floats, outlines: Sequence[Floats]) -> NDArray[np.bool_]:
    """Return which points lie within outlines; an outline within another one is a hole.

    Parameters
    ----------
    points : (n, 2) float
        Points to ask about.

    outlines : sequence of (k, 2) float
        Closed outlines; the last point is joined to the first.

    Returns
    -------
    (n,) bool
        True within an odd number of outlines.

    """
    start = np.concatenate(outlines)
    end = np.concatenate([np.roll(outline, -1, axis=0) for outline in outlines])
    order = np.argsort(points[:, 1])
    x, y = points[order].T
    # Each side is asked only about the points beside it, which follow one another in that order.
    first, behind = np.searchsorted(y, np.sort(np.stack([start[:, 1], end[:, 1]]), axis=0))
    counts = behind - first
    side = np.repeat(np.arange(len(start)), counts)
    point = np.arange(len(side)) - np.repeat(np.cumsum(counts) - counts - first, counts)
    (from_x, from_y), (to_x, to_y) = start[side].T, end[side].T
    crossing = from_x + (y[point] - from_y) / (to_y - from_y) * (to_x - from_x)
    left = np.bincount(point[x[point] < crossing], minlength=len(points))
    within = np.empty(len(points), dtype=bool)
    within[order] = left % 2 == 1
    return within


def sampled(outlines: Sequence[Floats], step: float) -> Floats:
    """Place points along outlines.

    Parameters
    ----------
    outlines : sequence of (k, d) float
        Closed outlines; the last point is joined to the first.

    step : float
        Largest distance between neighbouring points.

    Returns
    -------
    (n, d) float
        The points of the outlines and points between them.

    """
    start = np.concatenate(outlines)
    way = np.concatenate([np.roll(outline, -1, axis=0) for outline in outlines]) - start
    parts = np.maximum(np.ceil(np.linalg.norm(way, axis=1) / step).astype(int), 1)
    edge = np.repeat(np.arange(len(start)), parts)
    place = (np.arange(len(edge)) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[edge]
    return np.asarray(start[edge] + place[:, None] * way[edge])


def spread(outlines: Sequence[Floats], spacing: float) -> Floats:
    """Scatter points evenly within outlines, clear of their edges.

    Parameters
    ----------
    outlines : sequence of (k, 2) float
        Closed outlines.

    spacing : float
        Distance between neighbouring points.

    Returns
    -------
    (n, 2) float
        Points of a triangular grid.

    """
    edges = sampled(outlines, spacing / 4)
    lower, upper = edges.min(axis=0), edges.max(axis=0)
    rows = np.arange(lower[1], upper[1], spacing * np.sqrt(0.75))
    columns = np.arange(lower[0] - spacing, upper[0], spacing)
    x, y = np.meshgrid(columns, rows)
    x += np.where(np.arange(len(rows)) % 2, spacing / 2, 0.0)[:, None]
    grid = np.stack([x.ravel(), y.ravel()], axis=1)
    grid = grid[inside(grid, outlines)]
    return np.asarray(grid[cKDTree(edges).query(grid)[0] > 0.6 * spacing])


def filled(points: Floats, outlines: Sequence[Floats]) -> Integers:
    """Fill outlines with triangles between given points, every outline edge being a side of one.

    Parameters
    ----------
    points : (n, 2) float
        All points of the outlines, outline after outline, then points inside.

    outlines : sequence of (k, 2) float
        Closed outlines that do not touch; an outline within another one is a hole.

    Returns
    -------
    (m, 3) int
        Counter-clockwise triangles.

    """
    triangles = np.asarray(Delaunay(points).simplices, dtype=np.int64)
    a, b, c = (points[triangles[:, k]] for k in range(3))
    area = _turn(a, b, c)
    triangles = np.where((area < 0)[:, None], triangles[:, ::-1], triangles)
    # Points in a row on the hull give triangles of no area, which belong nowhere.
    triangles = triangles[np.abs(area) > FLAT * np.sum((b - a) ** 2, axis=1)]
    for start, end in _edges(outlines).tolist():
        if not ((triangles == start).any(axis=1) & (triangles == end).any(axis=1)).any():
            triangles = _with_edge(points, triangles, start, end)
    within = inside(points[triangles].mean(axis=1), outlines)
    return np.asarray(triangles[within])


def _edges(outlines: Sequence[Floats]) -> Integers:
    """List the edges of outlines as pairs of point indices."""
    counts = [len(outline) for outline in outlines]
    start = np.arange(sum(counts))
    parts = np.split(start, np.cumsum(counts)[:-1])
    return np.stack([start, np.concatenate([np.roll(part, -1) for part in parts])], axis=1)


def _with_edge(points: Floats, triangles: Integers, a: int, b: int) -> Integers:
    """Rebuild the triangles that the line from a to b crosses so that it becomes an edge."""
    start, end = points[[a, b]]
    first, second = triangles.ravel(), np.roll(triangles, -1, axis=1).ravel()
    sides = np.array([_turn(start, end, points[first]), _turn(start, end, points[second])])
    ends = np.array([_turn(points[first], points[second], spot) for spot in (start, end)])
    apart = ~(np.isin(first, (a, b)) | np.isin(second, (a, b)))
    crossing = (sides.prod(axis=0) < 0) & (ends.prod(axis=0) < 0) & apart
    # In order along the line, each crossed edge has one end to the left and one to the right.
    nearer, farther = ends[:, crossing]
    order = np.argsort(nearer / (nearer - farther))
    left = np.where(sides[0] > 0, first, second)[crossing][order]
    right = np.where(sides[0] > 0, second, first)[crossing][order]
    new = [
        *_ears(points, _without_repeats([a, *right.tolist(), b])),
        *_ears(points, _without_repeats([b, *left[::-1].tolist(), a])),
    ]
    hit = crossing.reshape(triangles.shape).any(axis=1)
    return np.concatenate([triangles[~hit], np.array(new, dtype=np.int64)])


def _turn(start: Floats, end: Floats, point: Floats) -> Floats:
    """Return on which side of a line points lie: positive is left."""
    way, to_point = end - start, point - start
    return np.asarray(way[..., 0] * to_point[..., 1] - way[..., 1] * to_point[..., 0])


def _without_repeats(chain: list[int]) -> list[int]:
    """Leave out every member that equals the one before it."""
    return [point for k, point in enumerate(chain) if k == 0 or point != chain[k - 1]]


def _ears(points: Floats, chain: list[int]) -> list[list[int]]:
    """Fill the space between a counter-clockwise chain and the line that joins its ends."""
    if len(chain) < 3:
        return []
    a, b, between = points[chain[0]], points[chain[-1]], points[chain[1:-1]]
    to_a, to_b = a - between, b - between
    cosine = (to_a * to_b).sum(axis=1)
    cosine /= np.linalg.norm(to_a, axis=1) * np.linalg.norm(to_b, axis=1)
    # The point that sees the line under the widest angle has no other point in its circle.
    top = int(np.argmin(cosine)) + 1
    ear = [chain[0], chain[top], chain[-1]]
    return [*_ears(points, chain[: top + 1]), ear, *_ears(points, chain[top:])]
