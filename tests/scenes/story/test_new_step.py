"""A step that is added between two others renumbers nothing."""

import sys
from dataclasses import replace
from importlib.util import find_spec, module_from_spec
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest

from scenes.model import checkpoints, measures
from scenes.story import picture_names, script, steps, timeline, visibility
from scenes.story.steps import STEPS, in_order
from scenes.story.track import Track

USUAL = (timeline, script, visibility, checkpoints, measures, picture_names)
"""All modules that name times, in the order in which they need each other."""

KEYS = [step.key for step in STEPS]


def load(more):
    """Load these modules as they would be if these were the steps."""
    with patch.object(steps, "STEPS", more), patch.dict(sys.modules):
        loaded = []
        for module in USUAL:
            spec = find_spec(module.__name__)
            loaded.append(module_from_spec(spec))
            sys.modules[spec.name] = loaded[-1]
            spec.loader.exec_module(loaded[-1])
        return loaded


@pytest.fixture(scope="module", params=range(len(STEPS) - 1), ids=lambda place: KEYS[place])
def added(request):
    """Add a step after each but the last, which shows the same as that one."""
    place = request.param
    new = replace(STEPS[place], key="new", travel=(-0.8, -0.3), accompanied=())
    return place, load(in_order(*STEPS[: place + 1], new, *STEPS[place + 1 :]))


def tracks_of(story):
    """Return every track of the procedure by its name."""
    seen = story[2]
    named = {
        f"{module.__name__}.{name}": value
        for module in story
        for name, value in vars(module).items()
        if isinstance(value, Track)
    }
    for opening in seen.OPENINGS:
        for group, tracks in seen.groups(opening).items():
            named |= {f"{opening} {group} {i}": one for i, one in enumerate(tracks)}
    return named


def test_every_track_keeps_its_offsets_to_its_steps(added):
    """Up to the new step all is as it was, after it all is one later, and nothing else differs."""
    place, story = added
    before, after = tracks_of(USUAL), tracks_of(story)
    assert len(before) > 80
    assert after.keys() == before.keys()
    for name, track in before.items():
        moved = after[name]
        assert moved.linear == track.linear
        assert [value for _, value in moved.keys] == [value for _, value in track.keys], name
        for (was, _), (now, _) in zip(track.keys, moved.keys, strict=True):
            # A movement may begin at a rest state: then it belongs to the step that it leads to.
            shifts = {0.0, 1.0} if was == place else {float(was > place)}
            assert round(now - was, 9) in shifts, (name, was)


def test_nothing_moves_on_the_way_to_it(added):
    """The new step has what the step before it had, until something is written for it."""
    place, story = added
    before, after = tracks_of(USUAL), tracks_of(story)
    for name, track in before.items():
        on_the_way = {after[name](time) for time in np.linspace(place, place + 1, 21).tolist()}
        assert on_the_way == {track(place)}, name


def test_every_treatment_shows_the_new_step_and_its_own_as_before(added):
    """The camera's way to each step keeps its offsets, and each shows the moment that it showed."""
    place, (more, new_script, *_) = added
    for name, usual in script.SCRIPTS.items():
        one = new_script.SCRIPTS[name]
        keys = [step.key for step in one.steps]
        assert [key for key in keys if key != "new"] == [step.key for step in usual.steps]
        assert [step.time for step in one.steps] == list(range(len(keys)))
        ways = dict(zip(keys[1:], one.travel, strict=True))
        for step, way in zip(usual.steps[1:], usual.travel, strict=True):
            shift = keys.index(step.key) - step.time
            assert np.array(ways[step.key]) == pytest.approx(np.array(way) + shift)
        if "new" in keys:
            due = np.array([(-0.8, -0.3)] * 2) + keys.index("new")
            assert np.array(ways["new"]) == pytest.approx(due)
        for step in one.steps if one.lift != "nothing" else ():
            assert one.clock(step.time) == more.time_of(step.like or step.key)
    treatments = {name for name, one in new_script.SCRIPTS.items() if "new" in str(one.steps)}
    assert "kyphoplasty" in treatments
    assert ("time" in treatments) == (place < KEYS.index("fracture"))


def test_what_is_checked_and_measured_keeps_to_its_steps(added):
    """Borders are marked from before the needles until after the tubes, and followed as long."""
    place, (*_, checks, measured, _) = added
    for usual, now in (
        (checkpoints.ACCESS, checks.ACCESS),
        (checkpoints.CHECKED["from"], checks.CHECKED["from"]),
        (checkpoints.CHECKED["until"], checks.CHECKED["until"]),
        (measures.ENTRY[0], measured.ENTRY[0]),
        (measures.ENTRY[-1], measured.ENTRY[-1]),
    ):
        assert now == pytest.approx(usual + (usual > place))


def test_time_alone_heals_between_its_own_steps(added):
    """Its healing follows its steps, not those of the procedure."""
    place, (_, new_script, *_) = added
    usual, one = script.TIME.healing.keys, new_script.TIME.healing.keys
    later = float(place < KEYS.index("fracture"))
    assert one == tuple((time + later, value) for time, value in usual)


def test_shared_pictures_stay_shared(added):
    """A treatment has pictures of its own from where it differs, not from a number on."""
    place, (*_, now_pictured) = added
    usual = [name.isdigit() for name in picture_names.picture_names("vertebroplasty")]
    now = [name.isdigit() for name in now_pictured.picture_names("vertebroplasty")]
    assert now[0]
    assert sum(now) == sum(usual) + (place < KEYS.index("balloons"))
    assert all(first >= second for first, second in pairwise(now))
