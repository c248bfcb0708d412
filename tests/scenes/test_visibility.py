"""What is seen, and how the bones are shown."""

import numpy as np
import pytest

from scenes.case import Case
from scenes.pose import pose_at
from scenes.timeline import DURATION
from scenes.visibility import OPENINGS, SEEN_THROUGH, shown_at

TIMES = np.linspace(0.0, DURATION, 221).tolist()


@pytest.mark.parametrize("opening", OPENINGS)
def test_the_bones_are_always_there(opening):
    """At every moment either the whole bones or the opened ones hide what lies behind."""
    for time in TIMES:
        shown = shown_at(time, opening)
        assert max(shown["whole"], shown["opened"]) > 0.999, time
        assert max(shown["treated"], shown["opened"]) >= SEEN_THROUGH, time


@pytest.mark.parametrize("opening", ["closed", "opened", "ghost"])
def test_a_chosen_opening_never_changes_with_time(opening):
    """Closed stays whole, opened stays cut, and only one of the two is there."""
    first = shown_at(0.0, opening)
    assert first["whole"] + first["opened"] == 1.0
    for time in TIMES:
        shown = shown_at(time, opening)
        assert all(shown[name] == first[name] for name in ("whole", "treated", "opened")), time


@pytest.mark.parametrize("opening", OPENINGS)
def test_the_cut_face_has_a_hole_exactly_when_there_is_one(opening):
    """The solid face is there until the balloon is full, the hollow one from then on."""
    for time in TIMES:
        shown = shown_at(time, opening)
        faces = shown["cap_solid"], shown["cap_hollow"]
        assert max(faces) == pytest.approx(shown["opened"], abs=1e-9), time
        assert time > 6.0 or shown["cap_hollow"] == 0.0
        assert time < 6.2 or shown["cap_solid"] == 0.0


def test_what_goes_on_inside_is_the_same_however_the_bones_are_shown():
    """Choosing an opening moves nothing and hides no instrument."""
    for time in (0.0, 3.0, 6.0, 8.0, 11.0):
        guided = pose_at(Case(), time)
        for opening in OPENINGS:
            pose = pose_at(Case(), time, opening)
            assert pose.shades == guided.shades
            assert all((pose.weights[name] == guided.weights[name]).all() for name in pose.weights)
            for name in ("cannulas", "stylets", "catheters", "fillers", "cement", "skin", "before"):
                assert pose.shown[name] == guided.shown[name]


def test_an_unknown_opening_is_refused_with_the_choices():
    """A wrong name is answered by the right ones."""
    with pytest.raises(ValueError, match="opening must be one of guided, closed, opened, ghost"):
        pose_at(Case(), 0.0, "ajar")
