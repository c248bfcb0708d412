"""What the steps say of another case than the usual one."""

import re
from dataclasses import fields, replace

import pytest

from scenes.story.case import Case
from scenes.story.script import SCRIPTS
from tests.moments import place_of
from visualizer.content import FOLDER, load_content, varied

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "sources")


@pytest.fixture(params=LANGUAGES)
def content(request):
    """Load the words of each language in turn."""
    return load_content(request.param)


def test_words_follow_the_case(content):
    """No word of a case with one needle speaks of two; the last choice decides about a step."""
    one = varied(content, Case(approach="unipedicular"))
    words = [
        " ".join([step.title, step.short, step.picture, *(one.text for one in step.words)])
        for step in one.steps[place_of("ready") : place_of("result")]
    ]
    many = {"en": r"\b(two|needles|tubes|balloons)\b", "es": r"\b(dos|agujas|tubos|globos)\b"}
    assert not [text for text in words if re.search(many[content.language], text, re.IGNORECASE)]
    broken = place_of("fracture")
    wedge = content.steps[broken].words[0]
    for shape in ("biconcave", "crush"):
        step = varied(content, Case(shape=shape, approach="unipedicular")).steps[broken]
        assert step.words[0].id == wedge.id
        assert step.words[0].text != wedge.text
        assert step.picture != content.steps[broken].picture
    assert varied(content, Case()) == content
    changed = [{*steps} for steps in content.variants.values()]
    assert changed[0] == changed[1]
    assert not changed[2] & set().union(*changed[:2], *changed[3:5])


def test_words_follow_the_other_broken_bone(content):
    """The first story ends with a bone that is still broken, the second begins with one cured.

    What the kind of fracture changes in a step, the other broken bone changes too: a page that
    puts one change over the other says the same as a server that lets the last one decide.
    """
    usual = {step.key: step for step in content.all_steps}

    def changes(choice, key):
        step = content.variants[choice][key]
        names = (field.name for field in fields(step))
        return {name for name in names if getattr(step, name) != getattr(usual[key], name)}

    for shape in ("wedge", "biconcave", "crush"):
        first = varied(content, Case(shape=shape, neighbour="waiting"))
        second = varied(content, Case(level="T12", shape=shape, neighbour="treated"))
        start = place_of("healthy")
        assert first.steps[: start + 1] == content.steps[: start + 1]
        assert second.steps[start].title != content.steps[start].title
        for words in (first, second):
            for number in map(place_of, ("fracture", "result")):
                assert words.steps[number].picture != content.steps[number].picture
                assert words.steps[number].words[0].text != content.steps[number].words[0].text
    for shape in ("biconcave", "crush"):
        for neighbour in ("waiting", "treated"):
            for key in content.variants[shape].keys() & content.variants[neighbour].keys():
                assert changes(shape, key) <= changes(neighbour, key)


@pytest.mark.parametrize(
    ("treatment", "key"), [("kyphoplasty", "cement"), ("vertebroplasty", "injection")]
)
def test_cement_that_just_fills_the_cavity_is_not_called_ragged(content, treatment, key):
    """Its edge is described as it is drawn; nothing else that the step says changes."""
    frays, smooth = {"en": ("ragged", "smooth"), "es": ("irregular", "lis")}[content.language]
    number = place_of(key, SCRIPTS[treatment].steps)
    for approach in ("bipedicular", "unipedicular"):
        case = Case(treatment=treatment, approach=approach)
        usual, little = (
            varied(content, replace(case, cement=cement)).steps[number] for cement in (0.1, 0.09)
        )
        assert frays in usual.picture
        assert smooth not in usual.picture
        assert smooth in little.picture
        assert frays not in little.picture
        assert replace(little, picture=usual.picture) == usual


def test_languages_have_the_same_variants():
    """What differs for a case differs in every language."""
    found = [
        {(choice, step) for choice, steps in load_content(name).variants.items() for step in steps}
        for name in LANGUAGES
    ]
    assert all(one == found[0] for one in found)
