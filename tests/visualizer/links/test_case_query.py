"""Questions for a case: the grammar of an address, and the names that came before it."""

from dataclasses import fields
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.case import Case
from tests.visualizer.links.test_case_address import CASES
from visualizer.content import load_content
from visualizer.links.case_readers import CaseQueryError, parse_case
from visualizer.links.grammar import NAMES as ADDRESS_NAMES
from visualizer.links.grammar import parts_of

WORDS = load_content("en").making
NAMES = st.sampled_from([*(field.name for field in fields(Case)), *ADDRESS_NAMES]) | st.text(
    max_size=30
)
VALUES = st.text(max_size=30) | st.floats().map(str) | st.integers().map(str)


@given(case=st.builds(Case, height_loss=st.floats(0.0, 0.42), settling=st.floats(0.0, 0.1)))
def test_every_case_has_an_address(case):
    """What a case says of itself leads back to it, to the last digit."""
    query = [(name, str(value)) for name, value in case.to_dict().items()]
    assert parse_case(query, WORDS) == case


@given(CASES)
def test_a_question_is_asked_as_an_address_is_written(case):
    """What stands in the address of the page asks for the same case."""
    assert parse_case(parts_of(case).items(), WORDS) == case


@pytest.mark.parametrize(
    ("query", "case"),
    [
        ("level=L2&shape=biconcave&approach=unipedicular", "level=L2&shape=biconcave&needles=1"),
        ("height_loss=0.4&height_regained=0.3", "loss=40&regained=30"),
        ("cement=1", "case=1&cement=100"),
        ("cement=0.08&needles=1", "case=1&cement=8&needles=1"),
    ],
)
def test_first_names_mean_the_same(query, case):
    """Numbers of theirs are fractions, and so is cement where no version is named."""
    asked, meant = (parse_case(parse_qsl(text), WORDS) for text in (query, case))
    assert asked == meant


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("needles=3", "The model cannot show this: needles is one of 2, 1, got '3'."),
        ("loss=43", "The model cannot show this: loss is a whole number from 15 to 42, got '43'."),
        ("approach=3", "The model cannot show this: approach must be one of bipedicular,"),
        ("loss=40&height_loss=0.4", "height_loss was given more than once."),
        ("case=2&level=L2", "The model cannot show this: case is 1, got '2'."),
        ("case=1&approach=unipedicular", "There is nothing called “approach” to choose."),
        ("height_regained=nan", "height_regained must be a number, not “nan”."),
        ("level=T11", "The model cannot show this: level T11 is not shown: its pedicle is too"),
        (
            "level=L3&neighbour=treated",
            "The model cannot show this: level must be one of T12, L1, L2 where the neighbour is",
        ),
        (
            "treatment=time&height_regained=0.1",
            "The model cannot show this: height_regained must be between 0 and 0 for time, got",
        ),
    ],
)
def test_a_wrong_question_is_named_by_its_part(query, sentence):
    """The sentence names what was said, and the model's own reason where it has one."""
    with pytest.raises(CaseQueryError) as error:
        parse_case(parse_qsl(query), WORDS)
    assert str(error.value).startswith(sentence)


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
