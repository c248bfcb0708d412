"""The person around the spine."""

import re

import numpy as np
import pytest

from meshes.person import person_of, posture_targets
from meshes.spine.stack import apply
from meshes.tools.surface import points_of
from scenes.look.materials import MATERIALS
from scenes.model.companions import accompany
from scenes.model.spine import Spine
from scenes.motion.pose import POSTURE, pose_at
from scenes.motion.site import BEYOND, TOP, WORLD
from scenes.story.case import Case
from scenes.story.steps import LAYERS
from scenes.story.visibility import groups
from tests.moments import moments
from tests.persons import needs_body, person_around

pytestmark = needs_body


@pytest.fixture(scope="module")
def person():
    """Build the person around the usual bone."""
    return person_around(Case())


def test_bones_and_discs_that_the_scene_has_are_left_out(spine, person):
    """Exactly these: nothing of the spine is there twice, and nothing is missing."""
    whole = re.compile(r"(?:bone|disc)(?:_[TL]\d+)+")
    own = {part.name for part in spine.parts if whole.fullmatch(part.name)}
    everything = {piece.name for piece in person_of("L1").pieces}
    left_out = everything - {part.name for part in person}
    assert left_out == {name.replace("bone", "vertebra") for name in own}


def test_a_person_is_put_together_of_what_the_scene_knows(person):
    """Layer, groups, materials and frames of every part are those of any scene."""
    assert {part.layer for part in person} == {"person"} <= set(LAYERS)
    assert {part.shown for part in person} <= set(groups())
    assert {part.material for part in person} <= set(MATERIALS)
    assert {part.frame for part in person} == {WORLD, TOP}
    assert len({part.name for part in person}) == len(person)


BENDING = moments("healthy fracture-0.5 fracture inflation result")


@pytest.mark.parametrize("case", [Case(), Case(neighbour="waiting")], ids=["alone", "pair"])
def test_what_bends_goes_with_the_spine_above_the_bend(case):
    """Points of the trunk move exactly as what lies over all broken bones, and none below."""
    points = np.stack(np.meshgrid([-80.0, 20.0], [-120.0, 75.0, 240.0], [-60.0, 90.0]), axis=-1)
    points = points.reshape(-1, 3)
    above, targets = points[:, 1] > 0.0, posture_targets("L1", points)
    for time in BENDING:
        pose = pose_at(case, time)
        bent = points + np.tensordot(pose.weights_of(POSTURE), targets, axes=1)
        moved = apply(pose.frames[TOP], points)
        assert bent == pytest.approx(np.where(above[:, None], moved, points), abs=1e-6), time


def test_the_body_bends_with_the_spine(person):
    """Its trunk goes with the spine above, within two millimetres where arms and trunk meet."""
    (body,) = (part for part in person if part.name == "body")
    assert body.weights == POSTURE
    rest = points_of(body.mesh)
    trunk = (np.abs(rest[:, 0]) < 90.0) & (rest[:, 1] > 75.0) & (rest[:, 1] < 240.0)
    hips = (np.abs(rest[:, 0]) < 90.0) & (rest[:, 1] > -150.0) & (rest[:, 1] < -75.0)
    for time in BENDING:
        pose = pose_at(Case(), time)
        bent = body.points_at(pose.weights_of(POSTURE))
        moved = apply(pose.frames[TOP], rest)
        assert np.abs(bent - moved)[trunk].max() < 2.0, time
        assert np.abs(bent - rest)[hips].max() < 0.1, time
    assert np.abs(moved - rest)[trunk].max() > 5.0


def test_what_lies_over_all_broken_bones_has_one_frame():
    """It is that of the bone that is broken further up, where there is one."""
    time = moments("fracture")[0]
    alone, pair = (pose_at(case, time).frames for case in (Case(), Case(neighbour="waiting")))
    assert np.array_equal(alone[TOP], alone["above"])
    assert np.array_equal(pair[TOP], pair[BEYOND])
    assert not np.array_equal(pair[TOP], pair["above"])


def test_the_marked_bone_is_the_treated_one_once_more(spine):
    """The same mesh, so that it breaks as that does, in the layer of the person."""
    bone, marked = spine.part("bone_L1"), spine.part("marked")
    assert marked.mesh is bone.mesh
    assert (marked.frame, marked.weights) == (bone.frame, bone.weights)
    assert (marked.layer, marked.shown) == ("person", "marked")


def test_marks_on_the_skin_give_way_to_those_of_the_room(spine, person, monkeypatch):
    """The piece of skin is there only where nobody lies around it."""
    monkeypatch.setattr(
        "scenes.model.companions.companion_parts",
        lambda one: person if one.kind == "person" else [],
    )
    names = {part.name for part in accompany(Spine(spine.case, spine.parts)).parts}
    assert {part.name for part in spine.parts} - names == {"skin", "mark_left", "mark_right"}
    assert {part.name for part in person} <= names
