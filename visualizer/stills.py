"""The still pictures: painted once in the background, served as they appear."""

import threading
from collections.abc import Callable
from pathlib import Path

from scenes.cache import Cache
from scenes.case import Case
from scenes.drawing import DrawingError, paint_stills_in_child

ENTRY = "stills"


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
        if self._folder is not None:
            return None
        thread = threading.Thread(target=self._paint, args=(complain,), daemon=True)
        thread.start()
        return thread

    def _paint(self, complain: Callable[[str], None]) -> None:
        try:
            with self._cache.writing(self._key, ENTRY) as unfinished:
                self._folder = unfinished
                paint_stills_in_child(self._case, unfinished)
        except (DrawingError, OSError) as error:
            complain(f"The page has no still pictures. {error}")
        self._folder = self._cache.entry(self._key, ENTRY)
