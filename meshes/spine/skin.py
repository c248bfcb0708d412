"""A patch of the skin of the back, and the marks of the two small cuts on it."""

from collections.abc import Sequence

import numpy as np
import pyvista as pv

from meshes.tools.arrays import Floats, smoothstep, unit
from meshes.tools.surface import mesh
from meshes.tools.sweep import lathe

HALF_WIDTH, HALF_HEIGHT = 78.0, 81.0
"""Half-extents of the patch in x and y, mm."""

THICKNESS = 2.6
"""Thickness of the patch, mm."""

MIDDLE = 3.0
"""Height of the centre of the patch, mm."""


def skin_height(x: Floats, y: Floats) -> Floats:
    """Return the place of the outer skin: a furrow along the spine between two low ridges.

    Parameters
    ----------
    x, y : (n,) float
        Points seen from behind, mm.

    Returns
    -------
    (n,) float
        Place in z, mm.  Unsourced: drawn so that the back can be recognised.

    """
    furrow = 4.2 * np.exp(-((x / 9.0) ** 2))
    ridges = -2.6 * np.exp(-(((np.abs(x) - 31.0) / 17.0) ** 2))
    spines = -0.5 * np.exp(-((x / 5.0) ** 2)) * np.cos(2 * np.pi * y / 34.0)
    flanks = 15.0 * (np.abs(x) / HALF_WIDTH) ** 3
    hollow = 0.0006 * (y - 5.0) ** 2
    return np.asarray(-92.0 + furrow + ridges + spines + flanks + hollow)


def skin_patch(columns: int = 33, rows: int = 33) -> pv.PolyData:
    """Build a thin slab of skin with rounded corners and edges.

    Parameters
    ----------
    columns, rows : int, default: 33
        Points across and along the patch.

    Returns
    -------
    pyvista.PolyData
        Closed mesh in the world frame.

    """
    u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows))
    edge = np.maximum(np.abs(u), np.abs(v))
    shorter = np.minimum(np.abs(u), np.abs(v)) / np.maximum(edge, 1e-12)
    # Drawing in the diagonals turns the square into a rounded one and leaves its middle even.
    rounding = 1.0 - (1.0 - (1.0 + shorter**7) ** (-1 / 7)) * edge**3
    x = HALF_WIDTH * u * rounding
    y = HALF_HEIGHT * v * rounding + MIDDLE
    thin = 0.45 * THICKNESS * smoothstep(edge, 0.93, 1.0)
    z = skin_height(x, y)
    outer = np.stack([x, y, z + thin], axis=-1).reshape(-1, 3)
    inner = np.stack([x, y, z + THICKNESS - thin], axis=-1).reshape(-1, 3)
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (
        q.ravel() for q in (index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1])
    )
    # Seen from behind, x grows to the right and y upward, but z points away from the viewer.
    sheet = np.concatenate([np.column_stack([a, c, b]), np.column_stack([a, d, c])])
    rim = np.concatenate([index[0], index[1:, -1], index[-1, -2::-1], index[-2:0:-1, 0]])
    after, far = np.roll(rim, -1), rows * columns
    wall = np.concatenate(
        [
            np.column_stack([rim, after, after + far]),
            np.column_stack([rim, after + far, rim + far]),
        ]
    )
    triangles = np.concatenate([sheet, sheet[:, ::-1] + far, wall])
    return mesh(np.concatenate([outer, inner]), triangles)


def skin_mark(entry: Sequence[float] | Floats, radius: float = 3.0) -> pv.PolyData:
    """Build the mark of a small cut: a thin round plate that lies on the skin.

    Parameters
    ----------
    entry : (3,) float
        Where the instrument passes the skin, mm; only x and y count.

    radius : float, default: 3.0
        Radius of the mark, mm.

    Returns
    -------
    pyvista.PolyData
        Closed mesh in the world frame.

    """
    x, y = np.asarray(entry, dtype=float)[:2]
    reach = 0.5
    at = skin_height(np.array([x, x + reach, x]), np.array([y, y, y + reach]))
    outward = unit(np.array([(at[1] - at[0]) / reach, (at[2] - at[0]) / reach, -1.0]))
    profile = [(-0.4, radius), (0.25, radius), (0.4, 0.85 * radius), (0.5, 0.0)]
    return lathe(profile, (x, y, at[0]), outward, 24)
