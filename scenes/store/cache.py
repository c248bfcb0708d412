"""A content-addressed store on disk: what was made once need not be made again.

Several processes may share one: each thing is made by one of them while the others wait for it.
"""

import atexit
import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from scenes.store.entries import Store
from scenes.store.locks import exclusive

NAME = "kyphoplasty-walkthrough"
LIMIT = 1_000_000_000
"""Bytes that all entries together may have."""
GRACE = 60.0
"""Seconds for which what was used stays: a page that was told of a scene comes to fetch it."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says when nothing more can be written."""
SHARED, ARRAYS = "shared", "arrays.npz"

Arrays = dict[str, NDArray[np.generic]]


class CacheFullError(OSError):
    """Nothing more can be kept; the message is one sentence."""


class Cache:
    """Entries below one folder, and in a temporary one where that folder cannot take more.

    Parameters
    ----------
    root : pathlib.Path or None, default: None
        Folder to use; the user's cache folder when not given.  If it cannot be written, a
        temporary folder takes its place and :attr:`warning` says so.

    limit : int, default: 1 GB
        Bytes that all entries together may have; those used longest ago are given up first.

    grace : float, default: 60
        Seconds for which what was used stays, whatever the limit.

    """

    def __init__(
        self, root: Path | None = None, *, limit: int = LIMIT, grace: float = GRACE
    ) -> None:
        """Find a folder that can be written."""
        wanted = root or user_cache_path(NAME)
        self.warning = ""
        self._limit, self._grace = limit, grace
        try:
            wanted.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=wanted):
                self._stores = [Store(wanted, limit, grace)]
        except OSError as error:
            self._stores = [self._spare()]
            self.warning = (
                f"The cache folder {wanted} cannot be written ({error.strerror}); "
                f"using {self.root} until the program ends."
            )

    @property
    def root(self) -> Path:
        """Folder of the entries."""
        return self._stores[0].root

    @property
    def limit(self) -> int:
        """Bytes that all entries together may have."""
        return self._limit

    def entry(self, key: str, name: str) -> Path | None:
        """Return the folder of a whole entry, which counts as a use; remove a broken one."""
        found = (store.entry(key, name) for store in self._stores)
        return next((folder for folder in found if folder is not None), None)

    def use(self, key: str) -> None:
        """Note that a key was used now, so that it is given up later."""
        for store in self._stores:
            store.use(key)

    def hold(self, key: str) -> None:
        """Keep a key from being given up by anybody for as long as this process lives."""
        for store in self._stores:
            store.hold(key)

    def sweep(self) -> None:
        """Remove what processes left behind that were killed, and what is beyond the limit."""
        for store in self._stores:
            with suppress(OSError):
                store.sweep()

    @contextmanager
    def writing(self, key: str, name: str) -> Iterator[Path]:
        """Give a folder to fill; it becomes the entry when the block ends without an error.

        Raises
        ------
        CacheFullError
            If the disk is full, before the block or in it.

        """
        store = self._store_with_room()
        try:
            with store.writing(key, name) as folder:
                yield folder
        except OSError as error:
            if error.errno not in FULL:
                raise
            store.full = True
            raise self._full_error() from error

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
        with exclusive(self._stores[0].lock_of(key, name), waiting):
            if (found := self.entry(key, name)) is not None:
                return found
            try:
                with self.writing(key, name) as folder:
                    fill(folder)
            except CacheFullError:
                # Another disk may have room; where none has, that is the error.
                with self.writing(key, name) as folder:
                    fill(folder)
            if (found := self.entry(key, name)) is not None:
                return found
        raise FileNotFoundError(errno.ENOENT, "it was removed at once", str(self.root / key))

    def shared(
        self, name: str, arguments: Mapping[str, object], build: Callable[[], Mapping[str, object]]
    ) -> Arrays:
        """Return arrays that several cases need, built once for all of them.

        Parameters
        ----------
        name : str
            What they are, such as ``"vertebra"``.

        arguments : mapping of str to object
            Everything that they depend on: plain data, as JSON has it.

        build : callable
            Makes them: arrays of numbers by name.

        Returns
        -------
        dict of str to numpy.ndarray
            The same values, types and memory order whether they were built or found.

        Raises
        ------
        TypeError
            If an argument is no plain data, or an array holds Python objects.

        """
        key = shared_key(name, arguments)
        if (found := self._load(key)) is not None:
            return found
        with exclusive(self._stores[0].lock_of(key, SHARED)):
            if (found := self._load(key)) is not None:
                return found
            arrays = plain_arrays(name, build())
            # Without room to keep them they are built each time.
            with suppress(OSError), self.writing(key, SHARED) as folder:
                np.savez(folder / ARRAYS, **cast("dict[str, Any]", arrays))
        return arrays

    def _load(self, key: str) -> Arrays | None:
        folder = self.entry(key, SHARED)
        if folder is None:
            return None
        try:
            with np.load(folder / ARRAYS, allow_pickle=False) as file:
                return dict(file)
        except (OSError, ValueError, BadZipFile):
            return None

    def _store_with_room(self) -> Store:
        for store in self._stores:
            if store.has_room():
                return store
        if len(self._stores) == 1:
            spare = self._spare()
            if spare.has_room():
                self._stores.append(spare)
                self.warning = (
                    f"There is no room left in {self.root}; "
                    f"using {spare.root} until the program ends."
                )
                return spare
        raise self._full_error()

    def _spare(self) -> Store:
        folder = Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Store(folder, self._limit, self._grace)

    def _full_error(self) -> CacheFullError:
        return CacheFullError(f"there is no room left in {self.root}; free some and try again")


def shared_key(name: str, arguments: Mapping[str, object]) -> str:
    """Return the key of arrays that depend on these arguments."""
    digest = hashlib.sha256(json.dumps([name, arguments], sort_keys=True).encode())
    return digest.hexdigest()[:20]


def plain_arrays(name: str, values: Mapping[str, object]) -> Arrays:
    """Return values as they would come back from a file.

    Parameters
    ----------
    name : str
        What they are, for the error.

    values : mapping of str to object
        Arrays of numbers.

    Returns
    -------
    dict of str to numpy.ndarray
        In C order.

    Raises
    ------
    TypeError
        If one holds Python objects.

    """
    arrays: Arrays = {each: np.asarray(value, order="C") for each, value in values.items()}
    for each, array in arrays.items():
        if array.dtype.hasobject:
            msg = f"{name}: {each} must be an array of numbers, got Python objects"
            raise TypeError(msg)
    return arrays
