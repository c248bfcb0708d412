"""Bakes a case in a worker process, so that no visitor's page waits for another's scene."""

import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from scenes.cache import Cache, CacheFullError, scene_key
from scenes.case import Case

ENTRY = "scene"
RAW, PACKED, COMPRESSED = "scene.glb", "scene.pack.glb", "scene.pack.glb.br"
WORKER = "visualizer.worker"
"""The program that bakes."""
NO_ROOM = 74
"""How it ends when the disk is full."""
ELSEWHERE = "elsewhere"
"""What is said while another server makes the scene."""
UNUSED = 300.0
"""Seconds after which a worker that nobody has needed ends: it has about 170 MB."""

Worker: TypeAlias = subprocess.Popen[str]
Progress = Callable[[str, float], None]
"""Is told the stage, a name in :class:`visualizer.content.MakingWords`, and the share, 0 to 1."""
Started = Callable[[Worker], None]


class BakeError(RuntimeError):
    """The scene could not be made."""


class NoRoomError(BakeError):
    """The scene could not be kept, because the disk is full."""


@dataclass(frozen=True)
class Baked:
    """A scene that is ready to be served.

    Parameters
    ----------
    key : str
        Content address of the case.

    folder : pathlib.Path
        Where its files lie.

    """

    key: str
    folder: Path

    @property
    def url(self) -> str:
        """Address of the scene on the server; it never shows anything else."""
        return f"/scene/{self.key}.glb"

    @property
    def bytes(self) -> int:
        """Size of the scene after decompression."""
        return (self.folder / PACKED).stat().st_size


class Spare:
    """A worker that has got ready for a bake, so that the next one begins at once.

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
            self._wait()

    def take(self) -> Worker:
        """Return a worker that waits for its order: the one that was called, or a new one."""
        with self._turn:
            self._forget()
            self._drop_dead()
            worker, self._worker = self._worker, None
        return worker or start_worker(self._cache)

    def close(self) -> None:
        """End the worker that nobody needs."""
        with self._turn:
            self._closed = True
            self._dismiss()

    def _wait(self) -> None:
        self._forget()
        self._end = threading.Timer(self._unused, self._tire)
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
            self._worker.kill()
            with self._worker:
                self._worker = None


def prepare(
    case: Case,
    cache: Cache,
    progress: Progress,
    started: Started | None = None,
    spare: Spare | None = None,
) -> Baked:
    """Return the baked scene of a case, from the cache or made now.

    Parameters
    ----------
    case : Case
        The case.

    cache : Cache
        Where scenes are kept.

    progress : callable
        Is told what happens and how far it is; may raise to give up.

    started : callable or None, default: None
        Given the worker's process, for whoever may have to end it early.

    spare : Spare or None, default: None
        Where a worker may be waiting.

    Returns
    -------
    Baked
        The scene.

    Raises
    ------
    BakeError
        If the worker failed or the scene cannot be kept; the message is one sentence.

    """
    key = scene_key(case)

    def fill(folder: Path) -> None:
        order = {
            "case": case.to_dict(),
            "key": key,
            "folder": str(folder),
            "cache": str(cache.root),
            "limit": cache.limit,
        }
        worker = start_worker(cache) if spare is None else spare.take()
        _follow(worker, json.dumps(order), progress, started)

    try:
        folder = cache.made(key, ENTRY, fill, lambda: progress(ELSEWHERE, 0.0))
    except CacheFullError as error:
        raise NoRoomError(*error.args) from error
    except OSError as error:
        msg = f"the scene could not be kept in {cache.root}: {error.strerror}"
        raise BakeError(msg) from error
    return Baked(key, folder)


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


def _follow(worker: Worker, order: str, progress: Progress, started: Started | None) -> None:
    """Give a worker its order and pass on what it says, until it ends."""
    with worker:
        try:
            if started is not None:
                started(worker)
            # One that has died says why in the end.
            with suppress(BrokenPipeError):
                _tell(worker, order)
            for line in worker.stdout or ():
                share, _, stage = line.strip().partition(" ")
                progress(stage, float(share))
        except BaseException:
            worker.kill()
            raise
        complaint = worker.stderr.read() if worker.stderr else ""
    if worker.returncode == NO_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if worker.returncode != 0:
        reason = complaint.strip().splitlines()[-1] if complaint.strip() else "it gave no reason"
        msg = f"the scene could not be made: {reason}"
        raise BakeError(msg)


def _tell(worker: Worker, order: str) -> None:
    # Not through the stream, which would try again at its end where the worker has died; it stays
    # open, because its end tells the worker that the server has ended.
    if worker.stdin is not None:
        os.write(worker.stdin.fileno(), f"{order}\n".encode())
