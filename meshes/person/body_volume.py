"""The body as distances on a grid: face, chest and groin smoothed, hair and gown put on."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyvista as pv
from scipy import ndimage, special

from meshes.person.fitted_body import FittedBody, fitted_body
from meshes.tools.arrays import Flags, Floats, length, smoothstep
from meshes.tools.sdf import Field, SampledField, blend_max, blend_min, ellipsoid, half_space
from meshes.tools.surface import bare

SPACING = 4.0
"""Distance of the nodes, mm."""

SHARP, FINE, COARSE = 2.4, 3.6, 10.0
"""Standard deviation of the blur of hands, of the body, and of what is kept without detail, mm."""

HEAD_CLOSING, HAND_CLOSING = 9, 4
"""Steps by which mouth, eyes and ears are closed, and the gaps between fingers."""

MARGIN = np.array([20.0, 32.0, 44.0])
"""Empty space around the body, mm."""

HEAD = np.array([0.0, 80.0, 30.0])
"""Middle of the head, from where its bone begins, mm."""

OUTSIDE = 60.0
"""Distance that is given far from hair and gown, mm."""

HEM = -650.0
"""Height of the gown's hem in the standing frame, mm."""

ROOM = 9.0
"""How far the gown stands off the body, mm (unsourced)."""

SUPERELLIPSE = 2.45
"""Exponent of the gown's cross sections: 2 is an ellipse, more is squarer (unsourced)."""


@dataclass(frozen=True, eq=False)
class BodyVolume:
    """Signed distances in the left half of the standing frame, arms spread, negative inside.

    Attributes
    ----------
    body : SampledField
        The body without hair.

    hair : SampledField
        Hair and bun alone; see `hair_shape`.

    gown : SampledField
        The gown alone.

    """

    body: SampledField = field(repr=False)
    hair: SampledField = field(repr=False)
    gown: SampledField = field(repr=False)

    def bare(self) -> SampledField:
        """Return the body with its hair."""
        return self._joined(self.body, self.hair, 7.0)

    def dressed(self) -> SampledField:
        """Return the body with its hair, in the gown."""
        return self._joined(self.bare(), self.gown, 6.0)

    def _joined(self, first: SampledField, second: SampledField, radius: float) -> SampledField:
        """Unite two parts; only the heights at which the second one lies take time."""
        rows = np.flatnonzero((second.values < OUTSIDE).any(axis=(0, 2)))
        values = first.values.copy()
        values[:, rows] = blend_min(values[:, rows], second.values[:, rows], radius)
        return SampledField(values, first.origin, first.spacing)


@cache
def body_volume() -> BodyVolume:
    """Measure the body on a grid.

    Returns
    -------
    BodyVolume
        Its parts.

    Raises
    ------
    BodyDataMissingError
        If the package with the files of a body is not installed.

    """
    body = fitted_body()
    filled, origin = _filled(body)
    grid = _Grid(filled.shape, origin)
    head, knuckle = body.joints["head"], body.joints["middle_01_l"]
    _close(filled, grid.box(head + HEAD, 150.0), HEAD_CLOSING)
    _close(filled, grid.box(knuckle, 115.0), HAND_CLOSING)
    distance = _smooth_distance(filled, body, grid)
    fields = (distance, _hair(body, grid), _gown(filled, body, grid))
    return BodyVolume(*(SampledField(values, origin, SPACING) for values in fields))


class _Grid:
    """Coordinates of the nodes, as arrays that spread over the grid."""

    def __init__(self, shape: tuple[int, ...], origin: Floats) -> None:
        axes = [first + SPACING * np.arange(n) for n, first in zip(shape, origin, strict=True)]
        self.shape, self.origin = shape, origin
        self.x, self.y, self.z = np.meshgrid(*axes, indexing="ij", sparse=True)

    def box(self, centre: Floats, reach: float) -> tuple[slice, ...]:
        """Choose the nodes of a cube, as far as they are in the grid."""
        first = np.maximum((centre - reach - self.origin) / SPACING, 0.0).astype(int)
        behind = np.minimum((centre + reach - self.origin) / SPACING + 1.0, self.shape).astype(int)
        return tuple(slice(start, stop) for start, stop in zip(first, behind, strict=True))

    def nodes(self, part: tuple[slice, ...]) -> Floats:
        """Positions of the nodes of a part, (n, 3)."""
        x, y, z = (self.x[part[0]], self.y[:, part[1]], self.z[:, :, part[2]])
        return np.stack([axis.ravel() for axis in np.broadcast_arrays(x, y, z)], axis=1)


def _filled(body: FittedBody) -> tuple[Flags, Floats]:
    """Mark the nodes within the left half; the first layer of nodes lies at x = 0."""
    lower, upper = body.points.min(axis=0) - MARGIN, body.points.max(axis=0) + MARGIN
    lower[0] = 0.0
    count = np.ceil((upper - lower) / SPACING).astype(int) + 1
    image = pv.ImageData(dimensions=count, spacing=(SPACING,) * 3, origin=lower)
    skin = bare(body.points, body.triangles)
    mask = skin.voxelize_binary_mask(reference_volume=image)
    within = np.asarray(mask["mask"]).reshape(count, order="F") > 0
    return within, lower


def _close(filled: Flags, part: tuple[slice, ...], steps: int) -> None:
    """Close what is hollow in a part of the left half, in place."""
    wide, edge = filled[part], steps + 2
    mirrored = wide[edge:0:-1] if part[0].start == 0 else wide[:0]
    wide = np.pad(np.concatenate([mirrored, wide]), edge, mode="edge")
    closed = ndimage.binary_closing(wide, iterations=steps)
    inner = slice(edge, -edge)
    filled[part] |= ndimage.binary_fill_holes(closed)[inner, inner, inner][len(mirrored) :]


def _blurred(filled: Flags, deviation: float) -> Floats:
    """Turn marks into distances that are right within about two standard deviations."""
    share = ndimage.gaussian_filter(
        filled.astype(np.float32),
        deviation / SPACING,
        mode=("mirror", "nearest", "nearest"),
        truncate=3.0,
    )
    near = (share > 0.002) & (share < 0.998)
    # Beyond that the sign alone counts.
    distance = np.where(share < 0.5, 3.0 * deviation, -3.0 * deviation)
    distance[near] = np.sqrt(2.0) * deviation * special.erfinv(1.0 - 2.0 * share[near])
    return np.asarray(distance)


def _smooth_distance(filled: Flags, body: FittedBody, grid: _Grid) -> Floats:
    """Blur the body; face, chest, back and groin lose their detail."""
    head = body.joints["head"]
    face = smoothstep(grid.y, head[1] - 45.0, head[1] - 10.0) * smoothstep(
        grid.z, head[2] - 40.0, head[2] + 10.0
    )
    chest = (
        smoothstep(grid.y, 60.0, 110.0)
        * smoothstep(grid.y, 300.0, 250.0)
        * smoothstep(grid.z, 10.0, 50.0)
        * smoothstep(grid.x, 170.0, 130.0)
    )
    groin = (
        smoothstep(grid.y, -150.0, -190.0)
        * smoothstep(grid.y, -330.0, -280.0)
        * smoothstep(grid.x, 90.0, 50.0)
    )
    # Folds of skin on the back would be drawn as cracks.
    back = (
        smoothstep(grid.y, -170.0, -120.0)
        * smoothstep(grid.y, 240.0, 180.0)
        * smoothstep(grid.z, -15.0, -45.0)
    )
    distance = _blurred(filled, FINE)
    plain = np.maximum(np.maximum(face, 0.9 * back), np.maximum(0.8 * chest, 0.7 * groin))
    rows = np.flatnonzero(plain.any(axis=(0, 2)))
    share = plain[:, rows]
    distance[:, rows] += (_blurred(filled[:, rows], COARSE) - distance[:, rows]) * share
    hand = grid.box(body.joints["middle_01_l"], 160.0)
    far = length(grid.nodes(hand) - body.joints["middle_01_l"]).reshape(filled[hand].shape)
    # The blur makes fingers thinner by one or two millimetres.
    sharp = _blurred(filled[hand], SHARP) - 1.6
    distance[hand] += (sharp - distance[hand]) * smoothstep(far, 150.0, 90.0)
    return distance


def _hair(body: FittedBody, grid: _Grid) -> Floats:
    """Measure the hair on the grid."""
    part = grid.box(body.joints["head"] + HEAD, 175.0)
    hair = np.full(grid.shape, OUTSIDE)
    hair[part] = hair_shape(body)(grid.nodes(part)).reshape(hair[part].shape)
    return hair


def hair_shape(body: FittedBody, wider: float = 0.0) -> Field:
    """Shape hair like a cap behind a slanted hairline, and a low bun (unsourced sizes).

    Parameters
    ----------
    body : FittedBody
        The body, for its head.

    wider : float, default: 0.0
        By how many mm cap and bun are larger; the hairline stays.

    Returns
    -------
    Field
        Signed distance, negative inside.

    """
    skull = body.points[body.points[:, 1] > body.joints["head"][1]]
    top, back, front = skull[:, 1].max(), skull[:, 2].min(), skull[:, 2].max()
    middle = (front + back) / 2
    cap = ellipsoid((0.0, top - 86.0, middle - 12.0), np.array([93.0, 104.0, 110.0]) + wider)
    line = half_space((0.0, top - 66.0, middle + 52.0), (0.0, -0.60, 0.80))
    bun = ellipsoid((0.0, top - 112.0, back - 20.0), np.array([40.0, 36.0, 32.0]) + wider)

    def distance(points: Floats) -> Floats:
        return blend_min(blend_max(cap(points), line(points), 14.0), bun(points), 26.0)

    return distance


def _gown(filled: Flags, body: FittedBody, grid: _Grid) -> Floats:
    """Hang a loose gown: superellipses around the trunk, wider towards the hem."""
    shoulder_x, shoulder_y, _ = body.joints["upperarm_l"]
    # A slanted plane from the armpit leaves the arm out.
    armpit = shoulder_x + 14.0 + 0.16 * np.clip(shoulder_y - 40.0 - grid.y, 0.0, 400.0)
    trunk = filled & (grid.x < armpit)
    heights = grid.y[0, :, 0]
    rows = np.flatnonzero((heights > HEM - 40.0) & (heights < shoulder_y + 26.0))
    side, back, front = _profile(
        trunk[:, rows], grid, heights[rows], float(body.joints["thigh_l"][1])
    )
    centre, deep, wide = (front + back) / 2, (front - back) / 2 + ROOM, side + ROOM - 1.0
    z = np.abs(grid.z - centre[None, :, None]) / deep[None, :, None]
    x = np.abs(grid.x) / wide[None, :, None]
    radius = (x**SUPERELLIPSE + z**SUPERELLIPSE) ** (1.0 / SUPERELLIPSE)
    cloth = (radius - 1.0) * 0.9 * np.minimum(wide, deep)[None, :, None]
    y = np.broadcast_to(grid.y[:, rows], cloth.shape)
    cloth = blend_max(blend_max(cloth, HEM - y, 5.0), y - shoulder_y - 22.0, 30.0)
    # Over the chest the cloth follows the body.
    high = np.flatnonzero(heights[rows] > shoulder_y - 110.0)
    close = np.maximum(_blurred(trunk[:, rows[high]], 8.0) - 10.0, cloth[:, high])
    share = smoothstep(y[:, high], shoulder_y - 110.0, shoulder_y - 40.0)
    cloth[:, high] += (close - cloth[:, high]) * share
    gown = np.full(grid.shape, OUTSIDE)
    gown[:, rows] = ndimage.gaussian_filter(cloth, 5.0 / SPACING, mode="nearest", truncate=3.0)
    return gown


def _profile(
    trunk: Flags, grid: _Grid, heights: Floats, hips: float
) -> tuple[Floats, Floats, Floats]:
    """Measure half-width, back and front of the gown's inside at every height, mm."""
    across, along = trunk.any(axis=2), trunk.any(axis=0)
    x, z = grid.x[:, 0, 0], grid.z[0, 0]
    side = np.where(across, x[:, None], 0.0).max(axis=0)
    back = np.where(along, z, np.inf).min(axis=1)
    front = np.where(along, z, -np.inf).max(axis=1)
    start = int(np.searchsorted(heights, hips + 20.0))
    flare = 0.045 * (heights[start] - heights[:start])
    side[:start] = np.maximum(side[:start], side[start] + flare)
    front[:start] = np.maximum(front[:start], front[start] + flare)
    back[:start] = np.minimum(back[:start], back[start] - flare)
    # The front hangs straight down from where it is fullest.
    fullest = np.maximum.accumulate(front[::-1])[::-1]
    front = np.where(heights < 170.0, 0.82 * fullest + 0.18 * front, front)
    waist = ndimage.grey_closing(side, size=(int(300.0 / SPACING),))
    side = np.maximum(side, 0.93 * waist)
    side, back, front = (
        ndimage.gaussian_filter1d(edge, 28.0 / SPACING, mode="nearest")
        for edge in (side, back, front)
    )
    return side, back, front
