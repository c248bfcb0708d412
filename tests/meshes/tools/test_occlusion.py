"""Occlusion: what is open is bright, what is enclosed is dark, and a seed fixes the rest."""

import numpy as np
import pytest

from meshes.spine.stack import translation
from meshes.tools.occlusion import ambient_occlusion, smooth_on
from meshes.tools.surface import merge, mesh, moved, normals_of, points_of, triangles_of
from meshes.tools.sweep import lathe


@pytest.fixture(scope="module")
def plate():
    """Return a thin disc 40 mm wide whose upper face lies at y = 0."""
    return lathe([(-1, 20), (0, 20)], (0, 0, 0), (0, 1, 0), sides=48)


MIDDLE = (np.array([[0.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]]))


def test_open_plate_sees_the_whole_sky(plate):
    """Nothing shades a single plate."""
    assert ambient_occlusion([MIDDLE], plate)[0] == pytest.approx(1.0)


def test_lid_shades_as_much_as_the_formula_says(plate):
    """A disc of radius r at height d blocks r² / (r² + d²) of the sky."""
    lid = moved(plate, translation((0, 16.0, 0)))
    found = ambient_occlusion([MIDDLE], merge([plate, lid]), rays=2048)[0][0]
    assert found == pytest.approx(1 - 20**2 / (20**2 + 15**2), abs=0.01)


def test_nothing_beyond_reach_shades(plate):
    """The same lid casts no shade on what it is too far from."""
    lid = moved(plate, translation((0, 16.0, 0)))
    assert ambient_occlusion([MIDDLE], merge([plate, lid]), reach=10.0)[0][0] == 1.0


def test_one_answer_per_target_and_the_same_each_time(plate):
    """Every target gets one number per point in [0, 1], and a seed fixes them all."""
    target = (points_of(plate), normals_of(plate))
    first, second = (ambient_occlusion([target, MIDDLE], plate, rays=64) for _ in range(2))
    assert [len(values) for values in first] == [plate.n_points, 1]
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert all(np.all((a >= 0) & (a <= 1)) for a in first)


def test_smoothing_keeps_constants_and_calms_peaks():
    """A constant stays as it is; a single peak sinks and spreads to its neighbours only."""
    square = mesh(
        np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]), np.array([[0, 1, 2], [0, 2, 3]])
    )
    assert smooth_on(square, np.full(4, 0.3)) == pytest.approx(0.3)
    calm = smooth_on(square, np.array([0.0, 1.0, 0.0, 0.0]), passes=1)
    assert calm == pytest.approx([1 / 6, 0.5, 1 / 6, 0.0])
    assert triangles_of(square).shape == (2, 3)
