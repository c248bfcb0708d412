"""Few keys that carry a motion sampled densely."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SAMPLES_PER_STEP = 40


def sample_times(duration: float, corners: Iterable[float]) -> NDArray[np.float64]:
    """Return ``(n,)`` times that cover ``0`` to ``duration`` evenly and hit every corner."""
    even = np.linspace(0.0, duration, round(duration * SAMPLES_PER_STEP) + 1)
    inside = [corner for corner in corners if 0.0 <= corner <= duration]
    return np.unique(np.round(np.concatenate([even, inside]), 6))


def essential(
    values: NDArray[np.float64], times: NDArray[np.float64], tolerance: float
) -> list[int]:
    """Choose the keys between which straight lines stay within ``tolerance`` of every sample.

    Parameters
    ----------
    values : numpy.ndarray
        ``(n, d)`` samples.

    times : numpy.ndarray
        ``(n,)`` their times.

    tolerance : float
        Largest deviation of any component; where nothing moves there is none, so that what is
        hidden stays hidden.

    Returns
    -------
    list of int
        Indices to keep, at least the first and the last.

    """
    keep = {0, *_plateau_ends(values), len(times) - 1}
    stretches = list(pairwise(sorted(keep)))
    while stretches:
        start, end = stretches.pop()
        if end - start < 2:
            continue
        share = ((times[start : end + 1] - times[start]) / (times[end] - times[start]))[:, None]
        line = values[start] * (1.0 - share) + values[end] * share
        errors = np.abs(values[start : end + 1] - line).max(axis=1)
        worst = int(errors.argmax())
        if errors[worst] > tolerance:
            keep.add(start + worst)
            stretches += [(start, start + worst), (start + worst, end)]
    return sorted(keep)


def _plateau_ends(values: NDArray[np.float64]) -> list[int]:
    """Return the samples between a rest and a movement."""
    still = (np.diff(values, axis=0) == 0.0).all(axis=1)
    return [int(i) + 1 for i in np.flatnonzero(still[1:] != still[:-1])]
