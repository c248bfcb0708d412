"""Still pictures of cases: painted when somebody wants them, while no scene is being made."""

import threading
from collections.abc import Callable
from pathlib import Path

from scenes.file.key import picture_key
from scenes.paint.drawing import DrawingError
from scenes.paint.still_names import still_names
from scenes.paint.studio import Studio
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.making.bake_queue import BakeQueue

ENTRY = "stills"
NICENESS = 15
ARRIVAL = 3.0
"""Seconds in which a page arrives, or a scene that somebody has waited for."""
PATIENCE = 5.0
"""Seconds to wait for the painter's end."""


class Pictures:
    """The pictures of every case, as far as they are painted.

    One case is painted at a time.  While a scene is being made, and while it arrives, no further
    picture is begun.

    Parameters
    ----------
    cache : Cache
        Where they are kept.

    queue : BakeQueue
        Goes first.

    complain : callable, optional
        Gets a sentence if some cannot be painted; the page works without them.

    """

    def __init__(
        self, cache: Cache, queue: BakeQueue, complain: Callable[[str], None] = lambda _: None
    ) -> None:
        self._cache = cache
        self._complain = complain
        self._failed: set[str] = set()
        self._thread: threading.Thread | None = None
        self._studio: Studio | None = None
        self._may_paint = threading.Event()
        self._arrival: threading.Timer | None = None
        self._closing = False
        queue.watch(self._give_way)

    def folder(self, case: Case) -> Path | None:
        """Return where the pictures of a family are, as far as they are painted; paint the rest.

        Parameters
        ----------
        case : Case
            A family's usual example.

        Returns
        -------
        pathlib.Path or None
            None while there are none.

        """
        key = picture_key(case)
        if (found := self.whole(case)) is not None:
            return found
        is_painting = self._thread is not None and self._thread.is_alive()
        # What cannot be painted is not tried again and again; what was given up is.
        if not is_painting and not self._closing and key not in self._failed:
            self._thread = threading.Thread(target=self._paint, args=(case, key), daemon=True)
            self._thread.start()
        unfinished = self._cache.unfinished(key, ENTRY)
        return unfinished if unfinished.is_dir() else None

    def whole(self, case: Case) -> Path | None:
        """Return where the pictures of a family are if all are painted; nothing is done for it."""
        key = picture_key(case)
        if not self._cache.has(key, ENTRY):
            return None
        self._cache.use(key)
        return self._cache.root / key / ENTRY

    def begin_soon(self) -> None:
        """Let painting begin once what has just been made, or started, has arrived."""
        self._give_way(False)

    def close(self) -> None:
        """Stop painting, and leave nothing half done."""
        self._closing = True
        if self._arrival is not None:
            self._arrival.cancel()
        self._may_paint.set()
        if self._studio is not None:
            self._studio.close()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _give_way(self, is_making: bool) -> None:
        if self._arrival is not None:
            self._arrival.cancel()
        if is_making:
            self._may_paint.clear()
        else:
            self._arrival = threading.Timer(ARRIVAL, self._may_paint.set)
            self._arrival.daemon = True
            self._arrival.start()

    def _paint(self, case: Case, key: str) -> None:
        try:
            self._cache.made(key, ENTRY, lambda folder: self._fill(folder, case), self._check)
        except (DrawingError, OSError) as error:
            self._failed.add(key)
            if not self._closing:
                self._complain(f"The page has no still pictures. {error}")

    def _fill(self, folder: Path, case: Case) -> None:
        self._wait()
        with Studio(case, painters=1, niceness=NICENESS) as self._studio:
            for name in still_names(case):
                self._wait()
                picture = self._studio.still(name)
                # Whoever asks meanwhile gets it whole or not at all.
                unfinished = folder / f".{name}"
                unfinished.write_bytes(picture)
                unfinished.replace(folder / f"{name}.webp")

    def _wait(self) -> None:
        """Let whoever waits for a page or a scene go first."""
        self._may_paint.wait()
        self._check()

    def _check(self) -> None:
        """Do nothing while the server runs: also where another one paints, and this one waits."""
        if self._closing:
            msg = "The server ends."
            raise DrawingError(msg)
