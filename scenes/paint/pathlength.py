"""Lengths of rays inside closed surfaces, for X-rays without any graphics hardware.

Each triangle that faces the source takes away its distance from it, each that faces the film adds
it.  Over a closed surface the sum is the length of the way inside.  The rule for pixels on an edge
is exact, so that two triangles never share a pixel and never leave one out.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from meshes.tools.arrays import Floats, Integers

SUBPIXEL = 256
"""Corners are moved to this fraction of a pixel, as graphics hardware does."""

LARGEST_LOT = 1_000_000
"""Pixels that are looked at together."""


def path_lengths(
    points: Floats, triangles: Integers, *, distance: float, field: float, size: int
) -> Floats:
    """Measure the way of every ray inside a closed surface.

    Parameters
    ----------
    points : (n, 3) float
        Corners in mm as the source sees them: x to the right, y up, z towards the source, which
        lies at the origin.

    triangles : (m, 3) int
        Corners of each triangle, counter-clockwise seen from outside.

    distance : float
        Millimetres from the source to the middle of the scene; only differences from it are
        added up, which keeps them small.

    field : float
        Width in mm of the square that the picture shows at that distance.

    size : int
        Width and height of the picture in pixels.

    Returns
    -------
    (size, size) float
        Millimetres, first row on top; rays that meet nothing have exactly 0.

    """
    film = _Film(distance, field, size)
    corners = film.corners(points)[triangles]
    area = _cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    # Rows of the film run downwards, so what faces the source is clockwise there.
    corners[area < 0] = corners[area < 0][:, ::-1]
    triangle, row = _rows(corners, size)
    first, last = _stretches(corners[triangle], row, size)
    count = np.where(area[triangle] == 0, 0, np.maximum(last - first + 1, 0))
    total = np.zeros(size * size)
    normals, offsets = _planes(points[triangles])
    spans = np.linalg.norm(points, axis=1)[triangles]
    nearest, farthest = spans.min(axis=1), spans.max(axis=1)
    for part in _bearable(count):
        owner = np.repeat(triangle[part], count[part])
        pixel = _expanded(row[part] * size + first[part], count[part])
        depth = offsets[owner] / _nonzero(np.einsum("ij,ij->i", normals[owner], film.rays[pixel]))
        depth = np.clip(depth, nearest[owner], farthest[owner]) - distance
        total += np.bincount(pixel, np.sign(area[owner]) * depth, size * size)
    return total.reshape(size, size)


class _Film:
    """Projection of points onto the film, along rays from the source."""

    def __init__(self, distance: float, field: float, size: int) -> None:
        self.scale = distance / field * size
        self.middle = size / 2
        place = (np.arange(size) + 0.5 - self.middle) / self.scale
        across, down = np.meshgrid(place, place)
        rays = np.column_stack([across.ravel(), -down.ravel(), np.full(size * size, -1.0)])
        self.rays = rays / np.linalg.norm(rays, axis=1, keepdims=True)
        """Unit directions from the source through each pixel, row by row."""

    def corners(self, points: Floats) -> Integers:
        """Return where points fall, in fractions of a pixel from the middle of the first one."""
        across = points[:, 0] / -points[:, 2] * self.scale + self.middle - 0.5
        down = -points[:, 1] / -points[:, 2] * self.scale + self.middle - 0.5
        return np.rint(np.column_stack([across, down]) * SUBPIXEL).astype(np.int64)


def _planes(corners: Floats) -> tuple[Floats, Floats]:
    """Return normals of triangles and how far along them their planes lie from the source."""
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return normals, np.einsum("ij,ij->i", normals, corners[:, 0])


def _nonzero(slope: Floats) -> Floats:
    """Return slopes by which one may divide; rays along a plane meet it nowhere in particular."""
    return np.where(slope == 0.0, 1e-300, slope)


def _cross(a: Integers, b: Integers) -> Integers:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def _rows(corners: Integers, size: int) -> tuple[Integers, Integers]:
    """Return every pair of a triangle and a row of the picture that it reaches."""
    top = np.clip(-(-corners[:, :, 1].min(axis=1) // SUBPIXEL), 0, size)
    bottom = np.clip(corners[:, :, 1].max(axis=1) // SUBPIXEL, -1, size - 1)
    count = np.maximum(bottom - top + 1, 0)
    return np.repeat(np.arange(len(corners)), count), _expanded(top, count)


def _stretches(corners: Integers, row: Integers, size: int) -> tuple[Integers, Integers]:
    """Return the first and the last pixel of a row whose middles lie in a triangle.

    A middle that lies on an edge belongs to the triangle below or to the right of it.
    """
    first, last = np.zeros(len(row), np.int64), np.full(len(row), size - 1)
    for start in range(3):
        a, b = corners[:, start], corners[:, (start + 1) % 3]
        across, down = (b - a).T
        owns = (down < 0) | ((down == 0) & (across > 0))
        # Inside is where height - down * SUBPIXEL * pixel >= 0, in whole numbers.
        height = across * (row * SUBPIXEL - a[:, 1]) + down * a[:, 0] - np.where(owns, 0, 1)
        limit = height // np.maximum(np.abs(down) * SUBPIXEL, 1)
        last = np.where(down > 0, np.minimum(last, limit), last)
        first = np.where(down < 0, np.maximum(first, -limit), first)
        last = np.where((down == 0) & (height < 0), -1, last)
    return first, last


def _expanded(first: Integers, count: Integers) -> Integers:
    """Return ``first, first + 1, ...`` of each stretch, one after another."""
    start = np.cumsum(count) - count
    return np.asarray(np.repeat(first - start, count) + np.arange(count.sum()))


def _bearable(count: Integers) -> Iterator[slice]:
    """Split stretches so that each lot has a bearable number of pixels."""
    lots = np.cumsum(count) // LARGEST_LOT
    ends = np.flatnonzero(np.diff(lots, append=-1)) + 1
    for start, end in pairwise([0, *ends.tolist()]):
        yield slice(start, end)
