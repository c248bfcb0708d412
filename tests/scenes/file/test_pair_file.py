"""The file of two neighbouring broken bones: any program plays both halves of the story."""

from collections import Counter

import numpy as np
import pytest

from scenes.file.bake import bake
from scenes.file.part_writer import MILLIMETRE
from scenes.model.labels import LABELS, parts_of
from scenes.model.measures import BEFORE
from scenes.motion.pose import pose_at
from scenes.motion.site import site_of
from scenes.motion.viewpoints import hidden
from scenes.story.case import Case
from scenes.story.views import TOP
from tests.moments import moments
from tests.scenes.gltf import Scene
from tests.scenes.rules import MIRROR
from tests.spines import assembled

STORIES = {
    "waiting": Case(shape="biconcave", neighbour="waiting"),
    "treated": Case(level="T12", neighbour="treated"),
}


@pytest.fixture(scope="module", params=STORIES)
def story(request):
    """Assemble and bake one half of a story."""
    spine = assembled(STORIES[request.param])
    return spine, Scene(bake(spine))


@pytest.mark.parametrize(
    "time",
    [0.0, *moments("fracture-0.63 fracture inflation-0.4 inflation result")],
)
def test_every_point_in_the_file_is_where_the_pose_puts_it(story, time):
    """What lies over both broken bones follows both, though the file hangs it on the lower one."""
    spine, scene = story
    pose = pose_at(spine.case, time)
    for part in spine.parts:
        if pose.shown[part.shown] > 0.0:
            points = part.points_at(pose.weights[part.weights] if part.weights else np.zeros(0))
            frame = MIRROR @ pose.frames[part.frame] if part.mirrored else pose.frames[part.frame]
            exact = points @ frame[:3, :3].T + frame[:3, 3]
            written = scene.points(f"mesh_{part.name}", time) / MILLIMETRE
            assert np.abs(written - exact).max() < 0.06, part.name


def test_weights_run_from_zero_to_one(story):
    """So that a packer may store them as unsigned bytes."""
    for keys in story[1].weight_tracks():
        assert keys.min() >= 0.0
        assert keys.max() <= 1.0


def test_every_part_answers_to_exactly_one_name(story):
    """The crack and the cement of the other bone too."""
    spine, _ = story
    named = Counter(part for label in LABELS.values() for part in parts_of(label, spine))
    assert set(named) == {part.name for part in spine.parts}
    assert set(named.values()) == {1}


def test_nothing_of_the_other_bone_stands_in_the_way_of_the_view_from_above(story):
    """Seen from the top, all that lies over the treated bone is left out, its crack too."""
    spine, _ = story
    site = site_of(spine.case)
    seen = {part.name for part in spine.parts} - set(hidden(spine.case, TOP))
    above = [level for level in site.levels if site.is_above(level)]
    assert not [name for name in seen if {*above} & {*name.split("_")} and name[:4] == "bone"]
    assert ("crack_beside" in seen) is (spine.case.neighbour == "treated")


def test_a_bone_that_is_broken_from_the_start_was_healthy_before_it(story):
    """The first key of each measure is the healthy bone, whenever the story begins."""
    spine, scene = story
    is_second = spine.case.neighbour == "treated"
    for name, heights in scene.document["scenes"][0]["extras"]["numbers"]["heights"].items():
        if name == "losses":
            continue
        track = scene.script()["tracks"]["measures"][name]
        assert track["values"][0] == pytest.approx(heights[0], abs=0.01)
        assert (track["times"][0] == BEFORE) is is_second
        (first,) = scene.extra("measures", name, time=0.0)
        # A wedge keeps its height behind.
        if name != "posterior":
            assert (first == pytest.approx(heights[0], abs=0.2)) is not is_second
