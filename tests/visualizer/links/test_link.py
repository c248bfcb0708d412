"""Links: what an address may ask for, and what a wrong one gets."""

import pytest

from scenes.story import script
from scenes.story.timeline import time_of
from visualizer.content import load_contents
from visualizer.links.address import Link, link_query, parse_link, wished_language

CONTENTS = load_contents()


@pytest.mark.parametrize(
    ("query", "time"),
    [
        ({}, 0),
        ({"step": "1"}, time_of("healthy")),
        ({"step": "12"}, time_of("result")),
        ({"step": "7"}, time_of("inflation")),
        ({"t": "0"}, time_of("healthy")),
        ({"t": "6.4"}, time_of("cavities", -0.6)),
        ({"t": "11"}, time_of("result")),
        ({"t": "2.5", "step": "9"}, time_of("trocars", -0.5)),
        ({"at": "person"}, 0),
        ({"at": "healthy"}, time_of("healthy")),
        ({"at": "inflation"}, time_of("inflation")),
        ({"at": "cement-0.30", "step": "9", "t": "1"}, time_of("cement", -0.3)),
    ],
)
def test_a_link_opens_its_moment(query, time):
    """A step has a key, and offsets lead to it; old links have numbers, from 1 and from 0."""
    assert parse_link(query, CONTENTS) == Link(time=time)


def test_old_links_mean_what_they_meant(monkeypatch):
    """A step that came later has no number, and the others keep theirs."""
    monkeypatch.setattr(script, "LATER", (*script.LATER, "ready"))
    for query, time in (
        ({"step": "2"}, time_of("fracture")),
        ({"step": "3"}, time_of("trocars")),
        ({"t": "1.75"}, time_of("trocars", -0.25)),
        ({"t": "10"}, time_of("result")),
    ):
        assert parse_link(query, CONTENTS) == Link(time=time)
    assert "1 to 11" in parse_link({"step": "12"}, CONTENTS).problem


@pytest.mark.parametrize("value", ["", "7", "nothing", "cement-1.5", "cement-", "person-0.5"])
def test_a_step_that_there_is_not_is_explained(value):
    """The sentence names what was asked for, and the first step opens."""
    link = parse_link({"at": value}, CONTENTS)
    assert link.time == 0
    assert f"“{value}”" in link.problem


@pytest.mark.parametrize("value", ["0", "13", "-1", "1.5", "one", "", "nan", "inf", "1e99", "٣x"])
def test_a_wrong_step_is_explained(value):
    """The sentence names the value and the range, and the first step opens."""
    link = parse_link({"step": value}, CONTENTS)
    assert link.time == 0
    assert f"“{value}”" in link.problem
    assert "1 to 12" in link.problem


@pytest.mark.parametrize("value", ["-0.1", "11.01", "abc", "nan", "inf", "1e999", "0x1"])
def test_a_wrong_time_is_explained(value):
    """The sentence names the value and the range, and the first step opens."""
    link = parse_link({"t": value}, CONTENTS)
    assert link.time == 0
    assert f"“{value}”" in link.problem
    assert "0 to 11" in link.problem


def test_a_long_value_is_not_repeated_in_full():
    """A link cannot fill the page with its own text."""
    link = parse_link({"step": "call 555 0100 now to be healed"}, CONTENTS)
    assert "“call 555 010…”" in link.problem


def test_only_the_page_s_own_names_are_kept():
    """What trame's client would obey is dropped."""
    assert link_query({"step": "3", "sessionURL": "ws://x", "ui": "y"}) == {"step": "3"}


def test_a_link_opens_its_language_and_topic():
    """Language, topic and moment do not depend on each other."""
    link = parse_link({"lang": "es", "topic": "risks", "step": "3"}, CONTENTS)
    assert link == Link(language="es", topic="risks", time=time_of("ready"))


@pytest.mark.parametrize("value", ["xx", "", "EN", "../en", "<b>"])
def test_an_unknown_language_is_explained(value):
    """The sentence comes in the language that the browser wants."""
    link = parse_link({"lang": value, "step": "3"}, CONTENTS, "es")
    assert (link.language, link.time) == ("es", time_of("ready"))
    assert link.problem == CONTENTS["es"].page.bad_language.format(value=f"“{value}”")


def test_an_unknown_topic_is_explained():
    """The sentence names it, and the rest of the link holds."""
    link = parse_link({"topic": "no such", "step": "3"}, CONTENTS)
    assert (link.topic, link.time) == ("", time_of("ready"))
    assert "“no such”" in link.problem


def test_everything_wrong_is_said_at_once():
    """One notice has a sentence for each."""
    link = parse_link({"lang": "xx", "topic": "x", "t": "x"}, CONTENTS)
    assert link.problem.count("“x") == 3


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-MX,es;q=0.9,en;q=0.5", "es"),
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("fr,de;q=0.9", "en"),
        ("fr,es;q=0.2,en;q=0.1", "es"),
        ("es;q=0", "en"),
        ("ES", "es"),
        (";;,=,es;q=x", "en"),
    ],
)
def test_the_browser_is_asked_for_its_language(wishes, language):
    """Without a language in the link, the one that is wanted most among those there are."""
    assert wished_language(wishes, CONTENTS) == language
    assert parse_link({}, CONTENTS, wishes).language == language


@pytest.mark.parametrize(
    ("query", "modes"),
    [
        ({"embed": "1"}, ("embed",)),
        ({"kiosk": "1", "step": "3"}, ("kiosk",)),
        ({"kiosk": "1", "embed": "1"}, ("embed", "kiosk")),
        ({"embed": "yes", "kiosk": ""}, ()),
    ],
)
def test_a_link_asks_for_a_mode(query, modes):
    """Only 1 asks for it; nothing else is complained about."""
    link = parse_link(query, CONTENTS)
    assert (link.modes, link.problem) == (modes, "")
    assert link_query(query) == query
