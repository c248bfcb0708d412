import numpy as np
import pytest

from meshes.devices.cement import (
    FILLED,
    FILLINGS,
    MOST,
    POSITIONS,
    USUAL,
    cement_keys,
    fill_corners,
    fill_position,
    filler_depth,
)
from meshes.devices.instruments import SIZES
from meshes.devices.trajectory import LEFT_TRANSPEDICULAR
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.vertebra import spinal_canal
from meshes.tools.surface import is_closed_manifold, volume
from tests.meshes.oracle import LOSSES, SETTLED, tight
from tests.walls import clearance, least_clearance

WAYS = {"left": LEFT_TRANSPEDICULAR, "right": LEFT_TRANSPEDICULAR.mirrored()}
REAR = LEFT_TRANSPEDICULAR.stops.rear
SOME = np.linspace(0, MOST, 31)


@pytest.fixture(params=WAYS)
def side(request):
    """Go through both sides."""
    return request.param


@pytest.fixture
def cement(cements, side):
    """Return the cement of one side."""
    return cements[side]


@pytest.mark.parametrize("loss", [0.0, 0.2, 0.25, 0.31, 0.38, 0.42])
def test_cement_stays_a_millimetre_inside_the_bone(cement, shell, loss):
    """At every key and between keys the cement is inside the settled bone."""
    points = np.concatenate([cement.points_at(position, loss) for position in SOME])
    assert least_clearance(points, shell(*tight(loss))) > 1.0


@pytest.mark.parametrize("loss", [0.0, 0.3, 0.42])
def test_volume_grows_steadily_past_two_or_three_millilitres(cement, loss):
    """Over 201 positions the volume grows at each step, nearly evenly."""
    positions = np.linspace(0, MOST, 201)
    volumes = np.array([volume(cement.at(position, loss)) for position in positions])
    usual = volume(cement.at(USUAL, loss))
    assert (np.diff(volumes) > 0).all()
    assert 2000 < usual < 2705
    if loss == 0.0:
        assert usual == pytest.approx(2700, abs=5)
        assert volumes[-1] == pytest.approx(3300, abs=5)
    assert np.abs(volumes / usual - positions).max() < (0.12 if loss == 0.0 else 0.18)


def test_cement_is_a_closed_body_at_every_moment(cement):
    """It is watertight and faces outward at keys and between them."""
    for position in SOME:
        assert is_closed_manifold(cement.at(position, SETTLED[0]))
    assert len(cement.triangles) <= 5120
    assert len(cement.positions) <= 13


def test_surface_never_folds_over(cement):
    """Seen from the axis every triangle shows its back, so the surface cannot cross itself."""
    way = LEFT_TRANSPEDICULAR.direction * np.sign(cement.points[0, 0, 0, 0]) ** np.array([1, 0, 0])
    for position in SOME:
        points = cement.points_at(position, SETTLED[0])
        along = (points - points.mean(axis=0)) @ way
        reach = 0.3 * np.abs(along).max()
        centre = points.mean(axis=0)
        corners = points[cement.triangles]
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        middle = corners.mean(axis=1)
        spot = np.clip((middle - centre) @ way, -reach, reach)
        outward = middle - centre - spot[:, None] * way
        assert (np.einsum("ij,ij->i", normal, outward) > 0).mean() > 0.995


def test_no_cement_near_the_rear_wall_or_the_canal(cement):
    """It stops short of the rear quarter of the body and keeps 5 mm from the canal."""
    size = VERTEBRAE["L1"]
    assert cement.points[..., 2].min() >= REAR - 1e-6
    assert -size.body_depth / 4 < REAR
    assert spinal_canal(size)(cement.points[-1, 0]).min() > 5.0


def test_sides_differ_and_never_meet(cements):
    """Each side keeps to itself, and the two are no mirror images."""
    for end in (USUAL, MOST):
        left, right = (cements[side].points_at(end, LOSSES[0]) for side in WAYS)
        assert left[:, 0].min() > 0.3
        assert right[:, 0].max() < -0.3
        assert least_clearance(left * [-1, 1, 1], cements["right"].at(end, LOSSES[0])) < -1.0


@pytest.mark.parametrize("loss", [0.2, 0.26, 0.34, 0.42])
def test_cement_covers_the_cavity(cement, balloon, side, loss):
    """The wall is never bare by more than the front tip of the flattest balloon."""
    wall = balloon.points_at(1.0, loss) * ([1, 1, 1] if side == "left" else [-1, 1, 1])
    assert least_clearance(wall, cement.at(FILLED, loss)) > -0.4
    assert least_clearance(wall, cement.at(USUAL, loss)) > -0.4
    assert least_clearance(wall, cement.at(MOST, loss)) > -0.4


def test_first_drop_is_hidden_in_the_filler(cement, side):
    """At the start all cement is within the bore, just behind the filler's tip."""
    way = WAYS[side]
    offset = cement.points[0, 0] - way.at_z(way.stops.filler)
    along = offset @ way.direction
    across = np.linalg.norm(offset - np.outer(along, way.direction), axis=1)
    assert along.max() < 0.01
    assert across.max() < SIZES.filler_bore


def test_cavity_fills_front_to_back(cement, side):
    """While the cavity fills, the rear end of the cement only moves back, from the front half."""
    way = WAYS[side]
    rear = [((key - way.point) @ way.direction).min() for key in cement.points[:, 0]]
    front = [((key - way.point) @ way.direction).max() for key in cement.points[:, 0]]
    assert (np.diff(rear) < 1e-6).all()
    full, fifth = POSITIONS.index(FILLED), np.searchsorted(POSITIONS, 0.2)
    assert front[fifth] > front[full] - 1.0
    assert rear[fifth] > rear[full] + 0.4 * (front[full] - rear[full])


def test_filler_is_drawn_back_with_its_tip_in_the_cement(cement, side):
    """The filler only moves out while it fills, and its tip is always covered."""
    depths = [filler_depth(LEFT_TRANSPEDICULAR, position) for position in SOME]
    assert depths[0] > -0.2
    assert depths[-1] < -9
    assert (np.diff(depths) <= 0).all()
    way = WAYS[side]
    for position in SOME[1:]:
        tip = way.at_z(way.stops.filler) + filler_depth(way, position) * way.direction
        assert clearance(tip[None], cement.at(position, SETTLED[0]))[0] > 0.3


def test_cement_is_lobed_in_the_end(cement, holes, side):
    """It has pushed several millimetres into the bone here and hardly at all there."""
    depth = -clearance(cement.points_at(USUAL, LOSSES[0]), holes[side][0][2])
    assert depth.max() > 2.0
    assert np.quantile(depth, 0.2) < 0.5


def test_the_same_site_gives_the_same_bytes(cements, holes):
    """Lobes are chosen by the seed alone."""
    same, other = (
        cement_keys(LEFT_TRANSPEDICULAR, holes["left"], usual=2700.0, most=3300.0, seed=seed)
        for seed in (5, 6)
    )
    assert same.points.tobytes() == cements["left"].points.tobytes()
    assert np.abs(other.points[-1] - same.points[-1]).max() > 0.5


def test_volume_is_the_amount_that_was_asked_for(holes):
    """The lobes take up what the cavity does not hold."""
    cement = cement_keys(LEFT_TRANSPEDICULAR, holes["left"], usual=2400.0, most=3000.0, seed=1)
    assert volume(cement.at(USUAL, LOSSES[0])) == pytest.approx(2400, abs=5)
    assert volume(cement.at(MOST, LOSSES[0])) == pytest.approx(3000, abs=5)


def test_where_there_is_less_room_less_goes_in(holes):
    """More than fits is not forced in, and the usual amount leaves some of the room."""
    cement = cement_keys(LEFT_TRANSPEDICULAR, holes["left"], usual=9000.0, most=9000.0, seed=1)
    full, usual, most = (volume(cement.at(end, LOSSES[-1])) for end in (FILLED, USUAL, MOST))
    assert most < 5000
    assert (usual - full) / (most - full) == pytest.approx(0.7, abs=0.01)


def test_a_filling_passes_the_same_keys_at_the_same_pace_until_the_cavity_is_full():
    """However much follows; then it goes on to its own end."""
    for filling, end in zip(FILLINGS, (FILLED, USUAL, MOST), strict=True):
        assert [fill_position(share, filling) for share in (0.0, 0.4, FILLED)] == [0.0, 0.4, FILLED]
        assert fill_position(1.0, filling) == pytest.approx(end)
        keys = [key for key in POSITIONS if key <= end]
        passed = [fill_position(share, filling) for share in fill_corners(filling)]
        assert passed == pytest.approx(keys)
    assert fill_position(1.0, 0.75) == pytest.approx((USUAL + MOST) / 2)
