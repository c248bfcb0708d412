"""The command without a name: bake what is missing and serve the page until Ctrl+C."""

import argparse
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from scenes.model.sources import BODY, has_body
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.content import DEFAULT_LANGUAGE, FOLDER, MakingWords, load_contents
from visualizer.making.bake_queue import BakeQueue
from visualizer.making.pictures import Pictures
from visualizer.serving.listening import check_port
from visualizer.serving.server import RemotePicture, Site, open_in_browser, serve

PORTS = range(65536)
DEFAULT_PORT = 8080
DEFAULT_CACHE_SIZE, SMALLEST_CACHE = 1000, 100
"""MB; the smallest has room for the case that is shown, its pictures and some parts."""
MB = 1_000_000
SERVING = ("port", "host", "no_browser", "cache_dir", "cache_size", "words", "remote")
"""Names of the options; none goes with a command."""


def add_serving_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of serving.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the whole command line.

    """
    parser.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        help="port to listen on; 0 takes any free one (default: %(default)s)",
    )
    parser.add_argument(
        "--host",
        default="localhost",
        help="name or address to listen on; 0.0.0.0 lets other machines in (default: %(default)s)",
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    add_cache_options(parser)
    parser.add_argument(
        "--words",
        type=Path,
        default=FOLDER,
        metavar="FOLDER",
        help="the words, a file per language, for translators (default: those of the program)",
    )
    parser.add_argument(
        "--remote",
        action="store_true",
        help="paint the picture here and stream it, for one local person whose browser cannot draw",
    )


def add_cache_options(parser: argparse.ArgumentParser, prefix: str = "") -> None:
    """Add the options of where made things are kept.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The parser of the whole command line, or of a command.

    prefix : str, default: ""
        Begins the names of the values; a command's options need others than serving's.

    """
    parser.add_argument(
        "--cache-dir",
        dest=f"{prefix}cache_dir",
        type=Path,
        metavar="FOLDER",
        help="where the model is kept once it is made (default: the user's cache folder)",
    )
    parser.add_argument(
        "--cache-size",
        dest=f"{prefix}cache_size",
        type=_cache_size,
        default=DEFAULT_CACHE_SIZE,
        metavar="MB",
        help="how large that may grow; what was used longest ago goes first (default: %(default)s)",
    )


def run_server(options: argparse.Namespace, console: Console) -> None:
    """Serve the page until Ctrl+C.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`add_serving_options` has added.

    console : rich.console.Console
        Where a person reads.

    Raises
    ------
    BakeError, CacheFullError, ContentError, MissingAssetError, ServeError
        If something is missing; each message is one sentence.

    """
    case = Case()
    contents = load_contents(options.words)
    check_port(options.host, options.port)
    if options.remote:
        _check_remote(options.host)
    cache = Cache(options.cache_dir, limit=options.cache_size * MB)
    cache.sweep()
    if cache.warning:
        console.print(cache.warning)
    if not has_body():
        console.print(
            f"The person around the spine is missing: the package {BODY} is not installed."
        )
    queue = BakeQueue(cache)
    pictures = Pictures(cache, queue, console.print)
    try:
        _bake(case, queue, console, contents[DEFAULT_LANGUAGE].making)
        site = Site(
            queue,
            pictures,
            contents,
            cache.root / "assets",
            host=options.host,
            remote=_remote(case) if options.remote else None,
        )

        def ready(address: str) -> None:
            pictures.begin_soon()
            console.print(f"The walkthrough is at {address} (Ctrl+C stops it).")
            if not options.no_browser:
                open_in_browser(address)

        serve(site, options.port, ready)
    finally:
        pictures.close()
        queue.close()


def _bake(case: Case, queue: BakeQueue, console: Console, words: MakingWords) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Looking for the model", total=1.0)
        said = asdict(words)
        queue.first(
            case,
            lambda stage, share: bar.update(
                task, description=said.get(stage, words.making), completed=share
            ),
        )


def _check_remote(host: str) -> None:
    # Only this mode loads VTK into the process that serves.
    from visualizer.remote.streamed_picture import check_remote  # noqa: PLC0415

    check_remote(host)


def _remote(case: Case) -> RemotePicture:
    from scenes.model.spine import assemble  # noqa: PLC0415
    from visualizer.remote.streamed_picture import Remote  # noqa: PLC0415

    return Remote(assemble(case))


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if port not in PORTS:
        msg = f"a port is a number from 0 to 65535, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return port


def _cache_size(text: str) -> int:
    size = int(text) if text.isdecimal() and len(text) < 10 else 0
    if size < SMALLEST_CACHE:
        msg = f"a cache size is a number of MB from {SMALLEST_CACHE} up, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return size
