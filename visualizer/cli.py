"""The command line: without a command it serves the page; a wrong one gets one sentence."""

import argparse
import sys
from typing import NoReturn

from rich.console import Console

from visualizer.assets import MissingAssetError
from visualizer.bakery import BakeError
from visualizer.content import ContentError
from visualizer.server import ServeError
from visualizer.serving import add_serving_options, run_server

FAILED = 2

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
    options = _parser().parse_args(arguments)
    try:
        run_server(options, console)
    except (BakeError, ContentError, MissingAssetError, ServeError) as error:
        sentence = str(error)
        _fail(f"{sentence[:1].upper()}{sentence[1:]}")
    except KeyboardInterrupt:
        console.print("Stopped.")


def _parser() -> Parser:
    parser = Parser(
        prog="app.py",
        description="Step through balloon kyphoplasty in a browser. "
        "Simplified, illustrative, not physiological; not medical advice.",
    )
    add_serving_options(parser)
    return parser


def _fail(sentence: str) -> NoReturn:
    console.print(sentence, markup=False)
    sys.exit(FAILED)
