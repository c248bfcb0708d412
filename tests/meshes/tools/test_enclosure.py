import numpy as np
import pytest
import pyvista as pv

from meshes.tools.enclosure import HORIZON, Enclosure
from meshes.tools.geodesic import geodesic
from meshes.tools.noise import noise
from meshes.tools.surface import is_closed_manifold, mesh, volume

CORNERS = np.full(3, -20.0), np.full(3, 20.0)


@pytest.fixture(scope="module")
def room():
    """Return the inside of a ball with a radius of 10 mm."""
    ball = pv.Icosphere(radius=10.0, nsub=4)
    return Enclosure([mesh(ball.points, ball.regular_faces)], *CORNERS)


def test_gap_is_never_larger_than_the_distance(room):
    """The gap to a ball's wall is a safe and close estimate."""
    points = np.random.default_rng(1).normal(size=(500, 3))
    points *= np.random.default_rng(2).uniform(6.5, 9.8, (500, 1)) / np.linalg.norm(
        points, axis=1, keepdims=True
    )
    distance = 10.0 - np.linalg.norm(points, axis=1)
    gap = room.gap(points)
    assert (gap <= distance + 1e-9).all()
    assert (distance - gap)[distance > 1.0].max() < 0.25


def test_gap_is_capped_far_from_walls(room):
    """In the middle of a large room the answer is the horizon, less what is uncertain."""
    assert HORIZON - 0.1 < room.gap(np.zeros((1, 3)))[0] <= HORIZON


def test_reach_stops_at_the_margin(room):
    """From the middle every way ends the margin before the wall, or at the wanted length."""
    directions, _ = geodesic(3)
    origins = np.zeros_like(directions)
    way = room.reach(origins, directions, 1.5, np.full(len(origins), 50.0))
    assert (way <= 8.5).all()
    assert way.min() > 8.2
    short = room.reach(origins, directions, 1.5, np.full(len(origins), 3.0))
    np.testing.assert_array_equal(short, 3.0)


def test_reach_is_zero_where_the_start_is_too_near(room):
    """Who already stands at the wall does not move."""
    start = np.array([[9.5, 0.0, 0.0]])
    assert room.reach(start, np.array([[-1.0, 0.0, 0.0]]), 1.0, np.array([5.0]))[0] == 0.0


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_geodesic_sphere_is_closed_and_round(parts):
    """It has the promised points and triangles, all on the unit sphere and facing outward."""
    points, triangles = geodesic(parts)
    assert len(points) == 10 * parts**2 + 2
    assert len(triangles) == 20 * parts**2
    np.testing.assert_allclose(np.linalg.norm(points, axis=1), 1)
    sphere = mesh(points, triangles)
    assert is_closed_manifold(sphere)
    assert 0.6 * 4.19 < volume(sphere) < 4.19


def test_noise_is_smooth_repeatable_and_about_zero():
    """Near points get near values, far ones do not, and the seed decides."""
    points = np.random.default_rng(0).uniform(0, 100, (4000, 3))
    values = noise(points, 4.0, seed=1)
    np.testing.assert_array_equal(values, noise(points, 4.0, seed=1))
    assert abs(values.mean()) < 0.1
    assert np.abs(noise(points + 0.05, 4.0, seed=1) - values).max() < 0.25
    assert np.abs(noise(points, 4.0, seed=2) - values).max() > 1.0
    assert np.abs(values).max() < 3.5
