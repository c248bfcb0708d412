"""The rules of the model over everything that a case may be: levels, kinds, approaches, numbers.

:mod:`tests.scenes.motion.test_truth` holds them for every part and moment of the default case.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from meshes.devices.instruments import SIZES
from meshes.fracture.landmarks import measured, rim_landmarks
from meshes.spine.vertebra import spinal_canal
from meshes.tools.surface import is_closed_manifold, points_of, volume
from scenes.model.devices import MOST_CEMENT
from scenes.model.filling import volumes_by_filling
from scenes.model.spine import Spine
from scenes.motion.pose import bone_at, pose_at
from scenes.motion.site import site_of
from scenes.story.case import CHOICES, LIMITS, MOST, REGAINED, Case
from scenes.story.script import script_of
from scenes.story.timeline import DURATION, time_of
from tests.moments import moments
from tests.scenes.rules import MIRROR, behind_border, invaded, placed
from tests.spines import moving
from tests.walls import clearance, least_clearance

FAMILIES = [
    Case(level=level, shape=shape, approach=CHOICES["approach"][(row + column) % 2])
    for row, level in enumerate(CHOICES["level"])
    for column, shape in enumerate(CHOICES["shape"])
]
"""Every level with every kind of fracture, and both approaches with each of them."""

LEAST = 0.05
"""Loss of height below which nothing is broken enough to speak of heights."""


def numbers_of(treatment):
    """Choose numbers that a case may have under a treatment."""
    return st.fixed_dictionaries(
        {
            "treatment": st.just(treatment),
            "height_loss": st.floats(LEAST, MOST),
            "height_regained": st.floats(0.0, REGAINED[treatment][1]),
            "settling": st.floats(*LIMITS["settling"]),
            "cement": st.floats(*LIMITS["cement"]),
        }
    )


numbers = st.one_of(numbers_of("kyphoplasty"), numbers_of("vertebroplasty"))
FLATTEST = {
    "treatment": "kyphoplasty",
    "height_loss": MOST,
    "height_regained": 0.0,
    "settling": 0.0,
    "cement": 1.0,
}
TALLEST = FLATTEST | {"height_loss": LEAST, "height_regained": REGAINED["kyphoplasty"][1]}
"""The corners of the box where there is least room for what is brought in."""

examples = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # shrinking what is slow takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module", params=FAMILIES, ids=lambda case: f"{case.level}-{case.shape}")
def family(request):
    """Take what moves in the cases of one family; nothing of it depends on the numbers."""
    return moving(request.param)


EVERY_FAMILY = [
    Case(level=level, shape=shape, approach=approach)
    for level, shape, approach in product(*map(CHOICES.get, ("level", "shape", "approach")))
]
"""A second broken bone leaves the treated one, and all that is brought into it, as they are."""


@pytest.fixture(scope="module", params=EVERY_FAMILY, ids=lambda case: "-".join(family_name(case)))
def every_family(request):
    """Take each level, kind and approach: for what fits into the bone or does not."""
    return moving(request.param)


def family_name(case):
    """Name a family for the list of tests."""
    return case.level, case.shape, case.approach


def with_numbers(family, chosen):
    """Put a case with its own numbers in place of a family's."""
    return Spine(replace(family.case, **chosen), family.parts)


def own_time(case, moment):
    """Return when a moment of the procedure is shown; what a treatment leaves out is no example."""
    times = script_of(case).clock.own([moment])
    assume(times)
    return times[0]


def treated(spine, time):
    """Place the treated bone."""
    return placed(spine, f"bone_{spine.case.level}", time)


def losses_between(case, start, end):
    """Return the losses of height at moments from one rest state to another."""
    steps = script_of(case).steps
    times = np.linspace(time_of(start, steps=steps), time_of(end, steps=steps), 81)
    return np.array([bone_at(case, time).loss for time in times.tolist()])


@examples
@given(chosen=numbers_of("kyphoplasty"))
def test_height_falls_returns_in_part_and_settles(family, chosen):
    """Healthy > inflated >= final >= fractured where the body is lowest, step by step."""
    case = replace(family.case, **chosen)
    collapse = losses_between(case, "healthy", "fracture")
    lift = losses_between(case, "balloons", "inflation")
    settling = losses_between(case, "inflation", "result")
    assert collapse[0] == 0.0
    assert (np.diff(collapse) >= 0.0).all()
    assert (np.diff(lift) <= 0.0).all()
    assert (np.diff(settling) >= 0.0).all()
    assert collapse[-1] == case.height_loss >= settling[-1] >= lift[-1] > 0.0


@examples
@given(chosen=numbers_of("vertebroplasty"))
def test_without_a_balloon_height_returns_with_the_cement_alone(family, chosen):
    """Nothing but the cement lifts, and nothing sinks back."""
    case = replace(family.case, **chosen)
    assert losses_between(case, "fracture", "cannulas") == pytest.approx(case.height_loss)
    losses = losses_between(case, "cannulas", "outcome")
    assert (np.diff(losses) <= 0.0).all()
    assert case.height_loss >= losses[-1] > 0.0
    assert losses[-1] == pytest.approx(case.final_loss)


@examples
@given(chosen=numbers_of("time"))
def test_a_bone_left_alone_keeps_its_shape_while_its_crack_closes(family, chosen):
    """No height returns, and none is lost any more."""
    case = replace(family.case, **chosen)
    script = script_of(case)
    times = np.linspace(time_of("fracture", steps=script.steps), script.duration, 41)
    states = [bone_at(case, time) for time in times.tolist()]
    assert {state.loss for state in states} == {case.height_loss}
    assert (np.diff([state.crack for state in states]) <= 0.0).all()
    assert (states[0].crack, states[-1].crack) == (1.0, 0.0)


@pytest.mark.parametrize("measure", ["anterior", "middle", "posterior"])
def test_no_height_ever_grows_with_the_loss(family, measure):
    """The more is lost, the lower the body is in front, in the middle and behind."""
    spine = with_numbers(family, {"height_loss": MOST})
    fracture = site_of(spine.case).fracture
    rims = rim_landmarks(spine.part(f"bone_{spine.case.level}").mesh, fracture.size)
    states = [bone_at(spine.case, time) for time in np.linspace(0.0, time_of("fracture"), 9)]
    moved = [fracture.displace(rims, state.loss, state.crack) for state in states]
    heights = [getattr(measured(one), measure) for one in moved]
    assert (np.diff(heights) <= 1e-6).all()
    lost = 1.0 - heights[-1] / heights[0]
    lowest = {"wedge": "anterior", "biconcave": "middle"}.get(spine.case.shape)
    if measure == lowest:
        assert lost == pytest.approx(MOST, abs=0.08)
    if spine.case.shape == "crush":
        assert lost > 0.15


@examples
@given(chosen=numbers, time=st.floats(0.2, DURATION))
def test_bodies_are_closed_and_outward(family, chosen, time):
    """Every bone, disc, balloon and cement mesh is a closed manifold of positive volume."""
    spine = with_numbers(family, chosen)
    time = own_time(spine.case, time)
    pose = pose_at(spine.case, time)
    for part in spine.parts:
        if part.layer in {"bones", "discs", "balloon", "cement"} and "cap" not in part.name:
            if "opened" in part.name or pose.shown[part.shown] == 0.0:
                continue
            body = placed(spine, part.name, time)
            assert is_closed_manifold(body), part.name
            assert volume(body) > 0.0, part.name


@examples
@given(
    chosen=numbers,
    time=st.sampled_from(
        moments("fracture trocars inflation-0.5 inflation cavities-0.7 hardening")
    ),
)
def test_a_millimetre_of_bone_stays_around_the_cannula_in_the_pedicle(family, chosen, time):
    """On every side from which a needle comes."""
    spine = with_numbers(family, chosen)
    time = own_time(spine.case, time)
    site = site_of(spine.case)
    behind = -site.fracture.size.body_depth / 2
    way = np.array([site.trajectory.at_z(behind + z) for z in np.linspace(-11.5, -0.5, 45)])
    bone = treated(spine, time)
    for side in (np.eye(4), MIRROR)[: len(site.sides)]:
        assert least_clearance(way @ side[:3, :3], bone) > SIZES.cannula + 1.0


def test_no_needle_enters_the_canal_or_reaches_the_front_wall(family):
    """Past the back wall before it is medial to the pedicle, and short of the front wall."""
    for loss in (LEAST, MOST):
        spine = with_numbers(family, {"height_loss": loss})
        site = site_of(spine.case)
        size, stops = site.fracture.size, site.trajectory.stops
        way = np.array([site.trajectory.at_z(z) for z in np.linspace(-45, stops.stylet, 500)])
        assert spinal_canal(size)(way).min() > SIZES.cannula + 1.0
        inner = size.pedicle_x - size.pedicle_half_width
        medial = way[way[:, 0] - SIZES.cannula < inner]
        assert medial[0, 2] > -size.body_depth / 2
        assert clearance(way[-1:], treated(spine, time_of("trocars")))[0] > 3.0


@examples
@given(
    chosen=numbers_of("kyphoplasty"), time=st.floats(time_of("balloons"), time_of("cavities", -0.5))
)
@example(chosen=FLATTEST, time=time_of("balloons"))
@example(chosen=FLATTEST, time=time_of("inflation"))
def test_the_balloon_stays_in_front_of_the_cannula_and_inside_the_bone(every_family, chosen, time):
    """At any moment: in the front two thirds as drawn, a millimetre inside, on its own side."""
    spine = with_numbers(every_family, chosen)
    site = site_of(spine.case)
    direction = site.trajectory.direction
    bone, mouth = treated(spine, time), site.trajectory.at_z(site.trajectory.stops.cannula)
    for side in site.sides:
        points = points_of(placed(spine, f"balloon_{side}", time))
        assert least_clearance(points, bone) >= 1.0
        assert behind_border(points, bone, 1 / 3, site.fracture.size.body_depth) > 0.0
        if side == "left":
            assert (points @ direction).min() > mouth @ direction
        if len(site.sides) == 2:
            assert (points[:, 0] * (1 if side == "left" else -1)).min() > 0.0


@examples
@given(chosen=numbers, time=st.floats(time_of("cement", -0.75), DURATION))
@example(chosen=FLATTEST, time=time_of("result"))
@example(chosen=TALLEST, time=time_of("result"))
def test_cement_stays_inside_and_out_of_the_back_quarter(every_family, chosen, time):
    """At any moment: a millimetre inside, far from the canal, on its own side."""
    spine = with_numbers(every_family, chosen)
    time = own_time(spine.case, time)
    site = site_of(spine.case)
    bone, size = treated(spine, time), site.fracture.size
    for side in site.sides:
        points = points_of(placed(spine, f"cement_{side}", time))
        assert least_clearance(points, bone) >= 1.0
        assert behind_border(points, bone, 1 / 4, site.fracture.size.body_depth) > 0.0
        assert spinal_canal(size)(points).min() > 5.0
        if len(site.sides) == 2:
            assert (points[:, 0] * (1 if side == "left" else -1)).min() > 0.0


def cement_volume(spine, side, moment):
    """Measure the cement of one side at a moment of the procedure, in millilitres."""
    return volume(placed(spine, f"cement_{side}", own_time(spine.case, moment))) / 1000.0


def read_off(table, case):
    """Read off a table how many millilitres of cement a case has, between its rows and columns."""
    rows = [np.interp(case.cement, table["fillings"], row) for row in table["millilitres"]]
    return np.interp(case.final_loss, table["losses"], rows)


@examples
@given(chosen=numbers)
def test_cement_grows_to_what_was_asked_for(family, chosen):
    """On each side, without ever shrinking, from nothing to what the table says of all together."""
    spine = with_numbers(family, chosen)
    total, most = 0.0, MOST_CEMENT[spine.case.approach] / 1000.0
    filling = np.linspace(time_of("cement", -0.75), time_of("cement"), 40)
    for side in site_of(spine.case).sides:
        volumes = [cement_volume(spine, side, moment) for moment in filling]
        assert (np.diff(volumes) >= -1e-6).all()
        assert volumes[0] < 0.1
        assert 1.2 <= volumes[-1] <= most + 0.01
        total += volumes[-1]
    assert read_off(volumes_by_filling(spine.parts), spine.case) == pytest.approx(total, abs=0.05)


@examples
@given(chosen=numbers)
def test_the_usual_filling_is_two_to_three_millilitres_a_side(family, chosen):
    """Whatever height is lost and regained."""
    spine = with_numbers(family, chosen | {"cement": 0.5})
    for side in site_of(spine.case).sides:
        assert 2.0 <= cement_volume(spine, side, time_of("cement")) <= 3.0


@examples
@given(chosen=numbers, more=st.floats(0.01, 1.0))
def test_more_cement_is_more(family, chosen, more):
    """Whatever the bone: the whole of the range changes what is seen."""
    fuller = chosen | {"cement": min(1.0, chosen["cement"] + more)}
    assume(fuller["cement"] - chosen["cement"] >= 0.01)
    step = fuller["cement"] - chosen["cement"]
    for side in site_of(family.case).sides:
        less, much = (
            cement_volume(with_numbers(family, numbers), side, time_of("cement"))
            for numbers in (chosen, fuller)
        )
        assert much - less > 0.4 * step


@examples
@given(
    chosen=numbers,
    time=st.sampled_from([0.0, *moments("fracture-0.5 fracture inflation-0.4 inflation result")]),
)
def test_neighbours_never_overlap(family, chosen, time):
    """No point of a bone lies in another bone, and no nerve in any bone."""
    spine = with_numbers(family, chosen)
    time = own_time(spine.case, time)
    bones = [f"bone_{level}" for level in site_of(spine.case).levels]
    nerves = [part.name for part in spine.parts if part.layer == "nerves"]
    assert invaded(bones, {name: placed(spine, name, time) for name in bones + nerves}) == []


@examples
@given(chosen=numbers, time=st.floats(0.0, DURATION))
def test_the_levels_below_do_not_move(family, chosen, time):
    """The bones under the treated one are where they were."""
    spine = with_numbers(family, chosen)
    time = own_time(spine.case, time)
    site = site_of(spine.case)
    for level in site.levels[site.levels.index(site.level) + 1 :]:
        rest, now = (points_of(placed(spine, f"bone_{level}", at)) for at in (0.0, time))
        assert np.array_equal(rest, now)
