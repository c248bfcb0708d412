"""Print what the walkthrough costs: ``uv run benchmarks/run.py``, or only some ``--part``.

Nothing is asserted.  Everything runs on this machine; every wait ends.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError
from rich.console import Console

from benchmarks import cases, choosing, crowd, making, page, ways
from benchmarks.figures import Figure, print_comparison, print_figures
from benchmarks.pace import paced
from benchmarks.servers import app, running
from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from tests import provision
from tests.chromium import chromium
from visualizer.making.scenes import make_scene

PARTS = ("making", "server", "cases", "choosing", "page", "comparison")
BUDGETED = ("first visit", "first picture", "picture that", "slider to pixels, median")
ALLOWED = 1.5
"""How much dearer than a bare page the walkthrough may be."""


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="measure only this")
    chosen = parser.parse_args().part or PARTS
    console = Console(width=None if os.isatty(1) else 140)
    console.print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    if "making" in chosen:
        with paced(console):
            print_figures(console, "Making", making.measure())
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        warm(cache)
        if "server" in chosen:
            with paced(console):
                print_figures(console, "Server", crowd.measure(cache))
        if "cases" in chosen:
            with paced(console):
                print_figures(console, "Cases on demand", cases.measure(cache))
        if "choosing" in chosen:
            with paced(console):
                in_browser(console, lambda browser: show_choosing(console, browser))
        if "page" in chosen:
            with paced(console):
                in_browser(console, lambda browser: show_page(console, browser, cache))
        if "comparison" in chosen:
            with paced(console):
                in_browser(console, lambda browser: show_comparison(console, browser, cache))


def warm(cache: Path) -> None:
    """Fill a cache so that servers start as they do on any but the first day."""
    with running(app(cache)):
        crowd.wait_until_painted(cache)


def in_browser(console: Console, task: Callable[[Browser], None]) -> None:
    """Do something with a browser, if this machine has one."""
    path = provision.find_browser()
    if path is None:
        console.print(provision.NO_BROWSER)
        return
    with chromium(path) as browser:
        task(browser)


def show_choosing(console: Console, browser: Browser) -> None:
    """Print how long a person waits for a case."""
    title = f"A case on screen, Chromium {browser.version}, software WebGL on the same cores"
    print_figures(console, title, choosing.measure(browser))


def show_page(console: Console, browser: Browser, cache: Path) -> None:
    """Print the page's figures."""
    title = f"Page, Chromium {browser.version}, software WebGL on the same cores as the server"
    print_figures(console, title, page.measure(browser, cache))
    title = "Playing, the scripts alone: drawing calls draw nothing"
    print_figures(console, title, page.measure_playing(browser, cache))


def show_comparison(console: Console, browser: Browser, cache: Path) -> None:
    """Print the same figures for every way to show the scene."""
    with tempfile.TemporaryDirectory() as folder:
        baked = make_scene(Case(), Cache(cache), scene_key(Case()))
        Path(folder, "scene.glb").write_bytes((baked.folder / "scene.pack.glb").read_bytes())
        measured: dict[str, tuple[Figure, ...]] = {}
        for way in (ways.ours(cache), ways.bare(Path(folder)), *ways.stock()):
            try:
                measured[way.name] = ways.compare(browser, way)
            except (RuntimeError, PlaywrightError) as error:
                console.print(f"{way.name} is left out: {error}", markup=False)
    print_comparison(console, "The same scene, shown in other ways", measured)
    if {ways.OURS, ways.BARE} <= measured.keys():
        ratios = against_bare(measured[ways.OURS], measured[ways.BARE])
        print_figures(console, f"Against the {ways.BARE} page", ratios)


def against_bare(ours: tuple[Figure, ...], bare: tuple[Figure, ...]) -> list[Figure]:
    """Return how much dearer than the bare page the walkthrough is."""
    return [
        Figure(own.what, own.value / least.value, "x", ALLOWED)
        for own, least in zip(ours, bare, strict=True)
        if own.what.startswith(BUDGETED) and own.value is not None and least.value
    ]


if __name__ == "__main__":
    main()
