"""Stands for the painter where only number and order of pictures matter: plain colours."""

import os
import signal

import numpy as np

from scenes.paint import studio

DEADLY = 7.75
"""Asked for this moment, it dies as VTK does."""


def colour(time):
    """Return the colour that stands for a moment."""
    return (20 * round(time * 10) % 240, 140, 200)


class PlainPainter:
    """Paints pictures of one colour."""

    def __init__(self, size):
        self._size = size

    def paint(self, shot):
        """Return a picture."""
        if shot.time == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        width, height = self._size
        return np.full((height, width, 3), colour(shot.time), dtype=np.uint8)


def open_plain(_case, size, _niceness):
    """Get ready, in the process that paints."""
    studio._painters.append(PlainPainter(size))


def nobody(*_):
    """End the process before it has painted anything."""
    os.kill(os.getpid(), signal.SIGKILL)


def stand_in(patch):
    """Let painters paint plain colours, so that no OpenGL is needed."""
    patch.setattr(studio, "_open", open_plain)
    patch.setattr(studio, "drawing_failure", lambda: None)
