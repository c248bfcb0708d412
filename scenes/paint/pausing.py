"""Runs a command that can pause: ``python -m scenes.paint.pausing NICENESS COMMAND ...``.

Whoever started it says ``pause`` or ``go on`` on its input, a line each.  When that input ends,
because there is nothing more to say or because the speaker has died, the command is ended too: a
command that is paused could not notice by itself.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

import psutil

PAUSE, GO_ON = "pause", "go on"
"""What can be said."""


def run(command: Sequence[str], niceness: int = 0) -> int:
    """Run a command until it ends by itself, or until nobody listens.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments; it gets the output of this one, and no input.

    niceness : int, default: 0
        How much it gives way to others, where the system knows such a thing.

    Returns
    -------
    int
        What it ended with.

    """
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    child = psutil.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_obey, args=(child,), daemon=True).start()
    try:
        return int(child.wait())
    finally:
        _end(child)


def _obey(child: psutil.Popen) -> None:
    # Unbuffered: a buffer would still be locked by this thread when the interpreter shuts down.
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as said:
        for line in said:
            with suppress(psutil.Error):
                (child.suspend if line.decode().strip() == PAUSE else child.resume)()
    _end(child)


def _end(child: psutil.Popen) -> None:
    with suppress(psutil.Error):
        child.kill()


if __name__ == "__main__":
    sys.exit(run(sys.argv[2:], int(sys.argv[1])))
