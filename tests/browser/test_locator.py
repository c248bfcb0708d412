"""Where am I: the figure in the corner, and the names on the bones."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of
from visualizer.content import load_content

pytestmark = pytest.mark.browser

CONTENT = load_content()
WORDS = CONTENT.locator
LYING = WORDS.lying.format(level="L1", place=WORDS.lower_back)
STANDING = WORDS.standing.format(level="L1", place=WORDS.lower_back)

BOXES = """() => {
  const { viewer } = document.querySelector('.viewer');
  return [viewer.levelBoxes(), viewer.labelBoxes()];
}"""


def name(visitor):
    """Return what a screen reader says of the figure."""
    return visitor.page.locator(".where").get_attribute("aria-label")


def test_the_figure_lies_down_with_the_person_and_says_where_one_looks_from(visit):
    """Its name follows step, turned model and view; the steps themselves need no more words."""
    visitor = visit(viewport=DESKTOP)
    assert name(visitor) == STANDING
    visitor.move(place_of("cement"))
    visitor.until("document.querySelector('.locator').classList.contains('lying')")
    assert name(visitor) == LYING
    visitor.page.locator(".viewer canvas[role]").press("ArrowUp")
    visitor.until("view.view === 'free' && view.gaze")
    assert name(visitor).startswith(f"{LYING} ")
    assert WORDS.from_left in name(visitor)
    visitor.page.keyboard.press("3")
    visitor.until("view.view === 'front'")
    assert name(visitor) == f"{LYING} {WORDS.seen.format(sides=WORDS.from_front)}"


def test_one_press_hides_the_figure_and_a_switch_brings_it_back(visit):
    """By keyboard too, which goes on where the switch is."""
    visitor = visit(viewport=PHONE)
    button = visitor.page.get_by_role("button", name=WORDS.hide, exact=True)
    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    button.press("Enter")
    visitor.until("!view.located && document.activeElement.classList.contains('more')")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_label(WORDS.switch, exact=True).check()
    assert name(visitor) == STANDING


def test_names_of_vertebrae_take_the_room_that_labels_leave(visit):
    """From an address or by the switch: on the bones in the order of the spine, over no label."""
    visitor = visit("?at=healthy&show=levels", viewport=DESKTOP)
    visitor.page.wait_for_function(f"(({BOXES})())[0].length > 3")
    names, labels = visitor.page.evaluate(BOXES)
    heights = {one["key"]: one["y"] for one in names}
    assert [*heights] == sorted(heights, key=heights.get)
    assert {"T12", "L1"} <= {*heights}
    for one in names:
        for other in labels:
            assert (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
