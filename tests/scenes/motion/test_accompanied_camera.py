"""The guided camera where person and room stand around, and where they do not."""

from itertools import pairwise, product

import numpy as np
import pytest

from scenes.motion.pose import camera_at, pose_at
from scenes.story.case import CHOICES, Case
from scenes.story.script import SCRIPTS, script_of
from scenes.story.steps import STEPS
from scenes.story.timeline import DURATION, time_of

CASES = [
    Case(level=level, treatment=treatment)
    for level, treatment in product(CHOICES["level"], SCRIPTS)
]
FURTHER = {"person", "ready", "closing"}
"""Steps at which the camera rests further off, so that it shows person or room."""


def name_of(case):
    """Name a case in a test's report."""
    return f"{case.level}-{case.treatment}"


def axes(camera):
    """Return where a camera looks from, and what is up."""
    return np.array([camera.direction, camera.up])


def jump(camera, later):
    """Measure what an eye sees of a change: shift in parts of the picture, turn, and zoom."""
    size = min(camera.height, later.height)
    shift = np.linalg.norm(np.subtract(later.target, camera.target)) / size
    turn = np.linalg.norm(axes(later) - axes(camera), axis=1).max()
    return max(shift, turn, abs(np.log(later.height / camera.height)))


@pytest.mark.parametrize("accompanied", [False, True])
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_camera_never_jumps(case, accompanied):
    """Within a hundredth of a step it moves, turns and zooms by little, in every story."""
    times = np.arange(0.0, script_of(case).duration, 0.01).tolist()
    cameras = [camera_at(case, time, accompanied=accompanied) for time in times]
    assert max(jump(*pair) for pair in pairwise(cameras)) < 0.15


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_camera_stays_a_camera_beside_a_person(case):
    """Direction and up are perpendicular unit vectors, and the field is never empty."""
    for time in np.arange(0.0, script_of(case).duration, 0.05).tolist():
        camera = camera_at(case, time, accompanied=True)
        assert axes(camera) @ axes(camera).T == pytest.approx(np.eye(2), abs=1e-9), time
        assert min(camera.width, camera.height) > 30.0, time


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_stretch_lies_in_its_movement_after_the_one_before_it(step):
    """The camera is never sent to two places at once, and rests where the step rests."""
    legs = step.legs(accompanied=True)
    assert -1.0 <= legs[0].start
    assert all(leg.start < leg.end <= 0.0 for leg in legs)
    assert all(leg.end <= following.start for leg, following in pairwise(legs))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_where_the_spine_is_looked_at_the_camera_is_the_same(case):
    """With and without a person every rest state is seen from one place, but for a few."""
    for step in script_of(case).steps:
        alone, accompanied = (
            camera_at(case, step.time, accompanied=around) for around in (False, True)
        )
        assert (alone != accompanied) == (step.key in FURTHER), step.key


def test_without_a_person_the_first_two_steps_look_alike():
    """There is nothing to come closer to: the camera waits until the bone breaks."""
    cameras = {camera_at(Case(), time) for time in np.linspace(0.0, time_of("healthy"), 21)}
    assert cameras == {STEPS[0].camera}


@pytest.mark.parametrize("time", [0.0, time_of("ready"), time_of("cement", -0.4), DURATION])
def test_a_person_changes_nothing_but_the_camera(time):
    """All that moves, bends and fades is the same."""
    alone, accompanied = (pose_at(Case(), time, accompanied=around) for around in (False, True))
    assert accompanied.camera == camera_at(Case(), time, accompanied=True)
    assert accompanied.shown == alone.shown
    assert accompanied.shades == alone.shades
    for name, frame in alone.frames.items():
        assert np.array_equal(accompanied.frames[name], frame), name
    for name, weights in alone.weights.items():
        assert np.array_equal(accompanied.weights[name], weights), name


@pytest.mark.parametrize("level", CHOICES["level"])
def test_a_standing_person_is_seen_upright(level):
    """Whichever bone is in the middle: head up, and not tilted with that bone."""
    usual, camera = (
        camera_at(Case(level=one), time_of("person"), accompanied=True) for one in ("L1", level)
    )
    assert (camera.width, camera.height) == (usual.width, usual.height)
    assert camera.up[1] > 0.9
