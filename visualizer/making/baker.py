"""Bakes cases that visitors ask for: one at a time, each once, the others in a short queue."""

import logging
import math
import subprocess
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import TypeVar

from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.making.bakery import (
    ENTRY,
    PACKED,
    Baked,
    BakeError,
    NoRoomError,
    Progress,
    Started,
    prepare,
)
from visualizer.making.orders import STARTING, WAITING, Order, Orders
from visualizer.making.spare import Spare

Bake = Callable[[Case, Cache, Progress, Started], Baked]

WORKERS, QUEUE = 1, 6
TOLD = 10.0
"""Seconds for which a failure is told before the next request tries again."""
REMEMBERED = 256
"""Scenes whose whereabouts are kept in memory."""
FIRST_GUESS = 10.0
"""Seconds that a bake may take, before any was measured."""
PATIENCE = 5.0
"""Seconds to wait for the workers' end."""
FIRST_LOOK = 60.0
"""Seconds for which the worker of the first case stays: whoever waited for it may want another."""

T = TypeVar("T")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """The scene can be fetched."""

    baked: Baked


@dataclass(frozen=True, slots=True)
class Making:
    """The scene is being made, or waits for that.

    Attributes
    ----------
    stage : str
        Name of the words for what happens, in :class:`visualizer.content.MakingWords`.

    share : float
        How far it is, 0 to 1.

    ahead : int
        Bakes that end before this one can begin.

    """

    stage: str
    share: float
    ahead: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The scene could not be made; ``no_room`` if only because the disk is full."""

    no_room: bool


@dataclass(frozen=True, slots=True)
class Busy:
    """The queue is full; a place should be free in so many seconds."""

    seconds: int


Answer = Ready | Making | Failed | Busy


class _StoppedError(Exception):
    """The server ends, or the case makes way for another."""


class Baker:
    """Makes scenes in the background and knows those that are there.

    A bake that has begun ends, whoever leaves meanwhile: the next visitor finds the scene.  Only
    where its asker wants another case instead, and one waits, it makes way.

    Parameters
    ----------
    cache : Cache
        Where scenes are kept.

    workers : int, default: 1
        Bakes at a time; each takes several hundred MB.

    queue : int, default: 6
        Cases that may wait.

    bake : callable or None, default: None
        Makes one scene; :func:`visualizer.making.bakery.prepare` if not given.

    """

    def __init__(
        self,
        cache: Cache,
        *,
        workers: int = WORKERS,
        queue: int = QUEUE,
        bake: Bake | None = None,
    ) -> None:
        self._cache = cache
        self._spare = Spare(cache) if bake is None else None
        self._bake = bake or partial(prepare, spare=self._spare)
        self._change = threading.Condition()
        self._known: OrderedDict[str, Baked] = OrderedDict()
        self._cases: OrderedDict[str, Case] = OrderedDict()
        self._orders = Orders(queue, workers)
        self._failed: OrderedDict[str, tuple[float, Failed]] = OrderedDict()
        self._took: deque[float] = deque([FIRST_GUESS], maxlen=5)
        self._watchers: list[Callable[[], None]] = []
        self._closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"baker {number}", daemon=True)
            for number in range(workers)
        ]

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being made or waits for it."""
        with self._change:
            return not self._orders

    @property
    def is_baking(self) -> bool:
        """Whether something is being made."""
        with self._change:
            return bool(self._orders.running)

    def watch(self, changed: Callable[[], None]) -> None:
        """Have a function called whenever a bake has begun or ended; it must return soon."""
        self._watchers.append(changed)

    def first(self, case: Case, progress: Progress) -> Baked:
        """Find or make the case that the server starts with; returns when it is there.

        Parameters
        ----------
        case : Case
            Any case that the model can show.

        progress : callable
            Is told what happens and how far it is; may raise to give up.

        Returns
        -------
        Baked
            Its scene.

        Raises
        ------
        BakeError
            If it could not be made.

        """
        baked = self._bake(case, self._cache, progress, lambda _: None)
        if self._spare is not None:
            self._spare.tire(FIRST_LOOK)
        return baked

    def ask(self, case: Case, instead: Case | None = None) -> Answer:
        """Say how a case is, and see to it that it is made.

        Parameters
        ----------
        case : Case
            Any case that the model can show.

        instead : Case or None, default: None
            What the asker wanted before, and wants no more.

        Returns
        -------
        Answer
            At once; asking again tells how far it is.

        """
        key = scene_key(case)
        if instead is not None and self._spare is not None and not self.is_idle:
            # It will be wanted in a moment.
            self._spare.call()
        with self._change:
            keep(self._cases, key, case, REMEMBERED)
            if instead is not None:
                self._orders.leave(scene_key(instead))
            if key not in self._known and (answer := self._underway(key)) is not None:
                return answer
        if (baked := self.known(key)) is not None:
            return Ready(baked)
        with self._change:
            return self._underway(key) or self._enqueue(case, key)

    def expect(self) -> None:
        """Get ready for a case that somebody may ask for next; returns at once."""
        if self._spare is not None and self.is_idle:
            self._spare.call()

    def find(self, case: Case) -> Baked | None:
        """Return the scene of a case if the cache has it; nothing is made for it.

        Parameters
        ----------
        case : Case
            Any case that the model can show; its pictures can be painted from now on.

        Returns
        -------
        Baked or None
            None if it is not there, or not whole.

        """
        key = scene_key(case)
        baked = self.known(key)
        if baked is not None:
            with self._change:
                keep(self._cases, key, case, REMEMBERED)
        return baked

    def share_of(self, case: Case) -> float | None:
        """Return how far a case is that is being made or waits for it; None for any other.

        Parameters
        ----------
        case : Case
            Any case; looking at it is not asking for it.

        Returns
        -------
        float or None
            From 0 to 1, which it is only while its files are put in their place.

        """
        with self._change:
            order = self._orders.find(scene_key(case))
            return None if order is None else order.share

    def known(self, key: str) -> Baked | None:
        """Return a scene that the cache has, which counts as a use.

        Parameters
        ----------
        key : str
            Content address of its case.

        Returns
        -------
        Baked or None
            None if it is not there, or not whole.

        """
        with self._change:
            baked = self._known.get(key)
        if baked is None:
            folder = self._cache.entry(key, ENTRY)
            baked = Baked(key, folder) if folder else None
        elif not (baked.folder / PACKED).is_file():
            # Another server has given it up.
            baked = None
        else:
            self._cache.use(key)
        with self._change:
            if baked is None:
                self._known.pop(key, None)
            else:
                keep(self._known, key, baked, REMEMBERED)
        return baked

    def case_of(self, key: str) -> Case | None:
        """Return the case behind a key, if somebody has asked for it lately."""
        with self._change:
            return self._cases.get(key)

    def close(self) -> None:
        """End the bakes; what is not finished is not kept."""
        with self._change:
            self._closing = True
            self._orders.waiting.clear()
            workers = [order.worker for order in self._orders.running if order.worker is not None]
            self._change.notify_all()
        if self._spare is not None:
            self._spare.close()
        for worker in workers:
            worker.kill()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(PATIENCE)

    def _underway(self, key: str) -> Answer | None:
        """Say how a case is that was asked for before, if it was."""
        told = self._failed.get(key)
        if told is not None and time.monotonic() - told[0] < TOLD:
            return told[1]
        order = self._orders.ask(key)
        if order is None:
            return None
        self._make_way()
        return self._told(order)

    def _make_way(self) -> None:
        """End what is made for nobody while somebody waits."""
        for order in self._orders.give_up():
            if order.worker is not None:
                order.worker.kill()

    def _told(self, order: Order) -> Making:
        if order not in self._orders.waiting:
            return Making(order.stage, order.share, 0)
        ahead = self._orders.ahead(order)
        return Making(WAITING if ahead else STARTING, 0.0, ahead)

    def _enqueue(self, case: Case, key: str) -> Answer:
        order = self._orders.add(case, key)
        if order is None:
            return Busy(math.ceil(fmean(self._took) / len(self._threads)))
        self._failed.pop(key, None)
        for thread in self._threads:
            if thread.ident is None:
                thread.start()
        self._change.notify()
        return self._told(order)

    def _work(self) -> None:
        while (order := self._next()) is not None:
            self._tell_watchers()
            begin = time.monotonic()
            failure = self._make(order)
            with self._change:
                self._orders.running.remove(order)
                if failure is None:
                    self._took.append(time.monotonic() - begin)
                elif not order.is_given_up:
                    keep(self._failed, order.key, (time.monotonic(), failure), REMEMBERED)
            self._tell_watchers()

    def _tell_watchers(self) -> None:
        for changed in self._watchers:
            changed()

    def _next(self) -> Order | None:
        with self._change:
            while not self._closing:
                if (order := self._orders.begin()) is not None:
                    return order
                self._change.wait()
        return None

    def _make(self, order: Order) -> Failed | None:
        def tell(stage: str, share: float) -> None:
            if self._closing or order.is_given_up:
                raise _StoppedError
            order.stage, order.share = stage, share

        def started(worker: subprocess.Popen[str]) -> None:
            with self._change:
                order.worker = worker
            if self._closing or order.is_given_up:
                raise _StoppedError

        try:
            warning = self._cache.warning
            self._bake(order.case, self._cache, tell, started)
            if self._cache.warning != warning:
                logger.warning("%s", self._cache.warning)
        except _StoppedError:
            return Failed(no_room=False)
        except BakeError as error:
            if not (self._closing or order.is_given_up):
                logger.warning("A case was not made: %s.", error)
            return Failed(no_room=isinstance(error, NoRoomError))
        except Exception:
            # Whatever it was, the next case must not wait for ever.
            logger.exception("A case was not made.")
            return Failed(no_room=False)
        return None


def keep(found: OrderedDict[str, T], key: str, value: T, most: int) -> None:
    """Remember a value, and forget those that were remembered longest ago."""
    found[key] = value
    found.move_to_end(key)
    while len(found) > most:
        found.popitem(last=False)
