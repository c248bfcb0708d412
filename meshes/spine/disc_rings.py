"""The picture of a disc that is cut open: a soft core within rings of fibre."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.spine.picture_sheet import as_bytes
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.noise import noise

SIZE = (448, 176)
"""Width and height in pixels."""

RINGS = 17
"""Rings from the middle to the edge; real discs have about so many (unsourced)."""


@dataclass(frozen=True, kw_only=True)
class DiscColours:
    """Colours of a cut disc, ``(3,)`` levels from 0 to 255 each.

    Parameters
    ----------
    rings, outermost : tuple of int
        Fibre rings, and what they turn to at the edge.

    core : tuple of int
        The soft middle.

    plate : tuple of int
        Cartilage on the endplates.

    """

    rings: tuple[int, int, int]
    outermost: tuple[int, int, int]
    core: tuple[int, int, int]
    plate: tuple[int, int, int]


def disc_picture(colours: DiscColours) -> NDArray[np.uint8]:
    """Draw a cut disc.

    Parameters
    ----------
    colours : DiscColours
        What it is painted with.

    Returns
    -------
    (h, w, 4) uint8
        From rim to rim, and from the upper to the lower endplate; opaque.

    """
    x, up = np.meshgrid(np.linspace(-1.0, 1.0, SIZE[0]), np.linspace(1.0, -1.0, SIZE[1]))
    side = np.abs(x)
    # Rings bow outward halfway between the endplates.
    bowed = side - 0.16 * (1.0 - up * up) * smoothstep(side, 0.2, 0.9)
    radius = np.hypot(bowed / 0.90, 0.42 * up)
    wave = 0.010 * np.sin(9.0 * up + 4.0 * x) + 0.006 * np.sin(23.0 * up)
    ring = (0.5 + 0.5 * np.sin(2.0 * np.pi * RINGS * (radius + wave)))[..., None]
    colour = np.array(colours.rings) * (0.80 + 0.24 * ring)
    colour = _laid(
        colour, np.array(colours.outermost) * (0.88 + 0.14 * ring), 0.45, radius, 0.72, 1.05
    )
    places = np.column_stack([6.0 * x.ravel(), 4.0 * up.ravel()])
    cloud = 1.0 + 0.012 * noise(places, 1.0, 3).reshape(x.shape) - 0.08 * radius**2
    colour = _laid(np.array(colours.core) * cloud[..., None], colour, 1.0, radius, 0.46, 0.66)
    flat = 0.75 * (1.0 - smoothstep(side, 0.75, 0.95))
    colour = _laid(colour, np.array(colours.plate), flat, np.abs(up), 0.86, 0.99)
    colour *= 1.0 - 0.10 * np.exp(-(((radius - 0.58) / 0.05) ** 2))[..., None]
    opaque = np.full((*x.shape, 1), 255.0)
    return as_bytes(np.concatenate([colour, opaque], axis=2))


def _laid(
    under: Floats, over: Floats, most: float | Floats, at: Floats, start: float, end: float
) -> Floats:
    """Lay one colour over another from where a measure begins to rise."""
    share = (most * smoothstep(at, start, end))[..., None]
    return np.asarray(under + (over - under) * share)
