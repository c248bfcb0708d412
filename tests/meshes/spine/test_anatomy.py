"""The sizes: near the published means and in the order of the spine."""

from itertools import pairwise

import pytest

from meshes.spine.anatomy import DISCS, LEVELS, VERTEBRAE

UPPER_WIDTH = {"T12": 39.2, "L1": 41.1, "L2": 43.0, "L3": 44.8}
CANAL_WIDTH = {"T12": 22.2, "L1": 22.0, "L2": 22.2, "L3": 22.6}
PEDICLE_WIDTH = {"T12": 8.7, "L1": 8.6, "L2": 8.3, "L3": 10.2}


def test_every_level_and_every_gap_has_a_size():
    """Sizes exist for the seven levels and the six discs between them, and nothing else."""
    assert tuple(VERTEBRAE) == LEVELS
    assert tuple(DISCS) == tuple(pairwise(LEVELS))


@pytest.mark.parametrize("level", UPPER_WIDTH)
def test_sizes_are_near_the_published_means(level):
    """Widths are near the cited means; heights and depths are measured on the meshes.

    See :mod:`tests.meshes.spine.test_proportions`.
    """
    size = VERTEBRAE[level]
    assert size.body_width == pytest.approx(UPPER_WIDTH[level], rel=0.05)
    assert 2 * size.canal_half_width == pytest.approx(CANAL_WIDTH[level], abs=3.5)
    assert 2 * size.pedicle_half_width == pytest.approx(PEDICLE_WIDTH[level], abs=1.0)


def test_bodies_grow_downward():
    """Every body is wider and deeper than the one above."""
    for upper, lower in pairwise(LEVELS):
        assert VERTEBRAE[lower].body_width > VERTEBRAE[upper].body_width
        assert VERTEBRAE[lower].body_depth > VERTEBRAE[upper].body_depth


def test_healthy_bodies_are_a_little_taller_behind():
    """From T10 to L2 the back wall is taller, so a healthy body is no box."""
    for level in LEVELS[:5]:
        size = VERTEBRAE[level]
        assert size.posterior_height > size.anterior_height
        assert size.tilt < 0
