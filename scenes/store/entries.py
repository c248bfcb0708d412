"""One folder of entries: written whole, given up when room is needed, cleared of what died.

An entry is a folder with a manifest of sizes and checksums.  It is written beside its place and
moved there whole, so that an interrupted writer leaves nothing that could be taken for an entry.
Entries of one key lie in one folder, which is used, and given up, as a whole.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scenes.store.locks import SUFFIX, Owner, exclusive, is_alive, remove_unlocked

KEY = re.compile(r"[0-9a-f]{20}")
MANIFEST = "manifest.json"
LOCKS = "locks"
HELD, UNFINISHED, ASIDE = ".held-", ".unfinished-", ".evicted-"
MARKS = re.compile(rf"(?:{re.escape(HELD)}|{re.escape(UNFINISHED)})([0-9a-f]{{16}})(?:-\w*)?")
"""What a process leaves beside entries while it needs them; the group is the owner's name."""
FORSAKEN = 3600.0
"""Seconds after which an unfinished folder without an owner's name is nobody's."""
PATIENCE = 10.0
"""Seconds to wait for another process that tidies up."""
ROOM = 32_000_000
"""Bytes that must be free before anything is made: several times a scene."""
SLACK = 0.02
"""Share of the limit that a process may write before it counts all entries again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of one key.

    Attributes
    ----------
    folder : pathlib.Path
        Where it is.

    bytes : int
        Size of all its files.

    used : float
        When it was last used, in seconds since the epoch.

    """

    folder: Path
    bytes: int
    used: float


class Store:
    """Entries below one folder.

    Parameters
    ----------
    root : pathlib.Path
        Existing folder.

    limit : int
        Bytes that all entries together may have; a fiftieth more while things are being made.

    grace : float
        Seconds for which a key that was used stays, whatever the limit.

    """

    def __init__(self, root: Path, limit: int, grace: float) -> None:
        self.root = root
        self.full = False
        """Whether the disk was found full while writing."""
        self._limit = limit
        self._grace = grace
        self._locks = root / LOCKS
        # Whoever begins to write counts.
        self._uncounted = limit

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
        """Note that a key was used now."""
        now = time.time_ns()
        with suppress(OSError):
            os.utime(self.root / key, ns=(now, now))

    def hold(self, key: str) -> None:
        """Keep a key from being given up for as long as this process lives."""
        with self._tidying(), suppress(OSError):
            (self.root / key / f"{HELD}{self._owner.name}").touch()

    @contextmanager
    def writing(self, key: str, name: str) -> Iterator[Path]:
        """Give a folder to fill; it becomes the entry when the block ends without an error."""
        parent = self.root / key
        with self._tidying():
            parent.mkdir(parents=True, exist_ok=True)
            prefix = f"{UNFINISHED}{self._owner.name}-"
            unfinished = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            yield unfinished
            _write_manifest(unfinished)
            written = _size(unfinished)
            place = parent / name
            with self._tidying():
                # Another process may have been as fast; what it serves by now stays.
                if not _is_whole(place):
                    shutil.rmtree(place, ignore_errors=True)
                    unfinished.replace(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        self.use(key)
        self._trim_in_time(written, key)

    def lock_of(self, key: str, name: str) -> Path:
        """Return the file that is locked while an entry is being made."""
        with suppress(OSError):
            self._locks.mkdir(exist_ok=True)
        return self._locks / f"{key}-{name}{SUFFIX}"

    def kept(self) -> list[Kept]:
        """Return every key's folder, the one that was used longest ago first."""
        found = []
        for folder in self.root.iterdir():
            # Whatever else lies in a folder that a person chose is not ours to count or remove.
            if KEY.fullmatch(folder.name):
                with suppress(FileNotFoundError):
                    found.append(Kept(folder, _size(folder), folder.stat().st_mtime_ns / 1e9))
        return sorted(found, key=lambda kept: kept.used)

    def trim(self, keep: str = "") -> None:
        """Give up what was used longest ago until the rest is within the limit."""
        kept = self.kept()
        self._uncounted = 0
        self._give_up(kept, sum(one.bytes for one in kept) - self._limit, keep)

    def _trim_in_time(self, written: int, keep: str) -> None:
        """Trim, but not each time: counting looks at every file there is."""
        self._uncounted += written
        if self._uncounted > SLACK * self._limit:
            self.trim(keep)

    def has_room(self) -> bool:
        """Tell whether something can be written, after giving up old entries if need be."""
        if self.full:
            return False
        missing = ROOM - self._free()
        if missing > 0:
            self._give_up(self.kept(), missing)
        return self._free() >= ROOM

    def sweep(self) -> None:
        """Remove what processes left behind that did not end well."""
        with self._tidying():
            for folder in self.root.iterdir():
                if folder.name.startswith(ASIDE):
                    shutil.rmtree(folder, ignore_errors=True)
                elif KEY.fullmatch(folder.name):
                    self._needed(folder)
                    with suppress(OSError):
                        folder.rmdir()
            for lock in self._locks.glob(f"*{SUFFIX}"):
                # One that a running process holds, this one's own included, stays.
                if not (self.root / lock.name.partition("-")[0]).exists():
                    remove_unlocked(lock)
        self.trim()

    @cached_property
    def _owner(self) -> Owner:
        return Owner(self._locks)

    @contextmanager
    def _tidying(self) -> Iterator[None]:
        with suppress(OSError):
            self._locks.mkdir(exist_ok=True)
        with exclusive(self._locks / f"tidying{SUFFIX}", patience=PATIENCE):
            yield

    def _free(self) -> int:
        return shutil.disk_usage(self.root).free

    def _give_up(self, kept: list[Kept], excess: int, keep: str = "") -> None:
        """Remove keys in their order until so many bytes are gone; spare those in use."""
        if excess <= 0:
            return
        moved = []
        with self._tidying():
            for one in kept:
                if excess > 0 and one.folder.name != keep and not self._needed(one.folder):
                    # Moved first: nobody can meet half of it.  A full disk allows no new folder.
                    aside = self.root / f"{ASIDE}{one.folder.name}-{secrets.token_hex(4)}"
                    with suppress(OSError):
                        moved.append(one.folder.replace(aside))
                        excess -= one.bytes
        for folder in moved:
            shutil.rmtree(folder, ignore_errors=True)

    def _needed(self, folder: Path) -> bool:
        """Tell whether a key is in use, and remove the marks of processes that have ended."""
        try:
            marks = [path for path in folder.iterdir() if path.name.startswith((HELD, UNFINISHED))]
            recent = time.time() - folder.stat().st_mtime < self._grace
        except OSError:
            return False
        needed = [path for path in marks if self._is_living(path)]
        for path in set(marks) - set(needed):
            used = folder.stat().st_mtime_ns
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
                # Clearing up is no use of the key.
                os.utime(folder, ns=(used, used))
        return bool(needed) or recent

    def _is_living(self, mark: Path) -> bool:
        named = MARKS.fullmatch(mark.name)
        if named is None:
            return time.time() - mark.stat().st_mtime < FORSAKEN
        return named[1] == self._owner.name or is_alive(self._locks, named[1])


def _write_manifest(folder: Path) -> None:
    files = {
        file.name: _fingerprint(file) for file in sorted(folder.iterdir()) if file.name != MANIFEST
    }
    (folder / MANIFEST).write_text(json.dumps(files, indent=1), encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        stamps = {name: _fingerprint(folder / name) for name in files}
        return bool(files) and stamps == files
    except (OSError, ValueError, TypeError):
        return False


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total
