"""Light in the space that the balloon leaves, as it is seen where the bone is cut open.

One camera looks into it.  What makes it a hole and not a ball is the shadow that its rim casts, so
that is painted on its wall, beside the darkening with depth.
"""

import numpy as np
from numpy.typing import NDArray

from meshes.tools.arrays import Floats, Integers, smoothstep
from meshes.tools.cutplane import CutPlane
from scenes.look.colours import DEPTH, LIP, SHADOW_TINT, SHADOWED
from scenes.look.materials import rgb

DEEP = 7.0
"""Millimetres behind the cut at which the wall has the colour of the depth."""

SOFT = 0.9
"""Half the width of the shadow's edge, mm."""

BRIGHTER = 1.08
"""Light of the wall where nothing takes any."""


def hollow_colours(points: Floats, rim: Integers, plane: CutPlane) -> NDArray[np.float64]:
    """Colour the wall of a hole in a cut face.

    Parameters
    ----------
    points : (n, 3) float
        The wall, mm.

    rim : (k,) int
        Its points on the cut, in order.

    plane : CutPlane
        The cut.

    Returns
    -------
    (n, 3) float
        sRGB, 0 to 1.

    """
    depth = np.maximum(-plane.height(points), 0.0)
    lip, deep = np.array(rgb(LIP)), np.array(rgb(DEPTH))
    colours = lip + (deep - lip) * smoothstep(depth, 0.0, DEEP)[:, np.newaxis] ** 0.9
    shadow = smoothstep(_beyond(points, rim, plane), -SOFT, SOFT) * smoothstep(depth, 0.1, SOFT)
    dimmed = 1.0 - SHADOWED * shadow[:, np.newaxis] * np.array(SHADOW_TINT)
    return np.asarray(np.clip(BRIGHTER * colours * dimmed, 0.0, 1.0))


def _beyond(points: Floats, rim: Integers, plane: CutPlane) -> Floats:
    """Follow the light back to the cut, and measure how far outside the rim it comes through."""
    # The patient lies: the head is on the left of the one picture that looks here.
    light = plane.across - 0.7 * plane.up + plane.normal
    start = points - np.outer(plane.height(points) / (light @ plane.normal), light)
    border = plane.flat(points[rim])
    middle = border.mean(axis=0)
    around, radius = _polar(border - middle)
    angle, distance = _polar(plane.flat(start) - middle)
    return np.asarray(distance - np.interp(angle, around, radius, period=2.0 * np.pi))


def _polar(flat: Floats) -> tuple[Floats, Floats]:
    return np.arctan2(flat[:, 1], flat[:, 0]), np.hypot(flat[:, 0], flat[:, 1])
