"""Reference pictures: ``uv run python -m tests.pictures`` paints them anew into ``tests/images``.

They are compared on Mesa's software renderer alone, since other drivers round differently; look at
every one before you commit it.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from scenes.look.xray import VIEWS
from scenes.model.spine import assemble
from scenes.motion.pose import pose_at
from scenes.paint.fluoroscopy import fluoroscopy
from scenes.paint.stage import Picture, Stage
from scenes.story.case import Case
from scenes.story.steps import STEPS
from tests.vision import linear

FOLDER: Final = Path(__file__).parent / "images"
SIZE: Final = (360, 240)
SMALL: Final = (240, 160)
XRAY_SIZE: Final = 120
OPENINGS: Final = ("closed", "opened")
"""Ways of showing the bones, beside the guided one, of which each rest state has a picture."""

PINNED_RENDERER: Final = "llvmpipe"

BLUR: Final = 1.0
"""Pixels over which an eye mixes what it sees of so small a picture (standard deviation)."""

MEAN_TOLERANCE: Final = 1.25
"""Mean distance of colours in CIELAB; a palette of 256 alone makes up to 0.9."""

FAR_TOLERANCE: Final = 13.5
"""Distance that 99 of 100 pixels keep to; a palette of 256 alone makes up to 13.2."""

TO_XYZ: Final = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
"""Of linear sRGB (IEC 61966-2-1), for a white of D65."""


def reference(key: str) -> Picture:
    """Return a committed picture: a step's, or one of its ``closed``, ``opened``, X-ray ones."""
    with Image.open(FOLDER / f"{key}.png") as image:
        return np.asarray(image.convert("RGB"))


def difference(picture: Picture, other: Picture) -> float:
    """Return the mean difference per byte."""
    return float(np.abs(picture.astype(int) - other.astype(int)).mean())


def seen_apart(picture: Picture, other: Picture) -> tuple[float, float]:
    """Return how far two pictures are apart to an eye: in the mean, and at one pixel in 100.

    As S-CIELAB does (Zhang and Wandell, 1997), distances are those of CIELAB (CIE 15:2004, 1976)
    after what an eye does not tell apart has been mixed.
    """
    apart = np.linalg.norm(_lab(picture) - _lab(other), axis=2)
    return float(apart.mean()), float(np.percentile(apart, 99))


def agree(picture: Picture, other: Picture) -> bool:
    """Say whether two pictures look the same."""
    mean, far = seen_apart(picture, other)
    return mean <= MEAN_TOLERANCE and far <= FAR_TOLERANCE


def _lab(picture: Picture) -> NDArray[np.float64]:
    mixed = gaussian_filter(linear(picture), (BLUR, BLUR, 0.0))
    xyz = mixed @ TO_XYZ.T / TO_XYZ.sum(axis=1)
    bent = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = np.moveaxis(bent, 2, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=2)


def renderer(stage: Stage) -> str:
    """Return what OpenGL says about itself."""
    return str(stage.plotter.render_window.ReportCapabilities())


def repaint() -> None:
    """Write the reference pictures of every step."""
    spine = assemble(Case())
    with Stage(spine, SIZE) as stage:
        for step in STEPS:
            _save(stage.paint(pose_at(spine.case, step.time)), step.key)
    with Stage(spine, SMALL) as stage:
        for step in STEPS:
            for opening in OPENINGS:
                pose = pose_at(spine.case, step.time, opening)
                _save(stage.paint(pose), f"{step.key}_{opening}")
    for step in STEPS:
        for view in VIEWS:
            picture = fluoroscopy(spine, pose_at(spine.case, step.time), view, XRAY_SIZE)
            _save(picture[..., :3], f"{step.key}_{view}")


def _save(picture: Picture, name: str) -> None:
    small = Image.fromarray(picture).quantize(256, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    repaint()
