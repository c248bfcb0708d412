"""Colours of points at one moment, as both painters mix them, and what else points are told."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from scenes.look.materials import OCCLUSION_TINT, Material, rgb
from scenes.model.parts import Part


def point_colours(part: Part, material: Material, shades: Mapping[str, float]) -> NDArray[np.uint8]:
    """Return the colour of every point of a part, before light and any detail of its surface.

    Parameters
    ----------
    part : Part
        The part, with point data ``occlusion`` and ``colour`` where they apply.

    material : Material
        What the part is made of.

    shades : mapping of str to float
        ``hardness`` from 0 to 1; where it is missing it counts as 0.

    Returns
    -------
    numpy.ndarray
        ``(n, 3)`` unsigned bytes, sRGB.

    """
    data = part.mesh.point_data
    base = mix(
        rgb(material.colour),
        rgb(material.hard_colour or material.colour),
        shades.get("hardness", 0.0),
    )
    colours = np.tile(base, (part.mesh.n_points, 1))
    if "colour" in data:
        colours *= np.asarray(data["colour"], dtype=float)
    if "occlusion" in data and material.occlusion:
        colours *= occlusion_tint(np.asarray(data["occlusion"], dtype=float), material.occlusion)
    return _bytes(colours)


def occlusion_tint(occlusion: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    """Return the ``(n, 3)`` factors that darken the base colour.

    Parameters
    ----------
    occlusion : numpy.ndarray
        ``(n,)`` float, 1 where the surface is open to the light.

    strength : float
        How far full occlusion darkens, 0 to 1.

    Returns
    -------
    numpy.ndarray
        ``(n, 3)`` float, 0 to 1.

    """
    darkened = 1.0 - strength * (1.0 - np.clip(occlusion, 0.0, 1.0))
    tint: NDArray[np.float64] = darkened[:, np.newaxis] ** np.asarray(OCCLUSION_TINT)
    return tint


def corner_masks(part: Part) -> NDArray[np.float64]:
    """Return ``(n, 4)`` what every point is told beside a colour, see :mod:`scenes.look.detail`.

    On a cut face these are its seepage; elsewhere the last one is 1 less the crack.
    """
    data = part.mesh.point_data
    if "seepage" in data:
        return np.asarray(data["seepage"], dtype=float)
    masks = np.ones((part.mesh.n_points, 4))
    if "crack" in data:
        masks[:, 3] -= np.asarray(data["crack"], dtype=float)
    return masks


def specular(material: Material, shades: Mapping[str, float]) -> float:
    """Return how strongly a material shines at its present hardness."""
    if material.hard_specular is None:
        return material.specular
    hardness = shades.get("hardness", 0.0)
    return (1.0 - hardness) * material.specular + hardness * material.hard_specular


def mix(
    start: NDArray[np.float64] | tuple[float, ...],
    end: NDArray[np.float64] | tuple[float, ...],
    share: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """Return the colour at a share of the way from one to another."""
    mixed: NDArray[np.float64] = (1.0 - share) * np.asarray(start) + share * np.asarray(end)
    return mixed


def _bytes(colours: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.rint(np.clip(colours, 0.0, 1.0) * 255.0).astype(np.uint8)
