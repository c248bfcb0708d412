"""Posture: one motion bends the whole person, and four weights are enough."""

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from meshes.fracture.warp import Fracture
from meshes.person.far_vertebrae import far_shape, vertebra_placement
from meshes.person.person import LIFTED
from meshes.person.posture import (
    HIP_LEAN,
    NECK_LENGTH,
    NECK_LIFT,
    hinges,
    posture_targets,
    posture_weights,
    postured,
    standing_up,
)
from meshes.person.spine_chain import TREATED, spine_places
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.stack import apply, rotate, rotation_about, rotation_x, translation
from meshes.tools.surface import points_of

BENDS = np.radians(np.linspace(0.0, 25.0, 11))


def motion(level, theta, sink=0.0):
    """Turn the spine above about the hinge of the level's fracture, and let it sink."""
    turn = rotation_about(theta, Fracture(VERTEBRAE[level]).hinge)
    return translation((0.0, -sink, 0.0)) @ turn


def moved(piece, above):
    """Return the points of a piece in a posture."""
    points = points_of(piece.placed())
    if len(piece.targets):
        return points + np.tensordot(posture_weights(above), piece.targets, axes=1)
    return apply(above, points) if piece.follows == "above" else points


@pytest.mark.parametrize("level", TREATED)
def test_four_weights_are_exact_enough(persons, level):
    """Nowhere on the body is the linear way more than 0.4 mm off, up to 25 degrees."""
    points = points_of(persons[level].piece("body").mesh)
    arm = np.random.default_rng(3).uniform(0.0, 1.0, len(points))
    targets = posture_targets(level, points, arm)
    for theta in BENDS:
        above = motion(level, theta, sink=8.0)
        linear = points + np.tensordot(posture_weights(above), targets, axes=1)
        way = np.linalg.norm(linear - postured(level, points, above, arm), axis=1)
        assert way.max() < 0.4


def test_real_fractures_weigh_as_their_spine_moves():
    """The weights are those of the matrix of the case, for every kind of fracture."""
    for kind in ("wedge", "biconcave", "crush"):
        above = Fracture(VERTEBRAE["L1"], kind).spine_above(0.4)
        sine, cosine, rise, ahead = posture_weights(above)
        turned = rotation_x(np.arctan2(sine, cosine + 1.0))
        assert turned[:3, :3] == pytest.approx(above[:3, :3])
        assert above[:3, 3] == pytest.approx([0.0, rise, ahead])


def test_chest_goes_rigidly_with_the_spine():
    """From 70 mm over the level to the neck's root skin moves as the ribs do."""
    points = np.random.default_rng(4).uniform([-150, 70, -90], [150, 240, 90], (500, 3))
    above = motion("L1", 0.3)
    assert postured("L1", points, above) == pytest.approx(apply(above, points))


def test_head_is_lifted_and_looks_nearly_ahead():
    """Over the neck everything turns by a fifth of the bend."""
    theta = 0.3
    base = hinges("L1").neck[1] + NECK_LENGTH
    points = np.random.default_rng(5).uniform([-80, base, 60], [80, base + 150, 250], (200, 3))
    turned = rotation_x((1.0 - NECK_LIFT) * theta)
    ways = postured("L1", points, motion("L1", theta)) - rotate(turned, points)
    assert ways == pytest.approx(np.tile(ways[0], (200, 1)))


def test_legs_stand_upright():
    """Up turns with the legs: along it, and across it, they keep their places about the hips."""
    theta, hips = 0.3, hinges("L1").hips
    points = np.random.default_rng(6).uniform([-150, -1100, -300], [150, -500, 0], (200, 3))
    legs = postured("L1", points, motion("L1", theta))
    before, after = standing_up("L1"), standing_up("L1", theta)
    assert (legs - hips) @ after == pytest.approx((points - hips) @ before)
    assert np.arccos(before @ after) == pytest.approx(HIP_LEAN * theta)


def test_what_lies_below_stays():
    """Between hips and the trunk's bend nothing moves."""
    points = np.random.default_rng(7).uniform([-150, -170, -90], [150, -70, 90], (200, 3))
    points = points[points[:, 1] < -70.0]
    above = motion("L1", 0.3)
    still = apply(hinges("L1").to_standing, points)[:, 1] > -165.0
    assert postured("L1", points, above)[still] == pytest.approx(points[still])


@pytest.mark.parametrize("level", ["T12", "L3"])
def test_neck_keeps_its_shape(persons, level):
    """Each lifted vertebra stays rigid: all its distances change by less than 1 %."""
    neck, above = persons[level].piece("neck"), motion(level, np.radians(22.0))
    rest, bent = points_of(neck.mesh), moved(neck, above)
    shapes = [vertebra_placement(name, spine_places(level)[name])[0] for name in LIFTED]
    ends = np.cumsum([far_shape(shape).n_points for shape in shapes])
    for before, after in zip(np.split(rest, ends)[:-1], np.split(bent, ends)[:-1], strict=True):
        assert pdist(after) == pytest.approx(pdist(before), rel=0.01)
