import numpy as np
import pytest

from meshes.tools.planar import filled, inside, sampled, spread

SQUARE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])
HOLE = np.array([[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0]])


def area(points, triangles):
    """Sum up the signed areas of triangles."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return 0.5 * np.sum((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])


def sides(triangles):
    """Return all sides of triangles as sorted pairs."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    return {tuple(pair) for pair in np.sort(pairs, axis=1).tolist()}


def test_an_outline_within_another_is_a_hole():
    """Points in the hole are outside, points between the outlines inside."""
    points = np.array([[0.5, 0.5], [2.0, 2.0], [5.0, 2.0]])
    np.testing.assert_array_equal(inside(points, [SQUARE]), [True, True, False])
    np.testing.assert_array_equal(inside(points, [SQUARE, HOLE]), [True, False, False])


def test_filling_covers_the_outline_but_not_the_hole():
    """The triangles add up to the area between the outlines."""
    points = np.concatenate([SQUARE, HOLE])
    assert area(points, filled(points, [SQUARE, HOLE])) == pytest.approx(16 - 4)


def test_every_edge_of_a_difficult_outline_is_a_side_of_a_triangle():
    """A comb whose long edges the plain triangulation would cross is filled exactly."""
    teeth = [(x, 5.0 if x % 2 else 0.2) for x in range(1, 10)]
    comb = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), *teeth[::-1], (0.0, 5.0)])
    triangles = filled(comb, [comb])
    number = np.arange(len(comb))
    wanted = {tuple(sorted(pair)) for pair in zip(number, np.roll(number, -1), strict=True)}
    assert wanted <= sides(triangles)
    x, y = comb.T
    enclosed = 0.5 * np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))
    assert area(comb, triangles) == pytest.approx(enclosed)


def test_a_forced_edge_loses_no_point():
    """An edge that cuts through a crowd of points leaves every point in use."""
    corners = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 3.0), (0.0, 3.0)])
    random = np.random.default_rng(4)
    for _ in range(60):
        above = random.uniform((0.1, 0.02), (9.9, 2.9), (30, 2))
        below = random.uniform((-2.0, -3.0), (12.0, -0.02), (30, 2))
        points = np.concatenate([corners, above, below])
        triangles = filled(points, [corners])
        assert set(range(34)) == set(np.unique(triangles).tolist())
        assert area(points, triangles) == pytest.approx(30)


def test_outlines_in_a_row_are_filled_apart():
    """Two slanted outlines whose ends lie on one line get no triangle of zero area between."""
    along, across = np.array([0.9, 0.3]), np.array([-0.1, 0.7])
    corners = np.array([(0.0, 0.0), (9.0, 0.0), (9.0, 0.3), (0.0, 0.3)])
    strip = np.outer(corners[:, 0], along) + np.outer(corners[:, 1], across)
    outlines = [strip, strip + 3.7 * across]
    points = np.concatenate(outlines)
    triangles = filled(points, outlines)
    assert len(triangles) == 4
    assert area(points, triangles) == pytest.approx(2 * 9.0 * 0.3 * (0.9 * 0.7 + 0.3 * 0.1))


@pytest.mark.parametrize("seed", range(5))
def test_ragged_stars_are_filled_exactly(seed):
    """Any outline without crossings is filled to its exact area."""
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    radius = np.random.default_rng(seed).uniform(1.0, 9.0, 40)
    star = radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    x, y = star.T
    enclosed = 0.5 * np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))
    assert area(star, filled(star, [star])) == pytest.approx(enclosed)


def test_spread_points_keep_clear_of_the_outline():
    """Points are about one spacing apart and never close to an edge."""
    points = spread([SQUARE], 0.5)
    assert inside(points, [SQUARE]).all()
    assert np.minimum(points, 4 - points).min() > 0.25
    apart = np.linalg.norm(points[:, None] - points, axis=2) + 9 * np.eye(len(points))
    assert apart.min() == pytest.approx(0.5, rel=1e-2)


def test_sampled_points_are_no_farther_apart_than_the_step():
    """Long edges get points between, short ones stay as they are."""
    points = sampled([SQUARE], 0.3)
    ring = np.concatenate([points, points[:1]])
    assert np.linalg.norm(np.diff(ring, axis=0), axis=1).max() <= 0.3 + 1e-12
    assert {tuple(corner) for corner in SQUARE} <= {tuple(point) for point in points}
