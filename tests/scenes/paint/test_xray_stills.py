"""X-ray pictures that are made before anyone asks."""

import numpy as np
from PIL import Image

from scenes.paint.xray_stills import paint_xray_stills
from scenes.story.case import Case
from scenes.story.pictures import pictured

SIZE = 48


def test_every_step_has_both_views(spine, tmp_path):
    """Round grey pictures in the order of the steps, light enough for a slow line."""
    files = paint_xray_stills(spine, tmp_path, size=SIZE)
    names = [f"{view}_{name}.webp" for view in ("lateral", "ap") for name in pictured(Case())]
    assert [file.name for file in files] == names
    assert sum(file.stat().st_size for file in files) < len(names) * 2000
    pictures = [np.asarray(Image.open(file).convert("RGBA")) for file in files]
    for picture in pictures:
        assert picture.shape == (SIZE, SIZE, 4)
        assert picture[0, 0, 3] < 20
        assert picture[SIZE // 2, SIZE // 2, 3] > 250
        assert np.ptp(picture[..., :3].astype(int), axis=2).max() < 12
    healthy, broken, lifted = (pictures[number][..., 0].astype(int) for number in (0, 1, 6))
    assert np.abs(healthy - broken).mean() > 3
    assert np.abs(broken - lifted).mean() > 3
