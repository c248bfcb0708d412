"""What lies on the skin of the back: crosses, numbed rings, plasters (all sizes unsourced)."""

from typing import Literal

import numpy as np
import pyvista as pv

from meshes.room.height_field import HeightField
from meshes.room.solids import thick
from meshes.tools.arrays import Floats
from meshes.tools.surface import merge
from meshes.tools.sweep import tube

CROSS = 6.2
"""Half the extent of a cross in X and Y, mm."""

RING, DASHES = 15.0, 16
"""Radius of the ring around numbed skin, mm, and the number of its dashes."""

PLASTER, PAD = (25.0, 9.5), (8.6, 7.6)
"""Half-extents of a plaster and of its pad, mm."""

TURN = np.radians(14.0)
"""By how much a plaster is turned, to each side."""

ROUND = 4.5
"""Exponent of a plaster's outline: 2 is an ellipse, more is squarer."""


def cross(skin: HeightField, place: Floats) -> pv.PolyData:
    """Draw a cross.

    Parameters
    ----------
    skin : HeightField
        The skin of the back.

    place : (2,) float
        X and Y of its middle, mm.

    Returns
    -------
    pyvista.PolyData
        Two closed strokes.

    """
    along = np.linspace(-CROSS, CROSS, 5)
    return merge(
        [
            _stroke(skin, place + np.stack([along, slope * along], axis=1), 1.0)
            for slope in (1.0, -1.0)
        ]
    )


def ring(skin: HeightField, place: Floats) -> pv.PolyData:
    """Draw a dashed ring.

    Parameters
    ----------
    skin, place
        See `cross`.

    Returns
    -------
    pyvista.PolyData
        Closed dashes.

    """
    turn = 2 * np.pi / DASHES
    dashes = [np.linspace(k * turn, (k + 0.62) * turn, 4) for k in range(DASHES)]
    circles = [RING * np.stack([np.cos(dash), np.sin(dash)], axis=1) for dash in dashes]
    return merge([_stroke(skin, place + circle, 0.75, "flat") for circle in circles])


def plaster(skin: HeightField, place: Floats) -> dict[str, pv.PolyData]:
    """Stick a plaster over a place.

    Parameters
    ----------
    skin, place
        See `cross`.

    Returns
    -------
    dict of str to pyvista.PolyData
        ``"plaster"``, and ``"pad"``, the soft part in its middle.

    """
    turn = TURN * float(np.sign(place[0]))
    return {
        "plaster": _plate(skin, place, PLASTER, turn, (0.3, 1.3)),
        "pad": _plate(skin, place, PAD, turn, (1.2, 2.1)),
    }


def _stroke(
    skin: HeightField, line: Floats, radius: float, ends: Literal["flat", "round"] = "round"
) -> pv.PolyData:
    """Draw a stroke of a pen, half sunk into the skin."""
    return tube(_over(skin, line, 0.45), radius, 5, ends=ends)


def _over(skin: HeightField, places: Floats, up: float | Floats) -> Floats:
    """Points over the skin by a distance along its own direction, mm."""
    rise = np.broadcast_to(up, len(places))[:, None]
    return np.column_stack([places, skin.at(places)]) + rise * skin.outward(places)


def _plate(
    skin: HeightField,
    place: Floats,
    half: tuple[float, float],
    turn: float,
    up: tuple[float, float],
) -> pv.PolyData:
    """Build a rounded plate that hugs the skin; its edge lies lower than its middle."""
    around = np.linspace(0.0, 2 * np.pi, 28, endpoint=False)
    spokes = np.stack([np.cos(around), np.sin(around)], axis=1)
    outline = spokes * (np.abs(spokes) ** ROUND).sum(axis=1, keepdims=True) ** (-1.0 / ROUND) * half
    radii = np.array([0.3, 0.6, 0.85, 1.0])
    flat = np.concatenate([np.zeros((1, 2)), *(radius * outline for radius in radii)])
    c, s = np.cos(turn), np.sin(turn)
    flat = place + flat @ np.array([[c, s], [-s, c]])
    share = np.concatenate([[0.0], np.repeat(radii, len(around))])
    upper = _over(skin, flat, up[0] + (up[1] - up[0]) * (1.0 - 0.65 * share**6))
    first = np.arange(1, len(around) + 1)
    after = np.roll(first, -1)
    fan = [np.stack([np.zeros_like(first), after, first], axis=1)]
    for k in range(len(radii) - 1):
        a, b = first + k * len(around), after + k * len(around)
        c2, d = a + len(around), b + len(around)
        fan += [np.stack([a, b, d], axis=1), np.stack([a, d, c2], axis=1)]
    return thick(upper, np.concatenate(fan), _over(skin, flat, -1.2))
