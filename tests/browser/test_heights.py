"""Heights over time: a plot that follows the moment and moves it, and the same as a table."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest

from scenes.file.key import scene_key
from scenes.story.case import Case
from scenes.story.steps import STEPS
from scenes.story.timeline import time_of
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.browser.test_access import CUT, SMALL_TARGETS, faults
from tests.moments import place_of
from tests.pseudo import LANGUAGE, mirrored_words
from visualizer.content import load_contents
from visualizer.page.rest_measures import rest_measures

pytestmark = pytest.mark.browser

CONTENTS = load_contents()
WORDS, ASIDES = CONTENTS["en"].heights, CONTENTS["en"].asides
SCENE = "scene.pack.glb"
NAMES = ("anterior", "middle", "posterior", "kyphosis")
LAST = len(STEPS) - 1
MARKED = """(name) => {
  const strip = document.querySelector(`.strip.${name}`);
  const [dot, curve] = ['.dot', '.curve'].map((part) => {
    const { x, y, width, height } = strip.querySelector(part).getBoundingClientRect();
    return { x, y, width, height };
  });
  const points = strip.querySelector('.line').getAttribute('d').split(/[ML]/).slice(1);
  return {
    across: (dot.x + dot.width / 2 - curve.x) / curve.width,
    down: (dot.y + dot.height / 2 - curve.y) / curve.height,
    points: points.map((point) => point.split(' ').map(Number)),
  };
}"""


@pytest.fixture(scope="session")
def rests(filled_cache):
    """Read what was measured at each step from the scene that is served."""
    scene = filled_cache / scene_key(Case()) / "scene" / SCENE
    measured = rest_measures(scene)[Case().treatment]
    assert len({rest["anterior"] for rest in measured}) > 3
    return measured


def figure(rest, name):
    """Write a measure as the page does in English."""
    digits = Decimal("1" if name == "kyphosis" else "0.1")
    return str(max(Decimal(0), Decimal(str(rest[name])).quantize(digits, ROUND_HALF_UP)))


def expect_mark_on_curve(page, time, name):
    """Check that the dot stands at its moment, on the curve."""
    mark = page.evaluate(MARKED, name)
    across, down = np.transpose(mark["points"])
    assert mark["across"] == pytest.approx(time / LAST, abs=0.01)
    height = np.interp(1000 * time / LAST, across, down) / 100
    assert mark["down"] == pytest.approx(height, abs=0.03), (time, name)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_one_press_at_every_step(read, size):
    """The same button in the same place at every step shows the plot whole, and puts it away."""
    visitor = read(viewport=size)
    page = visitor.page
    button = page.get_by_role("button", name=WORDS.button, exact=True)
    place = button.bounding_box()
    for step in range(len(STEPS)):
        visitor.move(step)
        visitor.until(f"view.step === {step}")
        assert button.bounding_box() == place
        assert button.get_attribute("aria-expanded") == "false"
        button.click()
        page.locator(".heights").wait_for()
        assert button.get_attribute("aria-expanded") == "true"
        assert page.locator(".heights").get_by_text(WORDS.model).is_visible()
        box = page.locator(".plot").bounding_box()
        assert box["height"] < size["height"]
        button.click()
        page.locator(".heights").wait_for(state="detached")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")


def test_the_keyboard_alone(read, rests):
    """H opens, Tab leads to the plot, its keys move all, and it says what it shows."""
    visitor = read("?at=fracture", viewport=DESKTOP)
    page = visitor.page
    page.get_by_role("button", name=WORDS.button, exact=True).focus()
    page.keyboard.press("h")
    plot = page.get_by_role("slider", name=WORDS.slider)
    plot.wait_for()
    page.keyboard.press("Tab")
    assert plot.evaluate("plot => plot === document.activeElement")
    for step in (place_of("ready"), place_of("trocars")):
        page.keyboard.press("ArrowRight")
        visitor.until(f"view.time === {step}")
    page.keyboard.press("End")
    visitor.until(f"view.time === {LAST}")
    heard = plot.get_attribute("aria-valuetext")
    assert heard.startswith(f"{CONTENTS['en'].steps[LAST].title}. ")
    for name in NAMES:
        assert figure(rests[LAST], name) in heard
    page.keyboard.press("h")
    plot.wait_for(state="detached")


def test_the_box_of_measures_leads_to_the_plot(read):
    """Its link puts the keyboard on the plot; pressed again, it goes there again."""
    visitor = read("?at=inflation", viewport=DESKTOP)
    for _ in range(2):
        visitor.press(WORDS.open)
        visitor.page.wait_for_function("document.activeElement?.id === 'plotted'")


@pytest.mark.parametrize("language", CONTENTS)
def test_the_table_says_what_was_measured(read, rests, language):
    """Each step by its title with the four numbers of the scene; the present one is current."""
    content = CONTENTS[language]
    visitor = read(f"?lang={language}&at=healthy", viewport=DESKTOP)
    page = visitor.page
    visitor.press(content.heights.button)
    page.get_by_text(content.heights.table, exact=True).click()
    table = page.get_by_role("table", name=content.heights.caption)
    heads = table.locator("thead th").all_inner_texts()
    assert heads[0] == content.heights.column
    assert content.asides.front_height in heads[1]
    rows = table.locator("tbody tr")
    for number, (step, rest) in enumerate(zip(content.steps, rests, strict=True)):
        head, *figures = rows.nth(number).locator("th, td").all_inner_texts()
        assert head == f"{number + 1}. {step.title}"
        wanted = [figure(rest, name) for name in NAMES]
        assert figures == [value.replace(".", "," if language == "es" else ".") for value in wanted]
    for step in (0, place_of("inflation"), LAST):
        visitor.move(step)
        visitor.until(f"view.step === {step}")
        current = table.locator("[aria-current=step]")
        assert current.all_inner_texts() == [f"{step + 1}. {content.steps[step].title}"]


def test_figures_and_mark_follow_the_slider(read, rests):
    """At every step: the dots on their curves, and the measured figures beside them."""
    visitor = read(viewport=DESKTOP)
    page = visitor.page
    visitor.press(WORDS.button)
    for step, rest in enumerate(rests):
        visitor.move(step)
        visitor.until(f"view.step === {step}")
        for name in NAMES:
            shown = page.locator(f".strip.{name} .figure").inner_text()
            assert re.match(r"[\d.]+", shown).group() == figure(rest, name)
            expect_mark_on_curve(page, step, name)
        lost = round(100 * (1 - rest["anterior"] / rests[0]["anterior"]))
        sentence = WORDS.front_lost.replace("{value}", str(lost)) if lost else WORDS.front_whole
        assert page.locator(".heights").get_by_text(sentence, exact=True).is_visible()


def test_a_tap_and_a_drag_move_time(read):
    """A click near a step goes to it; a drag goes along; the keyboard goes on from there."""
    visitor = read(viewport=DESKTOP)
    page = visitor.page
    visitor.press(WORDS.button)
    box = page.locator(".strip.middle .curve").bounding_box()
    at = [box["x"] + box["width"] * step / LAST for step in range(len(STEPS))]
    inflation, between = place_of("inflation"), time_of("cannulas", -0.5)
    page.mouse.click(at[inflation] + 3, box["y"] + 20)
    visitor.until(f"view.time === {inflation}")
    page.keyboard.press("ArrowLeft")
    visitor.until(f"view.time === {inflation - 1}")
    page.mouse.move(at[place_of("fracture")], box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * between / LAST, box["y"] + 50, steps=3)
    visitor.until(f"Math.abs(view.time - {between}) < 0.1")
    page.mouse.up()
    page.mouse.move(at[place_of("hardening")], box["y"])
    assert visitor.time == pytest.approx(between, abs=0.1)


def test_a_finger_taps_and_scrolls(read):
    """A tap moves time; a swipe upwards over the plot does not."""
    visitor = read("?at=fracture", viewport=PHONE, has_touch=True)
    page = visitor.page
    visitor.press(WORDS.button)
    page.wait_for_timeout(600)
    box = page.locator(".strip.anterior .curve").bounding_box()
    cement = place_of("cement")
    page.touchscreen.tap(box["x"] + box["width"] * cement / LAST, box["y"] + 20)
    visitor.until(f"view.time === {cement}")
    assert page.locator(".reach").evaluate("e => getComputedStyle(e).touchAction") == "pan-y"


def test_another_scene_is_plotted_at_once(visit, filled_cache):
    """Between the steps the plot shows the scene's own keys, and new ones as they come."""
    visitor = visit(viewport=DESKTOP)
    page = visitor.page
    data = (filled_cache / scene_key(Case()) / "scene" / SCENE).read_bytes()
    document = json.loads(data[20 : 20 + int.from_bytes(data[12:16], "little")])
    tracks = document["scenes"][0]["extras"]["scripts"][Case().treatment]["tracks"]["measures"]
    visitor.press(WORDS.button)
    rising = time_of("inflation", -0.6)
    visitor.move(rising)
    visitor.until(f"Math.abs(view.time - {rising}) < 1e-6")
    height = np.interp(rising, tracks["anterior"]["times"], tracks["anterior"]["values"])
    front = page.locator(".strip.anterior .figure")
    assert front.inner_text() == ASIDES.millimetres.format(value=f"{height:.1f}")
    expect_mark_on_curve(page, rising, "anterior")
    for track in tracks.values():
        track["values"] = [value / 2 for value in track["values"]]
    page.evaluate(
        "tracks => document.querySelector('.viewer').viewer.emit('tracks', tracks)", tracks
    )
    halved = ASIDES.millimetres.format(value=f"{height / 2:.1f}")
    page.wait_for_function(
        f"document.querySelector('.strip.anterior .figure').innerText === '{halved}'"
    )
    expect_mark_on_curve(page, rising, "anterior")
    page.get_by_text(WORDS.table, exact=True).click()
    healthy = f"{tracks['anterior']['values'][0]:.1f}"
    assert page.locator(".heights tbody td").first.inner_text() == healthy


def test_time_can_run_from_right_to_left(read, filled_cache, tmp_path):
    """In a mirrored page the curve starts at the right, and a tap is where it is seen."""
    folder = mirrored_words(tmp_path)
    with served(filled_cache, f"--words={folder}") as (_, address):
        visitor = read(f"?lang={LANGUAGE}&at=inflation", at=address, viewport=PHONE)
        page = visitor.page
        page.locator(".heights-button").click()
        page.wait_for_timeout(600)
        left = 1 - place_of("inflation") / LAST
        assert page.evaluate(MARKED, "anterior")["across"] == pytest.approx(left, abs=0.01)
        line = page.locator(".strip.anterior .curve svg")
        assert line.evaluate("svg => new DOMMatrix(getComputedStyle(svg).transform).a") == -1
        box = page.locator(".strip.anterior .curve").bounding_box()
        left = 1 - place_of("hardening") / LAST
        page.mouse.click(box["x"] + box["width"] * left, box["y"] + 20)
        visitor.until(f"view.time === {place_of('hardening')}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(read, size, scheme):
    """Plot and open table break no rule in either scheme, and all targets are large."""
    visitor = read("?at=inflation", viewport=size, color_scheme=scheme)
    page = visitor.page
    visitor.press(WORDS.button)
    page.get_by_text(WORDS.table, exact=True).click()
    assert faults(page) == []
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize(
    "size",
    [{"width": 360, "height": 640}, {"width": 320, "height": 256}, DESKTOP],
    ids=["small phone", "zoom 400 %", "desktop"],
)
@pytest.mark.parametrize("language", CONTENTS)
def test_nothing_is_cut_off(read, size, language):
    """Largest text in a small window: one column, nothing beyond its edges, one scroll."""
    visitor = read(f"?lang={language}&at=inflation", viewport=size)
    page = visitor.page
    for _ in range(3):
        page.locator(".larger").click()
    page.locator(".heights-button").click()
    page.locator(".heights").wait_for()
    assert page.evaluate(CUT) == []
    page.locator(".heights summary").click()  # a table may scroll by itself
    page.locator(".heights table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    if size == DESKTOP:
        assert page.evaluate("document.documentElement.scrollHeight") == size["height"]
