"""Shapes between keyframes: exact at each key, straight lines between them in both directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshes.tools.morph import MorphGrid, grid_weights

TRIANGLES = np.array([[0, 1, 2]])
POSITIONS, LOSSES = np.array([0.0, 0.2, 1.0]), np.array([0.0, 0.4])
shares = st.floats(-0.5, 1.5)


def growing():
    """Make a triangle that grows to three times its size, and shrinks by half with the loss."""
    keys = [[size * np.eye(3), 0.5 * size * np.eye(3)] for size in (1, 2, 3)]
    return MorphGrid(np.array(keys), TRIANGLES, POSITIONS, LOSSES)


def test_a_key_is_met_exactly():
    """At a key's position and loss the points are that key's points."""
    morph = growing()
    for row, position in zip(morph.points, POSITIONS, strict=True):
        for key, loss in zip(row, LOSSES, strict=True):
            np.testing.assert_allclose(morph.points_at(position, loss), key, atol=1e-15)


def test_points_move_on_straight_lines_between_keys():
    """Half way between keys every point is half way between its places, in both directions."""
    np.testing.assert_allclose(growing().points_at(0.6, 0.0), 2.5 * np.eye(3))
    np.testing.assert_allclose(growing().points_at(0.6, 0.2), 0.75 * 2.5 * np.eye(3))


def test_morph_holds_its_ends():
    """Outside the keys the nearest key holds."""
    morph = growing()
    np.testing.assert_allclose(morph.points_at(-1.0, -1.0), morph.points[0, 0], atol=1e-15)
    np.testing.assert_allclose(morph.points_at(2.0, 2.0), morph.points[-1, -1], atol=1e-15)


@given(shares, shares)
def test_weights_are_shares(position, loss):
    """No weight leaves 0 to 1, and together with that of the first key they make one."""
    weights = grid_weights(position, POSITIONS, loss, LOSSES)
    assert ((weights >= 0.0) & (weights <= 1.0)).all()
    assert weights.sum() <= 1.0 + 1e-12


def test_mesh_is_built_from_the_points():
    """The mesh at a place has its points and the triangles that never change."""
    found = growing().at(0.6, 0.2)
    np.testing.assert_allclose(found.points, growing().points_at(0.6, 0.2))
    np.testing.assert_array_equal(found.regular_faces, TRIANGLES)


@pytest.mark.parametrize(
    ("positions", "losses", "reason"),
    [
        ([0.0, 0.2], [0.0, 0.4], "per key"),
        ([0.0, 0.2, 0.2], [0.0, 0.4], "positions .* must increase"),
        ([0.0, 0.2, 1.0], [0.4, 0.0], "losses .* must increase"),
    ],
)
def test_wrong_keys_are_refused(positions, losses, reason):
    """One set of points per key, in order."""
    with pytest.raises(ValueError, match=reason):
        MorphGrid(np.zeros((3, 2, 3, 3)), TRIANGLES, np.array(positions), np.array(losses))
