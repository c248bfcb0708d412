"""Repair of bad triangles: flat ones are flipped, short edges drawn together, the rest is kept."""

import numpy as np
import pytest

from meshes.tools.surface import is_closed_manifold, mesh, points_of, triangles_of, volume
from meshes.tools.sweep import tube
from meshes.tools.tidy import collapse_short, corner_angles, flip_flat


@pytest.fixture
def bar():
    """Return a closed round bar."""
    return tube(np.linspace([0, 0, 0], [0, 20, 0], 15), 3.0, sides=12)


def test_angles_of_a_right_triangle():
    """Three, four and five make one right angle and two that add up to another."""
    points = np.array([[0.0, 0, 0], [3, 0, 0], [0, 4, 0]])
    angles = corner_angles(points, np.array([[0, 1, 2]]))[0]
    assert angles == pytest.approx([np.pi / 2, np.arctan2(4, 3), np.arctan2(3, 4)])


def test_flat_triangle_is_flipped():
    """A point next to a long edge is joined with the far corner instead."""
    points = np.array([[0.0, 0, 0], [4, 0, 0], [2, 0.05, 0], [2, -3, 0]])
    flipped = flip_flat(points, np.array([[0, 1, 2], [1, 0, 3]]))
    assert {frozenset(t) for t in flipped.tolist()} == {frozenset({2, 0, 3}), frozenset({2, 3, 1})}
    assert np.degrees(corner_angles(points, flipped).max()) < 120


def test_good_mesh_is_left_as_it_is(bar):
    """Nothing is flipped or drawn together where nothing is wrong."""
    points, triangles = points_of(bar), triangles_of(bar)
    assert np.array_equal(flip_flat(points, triangles), triangles)
    kept, same = collapse_short(points, triangles, 0.1)
    assert np.array_equal(kept, np.arange(len(points)))
    assert np.array_equal(same, triangles)


def test_short_edge_is_drawn_together(bar):
    """Two points pushed together become one; the bar stays closed with the same volume."""
    points, triangles = points_of(bar).copy(), triangles_of(bar)
    start, end = triangles[40, :2]
    points[end] = points[start] + [0, 0.01, 0]
    kept, fewer = collapse_short(points, triangles, 0.1)
    assert len(kept) == len(points) - 1
    assert len(fewer) == len(triangles) - 2
    repaired = mesh(points[kept], fewer)
    assert is_closed_manifold(repaired)
    assert volume(repaired) == pytest.approx(volume(mesh(points, triangles)), rel=0.01)
