"""The crack in the wall of a broken body: a wavy line, the same in every kind of fracture."""

from dataclasses import dataclass

import numpy as np

from meshes.spine.anatomy import VertebraSize
from meshes.spine.vertebral_body import half_height, rim_radius
from meshes.tools.arrays import Floats, smoothstep


@dataclass(frozen=True)
class FractureLine:
    """The fracture line of a vertebral body, in the frame of the vertebra.

    Attributes
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    """

    size: VertebraSize

    def level(self, around: Floats) -> Floats:
        """Return the height of the fracture line.

        Parameters
        ----------
        around : (n,) float
            Angle about the Y axis through the body, radians: 0 in front, positive to the left.

        Returns
        -------
        (n,) float
            0 at the lower endplate to 1 at the upper one.

        """
        return (
            0.60
            + 0.045 * np.sin(2 * around + 0.7)
            + 0.030 * np.sin(5 * around + 1.0)
            + 0.018 * np.sin(11 * around + 0.3)
            + 0.012 * np.sin(17 * around + 2.0)
        )

    def distance(self, points: Floats) -> Floats:
        """Return how far points lie over the fracture line, along Y.

        Parameters
        ----------
        points : (n, 3) float
            Positions at rest, mm.

        Returns
        -------
        (n,) float
            Height in mm, negative below the line.

        """
        over = level_between_rims(self.size, points) - self.level(angle_around(points))
        return over * 2.0 * half_height(self.size, points[:, 2])

    def presence(self, points: Floats) -> Floats:
        """Return where on the wall the fracture line runs; it fades out toward the back.

        Parameters
        ----------
        points : (n, 3) float
            Positions at rest, mm.

        Returns
        -------
        (n,) float
            1 on the front and side walls, 0 inside the body and behind.

        """
        radius = rim_radius(self.size, points[:, 0], points[:, 2])
        back = front_of_pedicles(self.size)
        front = smoothstep(points[:, 2], back - 2.0, back + 3.0)
        return toward_front(angle_around(points)) * smoothstep(radius, 0.6, 0.9) * front

    def crush(self, points: Floats) -> Floats:
        """Return how far the spongy bone inside is crushed: along the line, most in front.

        Parameters
        ----------
        points : (n, 3) float
            Positions at rest, mm.

        Returns
        -------
        (n,) float
            0 where it is whole to 1 on the line (unsourced, for looks).

        """
        z = points[:, 2]
        over = (level_between_rims(self.size, points) - 0.6) * 2.0 * half_height(self.size, z)
        over -= np.sin(0.55 * z + 0.6) + 0.6 * np.sin(1.5 * z)
        half = 1.3 + 1.5 * smoothstep(z, -8.0, 12.0)
        return np.asarray(np.exp(-((over / half) ** 2)) * smoothstep(z, -11.0, -1.0))

    def mask(self, points: Floats, width: float = 0.5) -> Floats:
        """Return how dark the fracture line makes every point of the surface around it.

        The line itself is drawn by tubes; this is the shade that they sit in.

        Parameters
        ----------
        points : (n, 3) float
            Positions at rest, mm.

        width : float, default: 0.5
            Distance in mm at which the darkness has fallen to 37 %.

        Returns
        -------
        (n,) float
            0.5 on the line to 0 away from it.

        """
        distance = self.distance(points) / width
        return np.asarray(0.5 * np.exp(-(distance**2)) * self.presence(points))


def angle_around(points: Floats) -> Floats:
    """Return the angle of points about the Y axis through the body.

    Parameters
    ----------
    points : (n, 3) float
        Positions at rest, mm.

    Returns
    -------
    (n,) float
        Radians: 0 in front, positive to the left.

    """
    return np.arctan2(points[:, 0], points[:, 2] + 1.0)


def toward_front(around: Floats) -> Floats:
    """Return 1 at angles on the front and the sides, 0 at the back, ``(n,)``."""
    return 1.0 - smoothstep(np.abs(around), 1.75, 2.25)


def level_between_rims(size: VertebraSize, points: Floats) -> Floats:
    """Return the height of points between the endplates, ``(n,)``: 0 at the lower, 1 at the upper.

    Dishes do not count: the endplates are those of the rims.
    """
    half = half_height(size, points[:, 2])
    return (points[:, 1] + half) / (2.0 * half)


def front_of_pedicles(size: VertebraSize) -> float:
    """Return the depth in mm (Z) about which a broken body bends; what lies behind stays rigid."""
    return 2.5 - size.body_depth / 2
