"""The person around a treated bone, which takes seconds to build and needs the shape of a body."""

import pytest

from scenes.model.companions import accompany, person_parts
from scenes.model.sources import BODY, has_body
from tests.spines import assembled, kept

needs_body = pytest.mark.skipif(not has_body(), reason=f"the package {BODY} is not installed")


@kept
def person_around(case):
    """Build the person around a case's treated bone."""
    return person_parts(case.level)


@kept
def accompanied(case):
    """Put the person and the room around the spine of a case."""
    return accompany(assembled(case))
