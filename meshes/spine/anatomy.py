"""Sizes of the vertebrae and discs, T10 to L4.

The shapes are illustrative.  Widths and heights of the bodies, canals and discs are rounded from
published means; everything for which no source is named is unsourced: a rounded, textbook-like
value that has not been reviewed by a clinician.

Sources
-------
Body width and heights of L1-L3, canal width and depth: Bonczar 2024, meta-analysis, n = 1481.
Body heights of T12: Duman 2026, CT, n = 517; its width and canal: Panjabi 1991.
Pedicle width: Panjabi 1991 and 1992 (means 8.3-10.2 mm; CT medians are 1-2 mm smaller).
Pedicle height: Lien 2007, PMC2200778.
Dish of the endplates: Wang 2012, PMC3481085 (0.7 mm upper and 1.5 mm lower plate); drawn deeper
here so that it can be seen.
Disc heights: between Bach 2019 and Jentzsch 2024 (BMC Med Imaging 24:213), which differ by 2-4 mm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

LEVELS = ("T10", "T11", "T12", "L1", "L2", "L3", "L4")
"""All levels, from the head down."""

SHOWN = 5
"""Number of levels that are shown about the treated one."""


@dataclass(frozen=True)
class VertebraSize:
    """Sizes of one vertebra in its own frame: origin at the centre of its body, mm and radians.

    Positions of paired parts are those of the left side (x > 0).

    Attributes
    ----------
    body_width, body_depth : float
        Extents of the outline in x and z; rounding its edges takes about 1.4 mm off both.

    anterior_height, posterior_height : float
        Heights of the healthy body at its front and back walls.

    waist : float
        Share by which the body is narrower at mid-height than at its plates.

    endplate_dish : float
        Depth of both endplates at their centre.

    posterior_notch : float
        Depth of the hollow in the back wall of the body.

    pedicle_x, pedicle_y : float
        Centre of the pedicle.

    pedicle_half_width, pedicle_half_height : float
        Half-axes of its section.

    canal_z, canal_half_width, canal_half_depth : float
        Centre and half-axes of the spinal canal.

    superior_articular_x, superior_articular_z, superior_articular_top : float
        Upper joint process: place and upper end.

    inferior_articular_x, inferior_articular_z, inferior_articular_bottom : float
        Lower joint process: place and lower end.

    facet_angle : float
        Angle of the joint faces to the sagittal plane.

    transverse_process_x, transverse_process_y, transverse_process_z : float
        Tip of the transverse process.

    spinous_process_z, spinous_process_y, spinous_process_half_height : float
        Rear end of the spinous process, height of its tip, and half its height.

    """

    body_width: float = 42.0
    body_depth: float = 31.0
    anterior_height: float = 23.9
    posterior_height: float = 27.2
    waist: float = 0.135
    endplate_dish: float = 1.5
    posterior_notch: float = 1.2
    pedicle_x: float = 14.6
    pedicle_y: float = 4.4
    pedicle_half_width: float = 3.9
    pedicle_half_height: float = 6.9
    canal_z: float = -22.2
    canal_half_width: float = 10.8
    canal_half_depth: float = 7.0
    superior_articular_x: float = 16.4
    superior_articular_z: float = -26.5
    superior_articular_top: float = 20.0
    inferior_articular_x: float = 12.4
    inferior_articular_z: float = -32.0
    inferior_articular_bottom: float = -23.0
    facet_angle: float = float(np.radians(30.0))
    transverse_process_x: float = 37.0
    transverse_process_y: float = 6.0
    transverse_process_z: float = -30.0
    spinous_process_z: float = -64.0
    spinous_process_y: float = -11.0
    spinous_process_half_height: float = 9.5

    @property
    def tilt(self) -> float:
        """Angle of the upper endplate to the horizontal, radians; negative slopes down in front."""
        return float(
            np.arctan2(0.5 * (self.anterior_height - self.posterior_height), self.body_depth)
        )

    @property
    def half_height(self) -> float:
        """Half the height of the body at its centre, mm."""
        return 0.25 * (self.anterior_height + self.posterior_height)


@dataclass(frozen=True)
class DiscSize:
    """Size of the disc between two vertebrae.

    Attributes
    ----------
    height : float
        Distance of the two endplate planes at their centres, mm.

    wedge : float
        Angle between them, radians; positive is taller in front.

    """

    height: float
    wedge: float


_T10 = VertebraSize(
    body_width=34.0,
    body_depth=27.0,
    anterior_height=18.9,
    posterior_height=21.2,
    waist=0.11,
    endplate_dish=1.2,
    pedicle_x=11.4,
    pedicle_half_width=3.4,
    pedicle_half_height=6.8,
    canal_z=-19.9,
    canal_half_width=8.2,
    canal_half_depth=6.7,
    superior_articular_x=10.0,
    superior_articular_z=-27.0,
    superior_articular_top=16.5,
    inferior_articular_x=9.2,
    inferior_articular_z=-37.6,
    inferior_articular_bottom=-19.5,
    facet_angle=float(np.radians(72.0)),
    transverse_process_x=26.0,
    transverse_process_y=7.0,
    transverse_process_z=-34.0,
    spinous_process_z=-61.0,
    spinous_process_y=-20.0,
    spinous_process_half_height=5.5,
    posterior_notch=0.9,
    pedicle_y=3.2,
)

_T11 = VertebraSize(
    body_width=36.0,
    body_depth=28.0,
    anterior_height=19.5,
    posterior_height=22.4,
    waist=0.11,
    endplate_dish=1.3,
    pedicle_x=12.3,
    pedicle_half_width=3.7,
    pedicle_half_height=7.2,
    canal_z=-20.4,
    canal_half_width=8.6,
    canal_half_depth=6.8,
    superior_articular_x=10.2,
    superior_articular_z=-26.6,
    superior_articular_top=16.0,
    inferior_articular_x=9.5,
    inferior_articular_z=-37.8,
    inferior_articular_bottom=-20.0,
    facet_angle=float(np.radians(72.0)),
    transverse_process_x=22.0,
    transverse_process_y=7.0,
    transverse_process_z=-33.0,
    spinous_process_z=-62.0,
    spinous_process_y=-17.0,
    spinous_process_half_height=6.0,
    posterior_notch=1.0,
    pedicle_y=3.4,
)

_T12 = VertebraSize(
    body_width=39.0,
    body_depth=29.5,
    anterior_height=20.2,
    posterior_height=23.6,
    endplate_dish=1.4,
    pedicle_x=13.6,
    pedicle_half_width=4.0,
    pedicle_half_height=7.6,
    canal_z=-21.3,
    canal_half_width=9.6,
    canal_half_depth=6.9,
    superior_articular_x=11.0,
    superior_articular_z=-26.4,
    superior_articular_top=16.0,
    inferior_articular_x=11.8,
    inferior_articular_z=-31.5,
    inferior_articular_bottom=-22.5,
    facet_angle=float(np.radians(32.0)),
    transverse_process_x=23.0,
    transverse_process_z=-31.0,
    spinous_process_z=-61.0,
    spinous_process_y=-12.0,
    spinous_process_half_height=8.0,
    posterior_notch=1.1,
    pedicle_y=3.5,
)

_L2 = VertebraSize(
    body_width=44.0,
    body_depth=32.0,
    anterior_height=25.1,
    posterior_height=27.7,
    pedicle_x=15.0,
    pedicle_half_width=4.2,
    pedicle_half_height=7.3,
    canal_half_width=11.0,
    superior_articular_x=17.0,
    inferior_articular_x=13.0,
    inferior_articular_z=-32.5,
    transverse_process_x=40.0,
    spinous_process_z=-66.0,
    spinous_process_half_height=10.5,
    canal_z=-22.4,
    canal_half_depth=6.6,
)

_L3 = VertebraSize(
    body_width=46.0,
    body_depth=33.0,
    anterior_height=26.6,
    posterior_height=27.4,
    pedicle_x=16.0,
    pedicle_half_width=4.7,
    pedicle_half_height=7.2,
    canal_z=-22.7,
    canal_half_width=11.6,
    superior_articular_x=17.8,
    inferior_articular_x=13.8,
    inferior_articular_z=-33.0,
    transverse_process_x=44.0,
    spinous_process_z=-67.0,
    spinous_process_half_height=10.5,
    canal_half_depth=6.4,
)

_L4 = VertebraSize(
    body_width=48.0,
    body_depth=34.0,
    anterior_height=26.6,
    posterior_height=26.3,
    pedicle_x=17.4,
    pedicle_half_width=5.6,
    pedicle_half_height=7.2,
    canal_z=-23.2,
    canal_half_width=12.2,
    superior_articular_x=18.8,
    inferior_articular_x=15.2,
    inferior_articular_z=-33.0,
    transverse_process_x=42.0,
    spinous_process_z=-64.0,
    spinous_process_half_height=9.5,
    canal_half_depth=6.5,
)

VERTEBRAE: Mapping[str, VertebraSize] = MappingProxyType(
    {
        "T10": _T10,
        "T11": _T11,
        "T12": _T12,
        "L1": VertebraSize(),
        "L2": _L2,
        "L3": _L3,
        "L4": _L4,
    }
)
"""Size of every vertebra by its level."""

DISCS: Mapping[tuple[str, str], DiscSize] = MappingProxyType(
    {
        ("T10", "T11"): DiscSize(height=4.6, wedge=float(np.radians(2.0))),
        ("T11", "T12"): DiscSize(height=5.0, wedge=float(np.radians(3.5))),
        ("T12", "L1"): DiscSize(height=6.0, wedge=float(np.radians(3.5))),
        ("L1", "L2"): DiscSize(height=7.1, wedge=float(np.radians(4.0))),
        ("L2", "L3"): DiscSize(height=7.8, wedge=float(np.radians(6.0))),
        ("L3", "L4"): DiscSize(height=8.6, wedge=float(np.radians(8.0))),
    }
)
"""Size of every disc by the levels above and below it."""


def shown_levels(treated: str) -> tuple[str, ...]:
    """Return the levels that are shown with a treated one, from the head down.

    Parameters
    ----------
    treated : str
        The treated level.

    Returns
    -------
    tuple of str
        Two above and two below it, as far as there are any; more on the other side else.

    Raises
    ------
    ValueError
        If there is no such level.

    """
    if treated not in LEVELS:
        msg = f"treated must be one of {', '.join(LEVELS)}, got {treated!r}"
        raise ValueError(msg)
    first = min(max(LEVELS.index(treated) - SHOWN // 2, 0), len(LEVELS) - SHOWN)
    return LEVELS[first : first + SHOWN]
