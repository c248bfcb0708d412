"""The straight way of a needle from the skin through a pedicle into the vertebral body."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Self

import numpy as np

from meshes.spine.anatomy import VERTEBRAE
from meshes.tools.arrays import Floats, unit
from meshes.tools.cutplane import CutPlane

APPROACHES = ("bipedicular", "unipedicular")
"""A needle through each pedicle, or one through the left."""


@dataclass(frozen=True, kw_only=True)
class Stops:
    """Stops of the tools on their way: z in mm, for a body 31 mm deep.

    All are unsourced, fitted to the model; where the cement stops is from a technique paper
    (discovery.researcher.life topic 6241927): not in the rear quarter of the body.

    Attributes
    ----------
    cannula : float
        Where the cannula's tip stays while the other tools work.

    pushed : float
        How far the cannula is pushed together with the stylet.

    stylet : float
        Where the stylet's tip ends, 4 mm or more short of the front wall.

    balloon : float
        Middle of the balloon: its ends lie within the front two thirds of the body.

    filler : float
        Where the filler's tip starts: near the front of the cavity.

    rear : float
        No cement behind this.

    midline : float or None
        Distance that balloon and cement keep from the middle of the body, where their twins are;
        None where there are none.

    """

    cannula: float = -8.5
    pushed: float = 1.0
    stylet: float = 8.7
    balloon: float = 2.95
    filler: float = 7.6
    rear: float = -7.3
    midline: float | None = 0.5

    def scaled(self, share: float) -> "Stops":
        """Return the stops for a body that is deeper or less deep."""
        depths = ("cannula", "pushed", "stylet", "balloon", "filler", "rear")
        return replace(self, **{name: share * getattr(self, name) for name in depths})


@dataclass(frozen=True, eq=False)
class Trajectory:
    """A straight way from the skin through the pedicle into the body.

    Parameters
    ----------
    point : (3,) float
        A point of the axis, mm.

    direction : (3,) float
        Unit vector of the axis towards the front.

    stops : Stops
        Where tools stop on it.

    """

    point: Floats
    direction: Floats
    stops: Stops = Stops()

    @classmethod
    def through(
        cls, point: Floats, convergence: float, descent: float, stops: Stops = Stops()
    ) -> Self:
        """Aim from the angles that a surgeon names.

        Parameters
        ----------
        point : (3,) float
            A point of the axis, mm.

        convergence, descent : float
            Angles towards the midline and towards the feet, radians.

        stops : Stops
            Where tools stop on it.

        Returns
        -------
        Trajectory
            For the left side, where the midline lies at smaller x.

        """
        slope = np.array([-np.tan(convergence), -np.tan(descent), 1.0])
        return cls(np.asarray(point, dtype=np.float64), unit(slope), stops)

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

    def cut_plane(self) -> CutPlane:
        """Cut through this way and the head-to-foot axis, so that both lie in the plane.

        Returns
        -------
        CutPlane
            Shows the way in full length; its normal points away from the midline of the body.

        """
        up = np.array([0.0, 1.0, 0.0])
        return CutPlane(self.point, self.lateral, np.cross(up, self.lateral), up)

    def mirrored(self) -> "Trajectory":
        """Return the same way on the other side of the body."""
        flip = np.array([-1.0, 1.0, 1.0])
        return Trajectory(self.point * flip, self.direction * flip, self.stops)


BALLOON_REAR = 8.12
"""Millimetres in front of the rear third of the body where the balloon's middle is."""

UNIPEDICULAR_SHIFT: Mapping[str, float] = MappingProxyType(
    {"T11": 0.0, "T12": 0.0, "L1": 0.2, "L2": 0.3, "L3": 0.2}
)
"""Millimetres by which a single, steeper needle passes the pedicle farther out (fitted)."""


@cache
def left_trajectory(level: str, approach: str = "bipedicular") -> Trajectory:
    """Return the way through the left pedicle of a vertebra.

    It passes the narrowest part of the pedicle a little lateral to its middle and below it, and
    runs towards the midline and the feet (all unsourced: fitted to the model of this project).

    Parameters
    ----------
    level : str
        The treated vertebra.

    approach : {"bipedicular", "unipedicular"}, default: "bipedicular"
        A single needle runs more steeply towards the midline, so that its balloon lies there.

    Returns
    -------
    Trajectory
        In the frame of the vertebra.

    """
    size = VERTEBRAE[level]
    share = size.body_depth / VERTEBRAE["L1"].body_depth
    # The balloon is as long in any body: its rear end lies at the border of the rear third.
    balloon = BALLOON_REAR - size.body_depth / 6
    stops = replace(Stops().scaled(share), balloon=balloon)
    point = np.array([size.pedicle_x + 0.6, size.pedicle_y - 1.6, -4.0 - size.body_depth / 2])
    convergence = 15.0
    if approach == "unipedicular":
        stops = replace(stops, balloon=balloon + 1.0, midline=None)
        point += (UNIPEDICULAR_SHIFT[level], 1.2, 0.0)
        convergence = 28.0
    return Trajectory.through(point, np.radians(convergence), np.radians(11.0), stops)


LEFT_TRANSPEDICULAR = left_trajectory("L1")
"""Through the left pedicle of L1."""
