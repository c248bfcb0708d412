"""Paints stills of every rest state, insets, X-rays: ``python -m scenes.paint.stills FOLDER``.

It runs in a process of its own, started by :func:`scenes.paint.drawing.paint_stills_in_child`, so
that a machine that cannot draw loses only the stills.
"""

import argparse
import json
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenes.model.spine import Spine, assemble
from scenes.motion.pose import pose_at
from scenes.paint.drawing import STILL_SIZE
from scenes.paint.insets import paint_insets
from scenes.paint.stage import Stage
from scenes.paint.xray_stills import paint_xray_stills
from scenes.story.case import Case
from scenes.story.pictures import pictured

QUALITY = 80
LARGEST = 60_000
"""Bytes of one still."""


def paint_stills(
    spine: Spine,
    folder: Path,
    *,
    size: tuple[int, int] = STILL_SIZE,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Path, ...]:
    """Paint the stills in this process, which dies where OpenGL is missing.

    Parameters
    ----------
    spine : Spine
        The assembled case.

    folder : pathlib.Path
        Existing folder to write to.

    size : tuple of int, default: (1200, 800)
        Width and height in pixels.

    progress : callable or None, default: None
        Called with the number of stills that are done and their sum.

    Returns
    -------
    tuple of pathlib.Path
        The files, in the order of :func:`scenes.story.pictures.pictured`.

    """
    files, pictures = [], pictured(spine.case)
    with Stage(spine, size) as stage:
        for name, (case, time) in pictures.items():
            files.append(folder / f"{name}.webp")
            files[-1].write_bytes(encode(stage.paint(pose_at(case, time))))
            if progress is not None:
                progress(len(files), len(pictures))
    return tuple(files)


def encode(picture: NDArray[np.uint8], largest: int = LARGEST) -> bytes:
    """Return a picture as WebP, coarser where it would be larger than ``largest`` bytes."""
    for quality in range(QUALITY, 0, -6):
        buffer = BytesIO()
        Image.fromarray(picture).save(buffer, "WEBP", quality=quality, method=5)
        if buffer.tell() <= largest:
            break
    return buffer.getvalue()


def main(arguments: list[str] | None = None) -> None:
    """Paint the stills as told on the command line, one line of progress each."""
    parser = argparse.ArgumentParser(description="Paint a still of every step as WebP.")
    parser.add_argument("folder", type=Path, help="existing folder to write to")
    parser.add_argument("--size", type=_size, default=STILL_SIZE, help="WIDTHxHEIGHT in pixels")
    parser.add_argument("--case", type=_case, default=Case(), help="the case as JSON")
    options = parser.parse_args(arguments)
    spine = assemble(options.case)
    paint_stills(spine, options.folder, size=options.size, progress=_report)
    paint_insets(options.folder)
    paint_xray_stills(spine, options.folder)


def _report(done: int, total: int) -> None:
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


def _size(text: str) -> tuple[int, int]:
    width, height = (int(number) for number in text.split("x"))
    return width, height


def _case(text: str) -> Case:
    return Case(**json.loads(text))


if __name__ == "__main__":
    main()
