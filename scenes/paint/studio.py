"""Paints pictures in processes of their own: VTK ends a process in which it cannot draw."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from scenes.paint.drawing import DrawingError, drawing_environment, drawing_failure
from scenes.store.workers import end_pool, worker_pool
from scenes.story.case import Case

if TYPE_CHECKING:
    # Opening a studio needs none of the code that paints.
    from scenes.paint.painter import Painter
    from scenes.story.shots import Shot

Picture = NDArray[np.uint8]
Made = TypeVar("Made")
Wanted = TypeVar("Wanted")

MOST_PAINTERS = 4
"""Each holds the whole scene in memory and keeps more than one core busy."""

ENDED = "The picture could not be painted: the painter has ended."
AHEAD = 6
"""Pictures that a painter may have ready before they are wanted."""

STILL_SIZE = (1200, 800)
"""Width and height in pixels of the stills of the page."""


class Studio:
    """Painters of one case; each builds the scene in a process that may die alone.

    Parameters
    ----------
    case : Case
        The case.

    size : tuple of int, default: (1200, 800)
        Width and height of the pictures in pixels.

    painters : int or None, default: None
        How many paint at the same time; as many as there are cores, up to four, by default.

    niceness : int, default: 0
        How much they give way to others.

    Raises
    ------
    DrawingError
        If this machine cannot draw.

    """

    def __init__(
        self,
        case: Case,
        size: tuple[int, int] = STILL_SIZE,
        painters: int | None = None,
        niceness: int = 0,
    ) -> None:
        if reason := drawing_failure():
            raise DrawingError(reason)
        self._count = painters or max(1, min(MOST_PAINTERS, os.cpu_count() or 1))
        self._pool = worker_pool(self._count, partial(_open, case, size, niceness))

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
        end_pool(self._pool)

    def paint(self, shots: "Iterable[Shot]") -> Iterator[Picture]:
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
        return self._made(self._ask(_shot, shot) for shot in shots)

    def stills(self, names: Iterable[str]) -> Iterator[bytes]:
        """Paint still pictures of the page by their names, each as a WebP file, in their order."""
        return self._made(self._ask(_still, name) for name in names)

    def still(self, name: str) -> bytes:
        """Paint one still picture of the page, see :mod:`scenes.paint.still_names`, as a WebP file.

        Raises
        ------
        DrawingError
            If the painter has ended.

        """
        return self._result(self._ask(_still, name))

    def _made(self, pictures: Iterable[Future[Made]]) -> Iterator[Made]:
        """Ask for some pictures ahead of the one that is wanted next."""
        coming: deque[Future[Made]] = deque()
        for picture in pictures:
            coming.append(picture)
            if len(coming) >= AHEAD * self._count:
                yield self._result(coming.popleft())
        while coming:
            yield self._result(coming.popleft())

    def _ask(self, paint: Callable[[Wanted], Made], wanted: Wanted) -> Future[Made]:
        try:
            return self._pool.submit(paint, wanted)
        except BrokenProcessPool as error:
            raise DrawingError(ENDED) from error

    def _result(self, future: Future[Made]) -> Made:
        try:
            return future.result()
        except BrokenProcessPool as error:
            raise DrawingError(ENDED) from error


_painters: "list[Painter]" = []
"""In a process that paints: its painter."""


def _open(case: Case, size: tuple[int, int], niceness: int) -> None:
    """Get ready to paint, in the process that does."""
    if hasattr(os, "nice"):
        os.nice(niceness)
    os.environ.update(drawing_environment())
    # Messages of graphics libraries help nobody.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    from scenes.model.spine import assemble  # noqa: PLC0415
    from scenes.paint.painter import Painter  # noqa: PLC0415

    _painters.append(Painter(assemble(case), size))


def _shot(shot: "Shot") -> Picture:
    return _painters[0].paint(shot)


def _still(name: str) -> bytes:
    from scenes.paint.stills import still  # noqa: PLC0415

    return still(_painters[0], name)
