"""Still pictures of the page: every rest state of every treatment, two kinds of bone, X-rays."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenes.motion.pose import pose_at
from scenes.paint.insets import inset_still
from scenes.paint.painter import Painter
from scenes.paint.still_names import CLOSE_UPS, FILMS
from scenes.paint.xray_stills import xray_still
from scenes.story.picture_names import pictured

QUALITY = 80
LARGEST = 60_000
"""Bytes of one still."""


def still(painter: Painter, name: str) -> bytes:
    """Paint one still picture.

    Parameters
    ----------
    painter : Painter
        Of the case.

    name : str
        One of :func:`scenes.paint.still_names.still_names`.

    Returns
    -------
    bytes
        A WebP picture.

    """
    if name in CLOSE_UPS:
        return inset_still(name)
    view, _, step = name.partition("_")
    if view in FILMS:
        return xray_still(painter.spine, pose_at(*pictured(painter.spine.case)[step]), view)
    return encode(painter.view(*pictured(painter.spine.case)[name]))


def encode(picture: NDArray[np.uint8], largest: int = LARGEST) -> bytes:
    """Return a picture as WebP, coarser where it would be larger than ``largest`` bytes."""
    for quality in range(QUALITY, 0, -6):
        buffer = BytesIO()
        Image.fromarray(picture).save(buffer, "WEBP", quality=quality, method=5)
        if buffer.getbuffer().nbytes <= largest:
            break
    return buffer.getvalue()
