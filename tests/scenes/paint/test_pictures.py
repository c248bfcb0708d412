"""The picture of every rest state."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from scenes.look.xray import VIEWS
from scenes.motion.pose import pose_at
from scenes.paint.fluoroscopy import fluoroscopy
from scenes.paint.stage import Stage
from scenes.story.steps import STEPS
from scenes.story.timeline import time_of
from tests import pictures
from tests.moments import moments

pytestmark = pytest.mark.drawing

KEYS = [step.key for step in STEPS]
SKIN = {"ready", "closing"}
TOOLS = {"trocars", "cannulas", "balloons", "inflation", "cavities", "cement", "hardening"}
BALLOON = {"balloons", "inflation"}
CEMENT = {"cement", "hardening", "closing", "result"}


@pytest.fixture(scope="module")
def stage(spine):
    """Build one small stage with the whole spine."""
    with Stage(spine, pictures.SIZE) as stage:
        yield stage


@pytest.fixture(scope="module")
def small_stage(spine):
    """Build a smaller stage, for the bones closed and opened."""
    with Stage(spine, pictures.SMALL) as stage:
        yield stage


@pytest.fixture(scope="module")
def thumbnail(spine):
    """Build a tiny stage, where many pictures are quick."""
    with Stage(spine, (120, 80)) as stage:
        yield stage


@pytest.mark.parametrize("step", STEPS, ids=KEYS)
def test_rest_state_looks_as_it_did(stage, case, step):
    """Each step agrees with its reference picture; on another renderer it is not blank."""
    picture = stage.paint(pose_at(case, step.time))
    assert picture.std() > 10
    if pictures.PINNED_RENDERER in pictures.renderer(stage):
        before = pictures.reference(step.key)
        assert pictures.agree(picture, before), pictures.seen_apart(picture, before)


@pytest.mark.parametrize("opening", pictures.OPENINGS)
@pytest.mark.parametrize("step", STEPS, ids=KEYS)
def test_closed_and_opened_bone_look_as_they_did(small_stage, case, step, opening):
    """Each step agrees with its reference picture also with all bones closed, and cut open."""
    picture = small_stage.paint(pose_at(case, step.time, opening))
    assert picture.std() > 10
    if pictures.PINNED_RENDERER in pictures.renderer(small_stage):
        before = pictures.reference(f"{step.key}_{opening}")
        assert pictures.agree(picture, before), pictures.seen_apart(picture, before)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("step", STEPS, ids=KEYS)
def test_xray_looks_as_it_did(spine, case, step, view):
    """Each step agrees with its two X-ray pictures, which need no graphics hardware."""
    picture = fluoroscopy(spine, pose_at(case, step.time), view, pictures.XRAY_SIZE)[..., :3]
    before = pictures.reference(f"{step.key}_{view}")
    assert pictures.difference(picture, before) < 0.5


@pytest.mark.parametrize("step", STEPS, ids=KEYS)
def test_layers_are_seen_when_they_should_be(thumbnail, case, step):
    """Skin, tools, balloon and cement are in the picture at their steps, and at no other."""
    pose = pose_at(case, step.time)
    seen = {
        layer: bool(thumbnail.silhouette(pose, layers={layer}).any())
        for layer in ("skin", "tools", "balloon", "cement", "bones", "discs", "nerves")
    }
    assert seen == {
        "skin": step.key in SKIN,
        "tools": step.key in TOOLS,
        "balloon": step.key in BALLOON,
        "cement": step.key in CEMENT,
        "bones": True,
        "discs": True,
        "nerves": True,
    }


@pytest.mark.parametrize("step", STEPS, ids=KEYS)
def test_subject_is_well_inside_the_picture(thumbnail, case, step):
    """Bone fills a good part of every picture, and background frames it."""
    share = thumbnail.silhouette(pose_at(case, step.time)).mean()
    assert 0.08 < share < 0.995


MOVING = moments("fracture-0.5 trocars-0.5 inflation-0.4 cement-0.4 result-0.5")
"""Moments at which something is on its way."""

DISSOLVING = ["trocars-0.62 trocars-0.3", "inflation-0.02 cavities-0.76", "result-0.72 result-0.32"]
"""From where to where bone opens, its cavity appears, and it closes."""


def test_forth_and_back_gives_the_same_picture(thumbnail, case):
    """The picture depends on the moment alone, not on what was shown before."""
    there = [thumbnail.paint(pose_at(case, time)) for time in MOVING]
    back = [thumbnail.paint(pose_at(case, time)) for time in reversed(MOVING)]
    assert all(np.array_equal(a, b) for a, b in zip(there, reversed(back), strict=True))


@pytest.mark.parametrize("ends", DISSOLVING)
def test_bone_dissolves_and_never_jumps(thumbnail, case, ends):
    """Seen from one place, bone opens, cavity appears and bone closes without a jump."""
    start, end = moments(ends)
    camera = pose_at(case, start).camera
    times = np.arange(start, end, 0.02).tolist()
    frames = [thumbnail.paint(pose_at(case, time), camera=camera) for time in times]
    steps = [pictures.difference(one, next_) for one, next_ in pairwise(frames)]
    assert max(steps) < 3.0
    assert pictures.difference(frames[0], frames[-1]) > 2 * max(steps)


WRONG = {
    "a grey level": (lambda picture: np.minimum(picture, 254) + 1, True),
    "three pixels aside": (lambda picture: np.roll(picture, 3, axis=1), False),
    "warmer": (lambda picture: (picture * [1.0, 0.98, 0.96]).astype(np.uint8), False),
    "darker": (lambda picture: (picture * 0.97).astype(np.uint8), False),
}
"""How a picture may be another one, and whether it still passes for the same."""


@pytest.mark.parametrize("change", WRONG)
@pytest.mark.parametrize("key", ["healthy", "cement"])
def test_comparison_sees_a_small_change(key, change):
    """A grey level is no difference; a place, a colour or a light that is not quite right is."""
    changed, passes = WRONG[change]
    picture = pictures.reference(key)
    assert pictures.agree(picture, picture)
    assert pictures.agree(picture, changed(picture)) == passes


@pytest.mark.parametrize("step", STEPS, ids=KEYS)
def test_comparison_sees_a_camera_that_stands_two_percent_further_off(stage, case, step):
    """However much of the picture the model fills."""
    pose = pose_at(case, step.time)
    camera = pose.camera
    farther = replace(camera, width=1.02 * camera.width, height=1.02 * camera.height)
    assert not pictures.agree(pictures.reference(step.key), stage.paint(pose, camera=farther))


def test_comparison_sees_a_moment_that_is_a_little_earlier(stage, case):
    """Half a step in a movement, for the whole picture."""
    picture = pictures.reference("cement")
    assert not pictures.agree(picture, stage.paint(pose_at(case, time_of("cement", -0.4))))
