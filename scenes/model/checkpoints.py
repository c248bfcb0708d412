"""The two borders that the team checks on X-ray while the needle goes in.

Seen from the side, the tip must be past the back wall of the body before, seen from the front, it
crosses the inner border of the pedicle; otherwise it is in the spinal canal.
"""

from typing import Any

import numpy as np
import pyvista as pv

from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import VertebraSize
from meshes.spine.vertebral_body import back_wall
from meshes.tools.arrays import Floats
from scenes.motion.pose import bone_at, reach_of
from scenes.motion.site import site_of
from scenes.story.case import Case
from scenes.story.timeline import time_of

NARROWEST = -4.0
"""Millimetres behind the back wall where the pedicle is narrowest."""

ACCESS = time_of("trocars")
"""The moment at which both are checked: the bone has sunk and nothing has lifted it yet."""

CHECKED = {"from": time_of("trocars", -0.7), "until": time_of("balloons", -0.8), "fade": 0.1}
"""When the borders are marked on X-ray pictures, and half the time in which marks come or go."""

EDGE = 2.0
"""Millimetres below the rims where the wall begins to round off."""

CORNERS = 32


def checkpoint_lines(case: Case, surface: pv.PolyData) -> dict[str, Floats]:
    """Draw the borders that are checked, where they lie while the needle goes in.

    Parameters
    ----------
    case : Case
        The case.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    Returns
    -------
    dict of str to (n, 3) float
        As of :func:`healthy_lines`, moved with the fracture.

    """
    fracture, state = site_of(case).fracture, bone_at(case, ACCESS)
    return {
        name: fracture.displace(line, state.loss, state.crack)
        for name, line in healthy_lines(fracture, surface).items()
    }


def plain_checkpoints(case: Case, surface: pv.PolyData) -> dict[str, dict[str, Any]]:
    """Return the borders and how any fracture of the family moves them, as plain data.

    Parameters
    ----------
    case : Case
        Any case of the family.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    Returns
    -------
    dict of str to dict
        By border: ``rest``, as of :func:`healthy_lines`, and ``targets``, how far every point moves
        where a weight has its reach; see :func:`scenes.motion.pose.reach_of`.

    """
    fracture, reach = site_of(case).fracture, reach_of(case)["fracture"]
    return {
        name: {
            "rest": line.round(2).tolist(),
            "targets": (reach[:, None, None] * fracture.targets(line)).round(2).tolist(),
        }
        for name, line in healthy_lines(fracture, surface).items()
    }


def healthy_lines(fracture: Fracture, surface: pv.PolyData) -> dict[str, Floats]:
    """Draw the borders that are checked, on the bone before it breaks.

    Parameters
    ----------
    fracture : Fracture
        The fracture of that bone.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    Returns
    -------
    dict of str to (n, 3) float
        Lines in mm: ``posterior_wall`` from the lower to the upper endplate in the midline, and
        the closed outlines ``pedicle_left`` and ``pedicle_right`` at their narrowest place.

    """
    size = fracture.size
    reach = size.posterior_height / 2 - EDGE
    heights = np.linspace(-reach, reach, CORNERS)
    wall = np.column_stack([np.zeros(CORNERS), heights, back_wall(size, heights)])
    pedicle = _pedicle(surface, size)
    return {
        "posterior_wall": wall,
        "pedicle_left": pedicle,
        "pedicle_right": pedicle * (-1.0, 1.0, 1.0),
    }


def _pedicle(surface: pv.PolyData, size: VertebraSize) -> Floats:
    """Outline the left pedicle as it is drawn, which is less wide than its sizes: evenly around."""
    depth = NARROWEST - size.body_depth / 2
    section = np.asarray(surface.slice("z", origin=(0.0, 0.0, depth)).points, dtype=float)
    left = section[section[:, 0] > 0.0]
    around = np.arctan2(left[:, 1] - size.pedicle_y, left[:, 0] - size.pedicle_x)
    angles = np.linspace(0.0, 2.0 * np.pi, CORNERS + 1)
    x, y = (np.interp(angles, around, along, period=2.0 * np.pi) for along in left[:, :2].T)
    return np.column_stack([x, y, np.full(CORNERS + 1, depth)])
