"""Spongy bone that a balloon has pressed together, in the picture of a cut."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from meshes.spine.picture_sheet import SMOOTH, Box, Sheet, as_bytes
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.noise import noise
from meshes.tools.planar import sampled

CRUST = 3.6
"""Millimetres over the cavity that are pressed to a crust, about what there is (unsourced)."""


def compacted(picture: NDArray[np.uint8], box: Box, cavity: Floats, seed: int) -> NDArray[np.uint8]:
    """Mark in the picture of a cut how much a balloon has compacted the bone.

    Parameters
    ----------
    picture : (h, w, 4) uint8
        Picture from `meshes.spine.trabecular.trabecular_texture`.

    box : tuple of (2,) float
        Corners of the picture in plane coordinates, mm.

    cavity : (n, 2) float
        Outline of the cavity in plane coordinates, mm.

    seed : int
        Chooses the pattern.

    Returns
    -------
    (h, w, 4) uint8
        The same colours; alpha is 255 less the compaction.

    """
    rows, columns = picture.shape[:2]
    sheet = Sheet(box, (rows, columns))
    shape, places = sheet.places(SMOOTH)
    compaction = sheet.fine(_compaction(places, cavity, seed), shape)
    alpha = as_bytes(255 * (1 - compaction[..., None]))
    return np.concatenate([picture[..., :3], alpha], axis=2)


def _compaction(places: Floats, cavity: Floats, seed: int) -> Floats:
    """Return how much the balloon has compacted the bone: most at the wall of the cavity.

    Over the cavity all that lies below the endplate is a crust, by which the balloon lifts it.
    """
    wall = sampled([cavity], 0.1)
    found = cKDTree(wall).query(places)
    distance, nearest = np.asarray(found[0]), np.asarray(found[1])
    upward = (places - wall[nearest])[:, 1] / np.maximum(distance, 1e-6)
    spread = np.exp(-((distance / 1.3) ** 1.5))
    flat = noise(places * (0.4, 1.6), 0.8, seed + 5)
    crust = smoothstep(upward, 0.45, 0.85) * (1.0 - smoothstep(distance, CRUST, 1.5 * CRUST))
    crust *= 0.95 + 0.25 * flat
    pressed = 0.8 * spread * (0.85 + 0.3 * noise(places, 0.8, seed + 5))
    return np.clip(np.maximum(pressed, 0.92 * crust), 0.0, 1.0)
