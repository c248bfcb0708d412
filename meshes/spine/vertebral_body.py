"""The vertebral body: a waisted, kidney-shaped cylinder with dished endplates."""

import numpy as np

from meshes.spine.anatomy import VertebraSize
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.sdf import Field, blend_max, ellipsoid

ROUNDNESS = 2.35
"""Exponent of the outline; 2 is an ellipse, more is squarer."""

RIM = 0.93
"""Place of the crest of the rim, as a share of the outline."""


def half_height(size: VertebraSize, z: Floats) -> Floats:
    """Return half the height of the body, which differs from back to front.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    z : (n,) float
        Places from back to front, mm.

    Returns
    -------
    (n,) float
        Distance in mm from mid-height to the plane of an endplate.

    """
    share = np.clip(z / size.body_depth + 0.5, -0.1, 1.1)
    rise = size.anterior_height - size.posterior_height
    return 0.5 * (size.posterior_height + rise * share)


def rim_radius(size: VertebraSize, x: Floats, z: Floats, scale: float | Floats = 1.0) -> Floats:
    """Measure how far out a point lies in the kidney-shaped outline of the body.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    x, z : (n,) float
        Points seen from above, mm.

    scale : float or (n,) float, default: 1.0
        Size of the outline.

    Returns
    -------
    (n,) float
        0 at the centre, 1 on the outline, growing outward.

    """
    notch = size.posterior_notch * np.exp(-((x / (0.20 * size.body_width)) ** 2))
    back = z - notch * smoothstep(-z, 0.0, 0.45 * size.body_depth)
    across = np.abs(x) / (size.body_width / 2 * scale)
    along = np.abs(back) / (size.body_depth / 2 * scale)
    return np.asarray((across**ROUNDNESS + along**ROUNDNESS + 1e-9) ** (1 / ROUNDNESS))


def endplate_height(size: VertebraSize, x: Floats, z: Floats) -> Floats:
    """Return the height of the upper endplate over mid-height; the lower one mirrors it.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    x, z : (n,) float
        Points seen from above, mm.

    Returns
    -------
    (n,) float
        Height in mm: lower in the dish, higher on the rim.

    """
    radius = rim_radius(size, x, z + 1.0)
    dish = size.endplate_dish * np.maximum(0.0, 1.0 - (radius / 0.86) ** 2) ** 1.25
    rim = 0.55 * np.exp(-(((radius - RIM) / 0.075) ** 2))
    return half_height(size, z) - dish + rim


def back_wall(size: VertebraSize, heights: Floats) -> Floats:
    """Return where the back wall of the body lies in the midline.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    heights : (n,) float
        Heights over the middle of the body, mm.

    Returns
    -------
    (n,) float
        Distance in mm in front of the centre of the body, so negative; the small hole of the
        vein in the middle of the wall is left out.

    """
    wall = _wall(size, -size.body_depth / 2, heights / (size.posterior_height / 2))
    return size.posterior_notch + wall


def front_wall(size: VertebraSize, heights: Floats) -> Floats:
    """Return where the front wall of the body lies in the midline.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    heights : (n,) float
        Heights over the middle of the body, mm.

    Returns
    -------
    (n,) float
        Distance in mm in front of the centre of the body.

    """
    return _wall(size, size.body_depth / 2, heights / (size.anterior_height / 2))


def _wall(size: VertebraSize, rim: float, levels: Floats) -> Floats:
    """Return where a wall lies that starts at the rims, levels ±1, and is drawn in between."""
    waist = _waist(size, np.full(1, rim)) * (1.0 - np.abs(levels) ** 2.4)
    return np.asarray(rim * (1.0 - waist))


def _waist(size: VertebraSize, z: Floats) -> Floats:
    """Return by what share the body is narrower at mid-height: less at its back."""
    return np.asarray(size.waist * (0.78 + 0.22 * smoothstep(z, -0.45 * size.body_depth, 0.0)))


def vertebral_body(size: VertebraSize) -> Field:
    """Shape the body with its waist, endplates and the vein hole in its back wall.

    Parameters
    ----------
    size : VertebraSize
        Sizes of the vertebra.

    Returns
    -------
    Field
        Approximate signed distance, symmetric in x.

    """
    hole = ellipsoid(
        (0.0, -0.5, -size.body_depth / 2 + size.posterior_notch - 0.4), (2.4, 2.0, 2.0)
    )

    def distance(points: Floats) -> Floats:
        x, y, z = points.T
        level = np.minimum(np.abs(y) / half_height(size, z), 1.15)
        scale = 1.0 - _waist(size, z) * (1.0 - level**2.4)
        side = (rim_radius(size, x, z, scale) - 1.0) * (0.485 * size.body_depth) * scale
        plate = endplate_height(size, x, z)
        solid = blend_max(blend_max(side, y - plate, 2.6), -y - plate, 2.6)
        return blend_max(solid, -hole(points), 1.2)

    return distance
