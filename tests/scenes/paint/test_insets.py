"""The close-ups that compare healthy and weak bone."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from scenes.paint.insets import INSETS, LARGEST, SIZE, inset_still

pytestmark = pytest.mark.drawing


@pytest.fixture(scope="module")
def pictures():
    """Paint both and read them back."""
    files = [inset_still(name) for name in INSETS]
    assert all(len(file) <= LARGEST for file in files)
    return [np.asarray(Image.open(BytesIO(file))).astype(float) for file in files]


def test_insets_are_round(pictures):
    """A disc fills the square, and its corners are clear."""
    for picture in pictures:
        assert picture.shape == (SIZE, SIZE, 4)
        assert picture[..., 3].mean() / 255 == pytest.approx(np.pi / 4, abs=0.01)
        assert picture[0, 0, 3] == 0
        assert picture[SIZE // 2, SIZE // 2, 3] == 255


def test_healthy_bone_fills_more_of_the_picture(pictures):
    """Light bone covers the picture of healthy bone; dark marrow that of weak bone."""
    inside = pictures[0][..., 3] == 255
    light, weak = ((picture[..., :3].mean(axis=2) > 110)[inside].mean() for picture in pictures)
    assert light > 1.3 * weak
