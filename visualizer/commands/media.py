"""The commands that make files: ``stills FOLDER`` and ``movie FILE.mp4``."""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from scenes.film.album import Album, write_album
from scenes.film.movie import Format, write_movie
from scenes.film.targets import check_file
from scenes.story.case import Case
from visualizer.commands.picture_words import film_of, still_words, xray_notes
from visualizer.commands.progress import duration, progress_bar, size_of, stopped_by_signal
from visualizer.content import load_content

Report = Callable[[float, float], None]


def run_stills(options: argparse.Namespace, console: Console) -> None:
    """Write a still of every step in each view.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`visualizer.commands.picture_options.add_stills_options` has added.

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
    with stopped_by_signal(), _progress(console, "Painting the pictures") as report:
        files = write_album(Case(), album, options.folder, report)
    amount = size_of(*files)
    console.print(
        f"Wrote {len(files)} {'picture' if len(files) == 1 else 'pictures'} to {options.folder} "
        f"({amount}) in {duration(time.monotonic() - start)}.",
        markup=False,
    )


def run_movie(options: argparse.Namespace, console: Console) -> None:
    """Write the guided walkthrough as a movie.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`visualizer.commands.picture_options.add_movie_options` has added.

    console : rich.console.Console
        Where a person reads.

    Raises
    ------
    ContentError, DrawingError, EncodingError, TargetError
        If something is missing or in the way; each message is one sentence.

    """
    film = film_of(load_content(options.language))
    start = time.monotonic()
    with stopped_by_signal(), _progress(console, "Painting the movie") as report:
        check_file(options.file, ".mp4")
        form = Format(size=options.size, rate=options.fps)
        write_movie(Case(), film, options.file, form, report)
    console.print(
        f"Wrote {options.file} ({duration(film.seconds)}, {size_of(options.file)}) "
        f"in {duration(time.monotonic() - start)}.",
        markup=False,
    )


@contextmanager
def _progress(console: Console, doing: str) -> Iterator[Report]:
    """Show what is done, how far it is and how long it will take; nothing off a terminal."""
    building = "Building the model"
    with progress_bar(console, building) as show:

        def report(done: float, total: float) -> None:
            show(doing if done else building, done / total)

        yield report
