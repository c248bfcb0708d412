"""The discs: closed, and between the right plates."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.spine.anatomy import shown_levels
from meshes.spine.disc import build_disc
from meshes.spine.stack import apply, inverse
from meshes.tools.surface import is_closed_manifold, points_of, volume

PAIRS = tuple(pairwise(shown_levels("L1")))


@pytest.fixture(scope="module")
def discs(transforms):
    """Return the four discs by the levels above and below them."""
    return {pair: build_disc(*pair, transforms) for pair in PAIRS}


@pytest.mark.parametrize("pair", PAIRS)
def test_disc_is_closed_and_of_plausible_volume(discs, pair):
    """Every disc is watertight, outward, 4 to 15 ml, and within 2,400 triangles."""
    disc = discs[pair].surface
    assert is_closed_manifold(disc)
    assert 4_000 < volume(disc) < 15_000
    assert disc.n_cells <= 2_400


@pytest.mark.parametrize("pair", PAIRS)
def test_disc_touches_both_bones_and_enters_neither(discs, vertebrae, transforms, pair):
    """Each face lies within 1.4 mm of its endplate, and no point is deeper in the bone."""
    disc, points = discs[pair], points_of(discs[pair].surface)
    for level, share in zip(pair, (1, 0), strict=True):
        gap = vertebrae[level].field(apply(inverse(transforms[level]), points))
        assert gap.min() > -1.4
        assert np.abs(gap[disc.share == share]).max() < 1.4
