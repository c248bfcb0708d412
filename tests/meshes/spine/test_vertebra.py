"""The vertebrae: closed, symmetric, of the size asked for, and clear of each other."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.spine.anatomy import LEVELS, VERTEBRAE
from meshes.spine.stack import apply, inverse, rest_transforms
from meshes.spine.vertebra import build_vertebra, spinal_canal, vertebra_shape
from meshes.spine.vertebral_body import endplate_height, half_height, rim_radius
from meshes.tools.surface import is_closed_manifold, normals_of, points_of, triangles_of, volume

every_level = pytest.mark.parametrize("level", LEVELS)


@every_level
def test_surface_is_closed_and_outward(bones, level):
    """Every bone is one watertight surface of the size of a vertebra, 25 to 50 ml."""
    assert is_closed_manifold(bones[level])
    assert 25_000 < volume(bones[level]) < 50_000


@every_level
def test_surface_is_exactly_symmetric(bones, level):
    """The left half is the mirror image of the right, point by point."""
    points = {tuple(p) for p in points_of(bones[level])}
    assert points == {tuple(p) for p in points_of(bones[level]) * [-1, 1, 1] + 0.0}


def test_exact_shape_is_symmetric_too():
    """Before any sampling the shape gives the same distance at x and -x."""
    shape = vertebra_shape(VERTEBRAE["L1"])
    points = np.random.default_rng(6).uniform([-40, -20, -65], [40, 20, 17], (2000, 3))
    assert shape(points) == pytest.approx(shape(points * [-1, 1, 1]), abs=1e-12)


@every_level
def test_points_lie_on_the_field_and_normals_follow_it(bones, vertebrae, level):
    """No point is off the surface, and no normal disagrees with the triangles around it."""
    field, surface = vertebrae[level].field, bones[level]
    assert np.abs(field(points_of(surface))).max() < 0.02
    corners = points_of(surface)[triangles_of(surface)]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    turned = np.einsum("mi,mki->mk", faces, normals_of(surface)[triangles_of(surface)])
    assert np.mean(turned.max(axis=1) > 0) == 1.0


@every_level
def test_triangle_budget(bones, level):
    """Neighbours are thinned to 5,500 triangles; the treated bone to 13,500."""
    assert bones[level].n_cells <= (13_500 if level == "L1" else 5_500)


def test_dense_wall_is_thinned_last(bones, vertebrae):
    """Of the same number of triangles, the wall gets half as many again when it is kept dense."""

    def on_wall(surface):
        x, y, z = points_of(surface).T
        wall = (rim_radius(VERTEBRAE["L1"], x, z) > 0.8) & (z > -12) & (np.abs(y) < 11)
        return np.count_nonzero(wall)

    assert on_wall(bones["L1"]) > 1.5 * on_wall(vertebrae["L1"].surface(13_500))


@every_level
def test_body_has_the_size_asked_for(bones, level):
    """Bodies are 1 to 1.8 mm narrower than their outline, whose edges are rounded."""
    size, points = VERTEBRAE[level], points_of(bones[level])
    plates = points[(np.abs(points[:, 1]) > 0.4 * size.posterior_height) & (points[:, 2] > -8)]
    assert 1.0 < size.body_width - np.ptp(plates[:, 0]) < 1.8
    assert 0.5 < size.body_depth / 2 - points[:, 2].max() < 0.9
    assert np.abs(points[:, 0]).max() == pytest.approx(
        max(size.transverse_process_x, size.body_width / 2), abs=4.0
    )
    assert points[:, 2].min() == pytest.approx(size.spinous_process_z, abs=2.0)


@every_level
def test_canal_is_open(bones, level):
    """No bone reaches farther than 0.7 mm into the canal."""
    canal = spinal_canal(VERTEBRAE[level])
    points = points_of(bones[level])
    assert canal(points).min() > -0.7
    middle = np.array([[0.0, 3.0, VERTEBRAE[level].canal_z]])
    assert canal(middle)[0] < -0.9 * VERTEBRAE[level].canal_half_depth


def test_endplates_are_dished_and_rimmed():
    """An endplate is lowest in the middle, by its dish, and highest on the rim."""
    size = VERTEBRAE["L1"]
    z = np.linspace(-1.0, 14.0, 60)
    height = endplate_height(size, np.zeros_like(z), z) - half_height(size, z)
    assert height[0] == pytest.approx(-size.endplate_dish, abs=0.01)
    assert height.max() == pytest.approx(0.55, abs=0.01)
    assert rim_radius(size, np.zeros(1), z[[height.argmax()]] + 1.0)[0] == pytest.approx(
        0.93, abs=0.02
    )


def test_outline_is_one_at_the_walls():
    """The outline passes through half the width at the side and half the depth in front."""
    size = VERTEBRAE["L1"]
    on = rim_radius(size, np.array([21.0, 0.0]), np.array([0.0, 15.5]))
    assert on == pytest.approx(1.0)
    assert rim_radius(size, np.array([0.0]), np.array([-15.5]))[0] < 1.3


@pytest.mark.parametrize("treated", ["T12", "L2"])
def test_neighbours_do_not_touch_at_rest(bones, vertebrae, treated):
    """Between neighbouring bones there is at least half a millimetre, at the facets too."""
    transforms = rest_transforms(treated)
    for upper, lower in pairwise(transforms):
        for one, other in ((upper, lower), (lower, upper)):
            points = apply(inverse(transforms[other]) @ transforms[one], points_of(bones[one]))
            assert vertebrae[other].field(points).min() > 0.5


def test_same_size_gives_the_same_bytes():
    """Two builds of one size agree to the last bit."""
    first, second = (build_vertebra(VERTEBRAE["T11"], 2.0).surface(2000) for _ in range(2))
    assert points_of(first).tobytes() == points_of(second).tobytes()
    assert triangles_of(first).tobytes() == triangles_of(second).tobytes()
    assert normals_of(first).tobytes() == normals_of(second).tobytes()
