"""The viewer in the browser and the painter in Python show the same scene."""

import base64
import io
import sys

import numpy as np
import pytest
from PIL import Image

from scenes.motion.pose import pose_at
from scenes.paint.stage import Stage
from scenes.story.case import Case
from scenes.story.script import SCRIPTS, script_of
from scenes.story.steps import STEPS
from tests.moments import moments
from tests.spines import assembled

pytestmark = [pytest.mark.browser, pytest.mark.drawing]

SIZE = (480, 300)
ALIKE = 0.98
CLOSE = 3.0
"""Mean difference per byte between the two pictures; outlines are smoothed in different ways."""

SILHOUETTES = """([times, width, height]) => {
  const { viewer } = [...document.querySelectorAll("*")].find((element) => element.viewer);
  return times.map((time) => {
    viewer.setTime(time);
    return viewer.silhouette(width, height).bits;
  });
}"""
"""Between them the page draws no picture of its own."""


@pytest.fixture(scope="module")
def stage():
    """Build a stage with the whole spine."""
    with Stage(assembled(Case()), SIZE) as stage:
        yield stage


ALONE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("body * { visibility: hidden !important }"
    + ".picture, .viewer, .viewer canvas { visibility: visible !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const { viewer } = [...document.querySelectorAll("*")].find((element) => element.viewer);
  viewer.holdTier("full");
  window.trame.state.set("xray", "off");
}"""

SHOW = """async (time) => {
  const { viewer } = [...document.querySelectorAll("*")].find((element) => element.viewer);
  viewer.setTime(time);
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}"""


def silhouettes(page, times):
    """Yield which pixels the viewer covers at each of some moments."""
    for bits in page.evaluate(SILHOUETTES, [times, *SIZE]):
        seen = np.unpackbits(np.frombuffer(base64.b64decode(bits), np.uint8)).astype(bool)
        yield seen[: SIZE[0] * SIZE[1]].reshape(SIZE[::-1])


def overlap(mask, other):
    """Return the share of the pixels covered in either mask that is covered in both."""
    return (mask & other).sum() / (mask | other).sum()


@pytest.mark.parametrize("treatment", SCRIPTS)
def test_silhouettes_agree(see, stage, treatment):
    """At every rest state, 98 % of what either painter covers is covered by both."""
    visitor, case = see(f"?treatment={treatment}"), Case(treatment=treatment)
    steps = script_of(case).steps
    shares = {
        step.key: overlap(seen, stage.silhouette(pose_at(case, step.time)))
        for step, seen in zip(
            steps, silhouettes(visitor.page, [step.time for step in steps]), strict=True
        )
    }
    assert all(share >= ALIKE for share in shares.values()), shares


@pytest.mark.parametrize("percent", [0, 30, 80, 100])
def test_the_silhouette_of_the_cement_agrees(see, stage, percent):
    """However much goes in, also in a bone that stays flat."""
    link = f"?case=1&loss=42&regained=10&cement={percent}&hide=bones+discs+nerves+tools+balloon"
    visitor = see(link)
    visitor.until(f"view.numbers.cement === {percent / 100}")
    case = Case(height_loss=0.42, height_regained=0.1, cement=percent / 100)
    times = moments("cement-0.2 cement")
    for time, seen in zip(times, silhouettes(visitor.page, times), strict=True):
        wanted = stage.silhouette(pose_at(case, time), layers={"cement"})
        assert wanted.any()
        assert overlap(seen, wanted) >= ALIKE


def test_silhouettes_of_two_moments_differ(stage):
    """The measure is sharp: a tenth of a step in a movement falls below it."""
    now, soon = (stage.silhouette(pose_at(Case(), time)) for time in moments("ready-0.5 ready-0.4"))
    assert overlap(now, soon) < ALIKE


def test_colours_agree(see):
    """At every rest state light, materials and background are the same in both painters."""
    page = see(viewport={"width": 640, "height": 600}).page
    page.evaluate(ALONE)
    box = page.locator(".viewer canvas").first.bounding_box()
    left, top, width, height = (round(box[side]) for side in ("x", "y", "width", "height"))
    apart = {}
    with Stage(assembled(Case()), (width, height)) as stage:
        for step in STEPS:
            page.evaluate(SHOW, step.time)
            shot = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
            shot = shot[top : top + height, left : left + width]
            picture = stage.paint(pose_at(Case(), step.time))
            apart[step.key] = float(np.abs(shot.astype(int) - picture).mean())
            sys.stdout.write(f"{step.key:10} mean difference {apart[step.key]:.2f} of 255\n")
    assert max(apart.values()) <= CLOSE, apart
