"""temporary: replaced at merge."""

import functools
import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from scenes.story.case import Case

SOURCE_PACKAGES = ("meshes", "scenes")
LIBRARIES = ("embreex", "numpy", "pillow", "pyvista", "scipy", "vtk")


def scene_key(case: Case) -> str:
    """Return the address of everything made from a case: it changes with the case or the code."""
    digest = hashlib.sha256(json.dumps(case.to_dict(), sort_keys=True).encode())
    digest.update(_sources())
    return digest.hexdigest()[:20]


def picture_key(case: Case) -> str:
    """Return the address of the pictures."""
    digest = hashlib.sha256(b"pictures" + json.dumps(case.to_dict(), sort_keys=True).encode())
    digest.update(_sources())
    return digest.hexdigest()[:20]


def shared_key(name: str, arguments: Mapping[str, object]) -> str:
    """Return the address of arrays that depend on these arguments, and on the code."""
    digest = hashlib.sha256(json.dumps([name, arguments], sort_keys=True).encode())
    digest.update(_sources())
    return digest.hexdigest()[:20]


@functools.cache
def _sources() -> bytes:
    digest = hashlib.sha256()
    project = Path(__file__).parents[2]
    for package in SOURCE_PACKAGES:
        for source in sorted((project / package).rglob("*.py")):
            digest.update(source.relative_to(project).as_posix().encode())
            digest.update(source.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library}={version(library)}".encode())
    return digest.digest()
