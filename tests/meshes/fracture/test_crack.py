"""The fracture line: edges of the mesh, and tubes that open with it."""

import numpy as np
import pytest

from meshes.fracture.crack import crack_lines, insert_crack
from meshes.tools.surface import (
    is_closed_manifold,
    normals_of,
    points_of,
    triangles_of,
    volume,
)
from meshes.tools.tidy import corner_angles


@pytest.fixture(scope="module")
def lines(fracture, vertebrae):
    """Return the tubes along the fracture line of L1."""
    return crack_lines(fracture.line, vertebrae["L1"].field)


def test_line_is_a_chain_of_edges(cracked, fracture):
    """No edge of the cracked mesh passes through the line, and many lie on it."""
    over = fracture.line.distance(points_of(cracked))
    present = fracture.line.presence(points_of(cracked)) > 0.05
    over[np.abs(over) < 0.02] = 0.0
    ends = np.concatenate([triangles_of(cracked)[:, [k, (k + 1) % 3]] for k in range(3)])
    crosses = (over[ends[:, 0]] * over[ends[:, 1]] < 0) & present[ends].all(axis=1)
    assert not crosses.any()
    along = (over[ends] == 0).all(axis=1) & present[ends].all(axis=1)
    assert np.count_nonzero(along) > 100


def test_insertion_keeps_the_surface_clean(bones, cracked, vertebrae):
    """The mesh stays closed on the same surface, gains few triangles, and has no sliver."""
    assert is_closed_manifold(cracked)
    assert np.abs(vertebrae["L1"].field(points_of(cracked))).max() < 0.02
    assert volume(cracked) == pytest.approx(volume(bones["L1"]), rel=1e-3)
    assert cracked.n_cells - bones["L1"].n_cells < 600
    assert np.linalg.norm(normals_of(cracked), axis=1) == pytest.approx(1.0)
    smallest = corner_angles(points_of(cracked), triangles_of(cracked)).min()
    assert np.degrees(smallest) > 2.0


def test_insertion_leaves_the_back_alone(bones, cracked):
    """Points behind the line keep their places to the last bit."""
    before = points_of(bones["L1"])
    behind = before[before[:, 2] < -16]
    assert {point.tobytes() for point in behind} <= {
        point.tobytes() for point in points_of(cracked)
    }


def test_decimated_bone_takes_the_line_too(vertebrae, fracture):
    """A bone thinned to 9,000 triangles is just as closed after insertion."""
    thin = vertebrae["L1"].surface(9_000)
    assert is_closed_manifold(insert_crack(thin, fracture.line, vertebrae["L1"].field))


def test_tubes_lie_on_the_wall(lines, vertebrae):
    """Every centreline lies within a tenth of a millimetre of the bone's surface."""
    assert np.abs(vertebrae["L1"].field(lines.axis)).max() < 0.1


def test_closed_line_does_not_show(lines):
    """Before the fracture every vertex lies on its centreline: the tubes have no thickness."""
    assert volume(lines.rest) == pytest.approx(0.0, abs=1e-9)
    assert np.array_equal(points_of(lines.rest), lines.axis)


def test_tubes_grow_with_the_opening(lines, fracture):
    """Open tubes are closed surfaces whose volume grows with the square of the opening."""
    full, half = (lines.surface(fracture, 0.0, opening) for opening in (1.0, 0.5))
    assert is_closed_manifold(full)
    assert volume(full) > 5.0
    assert volume(half) / volume(full) == pytest.approx(0.25, abs=0.03)


def test_tubes_follow_the_bone(lines, fracture):
    """The three targets move the centreline with the warp in any state."""
    for wedge, crack in ((0.38, 1.0), (0.19, 0.55)):
        moved = points_of(lines.surface(fracture, wedge, crack))
        spokes = fracture.weights(wedge, crack)[2] * lines.spokes
        assert np.abs(moved - spokes - fracture.displace(lines.axis, wedge, crack)).max() < 1e-9
    assert np.linalg.norm(lines.spokes, axis=1).max() < 0.5
