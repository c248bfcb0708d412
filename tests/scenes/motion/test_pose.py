"""Where everything is at one moment."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.motion.pose import bone_at, camera_at, final_bone, pose_at
from scenes.story.case import Case
from scenes.story.steps import STEPS
from scenes.story.timeline import DURATION, time_of

TIMES = st.floats(0, DURATION)


def values(pose):
    """Every number of a pose."""
    camera = pose.camera
    parts = [camera.target, camera.direction, camera.up, (camera.width, camera.height)]
    parts += [frame.ravel() for frame in pose.frames.values()]
    parts += [*pose.weights.values(), list(pose.shown.values()), list(pose.shades.values())]
    return np.concatenate([np.ravel(part) for part in parts])


@given(TIMES)
def test_a_pose_depends_on_nothing_but_case_and_time(time):
    """Asking twice, with other questions between, gives the same numbers."""
    first = values(pose_at(Case(), time))
    pose_at(Case(height_loss=0.2), DURATION - time)
    assert (values(pose_at(Case(), time)) == first).all()


@given(TIMES)
def test_nothing_jumps(time):
    """A thousandth of a step moves bones and cameras by less than they could be seen to jump."""
    later = min(DURATION, time + 1e-3)
    now, then = pose_at(Case(), time), pose_at(Case(), later)
    for name, frame in now.frames.items():
        assert np.abs(then.frames[name] - frame)[:3].max() < 1.5, name
    for name, weights in now.weights.items():
        assert np.abs(then.weights[name] - weights).max() < 0.06, name
    assert np.linalg.norm(np.subtract(then.camera.target, now.camera.target)) < 1.0
    assert np.dot(then.camera.direction, now.camera.direction) > 0.9999


@given(TIMES)
def test_frames_are_rigid(time):
    """Nothing is stretched or mirrored by a frame."""
    for frame in pose_at(Case(), time).frames.values():
        turn = frame[:3, :3]
        assert np.allclose(turn @ turn.T, np.eye(3))
        assert np.linalg.det(turn) == pytest.approx(1.0)


@given(TIMES)
def test_the_camera_stays_a_camera_between_steps(time):
    """Direction and up are perpendicular unit vectors, the field is never empty."""
    camera = camera_at(Case(), time)
    assert np.linalg.norm(camera.direction) == pytest.approx(1.0)
    assert np.linalg.norm(camera.up) == pytest.approx(1.0)
    assert np.dot(camera.direction, camera.up) == pytest.approx(0.0, abs=1e-9)
    assert min(camera.width, camera.height) > 30.0


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_the_camera_is_the_steps_own_at_rest(step):
    """At an integer the guided camera is exactly the one in the table."""
    assert camera_at(Case(), step.time) == step.camera


@pytest.mark.parametrize("aspect", [0.46, 1.0, 1.47, 2.4])
def test_the_whole_box_is_visible_whatever_the_pictures_shape(aspect):
    """The field covers the box in both directions, and no more than it must."""
    camera = STEPS[int(time_of("inflation"))].camera
    field = camera.field(aspect)
    assert field >= camera.height - 1e-9
    assert field * aspect >= camera.width - 1e-9
    assert field == pytest.approx(max(camera.height, camera.width / aspect))


@given(st.floats(allow_nan=True, allow_infinity=True).filter(lambda t: not 0 <= t <= DURATION))
def test_a_time_outside_the_walkthrough_is_refused(time):
    """The sentence names the limits and the time."""
    with pytest.raises(ValueError, match=f"time must be between 0 and {DURATION:g}, got"):
        pose_at(Case(), time)


def test_the_loss_deepens_once_and_lifts_in_part():
    """It deepens through the collapse, lifts with the balloon, settles a little, and then stays."""
    keys = ("fracture", "balloons", "inflation", "cavities")
    rests = (0.0, *map(time_of, keys), DURATION)
    collapse, waits, lift, settling, stays = (
        np.diff([bone_at(Case(), time).loss for time in np.linspace(start, end, 101).tolist()])
        for start, end in pairwise(rests)
    )
    assert (collapse >= 0).all()
    assert (lift <= 0).all()
    assert (settling >= 0).all()
    assert not waits.any()
    assert not stays.any()
    broken, inflated, settled = (bone_at(Case(), time_of(key)).loss for key in (keys[0], *keys[2:]))
    assert 0 < inflated < settled < broken
    assert bone_at(Case(), DURATION) == final_bone(Case())


def test_the_spine_above_tilts_forward_with_the_wedge():
    """It leans to the front when the bone collapses, and comes back in part."""
    lean = {
        step.key: np.arctan2(*pose_at(Case(), step.time).frames["above"][[2, 1], 1])
        for step in STEPS
    }
    assert lean["healthy"] == 0.0
    assert lean["fracture"] == max(lean.values()) > 0.1
    assert 0.0 < lean["result"] < lean["fracture"]
