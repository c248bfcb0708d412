"""What stands beside the words of a step."""

import pytest

from scenes.story.script import SCRIPTS
from scenes.story.steps import LAYERS, LEVELS, STEPS
from visualizer.page.step_aids import aids_of

USUAL = "kyphoplasty"
NUMBERS = {step.key: number for number, step in enumerate(STEPS)}


def aids(key):
    """Return what a step of the usual treatment offers, by its key."""
    return aids_of(USUAL, NUMBERS[key])


def keys_with(treatment, name):
    """Return the steps of a treatment that offer something."""
    found = [aids_of(treatment, number) for number in range(len(SCRIPTS[treatment].steps))]
    return [one.key for one in found if getattr(one, name)]


@pytest.mark.parametrize(
    ("key", "opening"),
    [("healthy", "closed"), ("ready", "closed"), ("inflation", "opened"), ("result", "ghost")],
)
def test_the_bones_are_as_the_picture_shows_them(key, opening):
    """The pressed button says how the bones are shown even where nobody has pressed it."""
    assert aids(key).opening == opening


def test_layers_are_ticked_where_something_of_them_is_seen():
    """Bones are always there; skin, tools, balloon and cement come and go."""
    assert aids("healthy").layers == ["bones", "discs", "ligaments", "nerves"]
    assert aids("ready").layers == ["person", "skin", "bones", "discs", "ligaments", "nerves"]
    assert aids("inflation").layers == ["bones", "discs", "nerves", "tools", "balloon"]
    assert aids("result").layers == ["bones", "discs", "nerves", "cement"]
    assert {*LAYERS} - {LEVELS} == {layer for step in STEPS for layer in step.layers}


def test_the_x_ray_is_on_while_the_team_works_by_it():
    """From getting ready until the cement is hard."""
    under = [step.key for step in STEPS if aids(step.key).xray]
    assert under == [step.key for step in STEPS[NUMBERS["ready"] : NUMBERS["closing"]]]


def test_boxes_stand_where_they_mean_something():
    """Measures where heights change, checks with the needle, one time to set, one comparison."""
    assert keys_with(USUAL, "measured") == ["fracture", "inflation", "cavities", "result"]
    assert keys_with(USUAL, "checks") == ["trocars", "cannulas"]
    assert keys_with(USUAL, "setting") == ["hardening"]
    assert keys_with(USUAL, "compare") == ["result"]
    assert keys_with(USUAL, "bones") == ["fracture"]


def test_other_treatments_offer_what_belongs_to_them():
    """Cement alone has its time to set and its comparison; time alone has its heights."""
    assert keys_with("vertebroplasty", "setting") == ["hardening"]
    assert keys_with("vertebroplasty", "compare") == ["outcome"]
    assert keys_with("vertebroplasty", "measured") == ["fracture", "outcome"]
    assert keys_with("time", "measured") == ["fracture", "healed"]
    for name in ("setting", "compare", "checks", "xray"):
        assert keys_with("time", name) == []


def test_every_step_stands_beside_one_of_the_usual_treatment():
    """In the same order, from the first to the last."""
    for treatment, script in SCRIPTS.items():
        places = [aids_of(treatment, number).place for number in range(len(script.steps))]
        assert places == sorted(set(places))
        assert (places[0], places[-1]) == (0, len(STEPS) - 1)
