"""Every pose of a walkthrough, sampled so that straight lines between a few keys carry it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meshes.balloon import POSITIONS as BALLOON_POSITIONS
from meshes.cement import fill_corners
from scenes import timeline, visibility
from scenes.case import Case
from scenes.keyframes import essential, sample_times
from scenes.pose import Pose, pose_at
from scenes.script import Script, script_of


@dataclass(frozen=True, eq=False)
class Motion:
    """Every pose of the walkthrough, sampled.

    Parameters
    ----------
    script : Script
        How the treatment is told.

    times : numpy.ndarray
        ``(n,)`` times.

    poses : tuple of Pose
        The pose at each time.

    """

    script: Script
    times: NDArray[np.float64]
    poses: tuple[Pose, ...]

    def sample(self, value: Callable[[Pose], Any]) -> NDArray[np.float64]:
        """Return ``(n, d)`` values of something at every time."""
        return np.array([value(pose) for pose in self.poses], dtype=float).reshape(
            len(self.times), -1
        )

    def keys(
        self, values: NDArray[np.float64], tolerance: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the few times and values that carry the samples."""
        kept = essential(values, self.times, tolerance)
        return self.times[kept], values[kept]

    def track(self, value: Callable[[Pose], Any], tolerance: float) -> dict[str, list[float]]:
        """Return something that moves as plain keyframes: times, and values one after another.

        Parameters
        ----------
        value : callable
            Reads a number, or ``d`` numbers, from a pose.

        tolerance : float
            How far straight lines between the keys may deviate from it.

        Returns
        -------
        dict of str to list of float
            ``times`` ``(k,)`` and ``values`` ``(k * d,)``.

        """
        return self.track_of(self.sample(value), tolerance)

    def track_of(self, values: NDArray[np.float64], tolerance: float) -> dict[str, list[float]]:
        """Return the same of ``(n, d)`` values at every time."""
        times, keys = self.keys(values, tolerance)
        return {
            "times": np.round(times, 4).tolist(),
            "values": np.round(keys, 4).ravel().tolist(),
        }


def sample_motion(case: Case) -> Motion:
    """Sample the poses of a case densely enough that straight lines carry them."""
    script = script_of(case)
    moments = timeline.corners() + visibility.corners()
    moments += timeline.INFLATION.crossings(BALLOON_POSITIONS)
    moments += timeline.FILL.crossings(fill_corners(case.cement))
    corners = script.clock.own(moments)
    corners += [time for stretch in script.travel for time in stretch]
    corners += [time for time, _ in script.healing.keys]
    times = sample_times(script.duration, corners)
    return Motion(script, times, tuple(pose_at(case, float(time)) for time in times))


def item(attribute: str, name: str) -> Callable[[Pose], Any]:
    """Return what reads one named value of a pose."""
    return lambda pose: getattr(pose, attribute)[name]
