"""The X-ray pictures that the viewer draws, and those that Python makes where it cannot."""

import base64

import numpy as np
import pytest

from scenes.look.xray import VIEWS
from scenes.motion.pose import pose_at
from scenes.paint.fluoroscopy import attenuation, screen
from scenes.story.case import Case
from tests.moments import moments, picture_of, place_of
from tests.spines import assembled

pytestmark = pytest.mark.browser

SIZE = 200
ALIKE = 0.01
TIMES = moments("fracture trocars-0.4 inflation hardening")
"""The fracture, needles on their way, full balloons, and cement."""

READ = """([times, views, size]) => {
  const { viewer } = [...document.querySelectorAll("*")].find((element) => element.viewer);
  return times.map((time) => {
    viewer.setTime(time);
    return views.map((view) => viewer.xray(view, size).grey);
  });
}"""


@pytest.fixture(scope="module")
def spine():
    """Assemble the default case."""
    return assembled(Case())


def test_the_viewer_and_python_make_the_same_pictures(see, spine):
    """On both views, at four moments, they differ by 1 % of the range of greys at most."""
    page = see().page
    differences = {}
    for time, greys in zip(TIMES, page.evaluate(READ, [TIMES, [*VIEWS], SIZE]), strict=True):
        for (name, view), encoded in zip(VIEWS.items(), greys, strict=True):
            grey = base64.b64decode(encoded)
            seen = np.frombuffer(grey, np.uint8).reshape(SIZE, SIZE) / 255.0
            made = screen(attenuation(spine, pose_at(Case(), time), view, SIZE))
            differences[name, time] = float(np.abs(seen - made).mean() / np.ptp(made))
    for (name, time), difference in differences.items():
        print(f"{name} at {time}: {difference:.2%} of the range")  # noqa: T201
    assert max(differences.values()) <= ALIKE, differences


SAME_SCENE_AGAIN = """async (tier) => {
  const { viewer } = document.querySelector(".viewer");
  const { picture } = viewer;
  const until = async (done) => {
    for (let i = 0; i < 600 && !done(); i++) await new Promise((next) => setTimeout(next, 50));
  };
  await until(() => picture.warming.done);
  picture.quality.stopRehearsing();
  picture.quality.governor.tier = tier;
  const { films } = picture.sight.xray;
  const shown = () => Object.values(films).every((film) => film.shows(picture.scene));
  await until(shown);
  await viewer.retry(); // until the first picture of the scene has been drawn
  const atOnce = shown();
  await until(shown);
  return { atOnce, inTheEnd: shown() };
}"""


@pytest.mark.parametrize(("tier", "at_once"), [("full", True), ("plain", False)])
def test_on_a_slow_device_another_scene_is_seen_before_its_x_ray_pictures(see, tier, at_once):
    """They come a moment later, when the picture is drawn once more with everything."""
    page = see("?at=inflation").page
    assert page.evaluate(SAME_SCENE_AGAIN, tier) == {"atOnce": at_once, "inTheEnd": True}


HIDE_FLOAT_TARGETS = """
const { getExtension } = WebGL2RenderingContext.prototype;
WebGL2RenderingContext.prototype.getExtension = function (name) {
  return /^EXT_color_buffer_/.test(name) ? null : getExtension.call(this, name);
};
"""


def test_graphics_that_cannot_add_up_rays_get_stills(see):
    """Both boxes show the pictures of the step, which Python made, and the rest stays live."""
    visitor = see("?at=trocars", before=lambda page: page.add_init_script(HIDE_FLOAT_TARGETS))
    visitor.until("view.xray_kind === 'stills'")
    for name in ("lateral", "ap"):
        still = visitor.page.locator(f"[data-xray={name}] img")
        still.wait_for()
        for key in ("trocars", "inflation"):
            visitor.move(place_of(key))
            visitor.page.wait_for_function(
                f"""() => {{
                  const still = document.querySelector("[data-xray={name}] img");
                  return still.src.endsWith("{name}_{picture_of(key)}.webp")
                    && still.naturalWidth > 0;
                }}"""
            )
    assert visitor.page.locator(".viewer canvas[role]").is_visible()
