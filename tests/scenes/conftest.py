"""The default case, assembled and baked once for all tests."""

import pytest

from scenes.bake import bake
from scenes.case import Case
from scenes.spine import assemble


@pytest.fixture(scope="session")
def case():
    """Make the default case."""
    return Case()


@pytest.fixture(scope="session")
def spine(case):
    """Assemble all parts of the default case."""
    return assemble(case)


@pytest.fixture(scope="session")
def scene_file(spine):
    """Bake the default case into a binary glTF file."""
    return bake(spine)
