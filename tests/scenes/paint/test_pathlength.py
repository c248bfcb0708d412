"""How far rays run inside closed surfaces."""

import numpy as np
import pytest
import pyvista as pv

from scenes.paint.pathlength import path_lengths

DISTANCE, FIELD = 900.0, 118.0


def measured(mesh, size=257, shift=(0.0, 0.0, 0.0)):
    """Path lengths through a mesh in the middle of the scene."""
    points = np.asarray(mesh.points, dtype=float) + shift - (0.0, 0.0, DISTANCE)
    return path_lengths(
        points,
        np.asarray(mesh.regular_faces, dtype=np.int64),
        distance=DISTANCE,
        field=FIELD,
        size=size,
    )


@pytest.fixture(scope="module")
def ball():
    """Make a sphere of 10 mm."""
    return pv.Sphere(radius=10.0, theta_resolution=160, phi_resolution=160)


def test_a_ball_of_20_mm_is_20_mm_long_through_its_middle(ball):
    """The longest way is the diameter."""
    lengths = measured(ball)
    assert lengths[128, 128] == pytest.approx(20.0, abs=0.1)
    assert lengths.max() == pytest.approx(20.0, abs=0.1)


def test_every_way_through_a_ball_is_its_chord(ball):
    """At each pixel the length is that of the straight way through the sphere."""
    lengths = measured(ball)
    place = (np.arange(257) + 0.5 - 128.5) / 257 * FIELD
    ray = np.stack(np.broadcast_arrays(place, -place[:, None], -DISTANCE), axis=2)
    ray = ray / np.linalg.norm(ray, axis=2, keepdims=True)
    nearest = np.linalg.norm(np.cross(ray, (0.0, 0.0, -DISTANCE)), axis=2)
    chord = 2.0 * np.sqrt(np.maximum(100.0 - nearest**2, 0.0))
    assert np.abs(lengths - chord)[nearest < 9.8].max() < 0.15
    assert np.abs(lengths - chord).mean() < 0.003


def test_rays_that_meet_nothing_have_no_length_at_all(ball):
    """No pixel on a shared edge is counted twice or left out."""
    for shift in ((0.0, 0.0, 0.0), (0.123, -7.7, 3.0), (31.3, 12.9, -20.0)):
        lengths = measured(ball, shift=shift)
        assert lengths.min() > -1e-9
        corner = np.abs(lengths) < 1e-9
        assert corner[:20].all()
        assert corner[-20:].all()


def test_a_body_beside_the_picture_weakens_nothing(ball):
    """No ray of the picture meets it."""
    assert not measured(ball, shift=(0.0, 200.0, 0.0)).any()


def test_how_a_surface_is_divided_does_not_matter():
    """A box of 12 triangles and one of 12 288 weaken the rays alike."""
    box = pv.Box((-11.0, 13.0, -7.0, 5.0, -9.0, 9.0)).triangulate()
    difference = measured(box) - measured(box.subdivide(5, "linear"))
    assert np.abs(difference).mean() < 1e-3
    assert measured(box)[128, 128] == pytest.approx(18.0, abs=0.01)


def test_a_hollow_in_a_surface_is_taken_off(ball):
    """A surface turned inside out takes away what it encloses."""
    hole = pv.Sphere(radius=4.0, theta_resolution=160, phi_resolution=160).flip_faces()
    assert (measured(ball) + measured(hole))[128, 128] == pytest.approx(12.0, abs=0.1)
