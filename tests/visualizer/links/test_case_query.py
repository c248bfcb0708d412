"""Cases as addresses name them."""

from dataclasses import dataclass, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.case import Case
from visualizer.content import load_content
from visualizer.links import case_query
from visualizer.links.case_query import CaseQueryError, parse_case

WORDS = load_content("en").making
NAMES = st.sampled_from([field.name for field in fields(Case)]) | st.text(max_size=30)
VALUES = st.text(max_size=30) | st.floats().map(str) | st.integers().map(str)


@given(case=st.builds(Case, height_loss=st.floats(0.0, 0.42), settling=st.floats(0.0, 0.1)))
def test_every_case_has_an_address(case):
    """What a case says of itself leads back to it, to the last digit."""
    query = [(name, str(value)) for name, value in case.to_dict().items()]
    assert parse_case(query, WORDS) == case


@given(query=st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_whatever_is_asked_is_a_case_or_a_sentence(query):
    """No address makes anything else happen, and no answer grows with it."""
    assert 0 < len(outcome(query)) < 1000


def outcome(query):
    """Return the case as text, or what is wrong with the address."""
    try:
        return str(parse_case(query, WORDS))
    except CaseQueryError as error:
        return str(error)


@dataclass(frozen=True, kw_only=True)
class OtherCase:
    """Stands for a case with fields of other kinds."""

    sides: int = 2
    labelled: bool = True


@pytest.mark.parametrize(
    ("value", "told"),
    [("yes", True), ("1", True), ("NO", False), ("0", False), ("perhaps", None), ("", None)],
)
def test_yes_and_no_are_understood(monkeypatch, value, told):
    """Anything else is named."""
    monkeypatch.setattr(case_query, "Case", OtherCase)
    if told is None:
        with pytest.raises(CaseQueryError, match=f"labelled must be yes or no, not “{value}”"):
            parse_case([("labelled", value)], WORDS)
    else:
        assert parse_case([("labelled", value)], WORDS).labelled is told


def test_whole_numbers_are_whole(monkeypatch):
    """Half a side is no number of sides."""
    monkeypatch.setattr(case_query, "Case", OtherCase)
    assert parse_case([("sides", "1")], WORDS).sides == 1
    with pytest.raises(CaseQueryError, match=r"sides must be a number, not “1\.5”"):
        parse_case([("sides", "1.5")], WORDS)
