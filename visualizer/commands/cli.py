"""The command line: without a command it serves the page; a wrong one gets one sentence."""

import argparse
import sys
from typing import NoReturn

from rich.console import Console

from scenes.film.targets import EncodingError, TargetError
from scenes.paint.drawing import DrawingError
from scenes.store.cache import CacheFullError
from visualizer.commands.bake_command import add_bake_options, run_bake
from visualizer.commands.export_options import add_export_options
from visualizer.commands.picture_options import add_movie_options, add_stills_options
from visualizer.commands.serve import SERVING, add_serving_options, run_server
from visualizer.content import ContentError
from visualizer.export.single_file import ExportError
from visualizer.making.scenes import BakeError
from visualizer.page.assets import MissingAssetError
from visualizer.serving.listening import ServeError

DISCLAIMER = "Simplified, illustrative, not physiological; not medical advice."
FAILED = 2
INTERRUPTED = 130

console = Console(stderr=True, highlight=False, soft_wrap=True)


class Parser(argparse.ArgumentParser):
    """Answers a wrong option in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where the options are explained."""
        _fail(f"{message[:1].upper()}{message[1:]}; --help explains the options.")


def main(arguments: list[str] | None = None) -> None:
    """Do what the command line says.

    Parameters
    ----------
    arguments : list of str or None, default: None
        Command line without the program's name; ``sys.argv`` when not given.

    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command:
        _refuse_serving_options(parser, options)
    try:
        _run(options)
    except ContentError as error:
        _fail(f"The words cannot be used: {error}.")
    except (BakeError, CacheFullError, MissingAssetError, ServeError) as error:
        sentence = str(error)
        _fail(f"{sentence[:1].upper()}{sentence[1:]}")
    except (DrawingError, EncodingError, ExportError, TargetError) as error:
        _fail(str(error))
    except KeyboardInterrupt:
        console.print("Stopped.")
        if options.command:
            sys.exit(INTERRUPTED)


def _run(options: argparse.Namespace) -> None:
    if not options.command:
        run_server(options, console)
        return
    if options.command == "bake":
        run_bake(options, console)
        return
    if options.command == "export":
        # Neither the server nor the movie needs it.
        from visualizer.commands.export_command import run_export  # noqa: PLC0415

        run_export(options, console)
        return
    # The server starts without loading what paints and encodes.
    from visualizer.commands.media import run_movie, run_stills  # noqa: PLC0415

    (run_stills if options.command == "stills" else run_movie)(options, console)


def _parser() -> Parser:
    parser = Parser(
        prog="app.py",
        description="Step through balloon kyphoplasty in a browser; or, with a command, make "
        f"pictures, a movie or a copy of it. {DISCLAIMER}",
        epilog="app.py COMMAND --help explains a command.",
    )
    add_serving_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    stills = commands.add_parser(
        "stills",
        help="write a picture of every step in each view",
        description="Write a PNG of every step in each view, with title and disclaimer below.",
    )
    add_stills_options(stills)
    movie = commands.add_parser(
        "movie",
        help="write the guided walkthrough as a movie",
        description="Write the guided walkthrough as a movie (H.264) with captions and "
        "disclaimer. Painting takes some minutes.",
    )
    add_movie_options(movie)
    export = commands.add_parser(
        "export",
        help="write the walkthrough as one file, as a site, or as a model for slides and AR",
        description="Write the walkthrough so that it works without this program: as one HTML "
        "file, as a folder for any web host, or as a glTF model.",
    )
    add_export_options(export)
    bake = commands.add_parser(
        "bake",
        help="make the scenes of all cases now, so that no visitor waits for one",
        description="Make the scenes of all cases now, so that no visitor waits for one. What is "
        "made stays: stopped, it goes on where it was.",
    )
    add_bake_options(bake)
    return parser


def _refuse_serving_options(parser: Parser, options: argparse.Namespace) -> None:
    """Say so where an option of the server would have no effect."""
    for name in SERVING:
        if getattr(options, name) != parser.get_default(name):
            option = name.replace("_", "-")
            parser.error(f"--{option} is for serving the page, not for {options.command}")


def _fail(sentence: str) -> NoReturn:
    console.print(sentence, markup=False)
    sys.exit(FAILED)
