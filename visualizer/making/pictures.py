"""The still pictures: painted once in the background, served as they appear."""

import subprocess
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from scenes.paint.drawing import DrawingError, paint_stills_in_child
from scenes.paint.pausing import GO_ON, PAUSE
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.making.baker import REMEMBERED, Baker, keep

ENTRY = "stills"
PATIENCE = 5.0
"""Seconds to wait for the painter's end."""
NICENESS = 15
ARRIVAL = 3.0
"""Seconds in which a page arrives, or a case that somebody has waited for."""


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

    niceness : int, default: 0
        How much the painter gives way to others.

    """

    def __init__(self, case: Case, key: str, cache: Cache, niceness: int = 0) -> None:
        self._case = case
        self._key = key
        self._cache = cache
        self._niceness = niceness
        self._folder = cache.entry(key, ENTRY)
        self._thread: threading.Thread | None = None
        self._painter: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()
        self._may_paint = threading.Event()
        self._may_paint.set()
        self._closing = False

    @property
    def folder(self) -> Path | None:
        """Where ``00.webp`` and so on are; None before the first is being painted."""
        return self._folder

    @property
    def is_painting(self) -> bool:
        """Whether pictures are still to come."""
        return self._thread is not None and self._thread.is_alive()

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

    def rest(self) -> None:
        """Let the painter stand still; one that has not begun does not begin."""
        with self._turn:
            self._may_paint.clear()
            self._tell(PAUSE)

    def go_on(self) -> None:
        """Let it go on where it was."""
        with self._turn:
            self._may_paint.set()
            self._tell(GO_ON)

    def close(self) -> None:
        """Stop painting, and leave nothing half done in the cache."""
        self._closing = True
        self._may_paint.set()
        with self._turn:
            self._end()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _paint(self, complain: Callable[[str], None]) -> None:
        try:
            self._cache.made(self._key, ENTRY, self._fill, self._go_on_unless_closing)
        except (DrawingError, OSError) as error:
            if not self._closing:
                complain(f"The page has no still pictures. {error}")
        self._folder = self._cache.entry(self._key, ENTRY)

    def _fill(self, unfinished: Path) -> None:
        self._folder = unfinished
        self._may_paint.wait()
        self._go_on_unless_closing()
        paint_stills_in_child(
            self._case, unfinished, started=self._started, niceness=self._niceness
        )

    def _go_on_unless_closing(self) -> None:
        """Do nothing while the server runs: also where another one paints, and this one waits."""
        if self._closing:
            msg = "The server ends."
            raise DrawingError(msg)

    def _started(self, painter: subprocess.Popen[str]) -> None:
        with self._turn:
            self._painter = painter
            if self._closing:
                self._end()
            elif not self._may_paint.is_set():
                self._tell(PAUSE)

    def _tell(self, word: str) -> None:
        # One that has ended by itself hears nothing.
        if self._painter is not None and self._painter.stdin is not None:
            with suppress(OSError, ValueError):
                self._painter.stdin.write(f"{word}\n")
                self._painter.stdin.flush()

    def _end(self) -> None:
        if self._painter is not None and self._painter.stdin is not None:
            with suppress(OSError):
                self._painter.stdin.close()


class LaterStills:
    """Stills of cases that visitors ask for: painted when somebody wants to see them.

    One case at a time, begun only while nothing is being baked, and giving way to everything else:
    while a case is baked, and while it arrives, the painter stands still.  A low priority alone
    counts for little where the system shares the processors among sessions first.

    Parameters
    ----------
    cache : Cache
        Where they are kept.

    baker : Baker
        Knows the cases and goes first.

    first : Stills or None, default: None
        Those of the case that the server shows, which go first too.

    complain : callable
        Gets a sentence if some cannot be painted.

    """

    def __init__(
        self,
        cache: Cache,
        baker: Baker,
        first: Stills | None = None,
        complain: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._cache = cache
        self._baker = baker
        self._current = first
        self._complain = complain
        self._whole: OrderedDict[str, Path] = OrderedDict()
        self._tried: OrderedDict[str, Stills] = OrderedDict()
        self._turn = threading.Lock()
        self._order = threading.Lock()
        self._is_hushed = False
        self._arrival: threading.Timer | None = None
        baker.watch(self.give_way)

    def folder(self, key: str) -> Path | None:
        """Return where stills of a scene are, as far as they are painted; see to the rest.

        Parameters
        ----------
        key : str
            Content address of a scene.

        Returns
        -------
        pathlib.Path or None
            None while there are none.

        """
        with self._turn:
            whole = self._whole.get(key)
            if whole is not None and whole.is_dir():
                return whole
            stills = self._tried.get(key)
            if stills is not None and stills.is_painting:
                return stills.folder
            found = self._cache.entry(key, ENTRY)
            if found is not None:
                keep(self._whole, key, found, REMEMBERED)
                return found
            if stills is None:
                self._begin(key)
        return None

    def give_way(self) -> None:
        """Let the painter stand still while a case is baked, and then for a moment longer."""
        # Looked at in turn, so that what was seen last is what holds.
        with self._order:
            if self._arrival is not None:
                self._arrival.cancel()
            if self._baker.is_baking:
                self._is_hushed = True
                if self._current is not None:
                    self._current.rest()
            else:
                self._arrival = threading.Timer(ARRIVAL, self._go_on)
                self._arrival.daemon = True
                self._arrival.start()

    def close(self) -> None:
        """Stop painting."""
        with self._order:
            if self._arrival is not None:
                self._arrival.cancel()
            if self._current is not None:
                self._current.close()

    def _begin(self, key: str) -> None:
        case = self._baker.case_of(key)
        waits = self._current is not None and self._current.is_painting
        if case is None or waits or not self._baker.is_idle:
            return
        with self._order:
            self._current = Stills(case, key, self._cache, NICENESS)
            if self._is_hushed:
                self._current.rest()
        # What cannot be painted is not tried again and again.
        keep(self._tried, key, self._current, REMEMBERED)
        self._current.paint(self._complain)

    def _go_on(self) -> None:
        with self._order:
            self._is_hushed = self._baker.is_baking
            if self._current is not None and not self._is_hushed:
                self._current.go_on()
