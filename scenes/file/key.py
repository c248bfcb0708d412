"""The keys of what is made of a case: each changes with the case and with all that makes it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache

from scenes.model.sources import BODY, digest_of, has_body, parts_digest
from scenes.story.case import Case
from scenes.story.companion import Companion

PACKER = ("visualizer/viewer/dist/pack.mjs", "visualizer/viewer/dist/library.wasm")
"""The packer as it runs, with gltfpack in it."""

SCENE_FILES = ("scenes/file/**/*.py", *PACKER)
"""Patterns of what makes a file of the parts."""

PICTURE_FILES = ("scenes/paint/**/*.py",)
"""Patterns of what paints the parts; there are no letters in these pictures."""


def scene_key(case: Case) -> str:
    """Return the key of the scene file of a case."""
    return _key(case.to_dict(), _scene_makers())


def picture_key(case: Case) -> str:
    """Return the key of the pictures of a case's steps."""
    return _key(case.to_dict(), _picture_makers())


def companion_key(companion: Companion) -> str:
    """Return the key of the file of a companion.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        If the shape of a person is not installed.

    """
    return _key(asdict(companion), _scene_makers() + digest_of((), [BODY]))


def _key(made: Mapping[str, object], makers: str) -> str:
    plain = json.dumps([made, makers], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:20]


@cache
def _scene_makers() -> str:
    """Return what changes with all that makes a scene file, as it was when first asked for."""
    return parts_digest() + digest_of(SCENE_FILES, ["brotli"])


@cache
def _picture_makers() -> str:
    """Return what changes with all that makes pictures, as it was when first asked for."""
    return _scene_makers() + digest_of(PICTURE_FILES, [BODY] if has_body() else [])
