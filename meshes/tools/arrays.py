"""Array types that every module of geometry shares."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
"""Real numbers; points and vectors are ``(n, 3)``, transforms ``(4, 4)``."""

Integers: TypeAlias = NDArray[np.int64]
"""Indices; triangles are ``(m, 3)``."""

Flags: TypeAlias = NDArray[np.bool_]
"""Yes or no for every point."""


def dot(a: Floats, b: Floats) -> Floats:
    """Multiply vectors with vectors along the last axis.

    Parameters
    ----------
    a, b : (..., 3) float
        Vectors.

    Returns
    -------
    (...) float
        Their scalar products.

    """
    # For short rows einsum is several times faster than a product and a sum.
    return np.asarray(np.einsum("...i,...i->...", a, b))


def length(vectors: Floats) -> Floats:
    """Measure vectors along the last axis.

    Parameters
    ----------
    vectors : (..., 3) float
        Vectors.

    Returns
    -------
    (...) float
        Their lengths.

    """
    return np.sqrt(dot(vectors, vectors))


def unit(vectors: Floats) -> Floats:
    """Scale vectors to length one along the last axis.

    Parameters
    ----------
    vectors : (..., 3) float
        Vectors; a zero vector stays zero.

    Returns
    -------
    (..., 3) float
        The directions of the vectors.

    """
    return np.asarray(vectors / np.maximum(length(vectors), 1e-12)[..., None])


def smoothstep(values: Floats, start: float, end: float) -> Floats:
    """Rise from 0 at ``start`` to 1 at ``end`` with a slope of zero at both.

    Parameters
    ----------
    values : (...) float
        Where to evaluate.

    start, end : float
        Where the rise begins and ends; ``start > end`` makes a fall.

    Returns
    -------
    (...) float
        Numbers in [0, 1].

    """
    t = np.clip((values - start) / (end - start), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
