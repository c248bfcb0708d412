"""When a part is there, for programs that can only show or hide: opacities as switches."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SOLID, FAINT = 0.5, 0.08
"""Opacities from which a part is shown as it is, and as a see-through copy."""

Switches = list[tuple[float, bool]]
"""Moments in their order, each with whether a part is there from then on."""


def solid_switches(times: Sequence[float], values: Sequence[float]) -> Switches:
    """Return when a part is shown as it is.

    Parameters
    ----------
    times, values : sequence of float
        ``(k,)`` moments, and opacities from 0 to 1 between which lines run.

    Returns
    -------
    list of (float, bool)
        The first entry is the first moment.

    """
    return _crossings(np.asarray(times, float), np.asarray(values, float), SOLID)


def faint_switches(times: Sequence[float], values: Sequence[float]) -> Switches:
    """Return when a part is half there, so that a see-through copy stands for it.

    Parameters
    ----------
    times, values : sequence of float
        ``(k,)`` moments, and opacities from 0 to 1 between which lines run.

    Returns
    -------
    list of (float, bool)
        The first entry is the first moment.

    """
    solid = dict(solid_switches(times, values))
    faint = dict(_crossings(np.asarray(times, float), np.asarray(values, float), FAINT))
    is_solid = is_faint = False
    switches: Switches = []
    for moment in sorted({*solid, *faint}):
        is_solid, is_faint = solid.get(moment, is_solid), faint.get(moment, is_faint)
        switches.append((moment, is_faint and not is_solid))
    return switches


def rests_faint(times: Sequence[float], values: Sequence[float], rests: Sequence[float]) -> bool:
    """Return whether a part is half there at any rest state, and not only while it fades."""
    resting = np.interp(rests, times, values)
    return bool(np.any((resting >= FAINT) & (resting < SOLID)))


def _crossings(times: NDArray[np.float64], values: NDArray[np.float64], level: float) -> Switches:
    above = values >= level
    switches: Switches = [(float(times[0]), bool(above[0]))]
    for i in np.flatnonzero(above[1:] != above[:-1]):
        share = (level - values[i]) / (values[i + 1] - values[i])
        moment = float(times[i] + share * (times[i + 1] - times[i]))
        switches.append((moment, bool(above[i + 1])))
    return switches
