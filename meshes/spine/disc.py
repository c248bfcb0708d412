"""Intervertebral discs: closed cushions between two endplates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyvista as pv

from meshes.spine.anatomy import VERTEBRAE, VertebraSize
from meshes.spine.stack import apply
from meshes.spine.vertebral_body import endplate_height, rim_radius
from meshes.tools.arrays import Floats, unit
from meshes.tools.sweep import loft

AROUND = 60
"""Points in every ring."""

OVERLAP = 0.15
"""Distance in mm by which a disc reaches into the endplates, so that no gap shows."""

SWELL = 1.3
"""Outward bulge of the side at mid-height, mm (unsourced)."""


@dataclass(frozen=True)
class Disc:
    """A disc at rest.

    Attributes
    ----------
    surface : pyvista.PolyData
        Closed mesh in the world frame.

    share : (n,) float
        How much every point goes with the vertebra above: 0 on the lower endplate, 1 on the upper.

    """

    surface: pv.PolyData
    share: Floats = field(repr=False)


def build_disc(upper: str, lower: str, transforms: Mapping[str, Floats]) -> Disc:
    """Build the disc between two neighbouring vertebrae.

    Parameters
    ----------
    upper, lower : str
        Levels above and below.

    transforms : mapping of str to (4, 4) float
        Place of every vertebra in the world at rest.

    Returns
    -------
    Disc
        The disc in the world frame.

    """
    inward = np.linspace(0.16, 0.92, 5)
    below = [_endplate_ring(VERTEBRAE[lower], transforms[lower], s, 1.0) for s in inward]
    above = [_endplate_ring(VERTEBRAE[upper], transforms[upper], s, -1.0) for s in inward]
    edges = (
        _endplate_ring(VERTEBRAE[lower], transforms[lower], 0.955, 1.0),
        _endplate_ring(VERTEBRAE[upper], transforms[upper], 0.955, -1.0),
    )
    up = np.linspace(0.0, 1.0, 9)
    side = _side(*edges, up)
    rings = np.concatenate([below, side, above[::-1]])
    share = np.concatenate([np.zeros(len(below)), up, np.ones(len(above))])
    surface = loft(rings)
    return Disc(surface, np.append(np.repeat(share, AROUND), [0.0, 1.0]))


def _side(lower: Floats, upper: Floats, up: Floats) -> Floats:
    """Rings of the bulging side wall between the two edges."""
    rings = lower + up[:, None, None] * (upper - lower)
    outward = rings - (lower.mean(axis=0) + upper.mean(axis=0)) / 2
    outward[..., 1] = 0.0
    swell = SWELL * np.sin(np.pi * up) ** 0.8 - 0.1
    return np.asarray(rings + swell[:, None, None] * unit(outward))


def _endplate_ring(size: VertebraSize, transform: Floats, share: float, side: float) -> Floats:
    """Ring on the upper (side 1) or lower (-1) endplate at a share of its outline, in the world."""
    x, z = share * _outline(size)
    y = side * (endplate_height(size, x, z) - OVERLAP)
    return apply(transform, np.stack([x, y, z], axis=1))


def _outline(size: VertebraSize) -> Floats:
    """Points of the outline of a body seen from above, (2, n) mm, by bisection."""
    turn = np.linspace(0.0, 2 * np.pi, AROUND, endpoint=False)
    direction = np.stack([np.sin(turn), np.cos(turn)])
    low, high = np.zeros(AROUND), np.full(AROUND, size.body_width)
    for _ in range(45):
        middle = (low + high) / 2
        inside = rim_radius(size, *(middle * direction)) < 1.0
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return np.asarray(low * direction)
