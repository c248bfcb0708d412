"""What may stand behind ``stills`` and ``movie`` on the command line."""

import argparse
import re
from pathlib import Path

from scenes.story.shots import VIEWS
from scenes.story.steps import STEPS
from visualizer.content import FOLDER

SIZE = (1920, 1080)
SIZES = (range(320, 7681), range(180, 4321))
RATE = 30
RATES = range(1, 61)


def add_stills_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of stills.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The command's own parser.

    """
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to; made if need be")
    parser.add_argument(
        "--views",
        type=_views,
        default=VIEWS,
        metavar="NAME,NAME",
        help=f"only some of the views: {', '.join(VIEWS)}",
    )
    parser.add_argument(
        "--steps",
        type=_steps,
        default=tuple(range(len(STEPS))),
        metavar="1,3-5",
        help=f"only some of the {len(STEPS)} steps, by number",
    )
    _add_common(parser)


def add_movie_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the movie.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The command's own parser.

    """
    parser.add_argument(
        "file", type=Path, metavar="FILE.mp4", help="the file to make, or to replace"
    )
    parser.add_argument(
        "--fps",
        type=_rate,
        default=RATE,
        metavar="N",
        help="frames per second; 15 takes half as long (default: %(default)s)",
    )
    _add_common(parser)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--size",
        type=_size,
        default=SIZE,
        metavar="WIDTHxHEIGHT",
        help=f"pixels, words included (default: {SIZE[0]}x{SIZE[1]})",
    )
    parser.add_argument(
        "--language",
        choices=sorted(file.stem for file in FOLDER.glob("??.toml")),
        default="en",
        help="language of the words (default: %(default)s)",
    )


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text, re.ASCII)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(
        number in allowed and number % 2 == 0 for number, allowed in zip(size, SIZES, strict=True)
    ):
        wide, high = SIZES
        msg = (
            f"a size is two even numbers like 1920x1080, from {wide[0]}x{high[0]} "
            f"to {wide[-1]}x{high[-1]}, got {text!r}"
        )
        raise argparse.ArgumentTypeError(msg)
    return size


def _rate(text: str) -> int:
    rate = int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else 0
    if rate not in RATES:
        msg = f"frames per second are a number from {RATES[0]} to {RATES[-1]}, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return rate


def _views(text: str) -> tuple[str, ...]:
    wanted = text.split(",")
    for name in wanted:
        if name not in VIEWS:
            msg = f"views are {', '.join(VIEWS)}, got {name!r}"
            raise argparse.ArgumentTypeError(msg)
    return tuple(view for view in VIEWS if view in wanted)


def _steps(text: str) -> tuple[int, ...]:
    wanted: set[int] = set()
    for piece in text.split(","):
        found = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", piece, re.ASCII)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= len(STEPS):
            msg = f"steps are numbers from 1 to {len(STEPS)} like 1,3-5, got {piece!r}"
            raise argparse.ArgumentTypeError(msg)
        wanted.update(range(first - 1, last))
    return tuple(sorted(wanted))
