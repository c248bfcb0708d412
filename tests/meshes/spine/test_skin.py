"""The patch of skin and the marks on it."""

import numpy as np
import pytest

from meshes.spine.skin import HALF_HEIGHT, HALF_WIDTH, skin_height, skin_mark, skin_patch
from meshes.tools.surface import is_closed_manifold, points_of, volume

ENTRY = (34.6, 16.9, -92.0)


@pytest.fixture(scope="module")
def patch():
    """Return the patch."""
    return skin_patch()


def test_patch_is_a_thin_closed_slab(patch):
    """The patch is watertight, outward, and about 2.5 mm thick on average."""
    assert is_closed_manifold(patch)
    area = np.ptp(points_of(patch)[:, 0]) * np.ptp(points_of(patch)[:, 1])
    assert 2.0 < volume(patch) / area < 3.2
    assert patch.n_cells < 5_000


def test_patch_has_rounded_corners(patch):
    """No point comes nearer to a corner of the bounding rectangle than 8 mm."""
    x, y = np.abs(points_of(patch)[:, 0]), np.abs(points_of(patch)[:, 1] - 3.0)
    assert x.max() == pytest.approx(HALF_WIDTH)
    assert y.max() == pytest.approx(HALF_HEIGHT)
    assert np.hypot(HALF_WIDTH - x, HALF_HEIGHT - y).min() > 8.0


def test_back_has_a_furrow_between_two_ridges():
    """The spine lies in a furrow; 31 mm to both sides the back stands out farthest."""
    x = np.linspace(-50, 50, 201)
    height = skin_height(x, np.full(201, 5.0))
    assert abs(x[height.argmin()]) == pytest.approx(27, abs=6)
    assert height[100] - height.min() > 3
    assert np.allclose(height, height[::-1])


def test_mark_lies_on_the_skin():
    """The mark is a closed plate 3 mm in radius whose middle is on the skin at the entry."""
    mark = skin_mark(ENTRY)
    assert is_closed_manifold(mark)
    middle = points_of(mark).mean(axis=0)
    assert middle[:2] == pytest.approx(ENTRY[:2], abs=0.2)
    assert middle[2] == pytest.approx(skin_height(*np.array(ENTRY)[:2, None])[0], abs=0.5)
    assert np.ptp(points_of(mark), axis=0)[:2].max() == pytest.approx(6.0, abs=0.3)


def test_mark_shows_on_the_outside(patch):
    """The outer face of the mark stands out of the skin toward the viewer, by less than 1 mm."""
    rear = points_of(skin_mark(ENTRY))[:, 2].min()
    assert 0.2 < skin_height(*np.array(ENTRY)[:2, None])[0] - rear < 2.0
