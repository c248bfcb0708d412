"""A content-addressed store on disk: what was made once need not be made again.

An entry is a folder with a manifest of checksums.  It is filled beside its place and moved there
whole, so that an interrupted writer leaves nothing that could be taken for an entry.  Entries of
one key lie in one folder, which is used, and given up, as a whole.  Several processes may share a
store: each entry is made by one of them while the others wait for it.
"""

import atexit
import errno
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from scenes.store.locks import exclusive, unless_held

NAME = "kyphoplasty-walkthrough"
KEY = re.compile(r"[0-9a-f]{20}")
MANIFEST, PROGRESS = "manifest.json", "progress"
LOCKS, UNFINISHED, ASIDE = "locks", ".unfinished-", ".evicted-"
LIMIT = 1_000_000_000
"""Bytes that all entries together may have."""
GRACE = 60.0
"""Seconds for which a used entry stays: a page that has its address comes to fetch it."""
SLACK = 0.02
"""Share of the limit that a process may write before it counts all entries again."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""Errors of the system when nothing more can be written."""
SHARED, ARRAYS = "shared", "arrays.npz"

Arrays = dict[str, NDArray[np.generic]]


class CacheFullError(OSError):
    """Nothing more can be kept; the message is one sentence."""


class Cache:
    """Entries below one folder.

    Parameters
    ----------
    root : pathlib.Path or None, default: None
        Folder to use; the user's cache folder when not given.  If it cannot be written, a
        temporary folder takes its place and :attr:`warning` says so.

    limit : int, default: 1 GB
        Bytes that all entries together may have; those used longest ago are given up first.

    grace : float, default: 60
        Seconds for which a key that was used stays, whatever the limit.

    Attributes
    ----------
    root : pathlib.Path
        Folder of the entries.

    limit : int
        As given.

    warning : str
        One sentence where another folder than the wanted one is used; else empty.

    """

    def __init__(
        self, root: Path | None = None, *, limit: int = LIMIT, grace: float = GRACE
    ) -> None:
        self.limit, self._grace = limit, grace
        self.root, self.warning = _writable(root or user_cache_path(NAME))
        self._locks = self.root / LOCKS
        self._locks.mkdir(exist_ok=True)
        # The first write counts.
        self._uncounted = limit

    def has(self, key: str, name: str) -> bool:
        """Return whether there is an entry, without a look into its files."""
        return (self.root / key / name / MANIFEST).is_file()

    def entry(self, key: str, name: str) -> Path | None:
        """Return the folder of a whole entry, which counts as a use; remove a broken one."""
        folder = self.root / key / name
        if not folder.exists():
            return None
        if _is_whole(folder):
            self.use(key)
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        return None

    def use(self, key: str) -> None:
        """Note that a key was used now, so that it is given up later."""
        # The system's own clock for files stands still for milliseconds.
        now = time.time_ns()
        with suppress(OSError):
            os.utime(self.root / key, ns=(now, now))

    def progress(self, key: str, name: str) -> str:
        """Return what the maker of an entry, in whichever process, has noted last; may be empty."""
        with suppress(OSError):
            return (self.unfinished(key, name) / PROGRESS).read_text("utf-8")
        return ""

    @contextmanager
    def writing(
        self, key: str, name: str, waiting: Callable[[], None] | None = None
    ) -> Iterator[Path]:
        """Give a folder to fill; it becomes the entry when the block ends without an error.

        Parameters
        ----------
        key, name : str
            Of the entry; one that is there and whole stays.

        waiting : callable or None, default: None
            Called again and again while another process writes it; may raise to give up.

        Yields
        ------
        pathlib.Path
            An empty folder.

        Raises
        ------
        CacheFullError
            If the disk is full.

        """
        with exclusive(self._lock(key, name), waiting), self._filling(key, name) as folder:
            yield folder

    def made(
        self,
        key: str,
        name: str,
        fill: Callable[[Path], None],
        waiting: Callable[[], None] | None = None,
    ) -> Path:
        """Return an entry, made now if there is none; of several that want it one makes it.

        Parameters
        ----------
        key, name : str
            Of the entry.

        fill : callable
            Given a folder, writes its files there.

        waiting : callable or None, default: None
            Called again and again while another process makes it; may raise to give up.

        Returns
        -------
        pathlib.Path
            The entry's folder.

        Raises
        ------
        CacheFullError
            If the disk is full.

        OSError
            If it cannot be kept for another reason.

        """
        if (found := self.entry(key, name)) is not None:
            return found
        with exclusive(self._lock(key, name), waiting):
            if (found := self.entry(key, name)) is not None:
                return found
            with self._filling(key, name) as folder:
                fill(folder)
            return self.root / key / name

    def arrays(self, key: str, build: Callable[[], Mapping[str, object]]) -> Arrays:
        """Return arrays that several cases need, built once for all of them.

        Parameters
        ----------
        key : str
            Content address of everything that they depend on.

        build : callable
            Makes them: arrays of numbers by name.

        Returns
        -------
        dict of str to numpy.ndarray
            The same values, types and memory order whether they were built or found.

        Raises
        ------
        TypeError
            If an array holds Python objects.

        """
        if (found := self._load(key)) is not None:
            return found
        with exclusive(self._lock(key, SHARED)):
            if (found := self._load(key)) is not None:
                return found
            arrays = plain_arrays(build())
            # Without room to keep them they are built each time.
            with suppress(OSError), self._filling(key, SHARED) as folder:
                np.savez(folder / ARRAYS, **cast("dict[str, Any]", arrays))
        return arrays

    def sweep(self) -> None:
        """Remove what processes left behind that were killed, and what is beyond the limit."""
        with suppress(OSError):
            for folder in self.root.iterdir():
                if folder.name.startswith(ASIDE):
                    shutil.rmtree(folder, ignore_errors=True)
                elif KEY.fullmatch(folder.name):
                    self._sweep(folder)
            for lock in self._locks.iterdir():
                with unless_held(lock) as is_free:
                    if is_free and not (self.root / lock.name.partition("-")[0]).exists():
                        lock.unlink(missing_ok=True)
        self._trim()

    def _sweep(self, folder: Path) -> None:
        """Clear one key of what nobody writes any more."""
        for unfinished in folder.glob(f"{UNFINISHED}*"):
            name = unfinished.name.removeprefix(UNFINISHED)
            with unless_held(self._lock(folder.name, name)) as is_free:
                if is_free:
                    shutil.rmtree(unfinished, ignore_errors=True)
        with suppress(OSError):
            folder.rmdir()

    @contextmanager
    def _filling(self, key: str, name: str) -> Iterator[Path]:
        """Give a folder to fill; whoever calls holds the lock of the entry."""
        place, unfinished = self.root / key / name, self.unfinished(key, name)
        try:
            # One that was killed may have left something.
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            yield unfinished
            (unfinished / PROGRESS).unlink(missing_ok=True)
            _write_manifest(unfinished)
            if not _is_whole(place):
                shutil.rmtree(place, ignore_errors=True)
                unfinished.replace(place)
        except OSError as error:
            if error.errno not in FULL or isinstance(error, CacheFullError):
                raise
            msg = f"there is no room left in {self.root}; free some and try again"
            raise CacheFullError(error.errno, msg) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        self.use(key)
        self._uncounted += _size(place)
        if self._uncounted > SLACK * self.limit:
            self._trim(keep=key)

    def _trim(self, keep: str = "") -> None:
        """Give up what was used longest ago until the rest is within the limit."""
        self._uncounted = 0
        kept = []
        for folder in self.root.iterdir():
            # Whatever else lies in a folder that a person chose is not ours to count or remove.
            if KEY.fullmatch(folder.name):
                with suppress(FileNotFoundError):
                    kept.append((folder.stat().st_mtime_ns, _size(folder), folder))
        excess = sum(size for _, size, _ in kept) - self.limit
        for used, size, folder in sorted(kept):
            if excess <= 0:
                return
            if (
                folder.name != keep
                and time.time_ns() - used >= 1e9 * self._grace
                and not _is_written(folder)
            ):
                # Moved first: nobody can meet half of it.
                aside = self.root / f"{ASIDE}{folder.name}-{secrets.token_hex(4)}"
                with suppress(OSError):
                    folder.replace(aside)
                    excess -= size
                    shutil.rmtree(aside, ignore_errors=True)

    def _load(self, key: str) -> Arrays | None:
        folder = self.entry(key, SHARED)
        if folder is None:
            return None
        try:
            with np.load(folder / ARRAYS, allow_pickle=False) as file:
                return dict(file)
        except (OSError, ValueError, BadZipFile):
            return None

    def _lock(self, key: str, name: str) -> Path:
        return self._locks / f"{key}-{name}"

    def unfinished(self, key: str, name: str) -> Path:
        """Return the folder in which an entry is filled, by whichever process, while it is."""
        return self.root / key / f"{UNFINISHED}{name}"


def plain_arrays(values: Mapping[str, object]) -> Arrays:
    """Return arrays of numbers in C order, as they would come back from a file.

    Raises
    ------
    TypeError
        If one holds Python objects.

    """
    arrays: Arrays = {name: np.asarray(value, order="C") for name, value in values.items()}
    for name, array in arrays.items():
        if array.dtype.hasobject:
            msg = f"{name} must be an array of numbers, got Python objects"
            raise TypeError(msg)
    return arrays


def _writable(wanted: Path) -> tuple[Path, str]:
    """Return a folder that takes files, and a warning where it is not the one that is wanted."""
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=wanted):
            return wanted, ""
    except OSError as error:
        folder = Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder, (
            f"The cache folder {wanted} cannot be written ({error.strerror}); "
            f"using {folder} until the program ends."
        )


def _is_written(folder: Path) -> bool:
    """Return whether an entry of a key is being filled."""
    return any(folder.glob(f"{UNFINISHED}*"))


def _write_manifest(folder: Path) -> None:
    files = {
        file.name: _checksum(file) for file in sorted(folder.iterdir()) if file.name != MANIFEST
    }
    (folder / MANIFEST).write_text(json.dumps(files, indent=1), encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(files) and {name: _checksum(folder / name) for name in files} == files
    except (OSError, ValueError, TypeError):
        return False


def _checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total
