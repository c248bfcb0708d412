"""Where the upper endplate of a broken body lay: dashes along it, and an arrow to where it is now.

Both follow the fracture in two states at once, as it was broken and as it is now.  Their weights
are those of both, one after the other, and a last one that lets the dashes have their width.
"""

from dataclasses import dataclass, field
from typing import Self

import numpy as np

from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import VertebraSize
from meshes.spine.vertebral_body import endplate_height, rim_radius
from meshes.tools.arrays import Flags, Floats, Integers, smoothstep, unit
from meshes.tools.surface import points_of, triangles_of
from meshes.tools.sweep import loft, tube

SIDES = 4
"""Points around a dash."""

ARROW = ((0.12, 0.085), (0.56, 0.085), (0.50, 0.25), (0.97, 0.03))
"""Place along the arrow and radius of each of its rings, in shares of its length."""

APART = 0.3
"""Millimetres over which the rings of an arrow are spread before it has a length."""

COMES_BACK = 0.05
"""Share of the lost height with whose return the dashes have their full width."""


@dataclass(frozen=True, eq=False)
class SunkenPlate:
    """Dashes and an arrow, in the frame of the vertebra; nothing of them shows at rest.

    Attributes
    ----------
    axis : (n, 3) float
        Place on the healthy bone that each corner follows, mm.

    share : (n,) float
        How far each lies on the way from there in the broken bone to there in the present one.

    spokes : (n, 3) float
        Offset from there at full width, mm, and for the arrow per mm of the height that came back.

    grows : (n,) bool
        Whether a corner belongs to the arrow, which grows with that height.

    triangles : (m, 3) int
        Corners of each triangle.

    """

    axis: Floats = field(repr=False)
    share: Floats = field(repr=False)
    spokes: Floats = field(repr=False)
    grows: Flags = field(repr=False)
    triangles: Integers = field(repr=False)

    @classmethod
    def of(
        cls, line: Floats, foot: Floats, *, dash: float, gap: float, half: tuple[float, float]
    ) -> Self:
        """Lay dashes along a line of the endplate.

        Parameters
        ----------
        line : (k, 3) float
            The line on the healthy bone, mm.

        foot : (3,) float
            Place on the healthy bone that the arrow starts from and points to, mm.

        dash, gap : float
            Length of dashes and of what lies between them, mm.

        half : tuple of float
            Half the width of a dash, upright and across, mm.

        """
        parts = [_dash(row, half) for row in _pieces(line, dash, gap)]
        axes, spokes, triangles = _joined(parts)
        place, ring, faces = _arrow()
        dashes = len(axes)
        return cls(
            # Packing would make one corner of what lies in one place.
            axis=np.concatenate([axes, foot + np.outer(place, (0.0, APART, 0.0))]),
            share=np.concatenate([np.zeros(dashes), place]),
            spokes=np.concatenate([spokes, ring]),
            grows=np.arange(dashes + len(place)) >= dashes,
            triangles=np.concatenate([triangles, faces + dashes]),
        )

    @property
    def normals(self) -> Floats:
        """Unit normals, (n, 3)."""
        return unit(self.spokes + 1e-9)

    def targets(self, fracture: Fracture) -> Floats:
        """Return how every corner moves for each of the weights of :func:`plate_weights`.

        Parameters
        ----------
        fracture : Fracture
            The fracture.

        Returns
        -------
        (2 * k + 1, n, 3) float
            Displacements in mm per unit of weight.

        """
        moves = fracture.targets(self.axis)
        # An arrow's width is a share of its length, so that it grows out of nothing.
        widths = moves[:, :, 1, None] * np.where(self.grows[:, None], self.spokes, 0.0)
        share = self.share[:, None]
        spread = self.share[:, None] * (0.0, -APART, 0.0)
        dashes = np.where(self.grows[:, None], spread, self.spokes)
        return np.concatenate([(1.0 - share) * moves - widths, share * moves + widths, [dashes]])


def plate_weights(fracture: Fracture, broken: float, loss: float, crack: float) -> Floats:
    """Return the weights of what shows where the endplate lay.

    Parameters
    ----------
    fracture : Fracture
        The fracture.

    broken : float
        Loss of height at the break.

    loss, crack : float
        Present state, see :meth:`meshes.fracture.warp.Fracture.weights`.

    Returns
    -------
    (2 * k + 1,) float
        Weights of the broken body, of the present one, and of the width of the dashes: 0 while no
        height has come back.

    """
    back = 1.0 - loss / broken if broken else 0.0
    width = smoothstep(np.array([back]), 0.0, COMES_BACK)
    return np.concatenate([fracture.weights(broken, 1.0), fracture.weights(loss, crack), width])


def plate_line(size: VertebraSize, around: Floats, share: float) -> Floats:
    """Draw a line around the upper endplate.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    around : (n,) float
        Angles about the Y axis in radians: 0 in front, positive to the left.

    share : float
        How far out it runs: 1 on the outline.

    Returns
    -------
    (n, 3) float
        Points on the healthy bone, mm.

    """
    outward = np.stack([np.sin(around), np.cos(around)])
    inner, outer = np.zeros(len(around)), np.full(len(around), size.body_width)
    for _ in range(30):
        middle = 0.5 * (inner + outer)
        within = rim_radius(size, *(middle * outward)) < share
        inner, outer = np.where(within, middle, inner), np.where(within, outer, middle)
    x, z = inner * outward
    return np.column_stack([x, endplate_height(size, x, z), z])


def _pieces(line: Floats, dash: float, gap: float) -> list[Floats]:
    """Cut a line into dashes of three points."""
    along = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1)))
    starts = np.arange(0.5 * gap, along[-1] - dash, dash + gap)
    return [
        np.column_stack([np.interp(start + np.linspace(0.0, dash, 3), along, x) for x in line.T])
        for start in starts
    ]


def _dash(line: Floats, half: tuple[float, float]) -> tuple[Floats, Floats, Integers]:
    """Make one closed dash: the place that each corner follows, its offset, and the triangles."""
    solid = tube(line, half[0], SIDES, (0.0, 1.0, 0.0), half[1], ends="flat")
    corners = points_of(solid)
    axis = np.concatenate([np.repeat(line, SIDES, axis=0), line[[0, -1]]])
    return axis, corners - axis, triangles_of(solid)


def _arrow() -> tuple[Floats, Floats, Integers]:
    """Make an upright arrow of length 1: shares along it, offsets and triangles."""
    place, radius = np.array(ARROW).T
    turn = np.linspace(0.0, 2.0 * np.pi, 6, endpoint=False)[:, None]
    ring = np.hstack([np.cos(turn), np.zeros_like(turn), np.sin(turn)])
    rings = radius[:, None, None] * ring + place[:, None, None] * [0.0, 1.0, 0.0]
    solid = loft(rings)
    corners = points_of(solid)
    return corners[:, 1], corners * (1.0, 0.0, 1.0), triangles_of(solid)


def _joined(parts: list[tuple[Floats, Floats, Integers]]) -> tuple[Floats, Floats, Integers]:
    """Put the corners of all parts into one row."""
    axes, spokes, faces = zip(*parts, strict=True)
    starts = np.cumsum([0, *(len(axis) for axis in axes[:-1])])
    triangles = [face + start for face, start in zip(faces, starts, strict=True)]
    return np.concatenate(axes), np.concatenate(spokes), np.concatenate(triangles)
