"""Twelve pairs of ribs and the breastbone, schematic (all sizes unsourced)."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pyvista as pv

from meshes.person.fitted_body import standing_places
from meshes.person.spine_chain import body_size
from meshes.tools.surface import merge
from meshes.tools.sweep import catmull_rom, tube

HALF_WIDTHS = (50.0, 72.0, 88.0, 99.0, 106.0, 111.0, 115.0, 117.0, 116.0, 112.0, 104.0, 84.0)
"""How far each rib reaches to the side, mm."""

DROPS = (26.0, 40.0, 52.0, 62.0, 70.0, 78.0, 84.0, 84.0, 76.0, 66.0, 48.0, 34.0)
"""How far the front of each rib lies below its rear end, mm."""

JOINED = np.array([218.0, 203.0, 184.0, 165.0, 147.0, 130.0, 116.0])
"""Heights at which the first seven ribs meet the breastbone, standing, mm."""

FRONT = np.array([[60.0, 86.0], [120.0, 82.0], [180.0, 66.0], [215.0, 48.0]])
"""Depth of the breastbone by height, standing, mm."""

BREASTBONE = np.array(
    [[228.0, 46.0], [205.0, 56.0], [180.0, 67.0], [150.0, 76.0], [120.0, 83.0], [98.0, 86.0]]
)
"""Middle line of the breastbone, standing: Y and Z in mm."""

THICK, FLAT = 5.2, 2.6
"""Half-axes of a rib's section, along and across the chest's wall, mm."""


@cache
def ribs() -> Mapping[str, pv.PolyData]:
    """Build the ribs of every vertebra of the chest.

    Returns
    -------
    mapping of str to pyvista.PolyData
        Both ribs of each level T1 to T12, and ``"breastbone"``, in the standing frame.

    """
    bones = {f"T{number}": _pair(number) for number in range(1, 13)}
    line = catmull_rom(np.column_stack([np.zeros(len(BREASTBONE)), BREASTBONE]), 2)
    place = np.linspace(0.0, 1.0, len(line))
    width = np.interp(place, [0.0, 0.35, 1.0], [21.0, 14.0, 13.0])
    bones["breastbone"] = tube(line, width, 10, minor=5.0)
    return bones


def _pair(number: int) -> pv.PolyData:
    """Both ribs of a level, in one mesh."""
    line = catmull_rom(np.array(_course(number)), 2)
    thick = np.full(len(line), THICK)
    thick[0], thick[-1] = 0.7 * THICK, 0.8 * THICK
    left, right = (tube(line * [sign, 1.0, 1.0], FLAT, 5, minor=thick) for sign in (1.0, -1.0))
    return merge([left, right])


def _course(number: int) -> list[tuple[float, float, float]]:
    """Points along the left rib: from its vertebra back, out and round to the front."""
    level = f"T{number}"
    _, y, z = standing_places()[level][:3, 3]
    half_width, _, depth = body_size(level) / [2.0, 1.0, 1.0]
    wide, drop = HALF_WIDTHS[number - 1], DROPS[number - 1]
    rear = z - depth / 2 - (36.0 if number > 3 else 24.0)
    course = [
        (0.8 * half_width, y + 5.0, z - depth / 2 - 4.0),
        (half_width + 14.0, y + 3.0, z - depth / 2 - (22.0 if number > 1 else 12.0)),
        (0.62 * wide, y - 0.16 * drop, rear + 4.0),
        (0.93 * wide, y - 0.38 * drop, rear + 30.0),
    ]
    if number == 12:
        return [*course, (0.98 * wide, y - 0.62 * drop, rear + 36.0)]
    course.append((wide, y - 0.6 * drop, z + 18.0))
    if number == 11:
        return [*course, (0.92 * wide, y - 0.95 * drop, z + 30.0)]
    joined = float(JOINED[min(number, 7) - 1])
    front = float(np.interp(joined, *FRONT.T))
    if number <= 7:
        return [
            *course,
            (0.86 * wide, y - 0.86 * drop, front - 32.0),
            (0.5 * wide, y - drop, front - 8.0),
            (15.0, joined, front),
        ]
    course += [
        (0.90 * wide, y - 0.95 * drop, z + 44.0),
        (0.72 * wide, y - 1.15 * drop, front - 26.0),
    ]
    end = (46.0 - 4.0 * (number - 8), joined - 16.0 * (number - 7) + 4.0, front - 8.0)
    return [*course, end] if number < 10 else course
