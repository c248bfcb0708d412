"""Operating table and pillows; nothing stands under the trunk, so that X-rays pass.

All sizes are unsourced.  The frame is the standing frame, in which the lying person's Z points to
the floor.
"""

from collections.abc import Mapping

import numpy as np
import pyvista as pv
from scipy import ndimage

from meshes.room.height_field import HeightField
from meshes.room.solids import rounded_box, thick
from meshes.tools.surface import merge
from meshes.tools.sweep import loft

TOP = 186.0
"""Height of the mat's upper side: below the hanging belly, mm."""

FLOOR = TOP + 742.0
"""Height of the floor, mm."""

HALF_WIDTH = 275.0
"""Half the width of the table's top, mm."""

GAP = 3.0
"""Distance that a pillow keeps from the body, mm: skin and pillow touch, but never cross."""

SINK = 1.0
"""How far pillows stay over the mat, mm."""

PILLOWS: Mapping[str, tuple[float, float, float, float]] = {
    "chest": (0.0, 150.0, 205.0, 85.0),
    "hips": (0.0, -262.0, 205.0, 62.0),
    "shins": (0.0, -930.0, 215.0, 90.0),
    "head": (6.0, 470.0, 140.0, 112.0),
}
"""Middle and half-extents of each pillow, X and Y in mm."""

AROUND = 36
"""Points around a pillow."""

OUT = 200.0
"""Height given where there is no body, mm over the frame's middle."""

TALL = 96.0
"""Height of a pillow that nothing presses, mm."""


def table() -> dict[str, pv.PolyData]:
    """Build the table.

    Returns
    -------
    dict of str to pyvista.PolyData
        ``"table"``, the light parts, and ``"mat"``, the dark ones.

    """
    middle = -230.0
    light = [
        rounded_box((0.0, middle, TOP + 28.0), (HALF_WIDTH, 960.0, 10.0), 8.0),
        rounded_box((0.0, -900.0, TOP + 340.0), (130.0, 170.0, 300.0), 36.0),
    ]
    dark = [
        rounded_box((0.0, middle, TOP + 8.5), (HALF_WIDTH - 12.0, 945.0, 8.5), 7.0),
        rounded_box((0.0, -820.0, FLOOR - 40.0), (230.0, 330.0, 36.0), 26.0),
    ]
    for side in (1.0, -1.0):
        board = (side * 372.0, 560.0, TOP + 8.5)
        dark.append(rounded_box(board, (90.0, 265.0, 8.5), 7.0))
        light.append(rounded_box((side * 372.0, 560.0, TOP + 24.0), (60.0, 250.0, 6.0), 5.0))
        # Two bars carry each board.
        light += [
            rounded_box((side * 290.0, y, TOP + 47.0), (130.0, 18.0, 7.0), 6.0)
            for y in (420.0, 640.0)
        ]
    return {"table": merge(light), "mat": merge(dark)}


def pillows(body: pv.PolyData) -> dict[str, pv.PolyData]:
    """Build the pillows that fill the room between mat and body.

    Parameters
    ----------
    body : pyvista.PolyData
        The lying person.

    Returns
    -------
    dict of str to pyvista.PolyData
        Closed meshes, named ``"pillow_"`` and the part of the body.

    """
    x, y = np.arange(-280.0, 281.0, 8.0), np.arange(-1080.0, 640.0, 8.0)
    under = HeightField.seen(body, x, y, behind=False, missing=-OUT)
    # Between the corners of its triangles a pillow must not reach a bulging body.
    lowest = ndimage.gaussian_filter(ndimage.maximum_filter(under.z, 7), 1.0)
    field = HeightField(x, y, lowest)
    return {f"pillow_{name}": _pillow(place, field) for name, place in PILLOWS.items()}


def _pillow(place: tuple[float, float, float, float], lowest: HeightField) -> pv.PolyData:
    """Build a cushion with rounded edges, pressed down by what lies on it."""
    turn = np.linspace(0.0, 2 * np.pi, AROUND, endpoint=False)
    round_, square = np.stack([np.cos(turn), np.sin(turn)]), 2.0 / 5.0
    outline = np.sign(round_) * np.abs(round_) ** square
    middle, half = np.array(place[:2]), np.array(place[2:])
    under = [
        np.column_stack([middle + r * half * outline.T, np.full(AROUND, TOP - SINK - up)])
        for r, up in ((0.4, 0.0), (0.86, 0.0), (0.97, 4.0))
    ]
    over = []
    for r, up in (
        (1.0, 14.0),
        (0.97, 0.45 * TALL),
        (0.88, 0.72 * TALL),
        (0.72, 0.9 * TALL),
        (0.5, 0.97 * TALL),
        (0.25, TALL),
    ):
        spot = middle + r * half * outline.T
        height = np.maximum(TOP - SINK - up, lowest.at(spot) + GAP)
        over.append(np.column_stack([spot, np.minimum(height, TOP - SINK - 4.5)]))
    return loft(np.array([*under, *over]))


def floor() -> pv.PolyData:
    """Build a round piece of floor."""
    turn = np.linspace(0.0, 2 * np.pi, 72, endpoint=False)
    rim = np.stack([1150.0 * np.cos(turn) - 120.0, 1500.0 * np.sin(turn) - 200.0], axis=1)
    upper = np.column_stack([np.vstack([rim, rim.mean(axis=0)]), np.full(73, FLOOR)])
    start = np.arange(72)
    fan = np.stack([np.full(72, 72), (start + 1) % 72, start], axis=1)
    return thick(upper, fan, upper + np.array([0.0, 0.0, 4.0]))
