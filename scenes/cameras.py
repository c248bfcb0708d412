"""Where each step is looked at from, and how the camera travels between them."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.spatial.transform import Slerp

VERTICAL_FIELD_OF_VIEW = 14.0
"""Degrees: narrow, so that the picture is nearly free of perspective."""

Vector = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Camera:
    """A camera that frames a box around a point.

    Parameters
    ----------
    target : tuple of float
        Point in mm that lies in the middle of the picture.

    direction : tuple of float
        Unit vector from the target to the eye.

    up : tuple of float
        Vector that points up in the picture.

    width, height : float
        Size in mm of the box at the target that must be visible, whatever the picture's shape.

    """

    target: Vector
    direction: Vector
    up: Vector = (0.0, 1.0, 0.0)
    width: float
    height: float

    def field(self, aspect: float) -> float:
        """Return the visible height in mm at the target for a picture of width / height."""
        return max(self.height, self.width / aspect)

    def distance(self, aspect: float) -> float:
        """Return how far in mm the eye stands from the target."""
        return self.field(aspect) / 2.0 / math.tan(math.radians(VERTICAL_FIELD_OF_VIEW) / 2.0)

    def eye(self, aspect: float) -> NDArray[np.float64]:
        """Return the ``(3,)`` position of the eye in mm."""
        return np.asarray(self.target) + self.distance(aspect) * np.asarray(self.direction)


def camera(target: Vector, direction: Vector, up: Vector, box: tuple[float, float]) -> Camera:
    """Make a camera from any direction; ``up`` is made perpendicular to it."""
    forward = np.asarray(direction) / np.linalg.norm(direction)
    upward = np.asarray(up) - forward * np.dot(up, forward)
    upward /= np.linalg.norm(upward)
    return Camera(
        target=target,
        direction=_vector(forward),
        up=_vector(upward),
        width=box[0],
        height=box[1],
    )


def travel(start: Camera, end: Camera, share: float) -> Camera:
    """Return the camera at a share of the way: turns evenly, zooms evenly in proportion."""
    if share <= 0.0 or start == end:
        return start
    if share >= 1.0:
        return end
    axes = _turn(start, end)([share]).as_matrix()[0]
    target = (1.0 - share) * np.asarray(start.target) + share * np.asarray(end.target)
    return Camera(
        target=_vector(target),
        direction=_vector(axes[:, 2]),
        up=_vector(axes[:, 1]),
        width=float(start.width ** (1.0 - share) * end.width**share),
        height=float(start.height ** (1.0 - share) * end.height**share),
    )


def turned_about_y(vector: Vector, angle: float) -> Vector:
    """Turn a vector about the head-to-foot axis, from the front towards the left, in radians."""
    x, y, z = vector
    c, s = math.cos(angle), math.sin(angle)
    return c * x + s * z, y, c * z - s * x


@lru_cache(maxsize=32)
def _turn(start: Camera, end: Camera) -> "Slerp":
    """Return the way from one camera's axes to another's, which many moments need."""
    # Imported here: it takes longer than all that the server, which never travels, needs.
    from scipy.spatial.transform import Rotation, Slerp  # noqa: PLC0415

    return Slerp([0.0, 1.0], Rotation.from_matrix(np.stack([_axes(start), _axes(end)])))


def _axes(view: Camera) -> NDArray[np.float64]:
    right = np.cross(view.up, view.direction)
    return np.stack([right, view.up, view.direction], axis=1)


def _vector(values: NDArray[np.float64]) -> Vector:
    x, y, z = (float(value) for value in values)
    return x, y, z
