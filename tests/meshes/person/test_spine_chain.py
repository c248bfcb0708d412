"""The whole spine agrees with the shown one, stands in balance, and looks like a spine."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.person.far_vertebrae import SHAPES, far_shape, vertebra_placement
from meshes.person.posture import standing_up
from meshes.person.spine_chain import (
    BALANCE,
    SACRUM,
    SPINE,
    TREATED,
    body_size,
    lying_up,
    spine_places,
    standing_to_case,
)
from meshes.spine.anatomy import LEVELS, VERTEBRAE
from meshes.spine.stack import apply, inverse, rest_transforms
from meshes.tools.surface import is_closed_manifold, volume


@pytest.mark.parametrize("treated", TREATED)
def test_shown_vertebrae_lie_where_they_are_shown(treated):
    """Figure and close-up have one place for each vertebra, to the last digit."""
    places = spine_places(treated)
    for level, place in rest_transforms(treated).items():
        assert places[level] == pytest.approx(place, abs=1e-9)


@pytest.mark.parametrize("treated", TREATED)
def test_standing_spine_is_balanced(treated):
    """The neck's last vertebra lies 29 mm before the sacrum's plate; the head within 60 mm."""
    places, up = spine_places(treated), standing_up(treated)
    ahead = np.cross([1.0, 0.0, 0.0], up)
    plate = places[SACRUM][:3, 3]
    assert (places["C7"][:3, 3] - plate) @ ahead == pytest.approx(BALANCE)
    assert 0.0 < (places["C1"][:3, 3] - plate) @ ahead < 60.0


def test_curves_are_those_of_a_spine():
    """Chest 35 to 45 degrees, loins 40 to 60, sacrum's plate 30 to 45 when standing."""
    stand = inverse(standing_to_case("L1"))
    turns = {level: stand @ place for level, place in spine_places("L1").items()}
    tilt = {
        level: np.degrees(np.arctan2(place[2, 1], place[1, 1])) for level, place in turns.items()
    }
    assert 35.0 < tilt["T1"] - tilt["T12"] < 45.0
    assert 40.0 < tilt[SACRUM] - tilt["L1"] < 60.0
    assert 30.0 < tilt[SACRUM] < 45.0


@pytest.mark.parametrize("treated", TREATED)
def test_lying_and_standing_up_are_square(treated):
    """Who lies face down has up where the back looks."""
    up, lying = standing_up(treated), lying_up(treated)
    assert up @ lying == pytest.approx(0.0)
    assert np.linalg.norm(up) == pytest.approx(1.0)
    assert up[1] > 0.95
    assert lying[2] < -0.95


def test_every_vertebra_lies_under_the_one_above():
    """Bodies follow one another at the distance of their halves and the disc."""
    places = spine_places("L1")
    for upper, lower in pairwise(SPINE):
        way = places[upper][:3, 3] - places[lower][:3, 3]
        halves = (body_size(upper)[1] + body_size(lower)[1]) / 2
        assert halves + 2.0 < np.linalg.norm(way) < halves + 12.0


@pytest.mark.parametrize("name", [*SHAPES, "atlas", "disc"])
def test_shapes_are_closed(name):
    """Every far shape is watertight and faces outward."""
    shape = far_shape(name)
    assert is_closed_manifold(shape)
    assert volume(shape) > 0.0


@pytest.mark.parametrize("level", LEVELS)
def test_far_vertebrae_are_as_large_as_near_ones(level):
    """A scaled shape has the body of its level: within a millimetre where it was measured."""
    name, placement = vertebra_placement(level, np.eye(4))
    source = VERTEBRAE[SHAPES[name].source]
    corner = np.array([source.body_width / 2, source.half_height, source.body_depth / 2])
    size = VERTEBRAE[level]
    assert apply(placement, corner) == pytest.approx(
        [size.body_width / 2, size.half_height, size.body_depth / 2]
    )


def test_unknown_level_is_refused():
    """A level whose frame cannot be the world is named, with those that can."""
    with pytest.raises(ValueError, match="T11, T12, L1, L2, L3, got 'L5'"):
        spine_places("L5")
