"""The camera's travel between the steps."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from scenes.story.cameras import Camera, Vector, vector_of


def travel(start: Camera, end: Camera, share: float) -> Camera:
    """Return the camera at a share of the way: turns evenly, zooms evenly in proportion."""
    if share <= 0.0 or start == end:
        return start
    if share >= 1.0:
        return end
    axes = _turn(start, end).at(share)
    target = (1.0 - share) * np.asarray(start.target) + share * np.asarray(end.target)
    return Camera(
        target=vector_of(target),
        direction=vector_of(axes[:, 2]),
        up=vector_of(axes[:, 1]),
        width=float(start.width ** (1.0 - share) * end.width**share),
        height=float(start.height ** (1.0 - share) * end.height**share),
    )


def turned_about_y(vector: Vector, angle: float) -> Vector:
    """Turn a vector about the head-to-foot axis, from the front towards the left, in radians."""
    x, y, z = vector
    c, s = math.cos(angle), math.sin(angle)
    return c * x + s * z, y, c * z - s * x


@dataclass(frozen=True, eq=False)
class _Turn:
    """The shortest way from one camera's axes to another's: a turn about one fixed line.

    Attributes
    ----------
    start : (3, 3) numpy.ndarray
        Axes where it starts, as columns.

    across : (3, 3) numpy.ndarray
        What the cross product with that line does, in those axes.

    angle : float
        How far it turns in all, in radians.

    """

    start: NDArray[np.float64]
    across: NDArray[np.float64]
    angle: float

    def at(self, share: float) -> NDArray[np.float64]:
        """Return the axes at a share of the way, by Rodrigues' formula."""
        angle = share * self.angle
        turn = np.sin(angle) * self.across + (1.0 - np.cos(angle)) * (self.across @ self.across)
        return np.asarray(self.start + self.start @ turn)


@lru_cache(maxsize=32)
def _turn(start: Camera, end: Camera) -> _Turn:
    """Return the way from one camera to another, which many moments need."""
    first = _axes(start)
    x, y, z = Rotation.from_matrix(first.T @ _axes(end)).as_rotvec()
    angle = math.hypot(x, y, z)
    across = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]]) / (angle or 1.0)
    return _Turn(first, across, angle)


def _axes(view: Camera) -> NDArray[np.float64]:
    right = np.cross(view.up, view.direction)
    return np.stack([right, view.up, view.direction], axis=1)
