"""The commands that make files: ``stills FOLDER`` and ``movie FILE.mp4``."""

import argparse
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from scenes.album import Album, write_album
from scenes.case import Case
from scenes.movie import Format, write_movie
from scenes.targets import check_file
from visualizer.content import load_content
from visualizer.media_words import film_of, still_words, xray_notes

Tell = Callable[[float, float], None]


def run_stills(options: argparse.Namespace, console: Console) -> None:
    """Write a still of every step in each view.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`visualizer.media_options.add_stills_options` has added.

    console : rich.console.Console
        Where a person reads.

    Raises
    ------
    ContentError, DrawingError, TargetError
        If something is missing or in the way; each message is one sentence.

    """
    content = load_content(options.language)
    album = Album(
        steps=options.steps,
        views=options.views,
        size=options.size,
        words={
            (step, view): still_words(content, step, view)
            for step in options.steps
            for view in options.views
        },
        notes=xray_notes(content),
    )
    start = time.monotonic()
    with _ended_kindly(), _progress(console, "Painting the pictures") as tell:
        files = write_album(Case(), album, options.folder, tell)
    amount = _size_of(*files)
    console.print(
        f"Wrote {len(files)} {'picture' if len(files) == 1 else 'pictures'} to {options.folder} "
        f"({amount}) in {_duration(time.monotonic() - start)}.",
        markup=False,
    )


def run_movie(options: argparse.Namespace, console: Console) -> None:
    """Write the guided walkthrough as a movie.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`visualizer.media_options.add_movie_options` has added.

    console : rich.console.Console
        Where a person reads.

    Raises
    ------
    ContentError, DrawingError, EncodingError, TargetError
        If something is missing or in the way; each message is one sentence.

    """
    film = film_of(load_content(options.language))
    start = time.monotonic()
    with _ended_kindly(), _progress(console, "Painting the movie") as tell:
        check_file(options.file, ".mp4")
        form = Format(size=options.size, rate=options.fps)
        write_movie(Case(), film, options.file, form, tell)
    console.print(
        f"Wrote {options.file} ({_duration(film.seconds)}, {_size_of(options.file)}) "
        f"in {_duration(time.monotonic() - start)}.",
        markup=False,
    )


@contextmanager
def _progress(console: Console, doing: str) -> Iterator[Tell]:
    """Show what is done, how far it is and how long it will take; nothing off a terminal."""
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
        task = bar.add_task("Building the model", total=None)

        def tell(done: float, total: float) -> None:
            bar.update(
                task,
                description=doing if done else "Building the model",
                completed=done,
                total=total,
            )

        yield tell


@contextmanager
def _ended_kindly() -> Iterator[None]:
    """Let a request to end the program clean up as Ctrl+C does."""

    def stop(*_: Any) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def _size_of(*files: Path) -> str:
    return f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB"
