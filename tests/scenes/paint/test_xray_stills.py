"""X-ray pictures that are made before anyone asks."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from scenes.motion.pose import pose_at
from scenes.paint.xray_stills import xray_still
from scenes.story.timeline import time_of

SIZE = 48


@pytest.mark.parametrize("view", ["lateral", "ap"])
def test_an_x_ray_is_a_small_round_grey_picture(spine, view):
    """It shows the fracture and the lifted bone, and is light enough for a slow line."""
    times = (0.0, time_of("fracture"), time_of("inflation"))
    files = [xray_still(spine, pose_at(spine.case, time), view, size=SIZE) for time in times]
    assert all(len(file) < 2000 for file in files)
    pictures = [np.asarray(Image.open(BytesIO(file)).convert("RGBA")) for file in files]
    for picture in pictures:
        assert picture.shape == (SIZE, SIZE, 4)
        assert picture[0, 0, 3] < 20
        assert picture[SIZE // 2, SIZE // 2, 3] > 250
        assert np.ptp(picture[..., :3].astype(int), axis=2).max() < 12
    healthy, broken, lifted = (picture[..., 0].astype(int) for picture in pictures)
    least = 3 if view == "lateral" else 1
    assert np.abs(healthy - broken).mean() > least
    assert np.abs(broken - lifted).mean() > least
