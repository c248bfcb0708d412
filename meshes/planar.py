"""Flat outlines filled with well-shaped triangles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, cKDTree

from meshes.arrays import Floats, Integers


def inside(points: Floats, outlines: Sequence[Floats]) -> NDArray[np.bool_]:
    """Tell which points lie within outlines; an outline within another one is a hole.

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
    x, y = points[:, :1], points[:, 1:]
    spans = (start[:, 1] > y) != (end[:, 1] > y)
    rise = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])
    crossing = start[:, 0] + (y - start[:, 1]) / rise * (end[:, 0] - start[:, 0])
    return np.asarray((spans & (x < crossing)).sum(axis=1) % 2 == 1)


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
    clockwise = _twice_area(points[triangles]) < 0
    triangles[clockwise] = triangles[clockwise][:, ::-1]
    for a, b in _edges(outlines).tolist():
        if not ((triangles == a).any(axis=1) & (triangles == b).any(axis=1)).any():
            triangles = _with_edge(points, triangles, a, b)
    within = inside(points[triangles].mean(axis=1), outlines)
    return np.asarray(triangles[within])


def _edges(outlines: Sequence[Floats]) -> Integers:
    """List the edges of outlines as pairs of point indices."""
    counts = [len(outline) for outline in outlines]
    start = np.arange(sum(counts))
    parts = np.split(start, np.cumsum(counts)[:-1])
    return np.stack([start, np.concatenate([np.roll(part, -1) for part in parts])], axis=1)


def _twice_area(corners: Floats) -> Floats:
    """Return twice the signed area of (..., 3, 2) triangles."""
    a, b = corners[..., 1, :] - corners[..., 0, :], corners[..., 2, :] - corners[..., 0, :]
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def _with_edge(points: Floats, triangles: Integers, a: int, b: int) -> Integers:
    """Rebuild the triangles that the line from a to b crosses so that it becomes an edge."""
    line = np.broadcast_to(points[[a, b]], (*triangles.shape, 2, 2))
    ahead = np.roll(triangles, -1, axis=1)
    edges = points[np.stack([triangles, ahead], axis=-1)]
    first = _twice_area(np.concatenate([line, edges[..., :1, :]], axis=-2))
    second = _twice_area(np.concatenate([line, edges[..., 1:, :]], axis=-2))
    near = _twice_area(np.concatenate([edges, line[..., :1, :]], axis=-2))
    far = _twice_area(np.concatenate([edges, line[..., 1:, :]], axis=-2))
    apart = ~(np.isin(triangles, (a, b)) | np.isin(ahead, (a, b)))
    crossed = ((first * second < 0) & (near * far < 0) & apart).any(axis=1)
    hit = triangles[crossed]
    pairs = np.stack([hit, np.roll(hit, -1, axis=1)], axis=-1).reshape(-1, 2).tolist()
    known = {(i, j) for i, j in pairs}
    following = {i: j for i, j in pairs if (j, i) not in known}
    sides = [_chain(following, a, b), _chain(following, b, a)]
    new = [triangle for side in sides for triangle in _ears(points, side)]
    return np.concatenate([triangles[~crossed], np.array(new, dtype=np.int64)])


def _chain(following: dict[int, int], start: int, end: int) -> list[int]:
    """Walk along a border from one point to another."""
    chain = [start]
    while chain[-1] != end:
        chain.append(following[chain[-1]])
    return chain


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
