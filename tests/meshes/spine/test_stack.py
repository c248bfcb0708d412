"""Rigid motions, and the stack of vertebrae at rest."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.spine.anatomy import DISCS, LEVELS, VERTEBRAE, shown_levels
from meshes.spine.stack import (
    apply,
    inverse,
    rest_transforms,
    rotate,
    rotation_about,
    rotation_x,
    translation,
)


def test_positive_turn_tips_the_upper_end_forward():
    """A quarter turn about X takes up to front and front to down."""
    up, front = np.array([0.0, 1, 0]), np.array([0.0, 0, 1])
    assert rotate(rotation_x(np.pi / 2), up) == pytest.approx(front)
    assert rotate(rotation_x(np.pi / 2), front) == pytest.approx(-up)


def test_turn_about_a_point_keeps_it():
    """The centre of a turn does not move, and directions turn as about the origin."""
    center = np.array([4.0, 5, 6])
    turn = rotation_about(0.7, center)
    assert apply(turn, center) == pytest.approx(center)
    assert turn[:3, :3] == pytest.approx(rotation_x(0.7)[:3, :3])


def test_inverse_undoes():
    """A motion and its inverse make the identity, in both orders."""
    motion = rotation_about(0.4, (1, 2, 3)) @ translation((5, -6, 7))
    assert inverse(motion) @ motion == pytest.approx(np.eye(4))
    assert motion @ inverse(motion) == pytest.approx(np.eye(4))


@pytest.mark.parametrize("treated", LEVELS)
def test_treated_level_is_the_world(treated):
    """The frame of the treated level is the world, and the stack is rigid whichever it is."""
    placed = rest_transforms(treated)
    assert placed[treated] == pytest.approx(np.eye(4))
    assert tuple(placed) == shown_levels(treated)
    standard = rest_transforms()
    for upper, lower in pairwise(placed):
        if {upper, lower} <= set(standard):
            assert inverse(placed[lower]) @ placed[upper] == pytest.approx(
                inverse(standard[lower]) @ standard[upper]
            )


def test_unknown_level_is_refused():
    """A level that the model lacks is named in the error, with those that it has."""
    with pytest.raises(ValueError, match="T10, T11, T12, L1, L2, L3, L4, got 'L5'"):
        rest_transforms("L5")


@pytest.mark.parametrize(
    ("treated", "first", "last"),
    [("T11", "T10", "L2"), ("T12", "T10", "L2"), ("L1", "T11", "L3"), ("L3", "T12", "L4")],
)
def test_five_levels_are_shown_around_the_treated_one(treated, first, last):
    """Two above and two below, as far as the model goes."""
    levels = shown_levels(treated)
    assert (len(levels), levels[0], levels[-1]) == (5, first, last)


def test_gaps_between_endplates_are_the_discs(transforms):
    """Facing endplates lie a disc's height apart at their centres and a disc's wedge askew."""
    for upper, lower in pairwise(transforms):
        disc = DISCS[upper, lower]
        above, below = VERTEBRAE[upper], VERTEBRAE[lower]
        bottom = apply(transforms[upper], np.array([0.0, -above.half_height, 0.0]))
        top = apply(transforms[lower], np.array([0.0, below.half_height, 0.0]))
        assert np.linalg.norm(bottom - top) == pytest.approx(disc.height, abs=0.02)
        plates = [
            rotate(transforms[upper] @ rotation_x(above.tilt), np.array([0.0, 0, 1])),
            rotate(transforms[lower] @ rotation_x(-below.tilt), np.array([0.0, 0, 1])),
        ]
        angle = np.arcsin(np.cross(plates[0], plates[1])[0])
        assert angle == pytest.approx(disc.wedge)


def test_stack_stands_upright_and_is_flat_in_x(transforms):
    """Each vertebra lies below the one above, none leaves the middle plane or tilts sideways."""
    heights = [transform[1, 3] for transform in transforms.values()]
    assert all(upper - lower > 25 for upper, lower in pairwise(heights))
    for level in transforms:
        assert transforms[level][0] == pytest.approx([1, 0, 0, 0])
