"""Two neighbouring broken bones, treated one after the other from below."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshes.spine.disc import OVERLAP
from meshes.spine.stack import apply, inverse
from meshes.tools.surface import is_closed_manifold, points_of, volume
from scenes.look.xray import exposure
from scenes.model.bones import build_bones
from scenes.model.devices import build_balloon, cement_beside, cement_parts
from scenes.motion.pose import pose_at, reach_of
from scenes.motion.site import ABOVE, BEYOND, site_of
from scenes.story.case import LIMITS, MOST, NEIGHBOURS, REGAINED, Case
from scenes.story.script import script_of
from scenes.story.timeline import DURATION, time_of
from scenes.story.visibility import SEEN_THROUGH, shown_at
from tests.moments import moments
from tests.scenes.model.test_box import LEAST, examples, with_numbers
from tests.scenes.rules import invaded, placed
from tests.spines import whole_of_pair
from tests.walls import clearance, least_clearance

EVERY_PAIR = [
    Case(level=level, shape=shape, neighbour=neighbour)
    for neighbour, pairs in NEIGHBOURS.items()
    for level in pairs
    for shape in ("wedge", "biconcave", "crush")
]

PAIRS = [
    Case(level="L1", neighbour="waiting"),
    Case(level="L3", shape="biconcave", approach="unipedicular", neighbour="waiting"),
    Case(level="T12", neighbour="treated"),
    Case(level="L2", shape="crush", approach="unipedicular", neighbour="treated"),
    Case(level="L1", shape="biconcave", neighbour="treated"),
]
"""Both halves of a story, every kind of fracture, both approaches."""

numbers = st.fixed_dictionaries(
    {
        "height_loss": st.floats(LEAST, MOST),
        "height_regained": st.floats(0.0, REGAINED["kyphoplasty"][1]),
        "settling": st.floats(*LIMITS["settling"]),
    }
)


def name_of(case):
    """Name a pair in a test's report."""
    return f"{case.level}-{case.shape}-{case.neighbour}"


@pytest.fixture(scope="module", params=PAIRS, ids=name_of)
def pair(request):
    """Take what is whole of a pair, and its cement."""
    return whole_of_pair(request.param)


def other_of(spine):
    """Find the other broken bone."""
    return site_of(spine.case).neighbour


@examples
@given(
    chosen=numbers,
    time=st.sampled_from(
        [0.0, *moments("fracture-0.7 fracture-0.4 fracture inflation-0.4 inflation result")]
    ),
)
def test_bones_never_overlap_and_no_nerve_is_in_a_bone(pair, chosen, time):
    """Whatever the treated bone has lost and regained, while both break and later."""
    spine = with_numbers(pair, chosen)
    bones = [f"bone_{level}" for level in site_of(spine.case).levels]
    nerves = [part.name for part in spine.parts if part.layer == "nerves"]
    assert invaded(bones, {name: placed(spine, name, time) for name in bones + nerves}) == []


@examples
@given(chosen=numbers, time=st.floats(0.2, DURATION))
def test_bodies_are_closed_and_outward(pair, chosen, time):
    """Every bone, disc and cement mesh is a closed manifold of positive volume."""
    spine = with_numbers(pair, chosen)
    for part in spine.parts:
        if part.layer in {"bones", "discs", "cement"} and part.shown in {
            *("always", "whole", "treated", "cemented"),
        }:
            body = placed(spine, part.name, time)
            assert is_closed_manifold(body), part.name
            assert volume(body) > 0.0, part.name


@pytest.mark.parametrize("time", moments("fracture-0.5 fracture result"))
def test_every_disc_lies_in_the_plates_over_and_under_it(pair, time):
    """As deep as a disc of the healthy spine, so that nothing gapes or shows through."""
    spine = with_numbers(pair, {"height_loss": MOST})
    for disc in (part.name for part in spine.parts if part.layer == "discs"):
        if disc.endswith(("_opened", "_cap")):
            continue
        for level, face in zip(disc.split("_")[1:], (slice(-302, -2), slice(0, 300)), strict=True):
            points = points_of(placed(spine, disc, time))[face][::7]
            depth = clearance(points, placed(spine, f"bone_{level}", time))
            assert np.median(depth) == pytest.approx(OVERLAP, abs=0.08), (disc, level)
            assert depth.min() > -1.1, (disc, level)


@pytest.mark.parametrize("case", EVERY_PAIR, ids=name_of)
def test_each_bone_bears_the_spine_above_it_as_when_it_breaks_alone(case):
    """Seen from the bone below, its neighbour lies where it lies in that bone's own story."""
    site, time = site_of(case), DURATION
    frames = pose_at(case, time).frames
    other, levels = site.neighbour, site.levels
    upper = levels[levels.index(other.level) - 1]
    lone = site_of(case.other)
    # What waits has its greatest loss, as at the break; what has its cement has its last one.
    alone = pose_at(case.other, time_of("fracture") if other.is_above else time).frames
    wanted = alone[ABOVE] @ lone.healthy[upper]
    frame = {True: frames.get(BEYOND), False: np.eye(4)}[other.is_above]
    here = frames[ABOVE] @ other.rest if other.is_above else other.rest
    assert inverse(here) @ frame @ site.rest[upper] == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("case", EVERY_PAIR, ids=name_of)
def test_the_treated_bone_and_what_lies_over_it_are_where_they_are_alone(case):
    """The other broken bone changes nothing about the bone that is treated."""
    usual = Case(level=case.level, shape=case.shape)
    assert site_of(case).rest[case.level] == pytest.approx(np.eye(4), abs=1e-12)
    for time in moments("fracture inflation result"):
        frames, alone = pose_at(case, time).frames, pose_at(usual, time).frames
        assert np.array_equal(frames[ABOVE], alone[ABOVE])


@pytest.mark.parametrize("case", EVERY_PAIR, ids=name_of)
def test_weights_never_leave_their_reach(case):
    """Shares that a packer may store as unsigned bytes, for both bones."""
    reach = reach_of(case)
    for time in np.linspace(0.0, DURATION, 61):
        for name, weights in pose_at(case, time).weights.items():
            share = weights / reach[name]
            assert (share >= 0.0).all(), (name, time)
            assert (share <= 1.0 + 1e-9).all(), (name, time)


def test_the_bone_above_breaks_with_the_treated_one_and_stays_broken(pair):
    """It does not get better while another bone is treated; what has its cement never moves."""
    name = f"bone_{other_of(pair).level}"
    own = pair.part(name)
    if not other_of(pair).is_above:
        assert not len(own.targets)
        assert own.frame == "world"
        return
    shapes = [
        own.points_at(pose_at(pair.case, time_of(key)).weights["beside"])
        for key in ("healthy", "fracture", "inflation", "result")
    ]
    assert np.abs(shapes[1] - shapes[0]).max() > 3.0
    assert np.array_equal(shapes[1], shapes[2])
    assert np.array_equal(shapes[1], shapes[3])


def test_the_cement_of_the_first_bone_lies_a_millimetre_inside_it(pair):
    """Out of its back quarter too, and on the X-ray from the first moment on."""
    other = other_of(pair)
    if other.is_above:
        assert not [part for part in pair.parts if part.layer == "cement"]
        return
    cement = pair.part("cement_beside")
    points = points_of(cement.mesh)
    assert least_clearance(points, placed(pair, f"bone_{other.level}", 0.0)) >= 0.95
    depth = apply(inverse(other.rest), points)[:, 2]
    assert depth.min() >= -other.fracture.size.body_depth / 4
    needles = len(site_of(pair.case).sides)
    assert 2000.0 * needles <= volume(cement.mesh) <= 3000.0 * needles
    assert exposure(cement.material, cement.shown) is not None
    assert pose_at(pair.case, 0.0).shown[cement.shown] == 1.0


def test_the_cement_is_what_the_first_story_ended_with():
    """The same body as in the bone's own case, in another place."""
    case = Case(level="T12", neighbour="treated")
    bones = build_bones(case)
    (cement,) = cement_beside(bones)
    alone = build_bones(case.other)
    parts = cement_parts(alone, build_balloon(alone))
    weights = pose_at(case.other, time_of("result")).weights["cement"]
    wanted = np.concatenate([part.points_at(weights) for part in parts])
    own = apply(inverse(bones.site.neighbour.rest), points_of(cement.mesh))
    assert own == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("treatment", REGAINED)
def test_the_second_story_begins_with_a_broken_bone(treatment):
    """It has its crack and its loss at once, and the first bone is seen through."""
    case = Case(level="T12", neighbour="treated", treatment=treatment)
    broken = time_of("fracture")
    first, usual = pose_at(case, 0.0), pose_at(Case(level="T12", treatment=treatment), broken)
    assert np.array_equal(first.weights["fracture"], usual.weights["fracture"])
    assert first.shown["crack"] == 1.0
    assert first.shown["cemented"] == SEEN_THROUGH
    script = script_of(case)
    own = {step.key: step for step in script_of(Case(treatment=treatment)).steps}
    assert [step.key for step in script.steps if step != own[step.key]] == ["healthy"]
    assert shown_at(script, 0.0, "opened")["cemented"] == 0.0
