"""Spongy bone in space."""

import numpy as np
import pytest

from meshes.spine.lattice import HEALTHY, POROTIC, spongy_block
from meshes.tools.surface import points_of

SIZE, SPACING = (5.0, 5.0, 3.0), 0.08


@pytest.fixture(scope="module")
def healthy():
    """Grow a block of healthy bone."""
    return spongy_block(HEALTHY, SIZE, SPACING, seed=4)


@pytest.fixture(scope="module")
def porotic():
    """Grow a block of porous bone."""
    return spongy_block(POROTIC, SIZE, SPACING, seed=9)


def test_weak_bone_has_less_bone(healthy, porotic):
    """A fifth of healthy spongy bone is bone, and less than half of that of weak bone."""
    assert 0.15 < healthy.share < 0.27
    assert 0.02 < porotic.share < 0.5 * healthy.share


def test_block_is_closed_and_fills_its_box(healthy, porotic):
    """The surface has no open edge, stays in its box and reaches every side of it."""
    for block in (healthy, porotic):
        assert block.surface.is_manifold
        lower, upper = points_of(block.surface).min(axis=0), points_of(block.surface).max(axis=0)
        assert np.allclose(lower, (-2.5, -2.5, -3.0), atol=2 * SPACING)
        assert np.allclose(upper, (2.5, 2.5, 0.0), atol=2 * SPACING)


def test_block_hangs_together(porotic):
    """Not one crumb floats: the grid's largest piece alone is kept."""
    sizes = porotic.surface.connectivity("all").point_data["RegionId"]
    largest = np.bincount(np.asarray(sizes)).max()
    assert largest > 0.97 * porotic.surface.n_points


def test_depth_is_darker_than_the_front(healthy):
    """Less light comes to the inside of the sponge than to its front."""
    light = np.asarray(healthy.surface.point_data["occlusion"])
    depth = -points_of(healthy.surface)[:, 2]
    assert light[depth < 0.1].mean() > light[depth > 1.0].mean() + 0.05


def test_same_seed_grows_the_same_bone(porotic):
    """The pattern depends on the seed alone."""
    again = spongy_block(POROTIC, SIZE, SPACING, seed=9)
    other = spongy_block(POROTIC, SIZE, SPACING, seed=10)
    assert np.array_equal(points_of(again.surface), points_of(porotic.surface))
    assert again.surface.n_points != other.surface.n_points
