"""How fast this machine is while it measures: others may share its processors."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from rich.console import Console

WORK = 1_000_000
"""Products in the fixed reckoning."""
TIMES = 7


@contextmanager
def paced(console: Console) -> Iterator[None]:
    """Say after a measurement how fast the machine was before and after it.

    Parameters
    ----------
    console : rich.console.Console
        Where to say it.

    """
    before, began = reckoning(), psutil.cpu_times()
    yield
    ended, after = psutil.cpu_times(), reckoning()
    passed = sum(ended) - sum(began)
    stolen = getattr(ended, "steal", 0.0) - getattr(began, "steal", 0.0)
    console.print(
        f"A fixed reckoning took {1e3 * before:.0f} ms before and {1e3 * after:.0f} ms after; "
        f"other machines took {stolen / passed if passed else 0.0:.0%} of the processors' time."
    )


def reckoning() -> float:
    """Return the median of the seconds that a fixed reckoning takes on one processor."""
    return statistics.median(_seconds() for _ in range(TIMES))


def _seconds() -> float:
    begin = time.perf_counter()
    for number in range(WORK):
        _ = number * number
    return time.perf_counter() - begin
