"""Paint the picture of the README: ``uv run docs/picture.py``."""

from pathlib import Path

import numpy as np
from PIL import Image

from scenes.model.spine import assemble
from scenes.motion.pose import pose_at
from scenes.paint.stage import Stage
from scenes.story.case import Case
from scenes.story.timeline import time_of

TARGET = Path(__file__).parent / "walkthrough.webp"
KEYS = ("fracture", "trocars", "inflation", "cement", "result")
SIZE = (400, 400)
GAP = 8


def main() -> None:
    """Paint five steps side by side."""
    case = Case()
    with Stage(assemble(case), SIZE) as stage:
        pictures = [stage.paint(pose_at(case, time_of(key))) for key in KEYS]
    gap = np.full((SIZE[1], GAP, 3), 255, dtype=np.uint8)
    row = [piece for picture in pictures for piece in (gap, picture)][1:]
    Image.fromarray(np.concatenate(row, axis=1)).save(TARGET, quality=84, method=6)


if __name__ == "__main__":
    main()
