"""Needle, balloon and cement stand out from what is around them, to all eyes."""

import sys

import numpy as np
import pytest
from scipy.ndimage import (
    binary_dilation,
    binary_erosion,
    binary_opening,
    grey_dilation,
    grey_erosion,
    uniform_filter,
)

from scenes.motion.pose import pose_at
from scenes.paint.stage import Stage
from scenes.story.steps import STEPS
from tests.vision import SEEN, contrast, luminance

pytestmark = pytest.mark.drawing

SIZE = (720, 450)
LEAST = 3.0
"""Contrast that WCAG 2.2 asks of a graphical object (1.4.11)."""

LOWEST = 1.7
"""Contrast that all but the lowest sixth of a contour has; ends of tools cross all colours."""

EDGE = 4
"""Pixels on either side of a contour that count as its edge."""

DEVICES = {
    "trocars": "tools",
    "cannulas": "tools",
    "balloons": "balloon",
    "inflation": "balloon",
    "cement": "cement",
    "hardening": "cement",
    "result": "cement",
}
TIMES = {step.key: step.time for step in STEPS}
OTHERS = {"skin", "bones", "discs", "nerves", "tools", "balloon", "cement"}


@pytest.fixture(scope="module")
def stage(spine):
    """Build one stage with the whole spine."""
    with Stage(spine, SIZE) as stage:
        yield stage


@pytest.fixture(scope="module")
def painted(stage, case):
    """Paint every device at its rest states, with it and without it."""
    pictures = {}
    for key, layer in DEVICES.items():
        pose = pose_at(case, TIMES[key])
        pictures[key] = stage.paint(pose), stage.paint(pose, layers=OTHERS - {layer})
    return pictures


def edge_contrast(picture, without, sight):
    """Return the contrast at every place of the contour of what only one picture shows.

    Inside, the drawn edge is the lightest or darkest of what lies along the contour; outside is
    what is there when the thing is not.
    """
    apart = np.abs(picture.astype(int) - without.astype(int)).max(axis=2) > 12
    thing = binary_opening(apart, iterations=2)
    contour = thing & ~binary_erosion(thing) & _inner(thing.shape)
    ring = thing & ~binary_erosion(thing, iterations=EDGE)
    inside, around = luminance(picture, sight), luminance(without, sight)
    beyond = binary_dilation(thing, iterations=EDGE) & ~binary_dilation(thing, iterations=1)
    window = 2 * EDGE + 1
    dark = grey_erosion(np.where(ring, inside, 1.0), size=(window, window))
    light = grey_dilation(np.where(ring, inside, 0.0), size=(window, window))
    count = _summed(beyond.astype(float), window)
    back = _summed(np.where(beyond, around, 0.0), window) / np.maximum(count, 1.0)
    place = contour & (count > 0)
    return np.maximum(contrast(dark, back), contrast(light, back))[place]


def _summed(values, window):
    """Sum a picture within a square around every pixel."""
    return uniform_filter(values, window) * window * window


def _inner(shape):
    """Leave out the picture's own border, which is no contour."""
    mask = np.zeros(shape, bool)
    mask[EDGE:-EDGE, EDGE:-EDGE] = True
    return mask


@pytest.mark.parametrize("key", DEVICES)
def test_device_stands_out(painted, key):
    """The median contrast along a device's contour is 3:1 or more, to every kind of sight."""
    for sight in SEEN:
        found = edge_contrast(*painted[key], sight)
        middle, low = np.percentile(found, (50, 15))
        sys.stdout.write(f"{key:10} {sight:13} median {middle:.2f}:1, lowest sixth {low:.2f}:1\n")
        assert middle >= LEAST
        assert low >= LOWEST


def test_measure_knows_black_on_white_and_grey_on_grey():
    """Black on white has 21:1, the same grey 1:1, and no sight changes a grey."""
    black, white, grey = (np.full((1, 1, 3), value, np.uint8) for value in (0, 255, 119))
    for sight in SEEN:
        assert contrast(luminance(black, sight), luminance(white, sight)) == pytest.approx(21, 0.01)
        assert contrast(luminance(grey, sight), luminance(white, sight)) == pytest.approx(4.5, 0.02)


def test_pale_disc_on_white_fails():
    """A disc hardly darker than what is around it has far less than 3:1."""
    without = np.full((60, 60, 3), 255, np.uint8)
    rows, columns = np.mgrid[:60, :60] - 30
    picture = np.where((np.hypot(rows, columns) < 18)[..., None], 200, without).astype(np.uint8)
    assert np.median(edge_contrast(picture, without, "all colours")) < 2.0
