"""When a walkthrough is sampled, so that straight lines between a few moments carry it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from meshes.devices.balloon import POSITIONS as BALLOON_POSITIONS
from meshes.devices.cement import fill_corners
from scenes.motion.keyframes import essential, sample_times
from scenes.story import timeline, visibility
from scenes.story.case import Case
from scenes.story.script import Script, script_of


@dataclass(frozen=True, eq=False)
class Motion:
    """The moments at which everything that moves is sampled.

    Parameters
    ----------
    script : Script
        Steps and clock of the treatment.

    times : numpy.ndarray
        ``(n,)`` times.

    """

    script: Script
    times: NDArray[np.float64]

    def keys(
        self, values: NDArray[np.float64], tolerance: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the few times and values that carry the samples."""
        kept = essential(values, self.times, tolerance)
        return self.times[kept], values[kept]

    def track(self, values: ArrayLike, tolerance: float) -> dict[str, list[float]]:
        """Return something that moves as plain keyframes: times, and values one after another.

        Parameters
        ----------
        values : array_like
            ``(n,)`` numbers or ``(n, d)``, one or ``d`` for every time.

        tolerance : float
            How far straight lines between the keys may deviate from them.

        Returns
        -------
        dict of str to list of float
            ``times`` ``(k,)`` and ``values`` ``(k * d,)``.

        """
        times, keys = self.keys(columns(values), tolerance)
        return {
            "times": np.round(times, 4).tolist(),
            "values": np.round(keys, 4).ravel().tolist(),
        }


def sample_motion(case: Case) -> Motion:
    """Choose moments of a case dense enough that straight lines between them carry it."""
    script = script_of(case)
    moments = timeline.corners() + visibility.corners()
    moments += timeline.INFLATION.crossings(BALLOON_POSITIONS)
    moments += timeline.FILL.crossings(fill_corners(case.cement))
    corners = script.clock.own(moments)
    corners += [time for stretches in script.travel for stretch in stretches for time in stretch]
    corners += [time for time, _ in script.healing.keys]
    times = sample_times(script.duration, corners)
    return Motion(script, times)


def columns(values: ArrayLike) -> NDArray[np.float64]:
    """Return ``(n, d)`` of ``n`` numbers, or of ``n`` times ``d``."""
    array = np.asarray(values, dtype=float)
    return array.reshape(len(array), -1)
