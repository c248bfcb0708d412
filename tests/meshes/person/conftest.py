"""The person that several tests look at."""

import pytest

from meshes.person import person_of
from meshes.person.spine_chain import TREATED


@pytest.fixture(scope="session")
def persons():
    """Return the person around every bone that may be treated; they share one body."""
    return {level: person_of(level) for level in TREATED}


@pytest.fixture(scope="session")
def person(persons):
    """Return the person around L1."""
    return persons["L1"]
