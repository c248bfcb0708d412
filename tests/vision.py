"""How a picture looks to eyes that tell fewer colours apart, and how far two colours stand out."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])
"""Relative luminance of the sRGB primaries (WCAG 2.2, from ITU-R BT.709)."""

SEEN: Final = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "achromatopsia": np.tile(LUMINANCE, (3, 1)),
}
"""What linear red, green and blue become, by kind of sight: Machado, Oliveira and Fernandes,
"A physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15(6), 2009,
at severity 1.0; no colour at all is the luminance alone."""


def luminance(picture: NDArray[np.uint8], sight: str = "all colours") -> NDArray[np.float64]:
    """Return the relative luminance of every pixel of an sRGB picture, as some eyes see it."""
    seen: NDArray[np.float64] = np.clip(linear(picture) @ SEEN[sight].T, 0.0, 1.0) @ LUMINANCE
    return seen


def linear(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the light of an sRGB picture, 0 to 1 (IEC 61966-2-1)."""
    share = picture / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the contrast ratio of two luminances, 1 to 21 (WCAG 2.2)."""
    ratio: NDArray[np.float64] = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return ratio
