"""Distance fields: exact where they can be, and composable."""

import numpy as np
import pytest

from meshes.tools.arrays import unit
from meshes.tools.sdf import (
    blend_max,
    blend_min,
    ellipsoid,
    half_space,
    mirrored,
    sample,
    smooth_difference,
    smooth_union,
)

BALL = ellipsoid((0, 0, 0), (10, 10, 10))
BOX = np.array([16.0, 16.0, 16.0])


@pytest.fixture(scope="module")
def sampled():
    """Return a ball of radius 10 on a 1 mm grid."""
    return sample(BALL, -BOX, BOX, 1.0)


@pytest.fixture(scope="module")
def directions():
    """Return directions spread over the sphere."""
    return unit(np.random.default_rng(0).normal(size=(500, 3)))


def test_ball_is_exact(directions):
    """The distance to a ball is the distance to its centre less its radius."""
    assert BALL(directions * 12.5) == pytest.approx(2.5)
    assert BALL(directions * 4.0) == pytest.approx(-6.0)


def test_half_space_counts_along_its_normal():
    """A plane's normal need not be of unit length for distances to be in mm."""
    solid = half_space((0, 2, 0), (0, 5, 0))
    assert solid(np.array([[3.0, 7.0, 1.0], [0.0, -1.0, 0.0]])) == pytest.approx([5.0, -3.0])


def test_blends_differ_from_the_sharp_ones_only_where_the_two_are_close():
    """A blend deepens a union by a quarter of its radius at most, and not at all far away."""
    a, b = np.array([1.0, 1.0, 9.0]), np.array([1.0, 2.0, 1.0])
    assert blend_min(a, b, 4.0) == pytest.approx([0.0, 0.4375, 1.0])
    assert blend_max(a, b, 4.0) == pytest.approx([2.0, 2.5625, 9.0])


def test_boolean_fields_know_what_is_inside():
    """Union and difference of two balls agree with the sets that they name."""
    other = ellipsoid((12, 0, 0), (10, 10, 10))
    left, both, right = np.array([[-5.0, 0, 0], [6.0, 0, 0], [17.0, 0, 0]])[:, None]
    union = smooth_union(BALL, (other, 2.0))
    assert all(union(p)[0] < 0 for p in (left, both, right))
    carved = smooth_difference(BALL, other, 2.0)
    assert [carved(p)[0] < 0 for p in (left, both, right)] == [True, False, False]


def test_mirrored_shape_is_exactly_symmetric(directions):
    """A mirrored shape gives the very same number at x and -x, and leaves its input alone."""
    shape = mirrored(ellipsoid((3, 0, 0), (2, 4, 5)))
    points = directions * 6.0
    before = points.copy()
    assert np.array_equal(shape(points), shape(points * [-1, 1, 1]))
    assert np.array_equal(points, before)


def test_sampled_field_repeats_the_shape(sampled, directions):
    """Near the surface the spline gives distance and gradient of the exact shape."""
    points = directions * 10.4
    value, gradient = sampled.evaluate(points)
    assert np.abs(value - 0.4).max() < 2e-3
    assert np.abs(gradient - directions).max() < 5e-3
    assert np.array_equal(sampled(points), value)
    assert np.array_equal(sampled.gradient(points), gradient)


def test_gradient_is_the_derivative_of_the_value(sampled, directions):
    """The analytic gradient of the spline agrees with differences of its values."""
    points, step = directions * 9.7, 1e-4
    for axis in range(3):
        offset = step * np.eye(3)[axis]
        slope = (sampled(points + offset) - sampled(points - offset)) / (2 * step)
        assert sampled.gradient(points)[:, axis] == pytest.approx(slope, abs=1e-6)


def test_sampling_is_symmetric_and_exact_near_the_surface(sampled):
    """Both halves of the grid hold the same numbers, and those of the band are the shape's own."""
    assert np.array_equal(sampled.values, sampled.values[::-1])
    nodes = np.moveaxis(np.indices(sampled.values.shape), 0, -1).reshape(-1, 3) + sampled.origin
    exact = BALL(nodes)
    band = np.abs(exact) < 3.0
    assert sampled.values.ravel()[band] == pytest.approx(exact[band], abs=1e-12)
    assert np.array_equal(sampled.values.ravel() < 0, exact < 0)
