"""The progress of a command, and how a signal stops it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

Report = Callable[[str, float], None]
"""Takes what is being done and which share of it is done, 0 to 1."""


@contextmanager
def progress_bar(console: Console, doing: str) -> Iterator[Report]:
    """Show what is done, how far it is and how long it will take; nothing off a terminal.

    Parameters
    ----------
    console : rich.console.Console
        Where a person reads.

    doing : str
        What is done at first.

    Yields
    ------
    callable
        Takes what is being done and its share.

    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("left"),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(doing, total=None)

        def report(doing: str, share: float) -> None:
            bar.update(task, description=doing, completed=share, total=1.0)

        yield report


@contextmanager
def stopped_by_signal() -> Iterator[None]:
    """Let a request to end the program clean up as Ctrl+C does."""

    def stop(*_: Any) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def duration(seconds: float) -> str:
    """Return a time in minutes and seconds, as a person says it."""
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def size_of(*files: Path) -> str:
    """Return how large files are together."""
    return f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB"
