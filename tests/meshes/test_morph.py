import numpy as np
import pytest

from meshes.morph import Morph

TRIANGLES = np.array([[0, 1, 2]])


def three_keys():
    """Make a triangle that grows to twice and then to three times its size."""
    first = np.eye(3)
    return Morph(np.array([first, 2 * first, 3 * first]), TRIANGLES, np.array([0.0, 0.2, 1.0]))


def test_a_key_is_met_exactly():
    """At a key's position the points are that key's points."""
    morph = three_keys()
    for key, position in zip(morph.points, morph.positions, strict=True):
        np.testing.assert_array_equal(morph.points_at(position), key)


def test_points_move_on_straight_lines_between_keys():
    """Half way between two keys every point is half way between its places."""
    np.testing.assert_allclose(three_keys().points_at(0.6), 2.5 * np.eye(3))


def test_morph_holds_its_ends():
    """Outside the keys the nearest key holds."""
    morph = three_keys()
    np.testing.assert_array_equal(morph.points_at(-1.0), morph.points[0])
    np.testing.assert_array_equal(morph.points_at(9.0), morph.points[-1])


def test_weighted_targets_give_the_points():
    """What a viewer adds up from targets and weights is what the morph itself says."""
    morph = three_keys()
    for position in np.linspace(0, 1, 11):
        weights = morph.weights(position)
        assert (weights >= 0).all()
        assert weights.sum() <= 1 + 1e-12
        added = morph.points[0] + np.einsum("k,knx->nx", weights, morph.targets())
        np.testing.assert_allclose(added, morph.points_at(position))


def test_mesh_carries_the_points_and_normals():
    """The mesh at a position has the morph's points and unit normals."""
    mesh = three_keys().at(0.2)
    np.testing.assert_array_equal(mesh.points, 2 * np.eye(3))
    np.testing.assert_allclose(np.linalg.norm(mesh.point_data["Normals"], axis=1), 1)


@pytest.mark.parametrize("positions", [[0.0, 1.0], [0.0, 0.5, 0.5]])
def test_keys_have_to_fit(positions):
    """Too few positions, or positions that stand still, are refused."""
    with pytest.raises(ValueError, match="positions"):
        Morph(np.zeros((3, 3, 3)), TRIANGLES, np.array(positions))
