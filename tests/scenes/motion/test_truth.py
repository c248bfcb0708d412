"""What must hold in every frame: the rules that make the model truthful."""

import numpy as np
import pytest

from meshes.devices.instruments import SIZES
from meshes.devices.trajectory import LEFT_TRANSPEDICULAR
from meshes.fracture.landmarks import measured, rim_landmarks
from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.stack import apply
from meshes.spine.vertebra import spinal_canal
from meshes.tools.surface import is_closed_manifold, points_of, volume
from scenes.motion.pose import bone_at, pose_at
from scenes.story import timeline
from scenes.story.steps import STEPS
from scenes.story.timeline import DURATION, time_of
from tests.moments import moments
from tests.scenes.rules import MIRROR, behind_border, invaded, placed
from tests.walls import clearance, least_clearance

L1 = VERTEBRAE["L1"]
STOPS = LEFT_TRANSPEDICULAR.stops
EVERY_STATE = np.linspace(0, DURATION, 4 * len(STEPS) - 3)
"""All rest states with three moments between each two."""

LIVING = ("bone_T11", "bone_T12", "bone_L1", "bone_L2", "bone_L3")
SOFT = ("disc_T11_T12", "disc_T12_L1", "disc_L1_L2", "disc_L2_L3")
INSIDE = ("balloon_left", "balloon_right", "cement_left", "cement_right")


def shown(spine, name, time):
    """Tell how opaque a part is at a moment."""
    return pose_at(spine.case, time).shown[spine.part(name).shown]


def tip(working_z, offset):
    """Find the tip of an instrument that ends at ``working_z`` when it is not drawn back."""
    return LEFT_TRANSPEDICULAR.at_z(working_z) + offset * LEFT_TRANSPEDICULAR.direction


@pytest.mark.parametrize("name", LIVING + SOFT + INSIDE)
def test_bodies_are_closed_and_outward_in_every_state(spine, name):
    """Every bone, disc, balloon and cement mesh is a closed manifold of positive volume."""
    assert is_closed_manifold(spine.part(name).mesh)
    for time in EVERY_STATE:
        if shown(spine, name, time) > 0.0:
            assert volume(placed(spine, name, time)) > 0.0, time


def test_heights_fall_once_return_in_part_and_settle_a_little(spine):
    """Healthy > inflated > final > fractured, with no step in the wrong direction between."""
    rims, fracture = rim_landmarks(spine.part("bone_L1").mesh, L1), Fracture(L1)

    def heights_to(key):
        states = [bone_at(spine.case, time_of(key, back)) for back in np.linspace(-1.0, 0.0, 11)]
        moved = [fracture.displace(rims, state.loss, state.crack) for state in states]
        return [measured(one).anterior for one in moved]

    collapse, lifting, settling = map(heights_to, ("fracture", "inflation", "cavities"))
    assert (np.diff(collapse) <= 1e-6).all()
    assert (np.diff(lifting) >= -1e-6).all()
    assert (np.diff(settling) <= 1e-6).all()
    assert collapse[0] > lifting[-1] > settling[-1] > collapse[-1]
    lost = collapse[0] - collapse[-1]
    assert 0.28 < lost / collapse[0] < 0.38
    assert 0.35 < (settling[-1] - collapse[-1]) / lost < 0.55


def test_a_millimetre_of_bone_stays_around_the_cannula_in_the_pedicle(spine):
    """The needle's way through the pedicle has bone on all sides, in every state of the bone."""
    way = np.array([LEFT_TRANSPEDICULAR.at_z(z) for z in np.linspace(-27, -16, 45)])
    for time in moments("fracture trocars inflation-0.5 inflation cavities hardening"):
        bone = placed(spine, "bone_L1", time)
        for side in (np.eye(4), MIRROR):
            assert least_clearance(apply(side, way), bone) > SIZES.cannula + 1.0, time


def test_no_instrument_ever_enters_the_canal(spine):
    """Every point of every instrument stays clear of the spinal canal at every moment."""
    canal = spinal_canal(L1)
    for part in spine.parts:
        if part.layer != "tools" or part.mirrored:
            continue
        for time in np.arange(time_of("ready"), time_of("closing"), 0.05):
            if shown(spine, part.name, time) > 0.0:
                points = points_of(placed(spine, part.name, time))
                near = points[(np.abs(points[:, 1]) < 16) & (points[:, 2] > -33)]
                if len(near):
                    assert canal(near).min() > 1.0, (part.name, time)


def test_the_tip_is_past_the_back_wall_before_it_is_medial_to_the_pedicle():
    """Seen from the side it is in the body before, seen from the front, it leaves the pedicle."""
    back_wall = -L1.body_depth / 2
    medial_wall = L1.pedicle_x - L1.pedicle_half_width
    way = np.array([LEFT_TRANSPEDICULAR.at_z(z) for z in np.linspace(-32, STOPS.stylet, 400)])
    first_medial = way[way[:, 0] - SIZES.cannula < medial_wall][0]
    assert first_medial[2] > back_wall


def test_the_tip_stops_short_of_the_front_wall(spine):
    """At its deepest the trocar leaves at least 3 mm to the front wall."""
    deepest = max(timeline.STYLET(time) for time in np.arange(0, DURATION, 0.01))
    assert deepest == 0.0
    bone = placed(spine, "bone_L1", time_of("trocars"))
    assert clearance(tip(STOPS.stylet, deepest)[None], bone)[0] > 3.0


def test_the_balloon_only_inflates_wholly_past_the_cannulas_end(spine):
    """Whenever there is anything in the balloon, all of it lies ahead of the cannula."""
    direction = LEFT_TRANSPEDICULAR.direction
    for time in np.arange(time_of("balloons"), time_of("cavities", -0.5), 0.03):
        end = tip(STOPS.cannula, timeline.CANNULA(time)) @ direction
        balloon = points_of(placed(spine, "balloon_left", time))
        assert (balloon @ direction).min() > end, time


def test_the_balloon_stays_in_the_front_two_thirds_a_millimetre_inside(spine):
    """At every keyframe and between them, while the bone lifts and while it settles."""
    for time in np.concatenate(
        [
            np.linspace(time_of("balloons"), time_of("inflation"), 17),
            np.linspace(time_of("cavities", -0.95), time_of("cavities", -0.5), 9),
        ]
    ):
        bone = placed(spine, "bone_L1", time)
        for name in ("balloon_left", "balloon_right"):
            points = points_of(placed(spine, name, time))
            assert behind_border(points, bone, 1 / 3, L1.body_depth) > 0.0, (name, time)
            assert least_clearance(points, bone) >= 1.0, (name, time)


def test_the_two_balloons_and_the_two_fillings_never_meet(spine):
    """Each stays on its own side of the midline."""
    for time in np.linspace(time_of("inflation", -0.9), DURATION, 60):
        for kind in ("balloon", "cement"):
            if shown(spine, f"{kind}_left", time) > 0.0:
                assert points_of(placed(spine, f"{kind}_left", time))[:, 0].min() > 0.0, time
                assert points_of(placed(spine, f"{kind}_right", time))[:, 0].max() < 0.0, time


def test_no_cement_before_the_balloon_is_out(spine):
    """While a balloon can be seen there is no cement."""
    for time in np.arange(0, DURATION, 0.01):
        pose = pose_at(spine.case, time)
        if pose.shown["catheters"] > 0.0:
            assert pose.shown["cement"] == 0.0, time


@pytest.mark.parametrize("side", ["left", "right"])
def test_cement_grows_to_two_to_three_millilitres_and_never_shrinks(spine, side):
    """Volume is monotone over many moments between the keyframes too."""
    times = np.linspace(time_of("cement", -0.75), time_of("cement"), 200)
    volumes = [volume(placed(spine, f"cement_{side}", time)) / 1000 for time in times]
    assert (np.diff(volumes) >= -1e-6).all()
    assert volumes[0] < 0.1
    assert 2.0 <= volumes[-1] <= 3.0


@pytest.mark.parametrize("side", ["left", "right"])
def test_cement_stays_a_millimetre_inside_and_out_of_the_back_quarter(spine, side):
    """Never near the wall, never behind the back quarter, never in the canal."""
    canal = spinal_canal(L1)
    for time in np.linspace(time_of("cement", -0.75), time_of("cement"), 26):
        points = points_of(placed(spine, f"cement_{side}", time))
        bone = placed(spine, "bone_L1", time)
        assert least_clearance(points, bone) >= 1.0, time
        assert behind_border(points, bone, 1 / 4, L1.body_depth) > 0.0, time
        assert canal(points).min() > 5.0, time


@pytest.mark.parametrize("side", ["left", "right"])
def test_cement_fills_from_front_to_back(spine, side):
    """The middle of the filling moves backwards as it grows."""
    middles = [
        placed(spine, f"cement_{side}", time).center_of_mass()[2]
        for time in np.linspace(time_of("cement", -0.73), time_of("cement", -0.03), 15)
    ]
    assert middles[0] - middles[-1] > 2.0
    # The first drop swells about the tube's end before the filling runs back.
    assert (np.diff(middles[2:]) < 0).all()


def test_the_filler_always_ends_in_cement_while_cement_flows(spine):
    """Cement comes out of the tube's end, not out of nothing."""
    for time in np.linspace(time_of("cement", -0.7), time_of("cement", -0.03), 20):
        filler = points_of(placed(spine, "filler_left", time))
        direction = LEFT_TRANSPEDICULAR.direction
        front = filler[(filler @ direction).argmax()]
        along = front @ direction * direction
        axis = LEFT_TRANSPEDICULAR.at_z(0.0)
        end = axis - (axis @ direction) * direction + along
        cement = placed(spine, "cement_left", time)
        assert clearance(end[None], cement)[0] > -0.3, time


@pytest.mark.parametrize(
    "time",
    [0.0, *moments("fracture-0.5 fracture inflation-0.5 inflation cavities result")],
)
def test_neighbours_never_overlap(spine, time):
    """No point of a bone lies in another bone, and no nerve in any bone."""
    nerves = [part.name for part in spine.parts if part.layer == "nerves"]
    bodies = {name: placed(spine, name, time) for name in (*LIVING, *nerves)}
    assert invaded(LIVING, bodies) == []


def test_the_levels_below_do_not_move(spine):
    """L2, L3 and their discs are where they were, at every moment."""
    for name in ("bone_L2", "bone_L3", "disc_L1_L2", "disc_L2_L3"):
        rest = points_of(placed(spine, name, 0.0))
        for time in EVERY_STATE:
            assert np.abs(points_of(placed(spine, name, time)) - rest).max() == 0.0, (name, time)


def test_the_cord_ends_at_the_first_lumbar_level_and_roots_go_on(spine):
    """Below about L1-L2 there is no cord; strands hang on to the end of the model."""
    lower_edge_of_l2 = points_of(spine.part("bone_L2").mesh)[:, 1].min()
    assert points_of(spine.part("cord").mesh)[:, 1].min() > -30.0 > lower_edge_of_l2
    assert points_of(spine.part("cauda_equina").mesh)[:, 1].min() < lower_edge_of_l2
