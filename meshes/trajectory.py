"""The straight way of a needle from the skin through a pedicle into the vertebral body."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from meshes.arrays import Floats, unit


@dataclass(frozen=True, eq=False)
class Trajectory:
    """A straight way from the skin through the pedicle into the body.

    Parameters
    ----------
    point : (3,) float
        A point of the axis, mm.

    direction : (3,) float
        Unit vector of the axis towards the front.

    """

    point: Floats
    direction: Floats

    @classmethod
    def through(cls, point: Floats, convergence: float, descent: float) -> Self:
        """Aim from the angles that a surgeon names.

        Parameters
        ----------
        point : (3,) float
            A point of the axis, mm.

        convergence, descent : float
            Angles towards the midline and towards the feet, radians.

        Returns
        -------
        Trajectory
            For the left side, where the midline lies at smaller x.

        """
        slope = np.array([-np.tan(convergence), -np.tan(descent), 1.0])
        return cls(np.asarray(point, dtype=np.float64), unit(slope))

    @property
    def up(self) -> Floats:
        """Unit vector across the axis, as near to the head's direction as it gets."""
        head = np.array([0.0, 1.0, 0.0])
        return unit(head - self.direction * self.direction[1])

    @property
    def lateral(self) -> Floats:
        """Unit vector across the axis and `up`, towards the patient's left."""
        return np.cross(self.up, self.direction)

    def at_z(self, z: float) -> Floats:
        """Find the point of the axis at a depth.

        Parameters
        ----------
        z : float
            Coordinate towards the front, mm.

        Returns
        -------
        (3,) float
            Point in mm.

        """
        return self.point + self.travel(float(self.point[2]), z) * self.direction

    def travel(self, start: float, end: float) -> float:
        """Measure the way along the axis between two depths.

        Parameters
        ----------
        start, end : float
            Coordinates towards the front, mm.

        Returns
        -------
        float
            Length in mm, negative on the way out.

        """
        return float((end - start) / self.direction[2])

    def mirrored(self) -> "Trajectory":
        """Return the same way on the other side of the body."""
        flip = np.array([-1.0, 1.0, 1.0])
        return Trajectory(self.point * flip, self.direction * flip)


LEFT_TRANSPEDICULAR = Trajectory.through(
    np.array([15.2, 2.8, -19.5]), np.radians(15.0), np.radians(11.0)
)
"""Through the left pedicle of L1 (unsourced: fitted to the model of this project)."""
