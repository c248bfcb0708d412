"""The page's own files: copied once into the cache, compressed, under names that never change."""

import gzip
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import brotli
from trame_client.module import vue3

HERE = Path(__file__).parent
VIEWER = HERE.parent / "viewer" / "dist" / "viewer.js"
STYLES = HERE / "styles"
SHEETS = (
    "tokens",
    "buttons",
    "frame",
    "picture",
    "views",
    "locator",
    "labels",
    "xray",
    "bar",
    "compare",
    "beside",
    "words",
    "reading",
    "asides",
    "heights",
    "panels",
    "topics",
    "questions",
    "sheet",
    "modes",
    "cases",
    "unscripted",
    "print",
)
"""The stylesheet's parts in their order: the page gets them as one file."""
HANDOUT_SHEETS = ("tokens", "handout", "handout_paper")
"""The same for the printable page."""
COMPRESSIBLE = frozenset({".css", ".js", ".svg"})


class MissingAssetError(RuntimeError):
    """A file of the page is not there; the message says how to get it."""


@dataclass(frozen=True)
class Assets:
    """Files of the page by the name the page knows them by.

    Attributes
    ----------
    folder : pathlib.Path
        Holds ``<digest>/<name>`` with ``.br`` and ``.gz`` siblings.

    paths : Mapping of str to str
        From name to ``<digest>/<name>``.

    root : str, default: "/assets/"
        Address of the folder.

    """

    folder: Path
    paths: Mapping[str, str]
    root: str = "/assets/"

    def url(self, name: str) -> str:
        """Return the address of a file."""
        return f"{self.root}{self.paths[name]}"

    def read(self, name: str) -> bytes:
        """Return what is in a file."""
        return (self.folder / self.paths[name]).read_bytes()

    def gzipped(self, name: str) -> bytes:
        """Return what is in a script or style, as gzip."""
        file = self.folder / self.paths[name]
        return file.with_name(f"{file.name}.gz").read_bytes()

    def file(self, path: str) -> Path | None:
        """Return the file behind ``<digest>/<name>``, or None for any other path."""
        return self.folder / path if path in self.paths.values() else None


def collect(folder: Path, viewer: Path = VIEWER) -> Assets:
    """Put the page's files into a folder, each with its compressed siblings.

    Parameters
    ----------
    folder : pathlib.Path
        Where the copies live; what is there already is kept.

    viewer : pathlib.Path
        The built viewer; the small scripts lie beside it.

    Returns
    -------
    Assets
        Where each file is.

    Raises
    ------
    MissingAssetError
        If the viewer has not been built.

    """
    small = [viewer.with_name(f"{name}.js") for name in ("handout", "alone", "start")]
    for built in (viewer, *small):
        if not built.is_file():
            msg = f"The viewer is not built: {built.name} is missing. Run 'uv sync' to build it."
            raise MissingAssetError(msg)
    client = Path(vue3.www)
    (script,) = client.glob("assets/index-*.js")
    sources = {
        "style.css": [STYLES / f"{sheet}.css" for sheet in SHEETS],
        "handout.css": [STYLES / f"{sheet}.css" for sheet in HANDOUT_SHEETS],
        "icon.svg": [HERE / "static" / "icon.svg"],
        "vue.js": [client / "vue.global.js"],
        "viewer.js": [viewer],
        **{script.name: [script] for script in small},
        "client.js": [script],
    }
    return Assets(folder, {name: _place(parts, name, folder) for name, parts in sources.items()})


def _place(parts: Sequence[Path], name: str, folder: Path) -> str:
    body = b"\n".join(part.read_bytes() for part in parts)
    digest = hashlib.sha256(body).hexdigest()[:12]
    target = folder / digest / name
    target.parent.mkdir(parents=True, exist_ok=True)
    for suffix, content in _variants(parts[0], body, target):
        _write(target.with_name(name + suffix), content)
    return f"{digest}/{name}"


def _variants(source: Path, body: bytes, target: Path) -> Iterable[tuple[str, bytes]]:
    if not target.is_file() or target.stat().st_size != len(body):
        yield "", body
    if source.suffix not in COMPRESSIBLE:
        return
    if not target.with_name(target.name + ".br").is_file():
        packed = source.with_name(source.name + ".br")
        yield ".br", packed.read_bytes() if packed.is_file() else brotli.compress(body, quality=11)
    if not target.with_name(target.name + ".gz").is_file():
        yield ".gz", gzip.compress(body, mtime=0)


def _write(path: Path, content: bytes) -> None:
    # A second server may be writing the same file: each moves a whole one into place.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
