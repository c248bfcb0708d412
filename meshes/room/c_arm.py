"""The X-ray machine: an arc with the detector above the patient and the tube below the table.

All sizes are unsourced.  X points to the patient's left, Y to the head, Z to the floor; the origin
is the treated bone.
"""

import numpy as np
import pyvista as pv

from meshes.room.solids import drum, rounded_box
from meshes.room.table import FLOOR
from meshes.tools.surface import merge
from meshes.tools.sweep import loft

RADIUS = 545.0
"""Radius of the arc's middle line, mm."""

MIDDLE = 70.0
"""Height of the arc's centre, mm."""

CART = -RADIUS - 340.0
"""Where the cart's column stands, X in mm: to the patient's right."""


def c_arm() -> dict[str, pv.PolyData]:
    """Build the machine.

    Returns
    -------
    dict of str to pyvista.PolyData
        ``"c_arm"``, the light parts, and ``"c_arm_dark"``, the dark ones.

    """
    above, below = MIDDLE - RADIUS, MIDDLE + RADIUS
    housing = [
        _arc(),
        drum((0.0, 0.0, above + 100.0), (0.0, 0.0, above - 26.0), 150.0, 14.0),
        rounded_box((0.0, 0.0, below - 8.0), (115.0, 105.0, 66.0), 28.0),
        rounded_box((-RADIUS - 190.0, 0.0, MIDDLE + 30.0), (150.0, 42.0, 44.0), 20.0),
        rounded_box((CART, 0.0, MIDDLE + 270.0), (75.0, 95.0, 330.0), 30.0),
        rounded_box((CART + 10.0, 0.0, FLOOR - 102.0), (170.0, 230.0, 70.0), 36.0),
    ]
    dark = [
        drum((0.0, 0.0, above + 112.0), (0.0, 0.0, above + 98.0), 138.0, 3.0),
        drum((0.0, 0.0, below - 70.0), (0.0, 0.0, below - 110.0), 62.0, 6.0, 28),
        rounded_box((-RADIUS - 40.0, 0.0, MIDDLE + 30.0), (62.0, 70.0, 96.0), 24.0),
        # The monitor.
        rounded_box((CART, 40.0, MIDDLE - 160.0), (20.0, 150.0, 95.0), 12.0),
    ]
    for side in (1.0, -1.0):
        dark.append(
            rounded_box((-RADIUS - 60.0, 150.0 * side, FLOOR - 52.0), (330.0, 32.0, 22.0), 16.0)
        )
        for x, y in ((-300.0, 150.0), (CART - 100.0, 190.0)):
            wheel = (x, side * y - 16.0, FLOOR - 26.0), (x, side * y + 16.0, FLOOR - 26.0)
            dark.append(drum(*wheel, 24.0, 5.0, 14))
    return {"c_arm": merge(housing), "c_arm_dark": merge(dark)}


def _arc() -> pv.PolyData:
    """Half a ring on the patient's right, with a rounded square section."""
    along = np.radians(np.linspace(2.0, 178.0, 25))
    around = np.linspace(0.0, 2 * np.pi, 12, endpoint=False)
    square = (np.cos(around) ** 4 + np.sin(around) ** 4) ** -0.25
    deep, wide = 34.0 * square * np.cos(around), 44.0 * square * np.sin(around)
    outward = np.stack([-np.sin(along), np.zeros_like(along), -np.cos(along)], axis=1)
    centres = RADIUS * outward + [0.0, 0.0, MIDDLE]
    rings = centres[:, None] + outward[:, None] * deep[:, None]
    rings[:, :, 1] += wide
    return loft(rings)
