"""Signed distance fields: shapes as functions of points that compose smoothly.

A field takes ``(n, 3)`` points and returns ``(n,)`` distances in mm, negative inside.  Blends and
ellipses make them approximate: right in sign and near zero, too small farther away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import TypeAlias

import numpy as np
from scipy import ndimage

from meshes.tools.arrays import Floats, Integers, dot, length, unit

Field: TypeAlias = Callable[[Floats], Floats]
"""Signed distance in mm at ``(n, 3)`` points, negative inside."""


def blend_min(a: Floats, b: Floats, radius: float) -> Floats:
    """Take the smaller of two distances, rounded where they are nearly equal.

    Parameters
    ----------
    a, b : (n,) float
        Distances in mm.

    radius : float
        Difference in mm below which the two are blended.

    Returns
    -------
    (n,) float
        At most ``min(a, b)``, lower by up to ``radius / 4``.

    """
    overlap = np.maximum(radius - np.abs(a - b), 0.0) / radius
    return np.minimum(a, b) - overlap * overlap * (0.25 * radius)


def blend_max(a: Floats, b: Floats, radius: float) -> Floats:
    """Take the larger of two distances, rounded where they are nearly equal.

    Parameters
    ----------
    a, b : (n,) float
        Distances in mm.

    radius : float
        Difference in mm below which the two are blended.

    Returns
    -------
    (n,) float
        At least ``max(a, b)``, higher by up to ``radius / 4``.

    """
    return -blend_min(-a, -b, radius)


def smooth_union(first: Field, *others: tuple[Field, float]) -> Field:
    """Join shapes with rounded inner corners.

    Parameters
    ----------
    first : Field
        Shape to start from.

    *others : (Field, float)
        Shapes to add in turn, each with its blending radius in mm.

    Returns
    -------
    Field
        The union.

    """

    def union(points: Floats) -> Floats:
        return reduce(
            lambda sum_, item: blend_min(sum_, item[0](points), item[1]), others, first(points)
        )

    return union


def smooth_difference(first: Field, second: Field, radius: float) -> Field:
    """Carve one shape out of another, with rounded edges.

    Parameters
    ----------
    first : Field
        The shape that stays.

    second : Field
        The shape that is taken away.

    radius : float
        Blending radius in mm.

    Returns
    -------
    Field
        The difference.

    """
    return lambda points: blend_max(first(points), -second(points), radius)


def half_space(point: Sequence[float] | Floats, normal: Sequence[float] | Floats) -> Field:
    """Fill everything behind a plane.

    Parameters
    ----------
    point : (3,) float
        A point of the plane, mm.

    normal : (3,) float
        Direction that points out of the solid side; any length.

    Returns
    -------
    Field
        Exact signed distance.

    """
    direction = unit(np.asarray(normal, dtype=float))
    offset = float(direction @ np.asarray(point, dtype=float))
    return lambda points: np.asarray(points @ direction - offset)


def ellipsoid(center: Sequence[float] | Floats, radii: Sequence[float] | Floats) -> Field:
    """Fill an ellipsoid whose axes are those of the frame.

    Parameters
    ----------
    center : (3,) float
        Centre, mm.

    radii : (3,) float
        Half-axes, mm.

    Returns
    -------
    Field
        Distance scaled by the smallest half-axis.

    """
    middle, size = np.asarray(center, dtype=float), np.asarray(radii, dtype=float)
    least = float(size.min())

    def distance(points: Floats) -> Floats:
        q = (points - middle) / size
        return np.asarray((length(q) - 1.0) * least)

    return distance


def mirrored(shape: Field) -> Field:
    """Make a shape symmetric by showing it the left half of every point.

    Parameters
    ----------
    shape : Field
        Shape described for x >= 0.

    Returns
    -------
    Field
        Exactly the same distance at x and -x.

    """

    def distance(points: Floats) -> Floats:
        left = np.array(points)
        left[:, 0] = np.abs(left[:, 0])
        return shape(left)

    return distance


def trilinear(values: Floats, places: Sequence[Floats]) -> Floats:
    """Read a grid between its nodes, along each axis in turn.

    Parameters
    ----------
    values : (nx, ny, nz) float
        Values at the nodes.

    places : sequence of three (k,) float
        Where to read along each axis, in units of nodes.

    Returns
    -------
    (kx, ky, kz) float
        Interpolated values.

    """
    for k, place in enumerate(places):
        first = np.minimum(place.astype(np.int64), values.shape[k] - 2)
        t = (place - first).reshape([-1 if axis == k else 1 for axis in range(3)])
        values = np.take(values, first, axis=k) * (1 - t) + np.take(values, first + 1, axis=k) * t
    return values


@dataclass(frozen=True)
class SampledField:
    """Signed distances on a regular grid, read between the nodes by a cubic B-spline.

    The spline is twice differentiable, so its gradient gives normals without speckles.

    Attributes
    ----------
    values : (nx, ny, nz) float
        Distances at the nodes, mm.

    origin : (3,) float
        Position of the first node, mm.

    spacing : float
        Distance between nodes, mm.

    """

    values: Floats = field(repr=False)
    origin: Floats
    spacing: float

    @cached_property
    def _coefficients(self) -> Floats:
        return np.asarray(ndimage.spline_filter(self.values, order=3, mode="mirror"))

    def __call__(self, points: Floats) -> Floats:
        """Return the distance at every point.

        Parameters
        ----------
        points : (n, 3) float
            Positions in mm; outside the grid the nearest border counts.

        Returns
        -------
        (n,) float
            Distances in mm.

        """
        return self.evaluate(points)[0]

    def gradient(self, points: Floats) -> Floats:
        """Return the direction in which the distance grows, times its slope.

        Parameters
        ----------
        points : (n, 3) float
            Positions in mm.

        Returns
        -------
        (n, 3) float
            Gradients, about one long near the surface.

        """
        return self.evaluate(points)[1]

    def evaluate(self, points: Floats) -> tuple[Floats, Floats]:
        """Return distances and gradients together, which costs little more than one of them.

        Parameters
        ----------
        points : (n, 3) float
            Positions in mm.

        Returns
        -------
        (n,) float, (n, 3) float
            Distances in mm and their gradients.

        """
        shape = np.array(self.values.shape)
        place = (np.asarray(points, dtype=float) - self.origin) / self.spacing
        place = np.clip(place, 1.0, shape - 2.000001)
        cell = place.astype(np.int64)
        weights, slopes = _spline_weights(place - cell)
        corner = [cell[:, k, None] + np.arange(-1, 3) for k in range(3)]
        block = self._coefficients[
            corner[0][:, :, None, None], corner[1][:, None, :, None], corner[2][:, None, None, :]
        ]
        along = block.reshape(-1, 16, 4) @ np.stack([weights[2], slopes[2]], axis=-1)
        flat = weights[1][:, None, None] @ along.reshape(-1, 4, 4, 2)
        rise = slopes[1][:, None, None] @ along[..., :1].reshape(-1, 4, 4, 1)
        flat, rise = flat[:, :, 0], rise[:, :, 0, 0]
        parts = [dot(flat[..., 0], slopes[0]), dot(rise, weights[0]), dot(flat[..., 1], weights[0])]
        return dot(flat[..., 0], weights[0]), np.stack(parts, axis=1) / self.spacing


def sample(
    shape: Field, lower: Floats, upper: Floats, spacing: float, smoothing: float = 0.0
) -> SampledField:
    """Sample a shape that is symmetric in x on a grid, exactly only near its surface.

    Parameters
    ----------
    shape : Field
        Shape with the same distance at x and -x.

    lower, upper : (3,) float
        Corners of the box to cover, mm; ``upper[0]`` alone sets the width.

    spacing : float
        Distance between nodes, mm.

    smoothing : float, default: 0.0
        Standard deviation of a Gaussian blur, mm; it rounds creases.

    Returns
    -------
    SampledField
        Exactly symmetric; zero lies on the middle layer of nodes.

    """
    origin = np.array([0.0, lower[1], lower[2]])
    count = np.ceil((np.asarray(upper) - origin) / spacing).astype(int) + 1
    half = _narrow_band(shape, origin, count, spacing)
    values = np.concatenate([half[:0:-1], half])
    if smoothing > 0:
        values = ndimage.gaussian_filter(values, smoothing / spacing)
    origin[0] = -(count[0] - 1) * spacing
    return SampledField(values, origin, spacing)


def _spline_weights(t: Floats) -> tuple[Floats, Floats]:
    """Cubic B-spline weights of four nodes and their derivatives, each (3, n, 4)."""
    t = t.T
    s = 1.0 - t
    weights = np.stack([s**3, 3 * t**3 - 6 * t**2 + 4, 3 * s**3 - 6 * s**2 + 4, t**3], axis=-1)
    slopes = np.stack([-(s**2), 3 * t**2 - 4 * t, -(3 * s**2 - 4 * s), t**2], axis=-1)
    return weights / 6.0, slopes / 2.0


def _narrow_band(shape: Field, origin: Floats, count: Integers, spacing: float) -> Floats:
    """Evaluate a shape on a coarse grid, then on the fine nodes that may be near its surface."""
    step = 4
    coarse_count = np.ceil((count - 1) / step).astype(int) + 1
    coarse = shape(_nodes(origin, coarse_count, step * spacing)).reshape(coarse_count)
    axes = [np.arange(n) / step for n in count]
    values = trilinear(coarse, axes)
    near = np.abs(values) < 1.2 * step * spacing
    nodes = _nodes(origin, count, spacing).reshape(*count, 3)
    values[near] = shape(nodes[near])
    return values


def _nodes(origin: Floats, count: Integers, spacing: float) -> Floats:
    """Positions of grid nodes in C order, (n, 3)."""
    axes = [np.arange(n) * spacing + start for n, start in zip(count, origin, strict=True)]
    grid = np.meshgrid(*axes, indexing="ij")
    return np.stack([axis.ravel() for axis in grid], axis=1)
