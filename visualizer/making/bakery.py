"""Bakes a case in a worker process, so that no visitor's page waits for another's scene."""

import errno
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scenes.file.key import scene_key
from scenes.store.cache import Cache, CacheFullError
from scenes.story.case import Case
from visualizer.making.spare import Spare, Worker, end_worker, start_worker

ENTRY = "scene"
RAW, PACKED, COMPRESSED = "scene.glb", "scene.pack.glb", "scene.pack.glb.br"
NO_ROOM = 74
"""How it ends when the disk is full."""
ELSEWHERE = "elsewhere"
"""What is said while another server makes the scene."""
READY = "ready"
"""What a worker says when the scene is whole."""

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
        Where a worker may be waiting, and where this one waits afterwards.

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
        if spare is None:
            end_worker(worker)
        else:
            spare.keep(worker)

    try:
        folder = cache.made(key, ENTRY, fill, lambda: progress(ELSEWHERE, 0.0))
    except CacheFullError as error:
        raise NoRoomError(*error.args) from error
    except OSError as error:
        msg = f"the scene could not be kept in {cache.root}: {error.strerror}"
        raise BakeError(msg) from error
    return Baked(key, folder)


def _follow(worker: Worker, order: str, progress: Progress, started: Started | None) -> None:
    """Give a worker its order and pass on what it says, until the scene is whole."""
    try:
        if started is not None:
            started(worker)
        # One that has died says why in the end.
        with suppress(BrokenPipeError):
            _tell(worker, order)
        for line in worker.stdout or ():
            share, _, stage = line.strip().partition(" ")
            progress(stage, float(share))
            if stage == READY:
                return
    except BaseException:
        end_worker(worker)
        raise
    # It has ended, and nothing is whole.
    with worker:
        complaint = worker.stderr.read() if worker.stderr else ""
    if worker.returncode == NO_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    reason = complaint.strip().splitlines()[-1] if complaint.strip() else "it gave no reason"
    msg = f"the scene could not be made: {reason}"
    raise BakeError(msg)


def _tell(worker: Worker, order: str) -> None:
    # Not through the stream, which would try again at its end where the worker has died; it stays
    # open, because its end tells the worker that the server has ended.
    if worker.stdin is not None:
        os.write(worker.stdin.fileno(), f"{order}\n".encode())
