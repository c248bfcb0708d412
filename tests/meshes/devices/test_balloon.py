import numpy as np
import pytest

from meshes.devices.balloon import POSITIONS, balloon_keys, cavity_wall, inflation
from meshes.devices.instruments import SIZES
from meshes.devices.trajectory import LEFT_TRANSPEDICULAR
from meshes.fracture.cutaway import hollow, opened
from meshes.spine.anatomy import VERTEBRAE
from meshes.tools.cutplane import CutPlane
from meshes.tools.surface import area_normals, is_closed_manifold, points_of, triangles_of, volume
from tests.meshes.oracle import (
    BROKEN,
    LIFTED,
    LOSSES,
    SETTLED,
    bone_at,
    tight,
    walls_at,
)
from tests.walls import least_clearance

PLANE = LEFT_TRANSPEDICULAR.cut_plane()
IN_BETWEEN = np.linspace(0, 1, 2 * len(POSITIONS) - 1)


def test_balloons_keep_a_millimetre_inside_the_bone(balloon, shell):
    """At every key and between keys both balloons are inside the bone that they lift."""
    for position in IN_BETWEEN:
        loss = max(bone_at(inflation(position))[0], SETTLED[0])
        left = balloon.points_at(position, loss)
        both = np.concatenate([left, left * [-1, 1, 1]])
        assert least_clearance(both, shell(*bone_at(inflation(position)))) > 1.0, position


@pytest.mark.parametrize("loss", [0.05, 0.11, 0.18, 0.27, 0.33, 0.4])
def test_balloon_fits_between_the_losses_that_it_was_shaped_for(balloon, shell, loss):
    """Interpolated, it keeps its millimetre in the bone that leaves least room."""
    for position in IN_BETWEEN:
        assert least_clearance(balloon.points_at(position, loss), shell(*tight(loss))) > 1.0


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_balloon_stays_inside_while_the_bone_settles(balloon, shell, share):
    """On the way out the bone may settle early or late: the balloon fits at every moment."""
    wedge, crack = (a + share * (b - a) for a, b in zip(LIFTED, SETTLED, strict=True))
    for position in (1.0, 0.9, 0.7):
        assert least_clearance(balloon.points_at(position, SETTLED[0]), shell(wedge, crack)) > 1.0


@pytest.mark.parametrize("loss", [0.0, 0.1, 0.3, 0.42])
def test_balloon_is_a_closed_body_at_every_moment(balloon, loss):
    """It is watertight and faces outward at keys and between them."""
    for position in IN_BETWEEN:
        body = balloon.at(position, loss)
        assert is_closed_manifold(body)
        assert volume(body) > 0


@pytest.mark.parametrize("loss", [0.0, 0.21, 0.42])
def test_balloon_swells_steadily(balloon, loss):
    """Its volume grows all the way, from a folded thread to about 2 ml."""
    volumes = [volume(balloon.at(position, loss)) for position in np.linspace(0, 1, 101)]
    assert (np.diff(volumes) > 0).all()
    assert volumes[0] < 100
    assert 1350 < volumes[-1] < 2500


def test_balloon_lies_past_the_cannula_in_the_front_two_thirds(balloon):
    """It never touches the rear third of the body, where the cannula's end is."""
    rear = balloon.points[..., 2].min()
    assert rear > -VERTEBRAE["L1"].body_depth / 6
    assert rear > LEFT_TRANSPEDICULAR.stops.cannula + 1.0


def test_balloons_of_both_sides_never_meet(balloon):
    """Each keeps its distance from the middle of the body."""
    assert balloon.points[..., 0].min() >= LEFT_TRANSPEDICULAR.stops.midline - 1e-9


def test_empty_balloon_fits_through_the_cannula(balloon):
    """Folded it is thinner than the bore."""
    offset = balloon.points[0, 0] - LEFT_TRANSPEDICULAR.point
    along = offset @ LEFT_TRANSPEDICULAR.direction
    across = offset - np.outer(along, LEFT_TRANSPEDICULAR.direction)
    assert np.linalg.norm(across, axis=1).max() < SIZES.bore


@pytest.mark.parametrize("position", [0.0, 0.5, 1.0])
def test_no_triangle_of_the_balloon_is_a_sliver(balloon, position):
    """Folded or full, every side is longer than a fiftieth of a millimetre."""
    state = balloon.at(position, 0.3)
    corners = points_of(state)[triangles_of(state)]
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)
    assert sides.min() > 0.02


def test_full_balloon_is_longer_than_wide(balloon):
    """It is no ball: along its axis it is the longest."""
    offset = balloon.points[-1, 0] - LEFT_TRANSPEDICULAR.point
    way = LEFT_TRANSPEDICULAR
    length, height, width = (np.ptp(offset @ axis) for axis in (way.direction, way.up, way.lateral))
    assert length > height
    assert length > width


def test_radius_grows_in_proportion_to_the_position():
    """Positions are chosen so that volume follows them to the power of 4/3."""
    assert inflation(0.0) == 0.0
    assert inflation(1.0) == 1.0
    assert inflation(0.5) == pytest.approx(0.5 ** (4 / 3))


def test_the_same_bone_gives_the_same_bytes(balloon, shell):
    """Nothing about the balloon is left to chance."""
    again = balloon_keys(LEFT_TRANSPEDICULAR, lambda loss: walls_at(shell, loss), LOSSES)
    assert again.points.tobytes() == balloon.points.tobytes()
    assert again.triangles.tobytes() == balloon.triangles.tobytes()


def test_wall_is_the_far_half_of_the_cavity_and_faces_the_viewer(cavity):
    """All of the wall lies behind the cut, and it shows its face to the one who looks in."""
    wall = cavity_wall(cavity, PLANE).wall
    points = points_of(wall)
    assert PLANE.height(points).max() < 1e-9
    faces = area_normals(points, triangles_of(wall))
    deepest = np.argmin(PLANE.height(points))
    assert faces[deepest] @ PLANE.normal > 0.9
    middle = points_of(cavity).mean(axis=0)
    assert (((middle - points) * faces).sum(axis=1) > 0).mean() > 0.99


def test_wall_and_hollow_cap_share_every_point_of_the_rim(cavity, cracked):
    """The hole of the cap is made of exactly the points of the wall's rim."""
    opening = cavity_wall(cavity, PLANE)
    cap = hollow(opened(cracked, PLANE), opening.outline)
    rim = {point.tobytes() for point in opening.outline}
    assert rim <= {point.tobytes() for point in points_of(cap)}
    assert rim <= {point.tobytes() for point in points_of(opening.wall)}


def test_a_cavity_that_the_plane_misses_is_refused(cavity, fracture):
    """Without one single outline there is nothing to look into."""
    beside = CutPlane(PLANE.origin + 40 * PLANE.normal, PLANE.normal, PLANE.across, PLANE.up)
    with pytest.raises(ValueError, match="1 outline"):
        cavity_wall(cavity, beside)


def test_cavity_follows_the_bone(cavity, balloon, fracture):
    """Carried to rest and back to the settled bone, it is the surface of the full balloon there."""
    back = fracture.displace(points_of(cavity), *SETTLED)
    full = balloon.at(1.0, SETTLED[0])
    assert np.abs(back - points_of(full)).max() < 1e-3
    assert least_clearance(fracture.displace(points_of(cavity), *BROKEN), full) < 0
