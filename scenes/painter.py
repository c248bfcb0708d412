"""Paints one shot after the other as it is asked: ``python -m scenes.painter WIDTHxHEIGHT CASE``.

A shot comes in as a line of JSON and goes out as bytes, three to a pixel.  It runs in a process
of its own, started by :class:`scenes.studio.Studio`, and ends when nobody asks any more.
"""

import json
import os
import sys
from typing import BinaryIO

from scenes.case import Case
from scenes.pose import pose_at
from scenes.shots import Shot
from scenes.spine import assemble
from scenes.stage import Picture, Stage


def main() -> None:
    """Answer every line of the standard input with a picture on the standard output."""
    size, case = sys.argv[1], Case(**json.loads(sys.argv[2]))
    width, height = (int(number) for number in size.split("x"))
    with _own_output() as output, Stage(assemble(case), (width, height)) as stage:
        for line in sys.stdin:
            output.write(take_shot(stage, case, Shot(**json.loads(line))).tobytes())
            output.flush()


def take_shot(stage: Stage, case: Case, shot: Shot) -> Picture:
    """Paint a shot.

    Parameters
    ----------
    stage : Stage
        Where the case stands.

    case : Case
        The case.

    shot : Shot
        The moment and the view.

    Returns
    -------
    numpy.ndarray
        ``(h, w, 3)`` unsigned bytes, first row on top.

    """
    return stage.paint(pose_at(case, shot.time))


def _own_output() -> BinaryIO:
    """Keep the standard output for pictures alone, whatever a library may print."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


if __name__ == "__main__":
    main()
