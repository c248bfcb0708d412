"""Shapes swept along curves or turned about an axis, as fields and as closed meshes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyvista as pv

from meshes.tools.arrays import Floats, Integers, dot, length, unit
from meshes.tools.sdf import Field
from meshes.tools.surface import mesh

FAR = 6.0
"""Distance in mm beyond which a swept field answers with the distance to its box."""


def catmull_rom(rows: Floats, steps: int) -> Floats:
    """Draw a smooth curve through given rows.

    Parameters
    ----------
    rows : (k, d) float
        Values to pass through.

    steps : int
        Intervals between two neighbouring rows.

    Returns
    -------
    ((k - 1) * steps + 1, d) float
        Samples of the curve, the given rows among them.

    """
    padded = np.concatenate([2 * rows[:1] - rows[1:2], rows, 2 * rows[-1:] - rows[-2:-1]])
    t = (np.arange(steps) / steps)[None, :, None]
    a, b, c, d = (padded[k : len(padded) - 3 + k, None] for k in range(4))
    curve = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return np.concatenate([curve.reshape(-1, rows.shape[1]), rows[-1:]])


def swept_ellipse(
    centers: Sequence[Sequence[float] | Floats],
    half_widths: Sequence[float],
    half_heights: Sequence[float],
    across: Sequence[float] | Floats,
    cap: float = 1.0,
) -> Field:
    """Sweep an ellipse along a smooth curve, with rounded ends.

    Parameters
    ----------
    centers : (k, 3) float
        Points of the centreline, mm; a Catmull-Rom curve goes through them.

    half_widths : (k,) float
        Half-axis along ``across`` at every point, mm.

    half_heights : (k,) float
        Half-axis across both the curve and ``across`` at every point, mm.

    across : (3,) float
        Direction of the first half-axis; it is made perpendicular to the curve.

    cap : float, default: 1.0
        Length of the rounded end in units of the smaller half-axis.

    Returns
    -------
    Field
        Approximate signed distance; beyond 6 mm the distance to the bounding box.

    """
    rows = np.column_stack([np.asarray(centers, dtype=float), half_widths, half_heights])
    rows = catmull_rom(rows, 4) if len(rows) > 2 else rows
    line = _Sweep(
        rows[:, :3], rows[:, 3:], unit(np.gradient(rows[:, :3], axis=0)), np.asarray(across), cap
    )
    thick = rows[:, 3:].max()
    lower, upper = rows[:, :3].min(axis=0) - thick, rows[:, :3].max(axis=0) + thick

    def distance(points: Floats) -> Floats:
        outside = np.maximum(np.maximum(lower - points, points - upper), 0.0)
        result = length(outside)
        near = result < FAR
        result[near] = line.distance(points[near])
        return np.asarray(result)

    return distance


def loft(
    rings: Floats, first: Floats | None = None, last: Floats | None = None, closed: bool = False
) -> pv.PolyData:
    """Stretch a skin over rings of points and close both ends.

    Parameters
    ----------
    rings : (k, s, 3) float
        Rings of ``s`` points each, in order along the shape.

    first, last : (3,) float, default: None
        Points that close the ends; the mean of the end ring when not given.

    closed : bool, default: False
        Join the last ring to the first, as in a hollow pipe, instead of closing the ends.

    Returns
    -------
    pyvista.PolyData
        Closed mesh that faces outward; points are the rings in order, then the two end points.

    """
    count, sides = rings.shape[:2]
    points = rings.reshape(-1, 3)
    triangles = ring_triangles(count, sides, closed)
    if not closed:
        poles = [
            ring.mean(axis=0) if pole is None else pole
            for ring, pole in ((rings[0], first), (rings[-1], last))
        ]
        points = np.concatenate([points, poles])
        start = np.arange(sides)
        after = np.roll(start, -1)
        end = (count - 1) * sides
        fans = [
            np.column_stack([np.full(sides, len(points) - 2), after, start]),
            np.column_stack([np.full(sides, len(points) - 1), end + start, end + after]),
        ]
        triangles = np.concatenate([triangles, *fans])
    a, b, c = (points[triangles[:, k]] - points[0] for k in range(3))
    outward = np.sum(a * np.cross(b, c)) > 0
    return mesh(points, triangles if outward else triangles[:, ::-1])


def ring_triangles(count: int, sides: int, closed: bool = False) -> Integers:
    """Connect neighbouring rings of points with triangles.

    Parameters
    ----------
    count : int
        Number of rings.

    sides : int
        Points in every ring.

    closed : bool, default: False
        Connect the last ring to the first as well.

    Returns
    -------
    (m, 3) int
        Indices into the rings' points in order.

    """
    index = np.arange(count * sides).reshape(count, sides)
    after = np.roll(index, -1, axis=1)
    rows = slice(None) if closed else slice(-1)
    a, b = index[rows], after[rows]
    d, c = np.roll(index, -1, axis=0)[rows], np.roll(after, -1, axis=0)[rows]
    lower, upper = np.stack([a, b, c], axis=-1), np.stack([a, c, d], axis=-1)
    return np.concatenate([lower.reshape(-1, 3), upper.reshape(-1, 3)])


def tube(
    centers: Floats,
    radii: float | Floats,
    sides: int = 16,
    across: Sequence[float] = (1.0, 0.0, 0.0),
    minor: float | Floats | None = None,
    ends: Literal["flat", "round"] = "round",
) -> pv.PolyData:
    """Sweep a circle or an ellipse along a polyline into a closed mesh.

    Parameters
    ----------
    centers : (k, 3) float
        Centreline, mm.

    radii : float or (k,) float
        Radius, or the half-axis along ``across``, mm.

    sides : int, default: 16
        Points around.

    across : (3,) float, default: (1, 0, 0)
        Direction of the first point around; it must not run along the line's start.

    minor : float or (k,) float, default: None
        Other half-axis, mm; ``radii`` when not given.

    ends : {"round", "flat"}, default: "round"
        Shape of the two ends; a round end reaches one half-axis farther.

    Returns
    -------
    pyvista.PolyData
        Closed mesh that faces outward.

    """
    major = np.broadcast_to(np.asarray(radii, dtype=float), len(centers))
    other = major if minor is None else np.broadcast_to(np.asarray(minor, float), len(centers))
    along = unit(np.gradient(centers, axis=0))
    side = _carried(along, np.asarray(across, dtype=float))
    up = np.cross(along, side)
    turn = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)
    spokes = (
        side[:, None] * (major[:, None] * np.cos(turn))[..., None]
        + up[:, None] * (other[:, None] * np.sin(turn))[..., None]
    )
    rings = centers[:, None] + spokes
    if ends == "flat":
        return loft(rings)
    reach = np.minimum(major, other)[[0, -1], None] * along[[0, -1]] * [[-1.0], [1.0]]
    steps = np.array([np.pi / 6, np.pi / 3])[:, None, None]
    domes = [centers[k] + spokes[k] * np.cos(steps) + reach[k] * np.sin(steps) for k in (0, -1)]
    rings = np.concatenate([domes[0][::-1], rings, domes[1]])
    return loft(rings, centers[0] + reach[0], centers[-1] + reach[-1])


def lathe(
    profile: Sequence[Sequence[float]] | Floats,
    origin: Sequence[float] | Floats,
    direction: Sequence[float] | Floats,
    sides: int = 28,
    closed: bool = False,
) -> pv.PolyData:
    """Turn a profile about an axis into a closed mesh.

    Parameters
    ----------
    profile : (k, 2) float
        Distance along the axis and radius, mm.  An open profile is closed by a flat disc where
        its end radius is not zero.

    origin : (3,) float
        Point of the axis from which distances count, mm.

    direction : (3,) float
        Direction of the axis; any length.

    sides : int, default: 28
        Points around.

    closed : bool, default: False
        The profile is a loop that does not touch the axis: a hollow pipe or a ring.

    Returns
    -------
    pyvista.PolyData
        Closed mesh that faces outward, with smooth normals.

    """
    along = unit(np.asarray(direction, dtype=float))
    place, radius = np.asarray(profile, dtype=float).T
    # The least aligned axis of the frame gives a stable first direction around.
    side = unit(np.cross(along, np.eye(3)[np.argmin(np.abs(along))]))
    up = np.cross(along, side)
    turn = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)[:, None]
    around = np.cos(turn) * side + np.sin(turn) * up
    line = np.asarray(origin, dtype=float) + place[:, None] * along
    rings = line[:, None] + radius[:, None, None] * around
    keep = slice(int(radius[0] == 0.0), len(radius) - int(radius[-1] == 0.0))
    return loft(rings[keep], line[0], line[-1], closed)


@dataclass(frozen=True)
class _Sweep:
    """Resampled centreline of a swept ellipse: (k, 3), (k, 2), (k, 3) and (3,) float."""

    centers: Floats
    radii: Floats
    tangents: Floats
    across: Floats
    cap: float

    def distance(self, points: Floats) -> Floats:
        """Distance to the ellipsoid around the closest point of the centreline."""
        segment, t = self._closest(points)
        center, radius, along = (
            a[segment] + (a[segment + 1] - a[segment]) * t[:, None]
            for a in (self.centers, self.radii, self.tangents)
        )
        along = unit(along)
        side = unit(self.across - along * (along @ self.across)[:, None])
        offset = points - center
        least = np.minimum(radius[:, 0], radius[:, 1])
        size = np.column_stack([radius, self.cap * least])
        axes = (side, np.cross(along, side), along)
        local = np.stack([dot(offset, axis) for axis in axes], axis=1) / size
        k0 = length(local)
        local /= size
        k1 = length(local)
        outer = k0 * (k0 - 1.0) / np.maximum(k1, 1e-6)
        return np.asarray(np.where(k0 < 0.25, (k0 - 1.0) * least, outer))

    def _closest(self, points: Floats) -> tuple[Integers, Floats]:
        """Segment of the centreline nearest to each point and the place in it, 0 to 1."""
        best = np.full(len(points), np.inf)
        segment = np.zeros(len(points), dtype=np.int64)
        place = np.zeros(len(points))
        for k, (start, end) in enumerate(zip(self.centers[:-1], self.centers[1:], strict=True)):
            step = end - start
            offset = points - start
            t = np.clip(offset @ step / (step @ step), 0.0, 1.0)
            offset -= t[:, None] * step
            gap = dot(offset, offset)
            closer = gap < best
            best[closer], segment[closer], place[closer] = gap[closer], k, t[closer]
        return segment, place


def _carried(along: Floats, across: Floats) -> Floats:
    """Carry a direction along a curve so that it stays perpendicular to it and does not twist."""
    side = np.empty_like(along)
    for k, tangent in enumerate(along):
        before = across if k == 0 else side[k - 1]
        side[k] = unit(before - tangent * (tangent @ before))
    return side
