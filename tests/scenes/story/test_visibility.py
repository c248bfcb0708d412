"""What is seen, and how the bones are shown."""

import numpy as np
import pytest

from scenes.motion.pose import pose_at
from scenes.story.case import Case
from scenes.story.script import KYPHOPLASTY, SCRIPTS, TIME, VERTEBROPLASTY
from scenes.story.timeline import time_of
from scenes.story.visibility import OPENINGS, SEEN_THROUGH, shown_at, shown_over
from tests.moments import moments

TIMES = np.linspace(0.0, KYPHOPLASTY.duration, 241).tolist()


@pytest.mark.parametrize("treatment", SCRIPTS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_the_bones_are_always_there(opening, treatment):
    """At every moment either the whole bones or the opened ones hide what lies behind."""
    script = SCRIPTS[treatment]
    for time in np.linspace(0.0, script.duration, 181).tolist():
        shown = shown_at(script, time, opening)
        assert max(shown["whole"], shown["opened"]) > 0.999, time
        assert max(shown["treated"], shown["opened"]) >= SEEN_THROUGH, time


@pytest.mark.parametrize("treatment", SCRIPTS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_whole_walkthrough_is_seen_as_moment_by_moment(opening, treatment):
    """What the file holds for the viewer is what a single picture shows."""
    script = SCRIPTS[treatment]
    times = np.linspace(0.0, script.duration, 181)
    singly = [shown_at(script, time, opening) for time in times.tolist()]
    for name, opacities in shown_over(script, times, opening).items():
        assert opacities.tolist() == [shown[name] for shown in singly], name


@pytest.mark.parametrize("opening", ["closed", "opened", "ghost"])
def test_a_chosen_opening_never_changes_with_time(opening):
    """Closed stays whole, opened stays cut, and only one of the two is there."""
    first = shown_at(KYPHOPLASTY, 0.0, opening)
    assert first["whole"] + first["opened"] == 1.0
    for time in TIMES:
        shown = shown_at(KYPHOPLASTY, time, opening)
        assert all(shown[name] == first[name] for name in ("whole", "treated", "opened")), time


@pytest.mark.parametrize("opening", OPENINGS)
def test_the_cut_face_has_a_hole_exactly_when_there_is_one(opening):
    """The solid face is there until the balloon is full, the hollow one from then on."""
    full = time_of("inflation")
    for time in TIMES:
        shown = shown_at(KYPHOPLASTY, time, opening)
        faces = shown["cap_solid"], shown["cap_hollow"]
        assert max(faces) == pytest.approx(shown["opened"], abs=1e-9), time
        assert time > full or shown["cap_hollow"] == 0.0
        assert time < full + 0.2 or shown["cap_solid"] == 0.0


@pytest.mark.parametrize("opening", OPENINGS)
def test_without_a_balloon_the_cut_face_stays_solid(opening):
    """Nothing has made a hole, and no balloon is ever seen."""
    for time in np.linspace(0.0, VERTEBROPLASTY.duration, 161).tolist():
        shown = shown_at(VERTEBROPLASTY, time, opening)
        assert shown["cap_hollow"] == shown["catheters"] == 0.0, time
        assert shown["cap_solid"] == shown["opened"], time


def test_a_bone_left_alone_is_never_touched():
    """No tool, no cement, no mark on the skin; the crack fades as the bone heals."""
    tools = ("skin", "marks", "cannulas", "stylets", "catheters", "fillers", "cement")
    tools += ("sunken_line", "sunken_rim")
    for time in np.linspace(0.0, TIME.duration, 81).tolist():
        shown = shown_at(TIME, time)
        assert not any(shown[name] for name in tools), time
    times = np.linspace(time_of("fracture", steps=TIME.steps), TIME.duration, 41)
    cracks = shown_over(TIME, times)["crack"]
    assert (cracks[0], cracks[-1]) == (1.0, 0.0)
    assert (np.diff(cracks) <= 0.0).all()


def test_what_goes_on_inside_is_the_same_however_the_bones_are_shown():
    """Choosing an opening moves nothing and hides no instrument."""
    for time in [0.0, *moments("trocars inflation cement result")]:
        guided = pose_at(Case(), time)
        for opening in OPENINGS:
            pose = pose_at(Case(), time, opening)
            assert pose.shades == guided.shades
            assert all((pose.weights[name] == guided.weights[name]).all() for name in pose.weights)
            for name in ("cannulas", "stylets", "catheters", "fillers", "cement", "skin"):
                assert pose.shown[name] == guided.shown[name]


def test_an_unknown_opening_is_refused_with_the_choices():
    """A wrong name is answered by the right ones."""
    with pytest.raises(ValueError, match="opening must be one of guided, closed, opened, ghost"):
        pose_at(Case(), 0.0, "ajar")
