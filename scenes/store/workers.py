"""Pools of worker processes that end with the process that started them, however it ends."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait


def _nothing() -> None:
    """Prepare nothing."""


def worker_pool(count: int, prepare: Callable[[], None] = _nothing) -> ProcessPoolExecutor:
    """Return a pool whose workers start when there is something to do.

    Parameters
    ----------
    count : int
        Workers at most.

    prepare : callable, optional
        Called once in each worker before its first task; must be found by its name.

    Returns
    -------
    concurrent.futures.ProcessPoolExecutor
        To be ended by :func:`end_pool`.

    """
    # Nothing of this process's threads, locks and memory goes along.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(prepare,))


def end_pool(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, whatever its workers do."""
    workers = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.kill()


def _begin(prepare: Callable[[], None]) -> None:
    # Ctrl+C is for the program, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(1)
