"""Scenes that visitors ask for: one is made at a time, the one asked for last goes first."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial

from scenes.file.key import companion_key, scene_key
from scenes.model.sources import has_body
from scenes.store.cache import Cache, CacheFullError
from scenes.store.workers import end_pool, worker_pool
from scenes.story.case import Case, families
from scenes.story.companion import Companion, companions, companions_of
from visualizer.making.scenes import (
    ENTRY,
    PACKED,
    Baked,
    BakeError,
    Report,
    load_maker,
    make_companion,
    make_scene,
    progress_of,
)

PLACES = 6
"""Cases that may wait."""
FORGOTTEN = 10.0
"""Seconds after which a case that waits, and that nobody asks about any more, is dropped."""
REPEATED = 10.0
"""Seconds for which a failure is repeated before the next question tries again."""
IDLE = 60.0
"""Seconds after which the worker ends if nobody needs it: it has up to 300 MB after a bake."""
USUAL_SECONDS = 5.0
"""Time that a bake takes, for those who are asked to come back."""
LOOK = 0.1
"""Seconds between two looks at a scene that is being made."""
STARTING, WAITING = "starting", "waiting"

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
    """All places are taken; one should be free in so many seconds."""

    seconds: int


Answer = Ready | Making | Failed | Busy


@dataclass(eq=False)
class _Order:
    key: str
    asked: float = field(default_factory=time.monotonic)
    progress: tuple[str, float] = (STARTING, 0.0)


class BakeQueue:
    """Knows the scenes that are there, and makes others in a worker process.

    Asking and closing belong to the event loop; any thread may look for what is there.  A bake that
    has begun ends, whoever leaves meanwhile: the next visitor finds the scene.

    Parameters
    ----------
    cache : Cache
        Where scenes are kept.

    make : callable, default: :func:`visualizer.making.scenes.make_scene`
        Makes one scene, in the pool.

    open_pool : callable, optional
        Returns an executor with one worker.

    """

    def __init__(
        self,
        cache: Cache,
        make: Callable[[Case, Cache, str], object] = make_scene,
        open_pool: Callable[[], Executor] = lambda: worker_pool(1, load_maker),
    ) -> None:
        self._cache = cache
        self._make = make
        self._open_pool = open_pool
        self._pool: Executor | None = None
        self._families: Mapping[str, Case] = {scene_key(case): case for case in families()}
        self._companions: Mapping[str, Companion] = (
            {companion_key(one): one for one in companions()} if has_body() else {}
        )
        self._checked: set[str] = set()
        self._waiting: dict[str, _Order] = {}
        self._running: _Order | None = None
        self._failed: dict[str, tuple[float, Failed]] = {}
        self._watchers: list[Callable[[bool], None]] = []
        self._work: asyncio.Task[None] | None = None
        self._dismissal: asyncio.TimerHandle | None = None

    def watch(self, changed: Callable[[bool], None]) -> None:
        """Have a function told whenever a bake begins (True) or ends (False)."""
        self._watchers.append(changed)

    def first(self, case: Case, report: Report) -> Baked:
        """Find or make a case before anybody is served; returns when it is there.

        Raises
        ------
        BakeError, CacheFullError
            If it could not be made; the message is one sentence.

        """
        if (baked := self.find(case)) is not None:
            return baked
        key = scene_key(case)
        future = self._executor().submit(self._make, case, self._cache, key)
        while not future.done():
            report(*(progress_of(key, self._cache) or (STARTING, 0.0)))
            time.sleep(LOOK)
        try:
            future.result()
        except BrokenProcessPool as error:
            raise BakeError(_ended()) from error
        finally:
            self._dismiss()
        return Baked(key, self._cache.root / key / ENTRY)

    def ask(self, wanted: Case | Companion) -> Answer:
        """Say how a family's scene, or a companion, is, and see to it that it is made.

        Parameters
        ----------
        wanted : Case or Companion
            Any case that the model can show; its family's scene serves it.

        Returns
        -------
        Answer
            At once; asking again tells how far it is.

        """
        key = _key_of(wanted)
        if (baked := self.known(key)) is not None:
            return Ready(baked)
        since, failure = self._failed.get(key, (-math.inf, None))
        if failure is not None and time.monotonic() - since < REPEATED:
            return failure
        if self._running is not None and self._running.key == key:
            # What is written anew can be met empty: the share never falls back to nothing.
            self._running.progress = progress_of(key, self._cache) or self._running.progress
            return Making(*self._running.progress, 0)
        self._forget()
        if key not in self._waiting and len(self._waiting) >= PLACES:
            return Busy(math.ceil(USUAL_SECONDS))
        self._waiting.setdefault(key, _Order(key)).asked = time.monotonic()
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._make_all())
        return Making(WAITING if self._running else STARTING, 0.0, int(self._running is not None))

    async def made(self, wanted: Case | Companion) -> Ready | Failed | Busy:
        """Wait for what nobody may have asked for yet."""
        while isinstance(answer := self.ask(wanted), Making):
            await asyncio.sleep(LOOK)
        return answer

    def find(self, case: Case) -> Baked | None:
        """Return the scene of a family if the cache has it; nothing is made for it."""
        return self.known(scene_key(case))

    def known(self, key: str) -> Baked | None:
        """Return a scene that the cache has, which counts as a use."""
        if key in self._checked and self._cache.has(key, ENTRY):
            self._cache.use(key)
            return Baked(key, self._cache.root / key / ENTRY)
        self._checked.discard(key)
        folder = self._cache.entry(key, ENTRY)
        if folder is None or not (folder / PACKED).is_file():
            return None
        self._checked.add(key)
        return Baked(key, folder)

    def case_of(self, key: str) -> Case | None:
        """Return the family whose scene has this content address."""
        return self._families.get(key)

    def companion_of(self, key: str) -> Companion | None:
        """Return the companion whose file has this content address."""
        return self._companions.get(key)

    def companions(self, case: Case) -> tuple[str, ...]:
        """Return the addresses of what accompanies a case; each is made when it is fetched."""
        return tuple(companion_url(companion_key(one)) for one in self.accompanying(case))

    def accompanying(self, case: Case) -> tuple[Companion, ...]:
        """Return what accompanies a case; nothing where no person can be shown."""
        return companions_of(case) if self._companions else ()

    def addresses(self) -> dict[Case, str]:
        """Return the addresses of all scenes that are there."""
        return {
            case: Baked(key, self._cache.root).url
            for key, case in self._families.items()
            if self._cache.has(key, ENTRY)
        }

    def close(self) -> None:
        """End the worker; what is not finished is not kept."""
        if self._work is not None:
            self._work.cancel()
        self._dismiss()

    async def _make_all(self) -> None:
        while (order := self._next()) is not None:
            self._running = order
            for changed in self._watchers:
                changed(True)
            failure = await self._make_one(order.key)
            if failure is not None:
                self._failed[order.key] = time.monotonic(), failure
            self._running = None
            for changed in self._watchers:
                changed(False)
        loop = asyncio.get_running_loop()
        self._dismissal = loop.call_later(IDLE, self._dismiss)

    async def _make_one(self, key: str) -> Failed | None:
        """Make one file; say so where that failed."""
        if self._dismissal is not None:
            self._dismissal.cancel()
        loop = asyncio.get_running_loop()
        job = (
            partial(self._make, self._families[key], self._cache, key)
            if key in self._families
            else partial(make_companion, self._companions[key], self._cache, key)
        )
        try:
            await loop.run_in_executor(self._executor(), job)
        except BrokenProcessPool:
            self._dismiss()
            logger.warning("A case was not made: %s.", _ended())
        except (BakeError, CacheFullError) as error:
            logger.warning("A case was not made: %s.", error.args[-1])
            return Failed(no_room=isinstance(error, CacheFullError))
        except Exception:
            # Whatever it was, the next case must not wait for ever.
            logger.exception("A case was not made.")
        else:
            return None
        return Failed(no_room=False)

    def _next(self) -> _Order | None:
        """Take the case that was asked for last; companions wait until no case does."""
        self._forget()
        if not self._waiting:
            return None
        best = max(self._waiting.values(), key=lambda one: (one.key in self._families, one.asked))
        return self._waiting.pop(best.key)

    def _forget(self) -> None:
        oldest = time.monotonic() - FORGOTTEN
        self._waiting = {
            key: order for key, order in self._waiting.items() if order.asked >= oldest
        }

    def _executor(self) -> Executor:
        if self._pool is None:
            self._pool = self._open_pool()
        return self._pool

    def _dismiss(self) -> None:
        pool, self._pool = self._pool, None
        if isinstance(pool, ProcessPoolExecutor):
            end_pool(pool)
        elif pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def companion_url(key: str) -> str:
    """Return the address of a companion on the server."""
    return f"/companion/{key}.glb"


def _key_of(wanted: Case | Companion) -> str:
    if isinstance(wanted, Companion):
        return companion_key(wanted)
    return scene_key(wanted.family())


def _ended() -> str:
    return "the process that makes scenes has ended"
