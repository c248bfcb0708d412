"""Surfaces: closed, outward, measurable; made by sweeping, turning and contouring."""

import numpy as np
import pytest

from meshes.tools.contouring import contour, decimate, project
from meshes.tools.sdf import SampledField, ellipsoid, sample
from meshes.tools.surface import (
    area_normals,
    is_closed_manifold,
    merge,
    mesh,
    mirror_half,
    moved,
    normals_of,
    points_of,
    triangles_of,
    volume,
)
from meshes.tools.sweep import catmull_rom, lathe, loft, swept_ellipse, tube

BALL_VOLUME = 4 / 3 * np.pi * 10**3
CORNERS = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
FACES = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]])


@pytest.fixture(scope="module")
def ball():
    """Return a sampled ball of radius 10."""
    box = np.array([16.0, 16.0, 16.0])
    return sample(ellipsoid((0, 0, 0), (10, 10, 10)), -box, box, 1.0)


def test_mesh_gives_back_what_it_was_made_of():
    """Points, triangles and normals survive the way through PolyData, in double precision."""
    third = CORNERS / 3
    made = mesh(third, FACES)
    assert np.array_equal(points_of(made), third)
    assert np.array_equal(triangles_of(made), FACES)
    assert np.array_equal(normals_of(made), area_normals(third, FACES))
    assert made.point_data.active_normals_name == "Normals"


def test_tetrahedron_is_closed_and_holds_a_sixth():
    """The unit tetrahedron is watertight, outward, and a sixth of a cube."""
    made = mesh(CORNERS, FACES)
    assert is_closed_manifold(made)
    assert volume(made) == pytest.approx(1 / 6)
    assert volume(mesh(CORNERS, FACES[:, ::-1])) == pytest.approx(-1 / 6)


@pytest.mark.parametrize(
    "faces",
    [FACES[:3], np.vstack([FACES, FACES[:1]]), np.vstack([FACES[:3], FACES[3:, ::-1]])],
    ids=["hole", "double face", "one face inside out"],
)
def test_broken_meshes_are_not_closed_manifolds(faces):
    """A hole, a doubled face and a turned face are each found."""
    assert not is_closed_manifold(mesh(CORNERS, faces))


def test_unused_point_is_not_accepted():
    """A point that no triangle uses breaks the promise of a clean mesh."""
    assert not is_closed_manifold(mesh(np.vstack([CORNERS, [9, 9, 9]]), FACES, np.zeros((5, 3))))


def test_merge_keeps_volumes_and_order():
    """Two bodies in one mesh hold the sum of their volumes."""
    small, far = mesh(CORNERS, FACES), mesh(2 * CORNERS + 5, FACES)
    both = merge([small, far])
    assert is_closed_manifold(both)
    assert volume(both) == pytest.approx(volume(small) + volume(far))
    assert np.array_equal(points_of(both)[4:], points_of(far))


def test_reflection_keeps_a_mesh_outward():
    """A mirrored body is still the right way out, with mirrored normals."""
    made = mesh(CORNERS, FACES)
    twin = moved(made, np.diag([-1.0, 1.0, 1.0, 1.0]))
    assert volume(twin) == pytest.approx(volume(made))
    assert normals_of(twin) == pytest.approx(normals_of(made) * [-1, 1, 1])


def test_contour_is_closed_and_outward(ball):
    """The contour of a ball is a closed surface about the ball's volume."""
    found = contour(ball)
    assert is_closed_manifold(found)
    assert volume(found) == pytest.approx(BALL_VOLUME, rel=0.01)


def test_contour_can_be_coarser_than_the_field(ball):
    """Twice the spacing gives about a quarter of the triangles."""
    share = contour(ball, 2.0).n_cells / contour(ball).n_cells
    assert share == pytest.approx(0.25, abs=0.04)


def test_projection_puts_points_and_normals_on_the_ball(ball):
    """After projection every point lies on the sphere and every normal points out of it."""
    even = project(contour(ball), ball)
    radius = np.linalg.norm(points_of(even), axis=1)
    assert np.abs(radius - 10).max() < 0.02
    assert np.sum(normals_of(even) * points_of(even), axis=1) == pytest.approx(radius, rel=1e-4)


def test_decimation_keeps_the_surface(ball):
    """A tenth of the triangles still make a closed surface whose points lie on the sphere."""
    thin = decimate(contour(ball), 400, ball)
    assert thin.n_cells == pytest.approx(400, abs=4)
    assert is_closed_manifold(thin)
    assert np.abs(np.linalg.norm(points_of(thin), axis=1) - 10).max() < 0.02


def test_mirrored_half_is_closed_and_exactly_symmetric(ball):
    """A half ball and its image share the rim and nothing else."""
    half = SampledField(ball.values[16:], np.array([0.0, *ball.origin[1:]]), ball.spacing)
    whole = mirror_half(project(contour(half), half))
    assert is_closed_manifold(whole)
    points = {tuple(p) for p in points_of(whole)}
    assert points == {tuple(p) for p in points_of(whole) * [-1, 1, 1] + 0.0}


@pytest.mark.parametrize(("ends", "extra"), [("flat", 0.0), ("round", 4 / 3 * np.pi * 2**3)])
def test_tube_holds_a_cylinder_and_its_ends(ends, extra):
    """A straight tube holds a cylinder, with round ends a ball more."""
    made = tube(np.linspace([0, 0, 0], [0, 20, 15], 9), 2.0, sides=64, ends=ends)
    assert is_closed_manifold(made)
    assert volume(made) == pytest.approx(np.pi * 4 * 25 + extra, rel=0.03)


def test_bent_elliptic_tube_is_closed_and_does_not_twist():
    """A curved tube with two half-axes keeps its first direction across the bend."""
    turn = np.linspace(0, np.pi / 2, 12)
    line = np.stack([np.zeros(12), 30 * np.sin(turn), 30 * np.cos(turn)], axis=1)
    made = tube(line, 3.0, sides=12, minor=1.0, ends="flat")
    assert is_closed_manifold(made)
    assert points_of(made)[:144:12, 0] == pytest.approx(3.0)


def test_lathe_turns_solids_and_rings():
    """A cone and a pipe have the volumes of the textbook."""
    cone = lathe([(0, 3), (9, 0)], (1, 2, 3), (0, 0, 2), sides=128)
    assert is_closed_manifold(cone)
    assert volume(cone) == pytest.approx(np.pi * 9 * 9 / 3, rel=1e-3)
    pipe = lathe([(0, 1), (5, 1), (5, 2), (0, 2)], (0, 0, 0), (1, 1, 0), sides=128, closed=True)
    assert is_closed_manifold(pipe)
    assert volume(pipe) == pytest.approx(np.pi * 3 * 5, rel=1e-3)


def test_loft_faces_outward_whatever_the_order_of_its_rings():
    """Rings given from the other end make the same closed body."""
    turn = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ring = np.stack([np.cos(turn), np.zeros(12), np.sin(turn)], axis=1)
    rings = ring + np.array([[[0, 0, 0]], [[0, 1, 0]], [[0, 2, 0]]])
    assert volume(loft(rings)) == pytest.approx(volume(loft(rings[::-1]))) == pytest.approx(6.0)


def test_curve_passes_through_its_rows():
    """A Catmull-Rom curve meets every given row and follows a straight line exactly."""
    rows = np.array([[0.0, 0], [1, 2], [4, 3], [5, 9]])
    assert catmull_rom(rows, 5)[::5] == pytest.approx(rows)
    line = np.linspace([0.0, 0], [3, 6], 4)
    assert catmull_rom(line, 4) == pytest.approx(np.linspace([0, 0], [3, 6], 13))


def test_swept_ellipse_has_its_half_axes():
    """The zero surface of a swept ellipse lies one half-axis from the line in each direction."""
    bar = swept_ellipse([(0, 0, 0), (0, 10, 0), (0, 20, 0)], [2, 2, 2], [5, 5, 5], (1, 0, 0))
    on = np.array([[2.0, 10, 0], [0, 10, 5], [-2, 7, 0], [0, 22, 0]])
    assert bar(on) == pytest.approx(0.0, abs=1e-6)
    assert np.all(bar(on * 0.9 + [0, 1, 0]) < 0)
    assert bar(np.array([[30.0, 10, 0]])) == pytest.approx(25.0)
