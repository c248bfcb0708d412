"""Cameras: where a picture is looked at from, and how much of it they frame."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
        direction=vector_of(forward),
        up=vector_of(upward),
        width=box[0],
        height=box[1],
    )


def vector_of(values: NDArray[np.float64]) -> Vector:
    """Return three numbers of an array as a vector."""
    x, y, z = (float(value) for value in values)
    return x, y, z
