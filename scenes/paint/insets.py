"""Two round close-ups that compare spongy bone: dense and healthy, thin and weak."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meshes.spine.lattice import HEALTHY, POROTIC, Lattice, spongy_block
from meshes.tools.surface import mesh, points_of
from scenes.look.colours import DEEP_MARROW
from scenes.look.materials import rgb
from scenes.model.parts import Part
from scenes.motion.pose import Pose
from scenes.motion.site import WORLD
from scenes.paint.stage import Picture, Stage
from scenes.story.cameras import camera

SIZE = 360
"""Pixels across."""

FIELD, DEPTH, SPACING = 7.4, 3.4, 0.055
"""Millimetres: what is seen across, how deep the block is, and how fine it is."""

LARGEST = 25_000
"""Bytes of one picture."""

INSETS: dict[str, tuple[Lattice, tuple[float, float, float], int]] = {
    "bone_healthy": (HEALTHY, rgb(DEEP_MARROW["healthy"]), 4),
    "bone_weak": (POROTIC, rgb(DEEP_MARROW["porotic"]), 9),
}
"""File name, structure, colour of the marrow in the depth, and seed of each picture."""


def inset_still(name: str) -> bytes:
    """Paint one of the close-ups, all at the same scale, as a round WebP picture."""
    return _encode(_rounded(inset(*INSETS[name])))


def inset(lattice: Lattice, marrow: tuple[float, float, float], seed: int) -> Picture:
    """Return a square close-up of spongy bone, ``(360, 360, 3)`` bytes."""
    block = spongy_block(lattice, (FIELD + 1.2, FIELD + 1.2, DEPTH), SPACING, seed)
    depth = np.clip(-points_of(block.surface)[:, 2:] / DEPTH, 0.0, 1.0)
    share = 1.0 - np.exp(-2.6 * depth)
    block.surface.point_data["colour"] = (1.0 - share) + share * np.asarray(marrow)
    bone = Part(name="bone", mesh=block.surface, material="spongy", layer="bones", shown="always")
    with Stage(_Scene(parts=(bone, _marrow(marrow))), (SIZE, SIZE), oversampling=2) as stage:
        return stage.paint(_pose())


@dataclass(frozen=True)
class _Scene:
    parts: tuple[Part, ...]


def _marrow(colour: tuple[float, float, float]) -> Part:
    """Close the block behind with a sheet of marrow."""
    across = FIELD
    corners = np.array([(-across, -across), (across, -across), (across, across), (-across, across)])
    points = np.column_stack([corners, np.full(4, -DEPTH)])
    sheet = mesh(points, np.array([(0, 1, 2), (0, 2, 3)]), np.tile((0.0, 0.0, 1.0), (4, 1)))
    sheet.point_data["colour"] = np.tile(0.62 * np.asarray(colour), (4, 1))
    return Part(name="marrow", mesh=sheet, material="spongy", layer="bones", shown="always")


def _pose() -> Pose:
    """Return the one moment there is, seen a little from the upper right."""
    return Pose(
        time=0.0,
        camera=camera((0, 0, -0.4), (0.10, 0.13, 1.0), (0, 1, 0), (FIELD, FIELD)),
        frames={WORLD: np.eye(4)},
        weights={},
        shown={"always": 1.0},
        shades={},
        cut=(0.0, 0.0, 1.0, 0.0),
    )


def _rounded(picture: Picture) -> NDArray[np.uint8]:
    """Cut a picture to a disc with a soft edge, ``(h, w, 4)``."""
    middle = (SIZE - 1) / 2.0
    rows, columns = np.mgrid[:SIZE, :SIZE] - middle
    alpha = np.clip(SIZE / 2.0 - np.hypot(rows, columns), 0.0, 1.0)
    return np.dstack([picture, np.rint(255 * alpha).astype(np.uint8)])


def _encode(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture as WebP, coarser where it would be larger than it may be."""
    for quality in range(84, 0, -6):
        buffer = BytesIO()
        Image.fromarray(picture).save(buffer, "WEBP", quality=quality, alpha_quality=60, method=6)
        if buffer.getbuffer().nbytes <= LARGEST:
            break
    return buffer.getvalue()
