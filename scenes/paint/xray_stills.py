"""X-ray pictures of every rest state, for browsers that cannot draw them; no OpenGL is needed."""

from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenes.look.xray import VIEWS
from scenes.model.spine import Spine
from scenes.motion.pose import pose_at
from scenes.paint.fluoroscopy import fluoroscopy
from scenes.story.script import pictured

SIZE = 320
"""Pixels across."""

OVERSAMPLING = 2
"""Edges of metal are steps: each pixel is the mean of this many rays across and down."""

QUALITY = 70

GRAIN = 3.5
"""Deviation of the grain in greys of 255; the same grain in every picture."""


def paint_xray_stills(spine: Spine, folder: Path, *, size: int = SIZE) -> tuple[Path, ...]:
    """Paint both views of every rest state, bones dark.

    Parameters
    ----------
    spine : Spine
        The assembled case.

    folder : pathlib.Path
        Existing folder to write ``lateral_00.webp``, ``ap_00.webp`` and so on to.

    size : int, default: 320
        Width and height in pixels.

    Returns
    -------
    tuple of pathlib.Path
        The files: all of one view, then all of the other.

    """
    files = []
    for view in VIEWS:
        for name, (case, time) in pictured(spine.case).items():
            picture = fluoroscopy(spine, pose_at(case, time), view, OVERSAMPLING * size)
            files.append(folder / f"{view}_{name}.webp")
            files[-1].write_bytes(_encode(_grained(_smaller(picture))))
    return tuple(files)


def _smaller(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the means of squares of pixels."""
    height, width, channels = picture.shape
    squares = picture.reshape(
        height // OVERSAMPLING, OVERSAMPLING, width // OVERSAMPLING, OVERSAMPLING, channels
    )
    return np.asarray(squares.mean(axis=(1, 3)))


def _grained(picture: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Add the quanta of a weak beam, which makes greys look like a screen and not like paper."""
    grain = np.random.default_rng(0).normal(scale=GRAIN, size=picture.shape[:2])
    grained = picture.copy()
    grained[..., :3] += grain[..., None]
    return np.rint(np.clip(grained, 0.0, 255.0)).astype(np.uint8)


def _encode(picture: NDArray[np.uint8]) -> bytes:
    buffer = BytesIO()
    Image.fromarray(picture).save(buffer, "WEBP", quality=QUALITY, alpha_quality=60, method=5)
    return buffer.getvalue()
