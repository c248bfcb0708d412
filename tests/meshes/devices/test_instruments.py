import inspect

import numpy as np
import pytest

from meshes.devices import instruments
from meshes.devices.instruments import SIZES
from meshes.devices.trajectory import LEFT_TRANSPEDICULAR, Trajectory
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.vertebra import spinal_canal
from meshes.tools.surface import is_closed_manifold, points_of, volume
from tests.meshes.oracle import BROKEN, LIFTED, SETTLED, welded
from tests.walls import clearance, least_clearance

WAY = LEFT_TRANSPEDICULAR
TOOLS = {
    name: build(WAY)
    for name, build in inspect.getmembers(instruments, inspect.isfunction)
    if build.__module__ == instruments.__name__ and not name.startswith("_")
}


def along_axis(points, trajectory=WAY):
    """Split points into the way along the axis and the distance from it."""
    offset = points - trajectory.at_z(0.0)
    along = offset @ trajectory.direction
    return along, np.linalg.norm(offset - np.outer(along, trajectory.direction), axis=1)


def ring(outer, inner, length, sides):
    """Return the volume of a polygonal tube."""
    return 0.5 * sides * np.sin(2 * np.pi / sides) * (outer**2 - inner**2) * length


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS.keys())
def test_every_tool_is_a_closed_body(tool):
    """Once crisp edges are merged, every tool is watertight, faces outward and is small."""
    assert is_closed_manifold(welded(tool))
    assert volume(tool) > 0
    assert tool.n_cells <= 700


def test_cannula_is_a_true_ten_gauge_tube():
    """The cannula is 3.4 mm thick, hollow, and its volume is that of its walls."""
    _, radius = along_axis(points_of(TOOLS["cannula"]))
    assert 2 * radius.max() == pytest.approx(3.4)
    assert 2 * radius.min() == pytest.approx(2 * SIZES.bore)
    walls = ring(SIZES.cannula, SIZES.bore, SIZES.length - 0.5, 32)
    assert volume(TOOLS["cannula"]) == pytest.approx(walls, rel=2e-3)


def test_markers_are_two_rings_one_millimetre_long():
    """The bands have the volume of two rings and lie at the two ends of the balloon."""
    assert volume(TOOLS["markers"]) == pytest.approx(
        2 * ring(SIZES.marker, SIZES.core - 0.1, 1.0, 20)
    )
    along, _ = along_axis(points_of(TOOLS["markers"]))
    middle = WAY.travel(0.0, WAY.stops.balloon)
    half = 0.5 * instruments.BALLOON_LENGTH
    assert along.min() == pytest.approx(middle - half)
    assert along.max() == pytest.approx(middle + half)


@pytest.mark.parametrize("name", ["stylet", "catheter", "filler", "markers"])
def test_inner_tools_fit_through_the_cannula(name):
    """Nothing that goes through the cannula is thicker than its bore."""
    _, radius = along_axis(points_of(TOOLS[name]))
    assert radius.max() < SIZES.bore


def test_stylet_ends_in_one_sharp_point_on_the_axis():
    """The diamond tip's foremost point is the stylet's end, exactly on the axis."""
    along, radius = along_axis(points_of(TOOLS["stylet"]))
    assert along.max() == pytest.approx(WAY.travel(0.0, WAY.stops.stylet))
    assert radius[along > along.max() - 1e-9].max() < 1e-9


def test_stylet_handle_sits_on_the_hub_of_the_pushed_cannula():
    """With the cannula pushed, the handle ends just behind the hub."""
    pushed = WAY.travel(WAY.stops.cannula, WAY.stops.pushed)
    hub_end = along_axis(points_of(TOOLS["hub"]))[0].min() + pushed
    handle_front = along_axis(points_of(TOOLS["stylet_handle"]))[0].max()
    assert 0.0 <= hub_end - handle_front < 0.5


def test_hub_stays_outside_the_body():
    """Even with the cannula pushed its hub is behind the skin, which lies near z = -92."""
    pushed = WAY.travel(WAY.stops.cannula, WAY.stops.pushed) * WAY.direction
    assert (points_of(TOOLS["hub"]) + pushed)[:, 2].max() < -97


def test_balloon_begins_beyond_the_cannula():
    """Both marker bands lie past the end of the working cannula."""
    along, _ = along_axis(points_of(TOOLS["markers"]))
    assert along.min() > WAY.travel(0.0, WAY.stops.cannula) + 1.0


@pytest.mark.parametrize("state", [(0.0, 0.0), BROKEN, LIFTED, SETTLED])
def test_a_millimetre_of_bone_surrounds_the_cannula_in_the_pedicle(shell, state):
    """From the rear wall of the body to the back of the pedicle the bone is thick enough."""
    axis = np.array([WAY.at_z(z) for z in np.linspace(-25.0, -14.0, 45)])
    assert least_clearance(axis, shell(*state)) > SIZES.cannula + 1.0


def test_needle_stays_out_of_the_canal():
    """The cannula keeps a millimetre from the spinal canal on its whole way."""
    axis = np.array([WAY.at_z(z) for z in np.linspace(-60.0, 9.0, 140)])
    assert spinal_canal(VERTEBRAE["L1"])(axis).min() > SIZES.cannula + 1.0


def test_tip_passes_the_rear_wall_before_it_is_medial_to_the_pedicle():
    """At the rear wall of the body the axis is still beside the canal, not in front of it."""
    size = VERTEBRAE["L1"]
    at_wall = WAY.at_z(-0.5 * size.body_depth)
    assert at_wall[0] - SIZES.cannula > size.canal_half_width


def test_stylet_stops_short_of_the_front_wall(shell):
    """In the broken bone the tip of the stylet keeps 3 mm from the surface."""
    assert clearance(WAY.at_z(WAY.stops.stylet)[None], shell(*BROKEN))[0] > 3.0


def test_trajectory_aims_by_its_angles():
    """Convergence and descent are the angles seen from above and from the side."""
    way = Trajectory.through(np.array([15.0, 3.0, -20.0]), np.radians(15), np.radians(11))
    x, y, z = way.direction
    assert np.degrees(np.arctan2(-x, z)) == pytest.approx(15)
    assert np.degrees(np.arctan2(-y, z)) == pytest.approx(11)
    assert np.linalg.norm(way.direction) == pytest.approx(1)
    frame = np.stack([way.direction, way.lateral, way.up])
    np.testing.assert_allclose(frame @ frame.T, np.eye(3), atol=1e-12)


def test_mirrored_trajectory_is_the_same_on_the_right():
    """Mirroring turns x over and nothing else."""
    np.testing.assert_array_equal(WAY.mirrored().at_z(4.0), WAY.at_z(4.0) * [-1, 1, 1])
    np.testing.assert_array_equal(WAY.at_z(4.0)[2], 4.0)
