"""Locks between processes that end with their owner, however it ends."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

SHORTEST, LONGEST = 0.005, 0.1
"""Seconds between two tries while another process holds a lock: few at first, then more."""


@contextmanager
def exclusive(path: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Let one process, or one thread, at a time do something.

    Where the file system knows no locks, it is done all the same: what is written is moved into
    place whole, so that at worst a thing is made twice.

    Parameters
    ----------
    path : pathlib.Path
        File of the lock; its folder exists.

    waiting : callable or None, default: None
        Called again and again while another process holds the lock; may raise to give up.

    """
    lock, pause = FileLock(path), SHORTEST
    while _is_held_elsewhere(lock):
        if waiting is not None:
            waiting()
        time.sleep(pause)
        pause = min(2.0 * pause, LONGEST)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def unless_held(path: Path) -> Iterator[bool]:
    """Take a lock if nobody holds it; yields whether that was so."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _is_held_elsewhere(lock: FileLock) -> bool:
    """Try once; False too where trying again would not help."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False
    return False
