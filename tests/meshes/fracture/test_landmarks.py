"""Measures: right on shapes whose heights are known."""

from dataclasses import replace

import numpy as np
import pytest
import pyvista as pv

from meshes.fracture.landmarks import measured, rim_landmarks
from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import VERTEBRAE
from meshes.tools.surface import mesh, points_of, triangles_of
from meshes.tools.sweep import lathe

SIZE = replace(VERTEBRAE["L1"], body_depth=50.0)


@pytest.fixture
def drum():
    """Return a drum 20 mm high about the Y axis."""
    return lathe([(-10, 25), (10, 25)], (0, 0, 0), (0, 1, 0), sides=48)


def test_drum_has_one_height_and_no_kyphosis(drum):
    """All three heights of a drum are its own, and its plates are parallel."""
    found = measured(rim_landmarks(drum, SIZE))
    assert [found.anterior, found.middle, found.posterior] == pytest.approx([20.0] * 3)
    assert found.kyphosis == pytest.approx(0.0)


def test_a_bone_that_is_too_small_to_be_measured_is_refused():
    """A mesh that ends before a rim is an error that says where one was looked for."""
    button = lathe([(-10, 5), (10, 5)], (0, 0, 0), (0, 1, 0), sides=48)
    with pytest.raises(ValueError, match=r"no rim 10\.0 mm from z = 0"):
        rim_landmarks(button, SIZE)


def test_slanted_lid_is_a_kyphosis(drum):
    """A lid that falls toward the front by 0.2 in 1 is an angle of arctan 0.2."""
    rims = np.array([[0, s * 10.0, z] for s in (1, -1) for z in (-25.0, 0.0, 25.0)])
    rims[:3, 1] -= 0.2 * rims[:3, 2]
    found = measured(rims)
    assert found.kyphosis == pytest.approx(np.arctan(0.2))
    assert (found.posterior, found.middle, found.anterior) == pytest.approx((25.0, 20.0, 15.0))


@pytest.mark.parametrize("kind", ["wedge", "biconcave", "crush"])
@pytest.mark.parametrize("loss", [0.0, 0.2, 0.42])
def test_rims_stay_on_the_mesh_that_a_fracture_moves(bones, kind, loss):
    """Landmarks lie where the plates' contour in the midline has its ends, in every state."""
    bone, fracture = bones["L1"], Fracture(VERTEBRAE["L1"], kind)
    rims = rim_landmarks(bone, fracture.size)
    state = mesh(fracture.displace(points_of(bone), loss, 1.0), triangles_of(bone))
    moved = fracture.displace(rims, loss, 1.0)
    contour = np.asarray(state.slice(normal="x", origin=(1e-6, 0.0, 0.0)).points)
    apart = pv.PolyData(moved).compute_implicit_distance(state)["implicit_distance"]
    assert np.abs(apart).max() < 0.2
    for side, row in ((1.0, moved[:3]), (-1.0, moved[3:])):
        # Seen along the line through both rims, nothing of that plate stands out over it.
        along = (row[2] - row[0]) / np.linalg.norm(row[2] - row[0])
        out = np.array([0.0, along[2], -along[1]]) * side
        ends = contour[(side * contour[:, 1] > 0) & (contour[:, 2] > row[0][2] - 0.5)]
        assert ((ends - row[0]) @ out).max() < 0.8
