"""Smooth, repeatable randomness in space."""

from functools import lru_cache

import numpy as np
from scipy.ndimage import map_coordinates, spline_filter

from meshes.tools.arrays import Floats

SIDE = 32


def noise(points: Floats, scale: float, seed: int) -> Floats:
    """Give every point of space a smooth random value.

    Parameters
    ----------
    points : (..., d) float
        Points in mm, in 2 or 3 dimensions.

    scale : float
        Size of a bump in mm; the pattern repeats after 32 of them.

    seed : int
        Equal seeds give equal values.

    Returns
    -------
    (...) float
        Values around 0, nearly all within -2..2.

    """
    places = np.moveaxis(np.asarray(points, dtype=np.float64), -1, 0) / scale
    lattice = _lattice(len(places), seed)
    return np.asarray(map_coordinates(lattice, places, order=3, mode="grid-wrap", prefilter=False))


@lru_cache(maxsize=16)
def _lattice(dimensions: int, seed: int) -> Floats:
    """Draw spline coefficients of a periodic random pattern."""
    values = np.random.default_rng(seed).standard_normal((SIDE,) * dimensions)
    return np.asarray(spline_filter(1.15 * values, order=3, mode="grid-wrap"))
