"""Values that change over the time of the walkthrough, as data."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def smoothstep(x: float, start: float = 0.0, end: float = 1.0) -> float:
    """Ease from 0 at ``start`` to 1 at ``end`` with flat ends."""
    share = min(1.0, max(0.0, (x - start) / (end - start)))
    return share * share * (3.0 - 2.0 * share)


@dataclass(frozen=True)
class Track:
    """A number over time: constant outside its keys, eased between them.

    Parameters
    ----------
    keys : sequence of (float, float)
        Pairs of time and value, in order of time.

    linear : bool, default: False
        Whether to move evenly between keys; otherwise each stretch starts and ends at rest.

    Raises
    ------
    ValueError
        If the times do not increase.

    """

    keys: tuple[tuple[float, float], ...]
    linear: bool = False

    def __post_init__(self) -> None:
        """Refuse keys that are out of order."""
        if any(later[0] <= earlier[0] for earlier, later in pairwise(self.keys)):
            msg = f"the times of a track must increase, got {[time for time, _ in self.keys]}"
            raise ValueError(msg)

    def __call__(self, time: float) -> float:
        """Return the value at ``time``."""
        passed = bisect_right(self._times, time)
        if passed == 0:
            return self.keys[0][1]
        start, before = self.keys[passed - 1]
        if passed == len(self.keys):
            return before
        end, after = self.keys[passed]
        share = (time - start) / (end - start)
        return before + (after - before) * (share if self.linear else smoothstep(share))

    def over(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at many times, the same numbers as one by one."""
        at, values = np.array(self.keys, dtype=float).T
        if len(at) == 1:
            return np.full(len(times), values[0])
        stretch = np.clip(np.searchsorted(at, times, side="right") - 1, 0, len(at) - 2)
        before, after = values[stretch], values[stretch + 1]
        share = (times - at[stretch]) / (at[stretch + 1] - at[stretch])
        eased = share if self.linear else share * share * (3.0 - 2.0 * share)
        inside = (times >= at[0]) & (times < at[-1])
        ends = np.where(times < at[0], values[0], values[-1])
        return np.asarray(np.where(inside, before + (after - before) * eased, ends))

    @cached_property
    def _times(self) -> list[float]:
        return [time for time, _ in self.keys]

    def crossings(self, values: Sequence[float]) -> list[float]:
        """Return the times at which an even movement passes some values."""
        return [
            start + (end - start) * (value - before) / (after - before)
            for (start, before), (end, after) in pairwise(self.keys)
            for value in values
            if min(before, after) <= value <= max(before, after) and before != after
        ]


def constant(value: float) -> Track:
    """Return a number that never changes."""
    return Track(((0.0, value),))
