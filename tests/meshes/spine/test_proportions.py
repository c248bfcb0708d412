"""The healthy spine, as it is drawn, has the proportions that were published."""

import pytest

from tests.meshes.spine.proportions import DOCUMENT, disc_heights, drawn_bones, rows, table


@pytest.fixture(scope="module")
def drawn():
    """Build the bones as they are drawn."""
    return drawn_bones()


def test_every_measure_lies_in_its_published_range(drawn):
    """One standard deviation, or what the source column of the table says."""
    found = list(rows(drawn))
    assert len(found) > 20
    assert [row for row in found if not row.low <= row.model <= row.high] == []


def test_discs_are_taller_in_front_than_behind(drawn):
    """And tallest in the middle, where both plates are dished."""
    for pair in (("T12", "L1"), ("L1", "L2"), ("L2", "L3")):
        front, middle, back = disc_heights(drawn, *pair)
        assert middle > front > back, pair


def test_the_table_in_the_documents_is_that_of_the_meshes(drawn):
    """Whoever changes a bone writes it anew."""
    assert DOCUMENT.read_text("utf-8").endswith(table(rows(drawn)))
