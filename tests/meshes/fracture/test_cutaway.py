import numpy as np
import pytest
import pyvista as pv

from meshes.devices.instruments import cannula
from meshes.devices.trajectory import LEFT_TRANSPEDICULAR
from meshes.fracture.cutaway import clipped, hollow, opened, texture_coordinates
from meshes.spine.disc import build_disc
from meshes.spine.stack import inverse, rotation_about
from meshes.tools.cutplane import CutPlane
from meshes.tools.surface import (
    area_normals,
    is_closed_manifold,
    merge,
    mesh,
    points_of,
    triangles_of,
    volume,
)
from tests.meshes.oracle import welded

PLANE = LEFT_TRANSPEDICULAR.cut_plane()


@pytest.fixture(params=["T12", "L1", "L2"])
def bone_and_plane(request, bones, transforms, cracked):
    """Return a vertebra and the cut plane in its own frame."""
    level = request.param
    bone = cracked if level == "L1" else bones[level]
    return bone, PLANE.moved(inverse(transforms[level]))


def ball(radius=10.0):
    """Make a ball with one array that grows with height."""
    sphere = pv.Sphere(radius=radius, center=PLANE.origin, theta_resolution=40, phi_resolution=30)
    body = mesh(sphere.points, sphere.regular_faces)
    body.point_data["height"] = points_of(body)[:, 1]
    return body


def test_plane_holds_the_needle_and_the_upright():
    """The whole axis lies in the plane, and so does the way to the head."""
    axis = np.array([LEFT_TRANSPEDICULAR.at_z(z) for z in (-90.0, 0.0, 12.0)])
    np.testing.assert_allclose(PLANE.height(axis), 0, atol=1e-12)
    assert PLANE.normal @ [0, 1, 0] == pytest.approx(0)
    assert PLANE.normal[0] > 0.9


def test_plane_coordinates_are_as_the_viewer_sees_them():
    """Right times up makes the viewer's direction, and the way to the plane and back is exact."""
    np.testing.assert_allclose(np.cross(PLANE.across, PLANE.up), PLANE.normal, atol=1e-12)
    flat = np.array([[3.0, -2.0], [0.5, 8.0]])
    np.testing.assert_allclose(PLANE.flat(PLANE.lift(flat)), flat, atol=1e-12)


def test_bone_and_cap_close_without_a_gap(bone_and_plane):
    """Shell and cap of T12, L1 and L2 make one watertight body."""
    bone, plane = bone_and_plane
    part = opened(bone, plane)
    whole = welded(merge([part.shell, part.cap]))
    assert is_closed_manifold(whole)
    assert 0 < volume(whole) < volume(bone)


@pytest.mark.parametrize("levels", [("T12", "L1"), ("L1", "L2")])
def test_disc_and_cap_close_without_a_gap(levels, transforms):
    """The discs that are opened close just as well, between 1 and 0 of their own blend."""
    disc = build_disc(*levels, transforms)
    part = opened(disc.surface, PLANE, 1.0)
    assert is_closed_manifold(welded(merge([part.shell, part.cap])))


def test_two_halves_make_the_whole():
    """What one cut takes away is what the opposite cut leaves."""
    other = CutPlane(PLANE.origin, -PLANE.normal, -PLANE.across, PLANE.up)
    halves = [welded(merge([p.shell, p.cap])) for p in (opened(ball(), q) for q in (PLANE, other))]
    assert sum(volume(half) for half in halves) == pytest.approx(volume(ball()), rel=2e-3)


def test_cap_is_flat_and_faces_the_viewer(bone_and_plane):
    """Every point of the cap lies in the plane, every triangle shows its face."""
    bone, plane = bone_and_plane
    cap = opened(bone, plane).cap
    points, triangles = points_of(cap), triangles_of(cap)
    assert np.abs(plane.height(points)).max() < 1e-9
    assert (area_normals(points, triangles) @ plane.normal).min() > 0.999


def test_cap_begins_with_the_points_of_the_rim(bone_and_plane):
    """The first points of the cap are the shell's, bit for bit, so that both move as one."""
    part = opened(*bone_and_plane)
    rim = points_of(part.shell)[np.concatenate(part.loops)]
    assert points_of(part.cap)[: len(rim)].tobytes() == rim.tobytes()


def test_nothing_is_left_in_front_of_the_plane(bone_and_plane):
    """No point of the shell lies on the viewer's side, and the rest has hardly moved."""
    bone, plane = bone_and_plane
    shell, _ = clipped(bone, plane)
    assert plane.height(points_of(shell)).max() < 1e-9
    moved = bone.find_closest_cell(points_of(shell), return_closest_point=True)[1]
    assert np.linalg.norm(points_of(shell) - moved, axis=1).max() < 0.25


def test_no_slivers_along_the_cut(bone_and_plane):
    """No triangle at the cut has lost all its area."""
    part = opened(*bone_and_plane)
    for surface in (part.shell, part.cap):
        assert surface.compute_cell_sizes()["Area"].min() > 1e-4


def test_point_arrays_are_carried_over():
    """A value that is linear in space stays linear on the shell and all over the cap."""
    part = opened(ball(), PLANE)
    for surface in (part.shell, part.cap):
        assert np.abs(surface.point_data["height"] - points_of(surface)[:, 1]).max() < 1e-5


def test_normals_stay_unit_vectors(bone_and_plane):
    """Normals of new points are blended and made unit again."""
    part = opened(*bone_and_plane)
    for surface in (part.shell, part.cap):
        lengths = np.linalg.norm(surface.point_data["Normals"], axis=1)
        np.testing.assert_allclose(lengths, 1, atol=1e-6)


def test_hollow_cap_has_the_hole_and_the_same_rim():
    """The hole takes exactly its own area out of the cap and keeps the outer rim."""
    part = opened(ball(), PLANE)
    turn = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    hole = PLANE.lift(np.stack([4 * np.cos(turn), 3 * np.sin(turn)], axis=1))
    cap = hollow(part, hole)
    taken = 0.5 * 30 * np.sin(2 * np.pi / 30) * 12
    assert part.cap.area - cap.area == pytest.approx(taken, rel=1e-6)
    rim = len(np.concatenate(part.loops))
    assert points_of(cap)[: rim + 30].tobytes() == points_of(part.cap)[:rim].tobytes() + (
        hole.tobytes()
    )


def test_tube_makes_two_loops():
    """Cutting along a hollow tube leaves one outline per wall."""
    tube = welded(cannula(LEFT_TRANSPEDICULAR))
    part = opened(tube, PLANE, 0.5)
    assert len(part.loops) == 2
    assert is_closed_manifold(welded(merge([part.shell, part.cap])))


def test_texture_fills_its_box():
    """The lower left corner of the box is (0, 0), the upper right one (1, 1)."""
    box = np.array([-30.0, -10.0]), np.array([10.0, 20.0])
    corners = np.array([box[0], box[1], (box[0] + box[1]) / 2])
    found = texture_coordinates(corners, box)
    np.testing.assert_allclose(found, [[0, 0], [1, 1], [0.5, 0.5]])


def test_moved_plane_gives_moved_coordinates():
    """Coordinates in the plane do not change when plane and points move together."""
    turn = rotation_about(0.3, np.array([0.0, 13.5, -13.0]))
    points = np.array([[3.0, 4.0, 5.0], [-1.0, 2.0, 0.5]])
    there = points @ turn[:3, :3].T + turn[:3, 3]
    np.testing.assert_allclose(PLANE.moved(turn).flat(there), PLANE.flat(points))
    np.testing.assert_allclose(PLANE.moved(turn).height(there), PLANE.height(points))


def test_a_plane_that_misses_is_refused():
    """A cut beside the body is an error, not an empty cap."""
    beside = CutPlane(PLANE.origin + 30 * PLANE.normal, PLANE.normal, PLANE.across, PLANE.up)
    with pytest.raises(ValueError, match="misses"):
        opened(ball(), beside)


def test_the_same_body_gives_the_same_bytes():
    """Cutting twice gives the same shell and the same cap."""
    once, again = opened(ball(), PLANE), opened(ball(), PLANE)
    for a, b in ((once.shell, again.shell), (once.cap, again.cap)):
        assert points_of(a).tobytes() == points_of(b).tobytes()
        assert triangles_of(a).tobytes() == triangles_of(b).tobytes()
