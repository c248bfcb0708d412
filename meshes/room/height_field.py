"""The body's back or front seen along the table's normal, as heights on a grid."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
import pyvista as pv
from scipy import ndimage
from scipy.interpolate import RegularGridInterpolator

from meshes.tools.arrays import Floats, unit
from meshes.tools.rays import Target

FAR = 600.0
"""Distance from which rays start, mm."""


@dataclass(frozen=True, eq=False)
class HeightField:
    """Heights Z over a grid of X and Y, in the standing frame.

    Attributes
    ----------
    x, y : (k,) float and (m,) float
        Places of the nodes, mm.

    z : (k, m) float
        Heights, mm.

    """

    x: Floats = field(repr=False)
    y: Floats = field(repr=False)
    z: Floats = field(repr=False)

    @classmethod
    def seen(
        cls, surface: pv.PolyData, x: Floats, y: Floats, *, behind: bool, missing: float
    ) -> Self:
        """Look at a surface along Z.

        Parameters
        ----------
        surface : pyvista.PolyData
            What is looked at.

        x, y : (k,) float and (m,) float
            Places of the nodes, mm.

        behind : bool
            From behind, where Z is lowest, or from the front.

        missing : float
            Height where nothing is met, mm.

        Returns
        -------
        HeightField
            Heights of what is met first.

        """
        side = -1.0 if behind else 1.0
        grid = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)
        origins = np.column_stack([grid, np.full(len(grid), side * FAR)])
        ways = np.tile([0.0, 0.0, -side], (len(grid), 1))
        met = Target(surface).distance(origins, ways)
        heights = np.where(met > 0.0, side * (FAR - met), missing)
        return cls(x, y, heights.reshape(len(x), len(y)))

    def smoothed(self, deviation: float) -> "HeightField":
        """Return the heights blurred by a standard deviation in mm."""
        step = float(self.x[1] - self.x[0])
        z = ndimage.gaussian_filter(self.z, deviation / step, mode="nearest")
        return HeightField(self.x, self.y, z)

    def at(self, places: Floats) -> Floats:
        """Read heights.

        Parameters
        ----------
        places : (n, 2) float
            X and Y, mm; outside the grid its border counts.

        Returns
        -------
        (n,) float
            Z in mm.

        """
        lower, upper = (np.array([self.x[end], self.y[end]]) for end in (0, -1))
        read = RegularGridInterpolator((self.x, self.y), self.z)
        return np.asarray(read(np.clip(places, lower, upper)))

    def outward(self, places: Floats) -> Floats:
        """Return the direction out of a back at places.

        Parameters
        ----------
        places : (n, 2) float
            X and Y, mm.

        Returns
        -------
        (n, 3) float
            Unit vectors; their Z is negative.

        """
        reach = 4.0
        slopes = [
            (self.at(places + step) - self.at(places - step)) / (2 * reach)
            for step in reach * np.eye(2)
        ]
        return unit(np.stack([*slopes, np.full(len(places), -1.0)], axis=1))
