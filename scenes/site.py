"""Where a case happens: the fracture of its bone, and the needle's way into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from meshes.anatomy import LEVELS, VERTEBRAE, shown_levels
from meshes.cutplane import CutPlane
from meshes.fracture import Fracture
from meshes.trajectory import Trajectory, left_trajectory
from scenes.case import Case

SIDES: Mapping[str, tuple[str, ...]] = {
    "bipedicular": ("left", "right"),
    "unipedicular": ("left",),
}
"""Sides of the patient from which needles come, by approach."""


@dataclass(frozen=True, eq=False)
class Site:
    """What cases of one level, kind of fracture and approach share.

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

    """

    level: str
    fracture: Fracture
    trajectory: Trajectory
    sides: tuple[str, ...]

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
        return CutPlane.along(self.trajectory)

    def is_above(self, level: str) -> bool:
        """Tell whether a level goes with the spine over the treated one."""
        return LEVELS.index(level) < LEVELS.index(self.level)


def site_of(case: Case) -> Site:
    """Return where a case happens."""
    return _site(case.level, case.shape, case.approach)


@cache
def _site(level: str, shape: str, approach: str) -> Site:
    fracture = Fracture(VERTEBRAE[level], shape)
    return Site(level, fracture, left_trajectory(level, approach), SIDES[approach])
