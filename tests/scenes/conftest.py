"""The default case, assembled and baked once for all tests."""

import pytest

from scenes.file.bake import bake
from scenes.story.case import Case
from tests.scenes.gltf import Scene
from tests.spines import assembled


@pytest.fixture(scope="session")
def case():
    """Make the default case."""
    return Case()


@pytest.fixture(scope="session")
def spine(case):
    """Assemble all parts of the default case."""
    return assembled(case)


@pytest.fixture(scope="session")
def scene_file(spine):
    """Bake the default case into a binary glTF file."""
    return bake(spine)


@pytest.fixture(scope="session")
def scene(scene_file):
    """Read the file back with a reader that knows only glTF."""
    return Scene(scene_file)
