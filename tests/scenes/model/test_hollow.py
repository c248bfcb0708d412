"""Light in the space that the balloon leaves."""

import numpy as np

from meshes.tools.cutplane import CutPlane
from scenes.model.hollow import hollow_colours

PLANE = CutPlane(np.zeros(3), *np.eye(3)[[2, 0, 1]])
"""Looked at along z, with x to the right and y up."""

RADIUS = 8.0


def bowl():
    """Return half a ball behind the plane, its rim first, and how far each point lies to where."""
    around = np.radians(np.arange(0.0, 360.0, 5.0))
    deep = np.radians(np.arange(0.0, 90.0, 5.0))
    a, d = np.meshgrid(around, deep)
    points = RADIUS * np.stack([np.cos(d) * np.cos(a), np.cos(d) * np.sin(a), -np.sin(d)], axis=2)
    return points.reshape(-1, 3), np.arange(len(around))


def test_a_hole_is_darker_in_its_depth_and_under_the_rim_that_takes_its_light():
    """Light comes through the cut from the upper right of the one picture that looks here."""
    points, rim = bowl()
    brightness = hollow_colours(points, rim, PLANE).sum(axis=1)
    light = PLANE.across - 0.7 * PLANE.up + PLANE.normal
    start = points + np.outer(-points[:, 2] / light[2], light)
    beyond = np.hypot(start[:, 0], start[:, 1]) - RADIUS
    lit, shaded = (chosen & (points[:, 2] < -2) for chosen in (beyond < -1.5, beyond > 1.5))
    assert lit.sum() > 50
    assert shaded.sum() > 50
    for low, high in ((-4, -2), (-6, -4), (-8, -6)):
        at = (points[:, 2] > low) & (points[:, 2] <= high)
        if (at & lit).any() and (at & shaded).any():
            assert brightness[at & shaded].max() < 0.8 * brightness[at & lit].min()
    deepest = np.argsort(points[lit, 2])
    assert np.all(np.diff(brightness[lit][deepest]) >= -1e-9)


def test_its_rim_has_no_shadow():
    """On the cut all of the wall is as bright as pressed bone."""
    points, rim = bowl()
    colours = hollow_colours(points, rim, PLANE)[rim]
    assert np.ptp(colours, axis=0).max() < 1e-9
    assert colours.min() > 0.7
