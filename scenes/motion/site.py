"""The site of a case: the fracture of its bone, and the needle's way into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from meshes.devices.trajectory import Trajectory, left_trajectory
from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import LEVELS, VERTEBRAE, shown_levels
from meshes.spine.stack import inverse, rest_transforms
from meshes.tools.arrays import Floats
from meshes.tools.cutplane import CutPlane
from scenes.motion.neighbour import Neighbour, neighbour_of
from scenes.story.case import Case

WORLD, ABOVE, BEYOND = "world", "above", "beyond"
"""Frames of what stays, of what lies over the treated bone, and over a broken bone there."""

TOP = "top"
"""Frame of what lies over all broken bones: the last of these that a case has."""

SIDES: Mapping[str, tuple[str, ...]] = {
    "bipedicular": ("left", "right"),
    "unipedicular": ("left",),
}
"""Sides of the patient from which needles come, by approach."""


@dataclass(frozen=True, eq=False)
class Site:
    """Geometry that cases of one level, kind of fracture, approach and neighbour share.

    Parameters
    ----------
    level : str
        The treated level.

    fracture : Fracture
        The warp of the treated vertebra.

    trajectory : Trajectory
        The left needle's way.

    sides : tuple of str
        "left", or "left" and "right".

    healthy : mapping of str to (4, 4) float
        Places of the healthy vertebrae in the world, by level.

    neighbour : Neighbour or None
        The other broken bone, if there is one.

    """

    level: str
    fracture: Fracture
    trajectory: Trajectory
    sides: tuple[str, ...]
    healthy: Mapping[str, Floats]
    neighbour: Neighbour | None

    @property
    def levels(self) -> tuple[str, ...]:
        """All levels that are shown, from the head down."""
        return shown_levels(self.level)

    @property
    def opened(self) -> tuple[str, str, str]:
        """The treated level between its neighbours: what the cut view opens."""
        place = LEVELS.index(self.level)
        return LEVELS[place - 1], self.level, LEVELS[place + 1]

    @property
    def plane(self) -> CutPlane:
        """The plane along which bones are opened: through the left needle's way."""
        return self.trajectory.cut_plane()

    @property
    def cut(self) -> tuple[float, ...]:
        """That plane in four numbers: its normal, and its distance from the origin along it, mm."""
        plane = self.plane
        return (*plane.normal.tolist(), float(plane.normal @ plane.origin))

    @property
    def rest(self) -> Mapping[str, Floats]:
        """Places of the vertebrae in the world before the treated one breaks, by level."""
        other = self.neighbour
        if other is None or other.is_above:
            return self.healthy
        lowered, below = other.rest @ inverse(other.healthy), LEVELS.index(other.level)
        return {
            level: lowered @ place if LEVELS.index(level) >= below else place
            for level, place in self.healthy.items()
        }

    def is_broken(self, level: str) -> bool:
        """Return whether a level is the treated one, or the other broken bone of a pair."""
        return level == self.level or (self.neighbour is not None and level == self.neighbour.level)

    def frame(self, level: str) -> str:
        """Return the frame of :attr:`scenes.motion.pose.Pose.frames` that a vertebra follows."""
        if not self.is_above(level):
            return WORLD
        over = self.neighbour is not None and self.neighbour.is_above
        return BEYOND if over and self.opened[0] != level else ABOVE

    def is_above(self, level: str) -> bool:
        """Return whether a level goes with the spine over the treated one."""
        return LEVELS.index(level) < LEVELS.index(self.level)


def site_of(case: Case) -> Site:
    """Return where a case happens."""
    return _site(case.level, case.shape, case.approach, case.neighbour)


@cache
def _site(level: str, shape: str, approach: str, neighbour: str) -> Site:
    case = Case(level=level, shape=shape, approach=approach, neighbour=neighbour)
    fracture, healthy = Fracture(VERTEBRAE[level], shape), rest_transforms(level)
    return Site(
        level=level,
        fracture=fracture,
        trajectory=left_trajectory(level, approach),
        sides=SIDES[approach],
        healthy=healthy,
        neighbour=neighbour_of(case, healthy),
    )
