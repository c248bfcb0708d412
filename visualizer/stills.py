"""The still pictures: painted once in the background, served as they appear."""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from scenes.cache import Cache
from scenes.case import Case
from scenes.drawing import DrawingError, paint_stills_in_child

ENTRY = "stills"
PATIENCE = 5.0
"""Seconds to wait for the painter's end."""


class Stills:
    """The folder where the stills of one scene are, or appear one after another.

    Parameters
    ----------
    case : Case
        What they show.

    key : str
        Content address of its scene.

    cache : Cache
        Where they are kept.

    """

    def __init__(self, case: Case, key: str, cache: Cache) -> None:
        self._case = case
        self._key = key
        self._cache = cache
        self._folder = cache.entry(key, ENTRY)
        self._thread: threading.Thread | None = None
        self._painter: subprocess.Popen[str] | None = None
        self._closing = False

    @property
    def folder(self) -> Path | None:
        """Where ``00.webp`` and so on are; None before the first is being painted."""
        return self._folder

    def paint(self, complain: Callable[[str], None]) -> threading.Thread | None:
        """Paint what is missing, in a thread that waits for a child process.

        Parameters
        ----------
        complain : callable
            Gets one sentence if they cannot be painted; the page works without them.

        Returns
        -------
        threading.Thread or None
            The thread, or None if the cache had them all.

        """
        if self._folder is None:
            self._thread = threading.Thread(target=self._paint, args=(complain,), daemon=True)
            self._thread.start()
        return self._thread

    def close(self) -> None:
        """Stop painting, and leave nothing half done in the cache."""
        self._closing = True
        if self._painter is not None:
            self._painter.kill()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _paint(self, complain: Callable[[str], None]) -> None:
        try:
            with self._cache.writing(self._key, ENTRY) as unfinished:
                self._folder = unfinished
                paint_stills_in_child(self._case, unfinished, started=self._started)
        except (DrawingError, OSError) as error:
            if not self._closing:
                complain(f"The page has no still pictures. {error}")
        self._folder = self._cache.entry(self._key, ENTRY)

    def _started(self, painter: subprocess.Popen[str]) -> None:
        self._painter = painter
        if self._closing:
            painter.kill()
