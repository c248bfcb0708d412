"""The plane along which bodies are opened, with coordinates of its own."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from meshes.tools.arrays import Floats


@dataclass(frozen=True, eq=False)
class CutPlane:
    """An upright plane; what lies on the side of its normal is taken away.

    Parameters
    ----------
    origin : (3,) float
        A point of the plane, mm.

    normal : (3,) float
        Unit normal, towards the viewer.

    across, up : (3,) float
        Unit vectors in the plane, to the viewer's right and roughly to the head.

    """

    origin: Floats
    normal: Floats
    across: Floats
    up: Floats

    def height(self, points: Floats) -> Floats:
        """Measure how far points lie in front of the plane.

        Parameters
        ----------
        points : (n, 3) float
            Points in mm.

        Returns
        -------
        (n,) float
            Distances in mm, negative on the side that is kept.

        """
        return np.asarray((points - self.origin) @ self.normal)

    def flat(self, points: Floats) -> Floats:
        """Express points in the plane's own coordinates.

        Parameters
        ----------
        points : (n, 3) float
            Points in mm.

        Returns
        -------
        (n, 2) float
            Coordinates along `across` and `up`, mm.

        """
        return np.asarray((points - self.origin) @ np.stack([self.across, self.up], axis=1))

    def lift(self, flat: Floats) -> Floats:
        """Put plane coordinates back into space.

        Parameters
        ----------
        flat : (n, 2) float
            Coordinates along `across` and `up`, mm.

        Returns
        -------
        (n, 3) float
            Points of the plane, mm.

        """
        return np.asarray(self.origin + flat @ np.stack([self.across, self.up]))

    def moved(self, transform: Floats) -> Self:
        """Carry the plane into another frame.

        Parameters
        ----------
        transform : (4, 4) float
            Rigid motion.

        Returns
        -------
        CutPlane
            The plane there, with the same coordinates.

        """
        turn = transform[:3, :3]
        return replace(
            self,
            origin=turn @ self.origin + transform[:3, 3],
            normal=turn @ self.normal,
            across=turn @ self.across,
            up=turn @ self.up,
        )
