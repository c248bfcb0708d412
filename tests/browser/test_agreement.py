"""The viewer in the browser and the painter in Python show the same scene."""

import base64

import numpy as np
import pytest

from scenes.case import Case
from scenes.pose import pose_at
from scenes.spine import assemble
from scenes.stage import Stage
from scenes.timeline import STEPS

pytestmark = [pytest.mark.browser, pytest.mark.drawing]

SIZE = (480, 300)
ALIKE = 0.98

SILHOUETTE = """([time, width, height]) => {
  const { viewer } = [...document.querySelectorAll("*")].find((element) => element.viewer);
  viewer.setTime(time);
  return viewer.silhouette(width, height).bits;
}"""


@pytest.fixture(scope="module")
def stage():
    """Build a stage with the whole spine."""
    with Stage(assemble(Case()), SIZE) as stage:
        yield stage


def overlap(mask, other):
    """Return the share of the pixels covered in either mask that is covered in both."""
    return (mask & other).sum() / (mask | other).sum()


def test_silhouettes_agree(visit, stage):
    """At every rest state, 98 % of what either painter covers is covered by both."""
    visitor = visit()
    shares = {}
    for step in STEPS:
        bits = visitor.page.evaluate(SILHOUETTE, [step.time, *SIZE])
        seen = np.unpackbits(np.frombuffer(base64.b64decode(bits), np.uint8)).astype(bool)
        seen = seen[: SIZE[0] * SIZE[1]].reshape(SIZE[::-1])
        shares[step.key] = overlap(seen, stage.silhouette(pose_at(Case(), step.time)))
    assert all(share >= ALIKE for share in shares.values()), shares


def test_silhouettes_tell_moments_apart(stage):
    """The measure is sharp: a tenth of a step in a movement falls below it."""
    now, soon = (stage.silhouette(pose_at(Case(), time)) for time in (1.5, 1.6))
    assert overlap(now, soon) < ALIKE
