"""Exports of a model without the person; one test carries made-up companions along."""

import pytest

from tests.alone import alone


@pytest.fixture(scope="module", autouse=True)
def around():
    """Let the tests of a file do without the person."""
    with alone():
        yield
