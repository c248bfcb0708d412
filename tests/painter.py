"""Stands for :mod:`scenes.paint.painter` where only the number of pictures matters: plain colours.

It runs as a child process, as the real one does.
"""

import json
import os
import signal
import sys

DEADLY = 7.75
"""Asked for this moment, it dies as VTK does."""


def colour(time, view="guided", inset=0.0, notes=()):
    """Return the colour that stands for a shot."""
    return (20 * round(time * 10) % 240, len(view) * 20, round(200 * (1.0 - inset)))


def main():
    """Answer every shot with its colour."""
    width, height = (int(number) for number in sys.argv[1].split("x"))
    for line in sys.stdin:
        shot = json.loads(line)
        if shot["time"] == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        sys.stdout.buffer.write(bytes(colour(**shot)) * (width * height))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
