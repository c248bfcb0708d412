"""Measures: right on shapes whose heights are known."""

import numpy as np
import pytest

from meshes.fracture.landmarks import body_measures
from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import VERTEBRAE
from meshes.tools.surface import mesh, points_of, triangles_of
from meshes.tools.sweep import lathe

SIZE = VERTEBRAE["L1"]


@pytest.fixture
def drum():
    """Return a drum 20 mm high about the Y axis."""
    return lathe([(-10, 25), (10, 25)], (0, 0, 0), (0, 1, 0), sides=48)


def test_drum_has_one_height_and_no_kyphosis(drum):
    """All three heights of a drum are its own, and its plates are parallel."""
    found = body_measures(drum, Fracture(SIZE))
    assert [found.anterior, found.middle, found.posterior] == pytest.approx([20.0] * 3)
    assert found.kyphosis == pytest.approx(0.0)


def test_a_bone_that_is_too_small_to_be_measured_is_refused():
    """A line that misses the mesh is an error that names the line."""
    button = lathe([(-10, 5), (10, 5)], (0, 0, 0), (0, 1, 0), sides=48)
    with pytest.raises(ValueError, match=r"at x = 0, z = .* mm misses the mesh"):
        body_measures(button, Fracture(SIZE))


def test_slanted_lid_is_a_kyphosis(drum):
    """A lid that falls toward the front by 0.2 in 1 is an angle of arctan 0.2."""
    points = points_of(drum).copy()
    lid = points[:, 1] > 0
    points[lid, 1] -= 0.2 * points[lid, 2]
    found = body_measures(mesh(points, triangles_of(drum)), Fracture(SIZE))
    assert found.kyphosis == pytest.approx(np.arctan(0.2))
    assert found.anterior == pytest.approx(20 - 0.2 * 0.40 * SIZE.body_depth)
    assert found.posterior > found.middle > found.anterior


def test_healthy_l1_is_as_tall_as_its_size(bones):
    """Measured heights of the healthy bone are its sizes, less the dish in the middle."""
    found = body_measures(bones["L1"], Fracture(SIZE))
    assert found.anterior == pytest.approx(SIZE.anterior_height, abs=0.7)
    assert found.posterior == pytest.approx(SIZE.posterior_height, abs=1.3)
    middle = 2 * (SIZE.half_height - SIZE.endplate_dish)
    assert found.middle == pytest.approx(middle, abs=0.4)
