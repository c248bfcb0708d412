"""The command ``bake``: make the scenes of all cases before the first visitor comes."""

import argparse
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from rich.console import Console

from scenes.file.key import companion_key, scene_key
from scenes.model.sources import has_body
from scenes.store.cache import Cache
from scenes.store.workers import end_pool, worker_pool
from scenes.story.case import Case, families
from scenes.story.companion import Companion, companions
from visualizer.commands.progress import duration, progress_bar
from visualizer.commands.serve import MB, add_cache_options
from visualizer.making.scenes import (
    ENTRY,
    Baked,
    BakeError,
    load_maker,
    make_companion,
    make_scene,
    progress_of,
)

MOST_JOBS = 16
LOOK = 0.2
"""Seconds between two looks at what is being made."""


def add_bake_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the command.

    """
    add_cache_options(parser, prefix="bake_")
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="how many scenes to make at the same time, each with some 300 MB (default: 1)",
    )


def run_bake(options: argparse.Namespace, console: Console) -> None:
    """Make every scene, person and room that is not there; what is made stays when it is stopped.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`add_bake_options` has added.

    console : rich.console.Console
        Where a person reads.

    Raises
    ------
    BakeError, CacheFullError
        If a scene cannot be made; each message is one sentence.

    """
    start = time.monotonic()
    cache = Cache(options.bake_cache_dir, limit=options.bake_cache_size * MB)
    cache.sweep()
    if cache.warning:
        console.print(cache.warning, markup=False)
    cases, around = families(), companions() if has_body() else ()
    missing = [one for one in cases if cache.entry(_key_of(one), ENTRY) is None]
    late = [one for one in around if cache.entry(_key_of(one), ENTRY) is None]
    with progress_bar(console, "Making the scenes") as report:
        bake_all(
            [*missing, *late], cache, options.jobs, lambda share: report("Making the scenes", share)
        )
    there = sum(cache.has(_key_of(one), ENTRY) for one in cases)
    beside = sum(cache.has(_key_of(one), ENTRY) for one in around)
    console.print(
        f"{there} of {len(cases)} scenes are in {cache.root}: {len(missing)} made now, in "
        f"{duration(time.monotonic() - start)}.",
        markup=False,
    )
    if around:
        console.print(f"So are {beside} of {len(around)} persons and rooms around them.")
    if there < len(cases) or beside < len(around):
        console.print("The others had to make room; --cache-size gives more.")


def bake_all(
    wanted: Sequence[Case | Companion], cache: Cache, jobs: int, report: Callable[[float], None]
) -> None:
    """Make scenes, and what accompanies them, in worker processes, which end with this one.

    Parameters
    ----------
    wanted : sequence of Case or Companion
        What to make, in that order.

    cache : Cache
        Where scenes are kept.

    jobs : int
        How many are made at the same time.

    report : callable
        Is given the share that is done, 0 to 1, again and again.

    Raises
    ------
    BakeError, CacheFullError
        At the first file that cannot be made.

    """
    pool, reached = worker_pool(jobs, load_maker), 0.0
    try:
        coming: set[Future[Baked]] = {pool.submit(_maker(one, cache)) for one in wanted}
        while coming:
            done, coming = wait(coming, LOOK, FIRST_COMPLETED)
            for future in done:
                future.result()
            begun = (progress_of(_key_of(one), cache) for one in wanted)
            halves = sum(progress[1] for progress in begun if progress)
            reached = max(reached, (len(wanted) - len(coming) + halves) / len(wanted))
            report(reached)
    except BrokenProcessPool as error:
        msg = "a process that makes scenes has ended; start it again to go on"
        raise BakeError(msg) from error
    finally:
        end_pool(pool)


def _maker(wanted: Case | Companion, cache: Cache) -> Callable[[], Baked]:
    """Return what a worker process calls to make one file."""
    if isinstance(wanted, Companion):
        return partial(make_companion, wanted, cache, _key_of(wanted))
    return partial(make_scene, wanted, cache, _key_of(wanted))


def _key_of(wanted: Case | Companion) -> str:
    return companion_key(wanted) if isinstance(wanted, Companion) else scene_key(wanted)


def _jobs(text: str) -> int:
    jobs = int(text) if text.isdecimal() and len(text) < 4 else 0
    if jobs not in range(1, MOST_JOBS + 1):
        msg = f"jobs is a number from 1 to {MOST_JOBS}, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return jobs
