"""The two borders that the team checks on X-ray while the needle goes in.

Seen from the side, the tip must be past the back wall of the body before, seen from the front, it
crosses the inner border of the pedicle; otherwise it is in the spinal canal.
"""

import numpy as np

from meshes.arrays import Floats
from meshes.vertebral_body import back_wall
from scenes.case import Case
from scenes.pose import bone_at
from scenes.site import site_of

NARROWEST = -4.0
"""Millimetres behind the back wall where the pedicle is narrowest."""

ACCESS = 3.0
"""The moment at which both are checked: the bone has sunk and nothing has lifted it yet."""

EDGE = 2.0
"""Millimetres below the rims where the wall begins to round off."""

CORNERS = 32


def checkpoint_lines(case: Case) -> dict[str, Floats]:
    """Draw the borders that are checked, where they lie while the needle goes in.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    dict of str to (n, 3) float
        Lines in mm: ``posterior_wall`` from the lower to the upper endplate in the midline, and
        the closed outlines ``pedicle_left`` and ``pedicle_right`` at their narrowest place.

    """
    fracture, state = site_of(case).fracture, bone_at(case, ACCESS)
    size = fracture.size
    reach = size.posterior_height / 2 - EDGE
    heights = np.linspace(-reach, reach, CORNERS)
    wall = np.column_stack([np.zeros(CORNERS), heights, back_wall(size, heights)])
    angle = np.linspace(0.0, 2.0 * np.pi, CORNERS + 1)
    pedicle = np.column_stack(
        [
            size.pedicle_x + size.pedicle_half_width * np.cos(angle),
            size.pedicle_y + size.pedicle_half_height * np.sin(angle),
            np.full(CORNERS + 1, -size.body_depth / 2 + NARROWEST),
        ]
    )
    lines = {
        "posterior_wall": wall,
        "pedicle_left": pedicle,
        "pedicle_right": pedicle * (-1.0, 1.0, 1.0),
    }
    return {name: fracture.displace(line, state.loss, state.crack) for name, line in lines.items()}
