"""Paints one shot after the other: ``python -m scenes.paint.painter WIDTHxHEIGHT CASE``.

A shot comes in as a line of JSON and goes out as bytes, three to a pixel.  It runs in a process
of its own, started by :class:`scenes.paint.studio.Studio`, and ends when nobody asks any more.
"""

import json
import os
import sys
from types import TracebackType
from typing import BinaryIO, Self

from scenes.model.spine import Spine, assemble
from scenes.motion.pose import pose_at
from scenes.motion.viewpoints import hidden, turned
from scenes.paint.screens import Pair, screen_picture
from scenes.paint.stage import Picture, Stage
from scenes.story.case import Case
from scenes.story.shots import XRAYS, Shot
from scenes.story.views import CUT
from scenes.story.visibility import Opening


def main() -> None:
    """Answer every line of the standard input with a picture on the standard output."""
    size, case = sys.argv[1], Case(**json.loads(sys.argv[2]))
    width, height = (int(number) for number in size.split("x"))
    with _own_output() as output, Painter(assemble(case), (width, height)) as painter:
        for line in sys.stdin:
            output.write(painter.paint(Shot(**json.loads(line))).tobytes())
            output.flush()


class Painter:
    """Paints every view of a case in one size.

    Parameters
    ----------
    spine : Spine
        The assembled case.

    size : tuple of int
        Width and height in pixels.

    """

    def __init__(self, spine: Spine, size: tuple[int, int]) -> None:
        self._spine = spine
        self._size = size
        self._stage = Stage(spine, size)
        self._pair = Pair(spine, size[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stage.close()

    def paint(self, shot: Shot) -> Picture:
        """Paint a shot.

        Parameters
        ----------
        shot : Shot
            The moment and the view.

        Returns
        -------
        numpy.ndarray
            ``(h, w, 3)`` unsigned bytes, first row on top.

        """
        if shot.view in XRAYS:
            xray = XRAYS[shot.view]
            return screen_picture(self._spine, shot.time, xray, self._size, shot.notes)
        opening: Opening = "opened" if shot.view == CUT else "guided"
        case = self._spine.case
        pose = pose_at(case, shot.time, opening)
        camera = turned(case, pose.camera, shot.view)
        picture = self._stage.paint(pose, camera=camera, hidden=hidden(case, shot.view))
        if shot.inset > 0.0:
            picture = self._pair.lay_over(picture, shot.time, shot.notes, shot.inset)
        return picture


def _own_output() -> BinaryIO:
    """Keep the standard output for pictures alone, whatever a library may print."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


if __name__ == "__main__":
    main()
