"""Worker processes: how one is started and ended, and where one waits between two bakes."""

import subprocess
import sys
import threading
from typing import TypeAlias

from scenes.store.cache import Cache

WORKER = "visualizer.making.worker"
"""The program that bakes."""
UNUSED = 300.0
"""Seconds after which a worker that nobody has needed ends: it has 170 MB, or 300 after a bake."""

Worker: TypeAlias = subprocess.Popen[str]


class Spare:
    """A worker that is ready for a bake, so that the next one begins at once.

    Parameters
    ----------
    cache : Cache
        Where it keeps what cases share.

    unused : float, default: 300
        Seconds after which it ends if nobody has needed it.

    """

    def __init__(self, cache: Cache, unused: float = UNUSED) -> None:
        self._cache = cache
        self._unused = unused
        self._turn = threading.Lock()
        self._worker: Worker | None = None
        self._end: threading.Timer | None = None
        self._closed = False

    def call(self) -> None:
        """Have a worker ready soon, and for a while; returns at once."""
        with self._turn:
            if self._closed:
                return
            self._drop_dead()
            self._worker = self._worker or start_worker(self._cache)
            self._wait(self._unused)

    def take(self) -> Worker:
        """Return a worker that waits for its order: the one that was called, or a new one."""
        with self._turn:
            self._forget()
            self._drop_dead()
            worker, self._worker = self._worker, None
        return worker or start_worker(self._cache)

    def keep(self, worker: Worker) -> None:
        """Have a worker wait that has carried out its order, unless another one does.

        Parameters
        ----------
        worker : subprocess.Popen
            One that was taken.

        """
        with self._turn:
            self._drop_dead()
            if self._worker is None and not self._closed:
                self._worker = worker
                self._wait(self._unused)
                return
        end_worker(worker)

    def tire(self, seconds: float) -> None:
        """Let the worker that waits, if one does, end after so many seconds."""
        with self._turn:
            if self._worker is not None:
                self._wait(seconds)

    def close(self) -> None:
        """End the worker that nobody needs."""
        with self._turn:
            self._closed = True
            self._dismiss()

    def _wait(self, seconds: float) -> None:
        self._forget()
        self._end = threading.Timer(seconds, self._tire)
        self._end.daemon = True
        self._end.start()

    def _tire(self) -> None:
        with self._turn:
            self._dismiss()

    def _drop_dead(self) -> None:
        if self._worker is not None and self._worker.poll() is not None:
            self._dismiss()

    def _forget(self) -> None:
        if self._end is not None:
            self._end.cancel()

    def _dismiss(self) -> None:
        self._forget()
        if self._worker is not None:
            end_worker(self._worker)
            self._worker = None


def start_worker(cache: Cache) -> Worker:
    """Start a process that gets ready for a bake and waits for its order.

    Parameters
    ----------
    cache : Cache
        Where it keeps what cases share.

    Returns
    -------
    subprocess.Popen
        The process; it ends when its standard input does.

    """
    pipe = subprocess.PIPE
    # In a session of its own: Ctrl+C is for the server, which ends the worker in its own way.
    return subprocess.Popen(
        [sys.executable, "-m", WORKER, str(cache.root), str(cache.limit)],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
        start_new_session=True,
    )


def end_worker(worker: Worker) -> None:
    """End a worker, whatever it does; one that has ended is only waited for."""
    worker.kill()
    with worker:
        pass
