"""Links to a case and to how it is looked at: each part by itself, whatever is asked."""

from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.story.case import CHOICES, LIMITS, MOST, NEIGHBOURS, REGAINED, Case
from scenes.story.script import script_of
from scenes.story.steps import LAYERS
from scenes.story.timeline import time_of
from scenes.story.views import VIEWS
from visualizer.content import load_contents
from visualizer.links.address import NAMES, parse_link, usual_only
from visualizer.links.case_readers import MOST_SENTENCES, case_in
from visualizer.links.grammar import CEMENT, LOSS, parts_of, plain_case, regained_range
from visualizer.links.look_parts import look_in
from visualizer.page.view_state import ViewState

CONTENTS = load_contents()
WORDS = CONTENTS["en"].links


def beside(level, neighbour, **chosen):
    """Make a case, alone where no bone beside that level is broken in that way."""
    is_pair = level in NEIGHBOURS.get(neighbour, CHOICES["level"])
    return Case(level=level, neighbour=neighbour if is_pair else "sound", **chosen)


CASES = st.sampled_from(CHOICES["treatment"]).flatmap(
    lambda treatment: st.builds(
        beside,
        level=st.sampled_from(CHOICES["level"]),
        neighbour=st.sampled_from(CHOICES["neighbour"]),
        shape=st.sampled_from(CHOICES["shape"]),
        approach=st.sampled_from(CHOICES["approach"]),
        treatment=st.just(treatment),
        height_loss=st.sampled_from(LOSS).map(lambda percent: percent / 100),
        height_regained=st.sampled_from(regained_range(treatment)).map(
            lambda percent: percent / 100
        ),
        cement=st.sampled_from(CEMENT).map(lambda percent: percent / 100),
    )
)


@given(CASES)
def test_every_case_that_can_be_chosen_has_a_link(case):
    """A link opens the case that it was made of, and says nothing else."""
    parts = parts_of(case)
    assert case_in(parts, WORDS) == (case, [])
    assert ("case" in parts) == (case != Case())
    assert parse_link(parts, CONTENTS).case == case


def test_a_link_is_short_and_readable():
    """What is usual is left out; numbers are whole percents."""
    case = Case(level="L2", shape="biconcave", approach="unipedicular", height_loss=0.29)
    assert parts_of(case) == {
        "case": "1",
        "level": "L2",
        "shape": "biconcave",
        "needles": "1",
        "loss": "29",
    }
    assert parts_of(Case()) == {}
    assert parts_of(Case(height_regained=0.3)) == {"case": "1", "regained": "30"}
    assert parts_of(Case(cement=0.0)) == {"case": "1", "cement": "0"}


def test_a_page_has_its_case_as_data():
    """Needles are counted as in an address; numbers are told where they are not the usual ones."""
    usual = plain_case(Case())
    assert usual == {
        "family": {"level": "L1", "shape": "wedge", "needles": "2", "neighbour": "sound"},
        "treatment": "kyphoplasty",
        "numbers": None,
    }
    case = Case(approach="unipedicular", treatment="time")
    family = usual["family"] | {"needles": "1"}
    assert plain_case(case) == {"family": family, "treatment": "time", "numbers": None}
    numbers = {"height_loss": 0.2, "height_regained": 0.45, "cement": 0.5}
    assert plain_case(Case(height_loss=0.2)) == usual | {"numbers": numbers}


def test_what_is_offered_can_be_shown():
    """No number that a link may ask for is one that the model cannot show."""
    assert 0.0 <= LOSS[0] / 100 <= LOSS[-1] / 100 <= MOST
    assert (CEMENT[0] / 100, CEMENT[-1] / 100) == LIMITS["cement"]
    for treatment, (usual, most) in REGAINED.items():
        assert regained_range(treatment)[-1] == round(100 * most)
        assert round(100 * usual) in regained_range(treatment)


@pytest.mark.parametrize(
    ("query", "case", "said"),
    [
        ({"level": "L9"}, Case(), "“L9”"),
        ({"level": "l2"}, Case(), "T12, L1, L2 and L3"),
        ({"shape": "star", "level": "L3"}, Case(level="L3"), "wedge, biconcave and crush"),
        ({"needles": "3"}, Case(), "1 or 2"),
        ({"neighbour": "ill"}, Case(), "sound, waiting"),
        ({"level": "L3", "neighbour": "treated"}, Case(level="L3"), "“treated”"),
        ({"level": "T12", "neighbour": "waiting"}, Case(level="T12"), "“waiting”"),
        ({"loss": "43"}, Case(), "15 to 42"),
        ({"loss": "14"}, Case(), "“14” percent"),
        ({"loss": "nan", "regained": "30"}, Case(height_regained=0.3), "“nan”"),
        ({"loss": "20.5"}, Case(), "“20.5”"),
        ({"regained": "-1"}, Case(), "0 to 90"),
        ({"regained": ""}, Case(), "“”"),
        ({"cement": "101"}, Case(), "0 to 100"),
        ({"cement": "4.9", "loss": "20"}, Case(height_loss=0.2), "“4.9”"),
        ({"treatment": "prayer"}, Case(), "kyphoplasty, vertebroplasty and time"),
        (
            {"treatment": "vertebroplasty", "regained": "46"},
            Case(treatment="vertebroplasty"),
            "0 to 45",
        ),
        ({"case": "2", "level": "L3"}, Case(), "another version"),
    ],
)
def test_a_wrong_part_is_explained_and_the_others_hold(query, case, said):
    """One sentence for the part that is wrong."""
    found, (problem,) = case_in(query, WORDS)
    assert found == case
    assert said in problem


@pytest.mark.parametrize(
    ("query", "look"),
    [
        ({"view": view}, {"view": view})
        for view in (*(view for view in VIEWS if view != "guided"), "side")
    ]
    + [
        ({"bones": "ghost", "labels": "off"}, {"opening": "ghost", "labelled": False}),
        ({"xray": "large", "film": "bright"}, {"xray": "large", "polarity": "bright"}),
        (
            {"show": "skin nerves", "hide": "discs"},
            {"layers": {"skin": True, "nerves": True, "discs": False}},
        ),
        ({"show": "skin skin"}, {"layers": {"skin": True}}),
        ({"beside": "time"}, {"beside": "time"}),
    ],
)
def test_a_link_says_how_the_picture_looks(query, look):
    """What can be chosen on the page can be asked for, and is what its state then has."""
    assert look_in(query, WORDS) == (look, [])
    assert look.keys() <= asdict(ViewState()).keys()


@pytest.mark.parametrize("query", [{"view": "free"}, {"bones": ""}, {"xray": "x"}, {"labels": "1"}])
def test_a_look_that_there_is_not_is_explained(query):
    """The sentence names the part and its value."""
    ((name, value),) = query.items()
    look, (problem,) = look_in({**query, "show": "skin"}, WORDS)
    assert look == {"layers": {"skin": True}}
    assert f"{name} “{value}”" in problem


def test_an_unknown_layer_is_explained():
    """The layers that are known still hold."""
    look, problems = look_in({"show": "skin heart", "hide": "soul"}, WORDS)
    assert look == {"layers": {"skin": True}}
    assert problems == [WORDS.layer.format(value=f"“{layer}”") for layer in ("heart", "soul")]


def test_without_other_cases_the_usual_one_is_shown():
    """The sentence says so, and the rest of the link holds."""
    link = parse_link({"level": "L3", "case": "1", "view": "side", "t": "2"}, CONTENTS)
    usual = usual_only(link, CONTENTS["en"])
    assert (usual.case, usual.look, usual.time) == (Case(), {"view": "side"}, time_of("ready"))
    assert usual.problem == WORDS.usual_only
    plain = parse_link({"view": "side"}, CONTENTS)
    assert usual_only(plain, CONTENTS["en"]) is plain


def test_one_scene_serves_every_number():
    """The numbers are changed in the browser: they are no part of what is baked."""
    case = Case(level="T12", height_loss=0.2, height_regained=0.9, cement=0.1)
    assert case.family() == Case(level="T12")


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "1",
            "2",
            "L2",
            "T12",
            "waiting",
            "treated",
            "crush",
            "37",
            "inset",
            "off",
            "side",
            *LAYERS,
            "1e9",
            "-0",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.text(max_size=20))
def test_any_query_gives_a_page_and_sentences(query, wishes):
    """Whatever a link asks for, there is a language, a moment, and a case that can be shown."""
    link = parse_link(query, CONTENTS, wishes)
    assert link.language in CONTENTS
    assert 0 <= link.time <= script_of(link.case).duration
    assert link.case.family().height_loss == Case().height_loss
    again = parse_link(parts_of(link.case), CONTENTS)
    assert (again.case, again.problem) == (link.case, "")
    assert link.problem.count("“") <= MOST_SENTENCES
