"""Paints many pictures with several child processes, in the order in which they are asked for."""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import cycle
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.paint.drawing import DrawingError, drawing_environment, drawing_failure
from scenes.story.case import Case
from scenes.story.shots import Shot

Picture = NDArray[np.uint8]

PAINTER = "scenes.paint.painter"
"""The module that a painter runs."""

MOST_PAINTERS = 4
"""Each holds the whole scene in memory and keeps more than one core busy."""

AHEAD = 6
"""Pictures that a painter may have ready before they are wanted."""

PATIENCE = 0.05
"""Seconds between two looks at a thread that is about to end."""


class Studio:
    """Painters at work; they build the scene at once, each in a process that may die alone.

    Parameters
    ----------
    case : Case
        The case.

    size : tuple of int
        Width and height of the pictures in pixels.

    painters : int or None, default: None
        How many paint at the same time; as many as there are cores, up to four, by default.

    Raises
    ------
    DrawingError
        If this machine cannot draw.

    """

    def __init__(self, case: Case, size: tuple[int, int], painters: int | None = None) -> None:
        if reason := drawing_failure():
            raise DrawingError(reason)
        count = painters or max(1, min(MOST_PAINTERS, os.cpu_count() or 1))
        self._painters = tuple(_Painter(case, size) for _ in range(count))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every painter, whatever it is doing."""
        for painter in self._painters:
            painter.close()

    def paint(self, shots: Iterable[Shot]) -> Iterator[Picture]:
        """Paint shots.

        Parameters
        ----------
        shots : iterable of Shot
            What to paint.

        Yields
        ------
        numpy.ndarray
            ``(h, w, 3)`` unsigned bytes, first row on top; one for each shot, in their order.

        Raises
        ------
        DrawingError
            If a painter has ended.

        """
        busy: deque[_Painter] = deque()
        for shot, painter in zip(shots, cycle(self._painters), strict=False):
            painter.ask(shot)
            busy.append(painter)
            if len(busy) >= AHEAD * len(self._painters):
                yield busy.popleft().picture()
        while busy:
            yield busy.popleft().picture()


class _Painter:
    """A child process that paints, and a thread that takes its pictures from it."""

    def __init__(self, case: Case, size: tuple[int, int]) -> None:
        self._shape = (size[1], size[0], 3)
        self._pictures: Queue[Picture | None] = Queue(AHEAD)
        command = [sys.executable, "-m", PAINTER]
        self._child = subprocess.Popen(
            [*command, f"{size[0]}x{size[1]}", json.dumps(case.to_dict())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            env=drawing_environment(),
            start_new_session=True,  # Ctrl+C is for the program, which ends its painters
        )
        self._thread = Thread(target=self._receive, daemon=True)
        self._thread.start()

    def ask(self, shot: Shot) -> None:
        """Ask for a picture; whether the painter has heard shows when it is fetched."""
        assert self._child.stdin is not None
        with suppress(OSError):
            self._child.stdin.write(json.dumps(asdict(shot)).encode() + b"\n")
            self._child.stdin.flush()

    def picture(self) -> Picture:
        """Return the next picture that was asked for."""
        picture = self._pictures.get()
        if picture is None:
            code = self._child.wait()
            msg = f"The picture could not be painted: the painter ended with code {code}."
            raise DrawingError(msg)
        return picture

    def close(self) -> None:
        """End the process and the thread."""
        self._child.kill()
        while self._thread.is_alive():
            with suppress(Empty):
                self._pictures.get(timeout=PATIENCE)
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _receive(self) -> None:
        assert self._child.stdout is not None
        whole = int(np.prod(self._shape))
        while len(data := self._child.stdout.read(whole)) == whole:
            self._pictures.put(np.frombuffer(data, dtype=np.uint8).reshape(self._shape))
        self._pictures.put(None)
