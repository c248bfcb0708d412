"""Reference pictures: ``uv run python -m tests.pictures`` paints them anew into ``tests/images``.

They are compared on Mesa's software renderer alone, since other drivers round differently; look at
every one before you commit it.
"""

from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from scenes.look.xray import VIEWS
from scenes.model.spine import assemble
from scenes.motion.pose import pose_at
from scenes.paint.fluoroscopy import fluoroscopy
from scenes.paint.stage import Picture, Stage
from scenes.story.case import Case
from scenes.story.steps import STEPS

FOLDER: Final = Path(__file__).parent / "images"
SIZE: Final = (360, 240)
SMALL: Final = (240, 160)
XRAY_SIZE: Final = 120
OPENINGS: Final = ("closed", "opened")
"""Ways of showing the bones, beside the guided one, of which each rest state has a picture."""

PINNED_RENDERER: Final = "llvmpipe"

MEAN_TOLERANCE: Final = 2.5
"""Mean difference per byte; a palette of 256 colours alone makes up to 1.5."""

FAR: Final = 24
"""Difference from which a pixel is another one, not the same one rounded."""

FAR_TOLERANCE: Final = 0.01
"""Share of such pixels."""


def reference(key: str) -> Picture:
    """Return a committed picture: a step's, or one of its ``closed``, ``opened``, X-ray ones."""
    with Image.open(FOLDER / f"{key}.png") as image:
        return np.asarray(image.convert("RGB"))


def difference(picture: Picture, other: Picture) -> tuple[float, float]:
    """Return the mean difference per byte, and the share of pixels that are far apart."""
    apart = np.abs(picture.astype(int) - other.astype(int))
    return float(apart.mean()), float((apart.max(axis=2) > FAR).mean())


def agree(picture: Picture, other: Picture) -> bool:
    """Tell whether two pictures show the same."""
    mean, far = difference(picture, other)
    return mean <= MEAN_TOLERANCE and far <= FAR_TOLERANCE


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
