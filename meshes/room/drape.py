"""The drape: a sheet over the lying person, with a window over the spine from T11 to L3."""

import numpy as np
import pyvista as pv
from scipy import ndimage

from meshes.room.height_field import HeightField
from meshes.room.solids import thick
from meshes.room.table import TOP
from meshes.tools.arrays import Floats, smoothstep, unit
from meshes.tools.planar import filled, sampled, spread
from meshes.tools.sweep import loft

WINDOW = (98.0, -166.0, 156.0)
"""Half-width of the window, its lower and its upper end in the standing frame, mm (unsourced): one
window serves every level that may be treated."""

STUCK = (8.0, 60.0)
"""Distance from the window within which the sheet lies close on the skin, and from which on it
spans hollows, mm."""

DIP = 16.0
"""How far at most the sheet is drawn down to the skin around its window, mm."""

WIDE = 85.0
"""Width of the strip around the window in which triangles are small, mm."""

ENDS = (-1000.0, 288.0)
"""Lower and upper end of the sheet in the standing frame: below the knees, under the armpits."""

EDGE, HANGING = 282.0, 330.0
"""Where the sheet bends down beside the table, and how long it hangs there, mm."""

STEP = 12.0
"""Distance of the nodes on which the sheet is laid, mm."""

CLEAR = 9.0
"""Distance that the sheet keeps from the body before it is smoothed, mm."""

THICKNESS = 3.0
"""Thickness of the sheet, mm."""

HEM = 3.6
"""Radius of the window's hem, mm."""

FINE, COARSE = 16.0, 35.0
"""Sides of triangles near the window and elsewhere, mm."""

SETTLING = 400
"""Steps in which the sheet is smoothed over hollows."""

ROUND = 26.0
"""Radius of the bend over the table's edge, mm."""


def drape(body: pv.PolyData) -> dict[str, pv.PolyData]:
    """Lay the sheet over a lying person.

    Parameters
    ----------
    body : pyvista.PolyData
        The lying person in the standing frame, Z to the table.

    Returns
    -------
    dict of str to pyvista.PolyData
        ``"drape"``, and ``"hem"`` around its window.

    """
    field = _laid(body)
    left, right = -EDGE - HANGING, EDGE + HANGING
    corners = np.array([[left, ENDS[0]], [right, ENDS[0]], [right, ENDS[1]], [left, ENDS[1]]])
    edges = [sampled([corners], COARSE), window_outline(FINE)]
    frame = sampled([_frame()], COARSE)
    inner, outer = spread([edges[1], frame], FINE), spread([edges[0], frame], COARSE)
    flat = np.concatenate([*edges, inner, outer])
    # Seen from above, where Z points away, what runs counter-clockwise runs clockwise.
    triangles = filled(flat, edges)[:, ::-1]
    upper = _hung(flat, field)
    rim = _hung(window_outline(10.0), field)
    return {
        "drape": thick(upper, triangles, upper + THICKNESS * _inward(flat)),
        "hem": _hem(rim),
    }


def window_outline(step: float) -> Floats:
    """Draw the window's outline, a rectangle with round corners.

    Parameters
    ----------
    step : float
        Distance of the points, mm.

    Returns
    -------
    (n, 2) float
        X and Y in the standing frame, counter-clockwise, mm.

    """
    half_width, low, high = WINDOW
    turn = np.linspace(0.0, 2 * np.pi, 721)
    spokes = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    radius = (spokes**8).sum(axis=1) ** (-1 / 8)
    half = np.array([half_width, (high - low) / 2])
    line = radius[:, None] * spokes * half + [0.0, (high + low) / 2]
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    places = np.linspace(0.0, way[-1], round(way[-1] / step), endpoint=False)
    return np.stack([np.interp(places, way, axis) for axis in line.T], axis=1)


def _frame() -> Floats:
    """Rectangle around the window within which triangles are small."""
    half_width, low, high = np.add(WINDOW, (WIDE, -WIDE, WIDE))
    return np.array(
        [[-half_width, low], [half_width, low], [half_width, high], [-half_width, high]]
    )


def _laid(body: pv.PolyData) -> HeightField:
    """Heights of a sheet that lies on a body and spans its hollows."""
    reach = EDGE + 3 * STEP
    x = np.arange(-reach, reach + STEP / 2, STEP)
    y = np.arange(ENDS[0], ENDS[1] + STEP / 2, STEP)
    seen = HeightField.seen(body, x, y, behind=True, missing=TOP - 6.0)
    top = np.minimum(ndimage.minimum_filter(seen.z, 3), TOP - 6.0) - CLEAR
    sheet = top
    for _ in range(SETTLING):
        # Smoothing may only lift the sheet: up is where Z is smaller.
        sheet = np.minimum(top, ndimage.uniform_filter(sheet, 3, mode="nearest"))
    half_width, low, high = WINDOW
    half, middle = (high - low) / 2, (high + low) / 2
    radius = ((x[:, None] / half_width) ** 8 + ((y - middle) / half) ** 8) ** (1 / 8)
    stuck = smoothstep((radius - 1.0) * half_width, STUCK[1], STUCK[0])
    sheet = sheet + stuck * np.minimum(top - sheet, DIP)
    return HeightField(x, y, ndimage.gaussian_filter(sheet, 1.2, mode="nearest") - 1.0)


def _hung(flat: Floats, field: HeightField) -> Floats:
    """Bring points of the flat sheet onto the body and down beside the table."""
    across, along = flat.T
    x, side = np.clip(across, -EDGE, EDGE), np.sign(across)
    hang = np.maximum(np.abs(across) - EDGE, 0.0)
    angle = np.minimum(hang / ROUND, np.pi / 2)
    drop = ROUND * (1.0 - np.cos(angle)) + np.maximum(hang - ROUND * np.pi / 2, 0.0)
    loose = smoothstep(hang, 0.0, 150.0)
    # Two waves stand for folds; they only swing away from the table.
    folds = 13.0 * np.sin(along / 58.0 + side) + 4.0 * np.sin(along / 23.0 + 2.0 * side) + 17.0
    out = ROUND * np.sin(angle) + loose * folds + 0.06 * hang
    height = field.at(np.stack([x, along], axis=1))
    return np.stack([x + side * out, along, height + drop], axis=1)


def _inward(flat: Floats) -> Floats:
    """Direction from the sheet's upper to its lower side."""
    hang = np.maximum(np.abs(flat[:, 0]) - EDGE, 0.0)
    angle = np.minimum(hang / ROUND, np.pi / 2)
    return np.stack(
        [-np.sign(flat[:, 0]) * np.sin(angle), np.zeros(len(flat)), np.cos(angle)], axis=1
    )


def _hem(rim: Floats) -> pv.PolyData:
    """Sew a cord around the window."""
    along = unit(np.roll(rim, -1, axis=0) - np.roll(rim, 1, axis=0))
    up = np.array([0.0, 0.0, -1.0])
    across = unit(np.cross(along, up))
    normal = np.cross(across, along)
    turn = np.linspace(0.0, 2 * np.pi, 8, endpoint=False)
    spokes = np.cos(turn)[:, None] * across[:, None] + np.sin(turn)[:, None] * normal[:, None]
    middle = rim + np.array([0.0, 0.0, THICKNESS / 2])
    return loft(middle[:, None] + HEM * spokes, closed=True)
