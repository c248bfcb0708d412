"""Two cases side by side under one slider."""

import pytest

from scenes.story.script import SCRIPTS
from scenes.story.timeline import time_of
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import CUT, SMALL_TARGETS, faults
from tests.browser.test_example import MadeUpCases, choose, open_panel
from tests.browser.test_treatments import titles
from tests.moments import place_of
from visualizer.content import load_contents

pytestmark = pytest.mark.browser

CONTENTS = load_contents()
WORDS = CONTENTS["en"].cases
SECOND = ".second .side"
TIMES = """() => [...document.querySelectorAll(".viewer")]
  .filter((element) => element.viewer).map((element) => element.viewer.time)"""


def beside(visitor):
    """Return what is said of the second case."""
    caption = visitor.page.locator(SECOND)
    caption.wait_for()
    return caption.inner_text()


def test_time_alone_stands_beside_the_balloon(read):
    """The slider is that of the first; the second waits where it has no step, and says which."""
    visitor = read()
    panel = open_panel(visitor.page)
    choose(panel, WORDS.beside, WORDS.care_time)
    visitor.page.keyboard.press("Escape")
    for key, other in (
        ("person", "person"),
        ("healthy", "healthy"),
        ("fracture", "fracture"),
        ("cannulas", "healing"),
        ("cement", "healing"),
        ("result", "healed"),
    ):
        number, step = place_of(key), place_of(other, SCRIPTS["time"].steps)
        visitor.move(number)
        visitor.until(f"view.step === {number}")
        assert visitor.title == titles("kyphoplasty")[number]
        if titles("time")[step] == titles("kyphoplasty")[number]:
            assert titles("time")[step] not in beside(visitor)
        else:
            visitor.page.locator(SECOND).get_by_text(titles("time")[step], exact=True).wait_for()
    assert WORDS.care_time in beside(visitor)
    assert WORDS.care_kyphoplasty in visitor.page.locator(".side.first").inner_text()
    visitor.page.wait_for_url("**/?at=result&beside=time")
    visitor.press(WORDS.alone)
    visitor.until("view.second === null")
    visitor.page.wait_for_url("**/?at=result")


def test_a_link_opens_both(visit):
    """What stands beside follows the case that is shown, as long as it differs from it."""
    visitor = visit("?at=fracture&beside=severe")
    assert "42 % of the height lost" in beside(visitor)
    assert "37 % of the height lost" in visitor.page.locator(".side.first").inner_text()
    panel = open_panel(visitor.page)
    choose(panel, WORDS.treatment, WORDS.care_vertebroplasty)
    visitor.until("view.second.treatment === 'vertebroplasty'")
    panel.get_by_label(WORDS.loss).fill("42")
    visitor.until("view.second === null && view.beside === ''")


def test_painted_pictures_stand_beside_each_other(read):
    """They cannot show another loss of height, so none is offered, nor shown by a link."""
    visitor = read("?at=fracture&beside=severe")
    visitor.until("view.second === null && view.beside === ''")
    panel = open_panel(visitor.page)
    group = panel.get_by_role("group", name=WORDS.beside)
    assert group.get_by_role("button").all_inner_texts() == [
        WORDS.care_vertebroplasty,
        WORDS.care_time,
        WORDS.needles_1,
    ]
    group.get_by_text(WORDS.care_vertebroplasty).click()
    visitor.page.locator(".second .walkthrough-stills img").first.wait_for()


def test_what_cannot_stand_beside_is_explained(read):
    """One sentence, and the case alone."""
    visitor = read("?beside=luck")
    assert "“luck”" in visitor.page.get_by_role("alert").first.inner_text()
    visitor.until("view.second === null")


def test_other_needles_come_from_the_server(read):
    """The first case stays in use until the second is there."""
    visitor = read("?at=trocars")
    MadeUpCases(visitor.page, after=2)
    panel = open_panel(visitor.page)
    group = panel.get_by_role("group", name=WORDS.beside)
    group.get_by_text(WORDS.needles_1).click()
    panel.get_by_role("progressbar").wait_for()
    visitor.until("view.second && view.second.family.needles === '1'")
    visitor.page.keyboard.press("Escape")
    assert WORDS.needles_1 in beside(visitor)
    assert "One needle goes in" in beside(visitor)
    assert WORDS.needles_2 in visitor.page.locator(".side.first").inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_both_are_for_everyone(read, size):
    """No rule broken, nothing small or cut."""
    visitor = read("?at=fracture&beside=time", viewport=size)
    beside(visitor)
    page = visitor.page
    found = [*faults(page), *page.evaluate(SMALL_TARGETS), *page.evaluate(CUT)]
    open_panel(page)
    found += [*faults(page), *page.evaluate(SMALL_TARGETS), *page.evaluate(CUT)]
    assert found == []


def test_both_play_and_turn_together(visit):
    """Two live pictures of one scene: the same moment, the same point of view."""
    visitor = visit("?at=inflation&beside=vertebroplasty")
    page = visitor.page
    beside(visitor)
    visitor.until("view.measures.anterior && view.second_measures.anterior")
    heights = page.evaluate(
        "[trame.state.state.measures.anterior, trame.state.state.second_measures.anterior]"
    )
    assert heights[0] > heights[1] + 2
    last = place_of("cannulas")  # before the balloons, which cement alone does without
    assert page.evaluate(TIMES) == [place_of("inflation"), last]
    page.evaluate("window.trame.state.update({playing: true})")
    visitor.until(f"view.time > {time_of('cement', -0.6)}")
    page.evaluate("window.trame.state.update({playing: false})")
    page.wait_for_function(f"(({TIMES})())[1] > {last + 0.3}")
    first, second = page.evaluate(TIMES)
    assert second == pytest.approx(last + first - place_of("cavities"), abs=0.05)
    canvas = page.locator(".second canvas[role]")
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 200, steps=3)
    page.mouse.up()
    visitor.until("view.view === 'free'")
    poses = page.evaluate(
        """() => [...document.querySelectorAll(".viewer")].filter((element) => element.viewer)
          .map(({ viewer }) => viewer.picture.rig.own.orientation.toArray())"""
    )
    assert poses[0] == pytest.approx(poses[1])


def test_two_ends_are_seen_at_one_size(visit):
    """Which bone is higher can be judged by eye: both stand in the same place, alone."""
    visitor = visit("?at=result&beside=time")
    page = visitor.page
    visitor.until("view.measures.anterior && view.second_measures.anterior")
    page.wait_for_function(
        """() => {
          const [one, other] = [...document.querySelectorAll(".viewer")]
            .filter((element) => element.viewer)
            .map(({ viewer }) => viewer.picture);
          const { pose } = one.rig, { pose: same } = other.rig;
          return pose.target.distanceTo(same.target) < 0.01
            && pose.orientation.angleTo(same.orientation) < 0.001
            && Math.abs(pose.height - same.height) < 0.01;
        }"""
    )
