"""The procedure as data."""

import numpy as np
import pytest

from scenes.story import timeline
from scenes.story.script import SCRIPTS
from scenes.story.steps import LAYERS, STEPS
from scenes.story.timeline import DURATION, time_of
from scenes.story.visibility import groups


def test_there_is_one_rest_state_per_unit_of_time():
    """Steps are numbered by their time."""
    assert [step.time for step in STEPS] == list(range(len(STEPS)))
    assert STEPS[-1].time == DURATION
    assert len({step.key for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize("treatment", SCRIPTS)
def test_the_camera_rests_at_every_rest_state(treatment):
    """Each stretch of its way lies inside its own movement, with and without a person."""
    for movement, stretches in enumerate(SCRIPTS[treatment].travel):
        for start, end in stretches:
            assert movement <= start < end <= movement + 1


def test_a_moment_is_written_from_a_step():
    """It is the very number that its decimals name, wherever the step stands."""
    second, third, fourth = (step.key for step in STEPS[1:4])
    assert time_of(fourth) == 3.0
    assert time_of(fourth, -0.58) == 2.42
    assert time_of(fourth, -0.58, steps=STEPS[3:]) == 2.42
    with pytest.raises(ValueError, match=f"step must be one of {second}, {third}, got 'cement'"):
        time_of("cement", steps=STEPS[1:3])


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_step_has_a_camera_layers_and_something_to_look_at(step):
    """A step names parts and layers; its camera is a proper frame."""
    assert step.highlight
    assert set(step.layers) <= set(LAYERS)
    assert np.linalg.norm(step.camera.direction) == pytest.approx(1.0)
    assert np.dot(step.camera.direction, step.camera.up) == pytest.approx(0.0, abs=1e-12)


def test_nothing_flickers_at_a_rest_state():
    """Whatever is fading is done fading when a step is reached."""
    for name, tracks in groups().items():
        for time in range(len(STEPS)):
            around = [np.prod([one(time + shift) for one in tracks]) for shift in (-0.01, 0.01)]
            assert np.ptp(around) < 0.02 or name in {"cap_hollow", "cap_solid"}, (name, time)


def test_instruments_only_touch_the_body_while_they_are_visible():
    """An instrument that is not shown is outside the skin."""
    depths = {
        "cannulas": timeline.CANNULA,
        "stylets": timeline.STYLET,
        "catheters": timeline.CATHETER,
    }
    for name, depth in depths.items():
        (shown,) = groups()[name]
        for time in np.arange(0, DURATION, 0.005):
            if shown(time) < 0.5:
                assert depth(time) < -90.0, (name, time)


def test_cement_waits_for_the_balloon_and_hardens_between_filler_and_cannula():
    """Order of the procedure: balloon out, cement in, filler out, cement hard, cannula out."""
    (catheter_shown,) = groups()["catheters"]
    balloon_out = max(time for time, value in catheter_shown.keys if value == 0.0)
    assert timeline.CATHETER(balloon_out) < -100.0
    assert balloon_out < timeline.FILL.keys[0][0]
    filler_out = timeline.FILLER.keys[-1][0]
    assert timeline.FILL.keys[-1][0] <= timeline.FILLER.keys[2][0] < filler_out
    assert filler_out <= timeline.HARDNESS.keys[0][0], "hard cement would hold the filler fast"
    assert timeline.CANNULA(timeline.HARDNESS.keys[-1][0]) == 0.0
