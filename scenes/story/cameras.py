"""Where each step is looked at from, and how the camera travels between them."""

import math
from dataclasses import dataclass
from functools import lru_cache

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
    axes = _turn(start, end).at(share)
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
    # Imported here: it takes longer than all that the server, which never travels, needs.
    from scipy.spatial.transform import Rotation  # noqa: PLC0415

    first = _axes(start)
    x, y, z = Rotation.from_matrix(first.T @ _axes(end)).as_rotvec()
    angle = math.hypot(x, y, z)
    across = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]]) / (angle or 1.0)
    return _Turn(first, across, angle)


def _axes(view: Camera) -> NDArray[np.float64]:
    right = np.cross(view.up, view.direction)
    return np.stack([right, view.up, view.direction], axis=1)


def _vector(values: NDArray[np.float64]) -> Vector:
    x, y, z = (float(value) for value in values)
    return x, y, z
