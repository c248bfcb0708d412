"""Links: what an address may ask for, and what a wrong one gets."""

import pytest

from visualizer.content import load_content
from visualizer.state import Link, link_query, parse_link

WORDS = load_content().page


@pytest.mark.parametrize(
    ("query", "time"),
    [
        ({}, 0),
        ({"step": "1"}, 0),
        ({"step": "12"}, 11),
        ({"step": "7"}, 6),
        ({"t": "0"}, 0),
        ({"t": "6.4"}, 6.4),
        ({"t": "11"}, 11),
        ({"t": "2.5", "step": "9"}, 2.5),
    ],
)
def test_a_link_opens_its_moment(query, time):
    """Steps count from 1 as on the page; t is the slider's own number and wins."""
    assert parse_link(query, WORDS) == Link(time=time)


@pytest.mark.parametrize("value", ["0", "13", "-1", "1.5", "one", "", "nan", "inf", "1e99", "٣x"])
def test_a_wrong_step_is_explained(value):
    """The sentence names the value and the range, and the first step opens."""
    link = parse_link({"step": value}, WORDS)
    assert link.time == 0
    assert f"“{value}”" in link.problem
    assert "1 to 12" in link.problem


@pytest.mark.parametrize("value", ["-0.1", "11.01", "abc", "nan", "inf", "1e999", "0x1"])
def test_a_wrong_time_is_explained(value):
    """The sentence names the value and the range, and the first step opens."""
    link = parse_link({"t": value}, WORDS)
    assert link.time == 0
    assert f"“{value}”" in link.problem
    assert "0 to 11" in link.problem


def test_a_long_value_is_not_repeated_in_full():
    """A link cannot fill the page with its own text."""
    link = parse_link({"step": "call 555 0100 now to be healed"}, WORDS)
    assert "“call 555 010…”" in link.problem


def test_only_the_page_s_own_names_are_kept():
    """What trame's client would obey is dropped."""
    assert link_query({"step": "3", "sessionURL": "ws://x", "ui": "y"}) == {"step": "3"}
