"""The straight way of a needle from the skin through a pedicle into the vertebral body."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Self

import numpy as np

from meshes.spine.anatomy import VERTEBRAE, VertebraSize
from meshes.spine.vertebral_body import back_wall, front_wall
from meshes.tools.arrays import Floats, unit
from meshes.tools.cutplane import CutPlane

APPROACHES = ("bipedicular", "unipedicular")
"""A needle through each pedicle, or one through the left."""


@dataclass(frozen=True, kw_only=True)
class Stops:
    """Stops of the tools on their way: z in mm, for a body 31 mm deep.

    All are unsourced, fitted to the model; where the cement stops is from the abstract of
    a technique paper: not in the rear quarter of the body, see :func:`behind`.

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
    balloon: float = 4.0
    filler: float = 7.6
    rear: float = -5.7
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


BALLOON_HALF = 8.0
"""Half the length of the balloon, mm; see :data:`meshes.devices.instruments.BALLOON_LENGTH`."""

FILLER_AHEAD = 0.6
"""Where the filler's tip starts between the middle and the front end of the cavity."""

ROOM = 1.2
"""Millimetres between the borders of third and quarter and what has to stay in front of them."""

SINGLE: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "T11": (0.4, 25.5),
        "T12": (0.4, 25.5),
        "L1": (0.4, 22.5),
        "L2": (0.5, 25.0),
        "L3": (0.5, 27.0),
    }
)
"""Millimetres by which a single needle passes the pedicle farther out than one of two, and its
angle towards the midline in degrees: as steep as it can be and still pass the back wall before the
pedicle's inner border, with a millimetre of bone around it at any loss (fitted, see
``tests/scenes/model/test_needle_order.py``)."""


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
    # The way nears the canal as it goes in: the wider the pedicle, the farther out it may pass.
    outer = 0.5 * size.pedicle_half_width - 1.08
    point = np.array([size.pedicle_x + outer, size.pedicle_y - 1.6, -4.0 - size.body_depth / 2])
    convergence, descent = 15.0, 11.0
    if approach == "unipedicular":
        shift, convergence = SINGLE[level]
        point += (shift, 1.0, 0.0)
        descent = 13.0
    way = Trajectory.through(point, np.radians(convergence), np.radians(descent))
    # The balloon is as long in any body: its rear end lies at the border of the rear third.
    half = BALLOON_HALF * float(way.direction[2])
    balloon = behind(size, 1 / 3) + ROOM + half
    stops = replace(
        Stops().scaled(share),
        balloon=balloon,
        filler=balloon + FILLER_AHEAD * half,
        rear=behind(size, 1 / 4) + ROOM,
        midline=None if approach == "unipedicular" else Stops.midline,
    )
    return replace(way, stops=stops)


def behind(size: VertebraSize, share: float) -> float:
    """Return how far forward a share of the body's depth reaches from its back wall.

    Thirds and quarters are those of the outline in the midline at half height, where the body is
    narrowest: from the hollow of the back wall to the front wall.  At any other height the same
    share reaches less far forward, so what stays in front of this border does so everywhere.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    share : float
        1/3 for the rear third, 1/4 for the rear quarter.

    Returns
    -------
    float
        Coordinate towards the front, mm.

    """
    middle = np.zeros(1)
    back, front = float(back_wall(size, middle)[0]), float(front_wall(size, middle)[0])
    return back + share * (front - back)


LEFT_TRANSPEDICULAR = left_trajectory("L1")
"""Through the left pedicle of L1."""
