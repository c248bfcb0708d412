"""The live picture: labels, openings, taps and the comparison, as the page shows them."""

import base64
from itertools import combinations

import numpy as np
import pytest

from benchmarks.page import DRAW_NOTHING
from scenes.story.steps import STEPS
from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of

pytestmark = pytest.mark.browser

LOW = {"width": 640, "height": 360}
"""For what does not depend on how many pixels are drawn."""

LABELLED = """async (time) => {
  const { viewer } = document.querySelector(".viewer");
  viewer.holdTier("coarse");
  window.trame.state.set("time", time);
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const { boxes } = viewer.picture;
  const isSeen = (element) => element.getBoundingClientRect().width > 0;
  const kept = () =>
    [...document.querySelectorAll(".picture :is([data-keep-clear], [data-xray])")].filter(isSeen);
  const placed = () => JSON.stringify([viewer.labelBoxes(), boxes.keepClear]);
  const rests = () => viewer.picture.time === time && !viewer.picture.dirty;
  let before = "";
  for (let i = 0; i < 40; i++) {
    await wait(400); // longer than labels wait before they find their places
    const now = placed();
    const knowsAll = boxes.keepClear.length === kept().length;
    if (rests() && knowsAll && viewer.labelBoxes().length > 0 && now === before) break;
    before = now;
  }
  const section = document.querySelector(".picture");
  const origin = section.getBoundingClientRect();
  const box = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left - origin.left, top - origin.top, width, height];
  };
  const shown = viewer.labelBoxes().map(({ key }) => key);
  return {
    picture: [0, 0, origin.width, origin.height],
    labels: Object.fromEntries(
      shown.map((key) => [key, box(document.querySelector(`[data-label="${key}"]`))])),
    kept: [...section.querySelectorAll("[data-keep-clear]")].map(box).filter((b) => b[2] > 0),
  };
}"""

SILHOUETTE = """([time, opening, layers]) => {
  const { viewer } = document.querySelector(".viewer");
  viewer.holdTier("coarse");
  viewer.setTime(time);
  viewer.setOpening(opening);
  viewer.setLayers(layers);
  return viewer.silhouette(240, 150).bits;
}"""

PICTURES = """async ([time, share, quality]) => {
  const { viewer } = document.querySelector(".viewer");
  const canvas = document.querySelector(".viewer canvas");
  const { picture } = viewer;
  viewer.holdTier(quality);
  viewer.setTime(time);
  viewer.setCompare(share);
  const wait = () => new Promise((done) => setTimeout(done, 60));
  const rests = () => picture.time === time && !picture.dirty;
  for (let i = 0; i < 300 && !rests(); i++) await wait();
  const small = document.createElement("canvas");
  [small.width, small.height] = [160, 100];
  picture.draw(picture.scene); // the buffer is gone once it has been shown
  const context = small.getContext("2d");
  context.drawImage(canvas, 0, 0, 160, 100);
  return btoa(String.fromCharCode(...context.getImageData(0, 0, 160, 100).data));
}"""


PROGRAMS = 10
"""What is lit, its far side, what hides, outlines, lens; X-ray's ways, screen, marks; two flat."""

ASKED_LATER = """async (times) => {
  const { viewer } = document.querySelector(".viewer");
  const { picture } = viewer;
  const until = async (done) => {
    for (let i = 0; i < 600 && !done(); i++) await new Promise((next) => setTimeout(next, 100));
  };
  viewer.holdTier("sharp");
  await until(() => picture.warming.done);
  const asked = {};
  for (const name of ["getProgramParameter", "createVertexArray", "texStorage2D"]) {
    const own = WebGL2RenderingContext.prototype[name];
    asked[name] = 0;
    WebGL2RenderingContext.prototype[name] = function (...given) {
      asked[name] += 1;
      return own.apply(this, given);
    };
  }
  const exposed = () => Object.values(picture.sight.xray.films).map(({ exposures }) => exposures);
  const before = exposed();
  for (const opening of ["guided", "opened", "ghost"]) {
    viewer.setOpening(opening);
    for (const time of times) {
      window.trame.state.set("time", time);
      await until(() => picture.time === time && !picture.dirty);
    }
  }
  const pulses = exposed().map((count, index) => count - before[index]);
  const programs = picture.sight.surface.renderer.info.programs.length;
  const prepared = picture.warming.done;
  return { ...asked, programs, prepared, exposed: Math.min(...pulses) > 0 };
}"""

SAME_AGAIN = """async () => {
  const { viewer } = document.querySelector(".viewer");
  const { picture } = viewer;
  const { info } = picture.sight.surface.renderer;
  const until = async (done) => {
    for (let i = 0; i < 600 && !done(); i++) await new Promise((next) => setTimeout(next, 100));
  };
  const warm = () => until(() => picture.warming.done && !picture.former);
  const state = () => ({ programs: info.programs.map(({ id }) => id), ...info.memory });
  await warm();
  const before = state();
  const scene = picture.scene;
  await viewer.retry();
  await warm();
  return { before, after: state(), isOther: picture.scene !== scene };
}"""


def overlap(a, b):
    """Tell whether two boxes (x, y, width, height) have a point in common."""
    return all(a[i] < b[i] + b[i + 2] and b[i] < a[i] + a[i + 2] for i in (0, 1))


@pytest.mark.parametrize(("size", "most"), [(DESKTOP, 7), (PHONE, 4)], ids=["desktop", "phone"])
def test_labels_name_what_is_seen_and_never_touch(visit, size, most):
    """Each step has a few labels of its own, clear of each other, of the edges and the controls."""
    visitor = visit(viewport=size)
    for step in STEPS:
        found = visitor.page.evaluate(LABELLED, step.time)
        labels = found["labels"]
        assert 1 <= len(labels) <= most, step.key
        assert set(labels) <= set(step.labels), step.key
        for (one, box), (other, another) in combinations(labels.items(), 2):
            assert not overlap(box, another), (step.key, one, other)
        width, height = found["picture"][2:]
        for key, (x, y, wide, high) in labels.items():
            assert x >= 0, (step.key, key)
            assert y >= 0, (step.key, key)
            assert x + wide <= width, (step.key, key)
            assert y + high <= height, (step.key, key)
            for kept in found["kept"]:
                assert not overlap((x, y, wide, high), kept), (step.key, key)


def test_a_label_names_what_was_picked(visit):
    """Pressing a label by keyboard or pointer reports its key, and its parts are marked."""
    visitor = visit(viewport=DESKTOP)
    labels = visitor.page.evaluate(LABELLED, place_of("inflation"))["labels"]
    assert "balloon" in labels
    visitor.page.locator('[data-label="balloon"]').click()
    visitor.until("view.selected === 'balloon'")
    marked = "document.querySelector('.viewer').viewer.picture.scene.parts"
    glowing = visitor.page.evaluate(f"{marked}.filter((p) => p.glow.value > 0).map((p) => p.name)")
    assert set(glowing) == {"balloon_left", "balloon_right"}


def test_nothing_new_is_prepared_while_it_plays(see):
    """Once warm, no moment asks for a program's uniforms or sends a shape: both make it stutter.

    Graphics are asked for all that a picture takes, but spared the painting of triangles.
    """
    times = [step.time + share for step in STEPS[:-1] for share in (0.0, 0.5)]
    visitor = see(before=lambda page: page.add_init_script(DRAW_NOTHING), viewport=LOW)
    found = visitor.page.evaluate(ASKED_LATER, [*times, STEPS[-1].time])
    assert found.pop("prepared")
    assert found.pop("programs") <= PROGRAMS, "looks and morph targets share one"
    assert found.pop("exposed"), "X-ray pictures were among what was shown"
    assert found == {"getProgramParameter": 0, "createVertexArray": 0, "texStorage2D": 0}


WATCH_PICTURES = """
window.pictures = [];
const { blitFramebuffer } = WebGL2RenderingContext.prototype;
WebGL2RenderingContext.prototype.blitFramebuffer = function (...given) {
  const element = document.querySelector(".viewer");
  const { width, height } = element.getBoundingClientRect();
  const place = [Math.round(width), Math.round(height)];
  pictures.push({ drawn: given.slice(2, 4), place, warm: element.viewer.picture.warming.done });
  return blitFramebuffer.apply(this, given);
};
"""
"""Notes, whenever a picture's edges have been smoothed, its size and that of its place."""


def test_the_first_picture_is_drawn_once_and_fills_its_place(see):
    """A slow device shows it sooner; no speck of colour is stretched over the place before."""
    page = see(before=lambda page: page.add_init_script(WATCH_PICTURES)).page
    page.wait_for_function("document.querySelector('.viewer').viewer.picture.warming.done")
    (first,) = [picture for picture in page.evaluate("pictures") if not picture["warm"]]
    assert first["drawn"] == first["place"]
    page.evaluate("document.querySelector('.viewer').viewer.holdTier('full')")
    page.evaluate("pictures.length = 0")
    page.set_viewport_size({"width": 900, "height": 700})
    page.wait_for_function("pictures.length > 0")
    page.wait_for_timeout(1000)
    (resized,) = page.evaluate("pictures")
    assert resized["drawn"] == resized["place"] != first["place"]


SLOW_DRAWS = """async (time) => {
  const { viewer } = document.querySelector(".viewer");
  const { picture } = viewer;
  const { quality, sight, warming } = picture;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (done) => {
    for (let i = 0; i < 600 && !done(); i++) await wait(100);
  };
  viewer.holdTier("full");
  await until(() => warming.done);
  await until(() => !picture.dirty);
  const { draw } = picture;
  const tiers = [];
  picture.draw = (...given) => {
    tiers.push(sight.surface.tier);
    return draw.apply(picture, given);
  };
  quality.hold(null);
  for (let i = 0; i < 2; i++) quality.drawn(500);
  await wait(600); // longer than a picture rests before it is drawn with everything
  const resting = [...tiers];
  window.trame.state.set("time", time);
  await until(() => picture.time === time && tiers.length > 1);
  return { resting, next: tiers.slice(0, 2), tier: viewer.tier };
}"""


def test_a_slow_device_keeps_the_picture_that_rests(see):
    """What is there has taken its time; the next one is drawn sooner, and then with everything."""
    found = see(viewport=LOW).page.evaluate(SLOW_DRAWS, place_of("fracture"))
    assert found == {"resting": [], "next": ["plain", "full"], "tier": "plain"}


PASSING = """async (plays) => {
  const { viewer } = document.querySelector(".viewer");
  const { warming } = viewer.picture;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (done) => {
    for (let i = 0; i < 600 && !done(); i++) await wait(100);
  };
  await until(() => warming.done);
  const before = viewer.scene;
  viewer.setPassing(true);
  await viewer.setSource(viewer.source);
  await until(() => viewer.scene !== before && viewer.isReady);
  await wait(1000); // longer than a scene waits that stays
  const waits = !warming.done;
  if (plays) viewer.setPlaying(true);
  else viewer.setPassing(false);
  await until(() => warming.done);
  return { waits, prepared: warming.done };
}"""


@pytest.mark.parametrize("plays", [True, False], ids=["played", "kept"])
def test_a_scene_that_another_will_replace_is_prepared_only_when_it_stays_or_plays(visit, plays):
    """Whoever has opened a link to a case that is made now waits for that, not for this one."""
    assert visit().page.evaluate(PASSING, plays) == {"waits": True, "prepared": True}


def test_the_next_scene_finds_its_programs_and_leaves_nothing_of_the_one_before(see):
    """Making programs takes longer than all else; shapes and pictures are replaced, not added."""
    found = see(viewport=LOW).page.evaluate(SAME_AGAIN)
    assert found["isOther"]
    assert found["after"] == found["before"]


def covered(visitor, time, opening="guided", layers=None):
    """Return which pixels anything covers."""
    bits = visitor.page.evaluate(SILHOUETTE, [time, opening, layers or {}])
    return np.unpackbits(np.frombuffer(base64.b64decode(bits), np.uint8)).astype(bool)


NAMED = "() => document.querySelector('.viewer').viewer.labelBoxes().length > 0"
SLOW_FRAMES = """() => {
  window.requestAnimationFrame = (frame) => setTimeout(() => frame(performance.now()), 300);
}"""


def test_labels_wait_for_the_end_of_a_movement(visit):
    """However long a frame takes: while time runs nothing is named, and then it is."""
    visitor = visit("?at=fracture")
    visitor.page.wait_for_function(
        "() => document.querySelector('.viewer').viewer.labelBoxes().length > 0"
    )
    visitor.page.evaluate(SLOW_FRAMES)
    visitor.page.evaluate(
        """() => {
            const layer = document.querySelector('.labels');
            const note = () => {
                const { playing } = window.trame.state.state;
                if (playing && layer.style.opacity === '1') window.named = true;
            };
            new MutationObserver(note).observe(layer, { attributeFilter: ['style'] });
        }"""
    )
    visitor.press("Next")
    visitor.until(f"view.time === {place_of('ready')} && !view.playing")
    visitor.page.wait_for_function(
        "() => document.querySelector('.viewer').viewer.labelBoxes().length > 0"
    )
    assert visitor.page.evaluate("window.named") is None


BARE = {"ligaments": False}
"""They lie over gaps that bones leave."""


def test_bones_open_and_close_at_any_step(see):
    """Cut bone covers less than whole bone, ghost as much; skin comes when it is asked for."""
    visitor = see(reduced_motion="reduce")
    for time in map(place_of, ("healthy", "result")):  # between them bone fills the picture
        closed, opened, ghost = (
            covered(visitor, time, opening, layers=BARE)
            for opening in ("closed", "opened", "ghost")
        )
        assert (closed & ~opened).sum() > 0.015 * closed.sum(), time
        assert (closed ^ ghost).sum() < 0.005 * closed.sum(), time
    healthy = place_of("healthy")
    bare = covered(visitor, healthy)
    assert covered(visitor, healthy, layers={"skin": True}).sum() > 1.02 * bare.sum()
    gone = BARE | {"bones": False, "discs": False, "nerves": False}
    assert not covered(visitor, healthy, layers=gone).any()


def pixels(visitor, share, quality):
    """Return the ``(100, 160, 4)`` picture of the result with this much of the fracture."""
    raw = base64.b64decode(visitor.page.evaluate(PICTURES, [place_of("result"), share, quality]))
    return np.frombuffer(raw, np.uint8).reshape(100, 160, 4).astype(int)


@pytest.mark.parametrize("quality", ["full", "coarse"])
def test_the_comparison_joins_two_moments(see, quality):
    """Left of the line is the fractured bone, right of it the result, from the same place."""
    visitor = see(reduced_motion="reduce")
    before, both, after = (pixels(visitor, share, quality) for share in (1, 0.5, 0))
    assert np.abs(before[:, 2:158] - after[:, 2:158]).mean() > 1.0
    assert np.abs(both[:, 2:78] - before[:, 2:78]).mean() < 0.1
    assert np.abs(both[:, 82:158] - after[:, 82:158]).mean() < 0.1
