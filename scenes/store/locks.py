"""Locks between processes that end with their owner, however it ends."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

SUFFIX = ".lock"
SHORTEST, LONGEST = 0.005, 0.1
"""Seconds between two looks at a lock that another process holds: few at first, then more."""


class Owner:
    """A running process, as others know it: by a name that is locked while it lives.

    Parameters
    ----------
    folder : pathlib.Path
        Where the locks lie.

    """

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        self._lock = FileLock(folder / f"{self.name}{SUFFIX}", thread_local=False)
        try:
            folder.mkdir(exist_ok=True)
            self._lock.acquire(timeout=0)
        except OSError:
            # Without locks everyone counts as alive, so nothing is taken from anybody.
            return


def is_alive(folder: Path, name: str) -> bool:
    """Tell whether the owner of a name still runs.

    Parameters
    ----------
    folder : pathlib.Path
        Where the locks lie.

    name : str
        Name of an :class:`Owner`.

    Returns
    -------
    bool
        True too where the file system knows no locks.

    """
    path = folder / f"{name}{SUFFIX}"
    return path.exists() and not remove_unlocked(path)


def remove_unlocked(path: Path) -> bool:
    """Remove the file of a lock that nobody holds, and tell whether it was so."""
    lock = FileLock(path)
    try:
        with lock.acquire(timeout=0):
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


@contextmanager
def exclusive(
    path: Path, waiting: Callable[[], None] | None = None, patience: float = float("inf")
) -> Iterator[None]:
    """Let one process, or one thread, at a time do something.

    Where the file system knows no locks, or patience ends, it is done all the same: what is
    written is moved into place whole, so that at worst a thing is made twice.

    Parameters
    ----------
    path : pathlib.Path
        File of the lock; its folder exists.

    waiting : callable or None, default: None
        Called while another process holds the lock; may raise to give up.

    patience : float, default: infinity
        Seconds to wait.

    """
    lock, end, pause = FileLock(path), time.monotonic() + patience, SHORTEST
    while not _taken(lock) and time.monotonic() < end:
        if waiting is not None:
            waiting()
        time.sleep(pause)
        pause = min(2.0 * pause, LONGEST)
    try:
        yield
    finally:
        lock.release()


def _taken(lock: FileLock) -> bool:
    """Try once; True too where trying again would not help."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    except OSError:
        return True
    return True
