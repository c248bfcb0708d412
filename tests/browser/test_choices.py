"""What a person can choose for the picture: by mouse, by keys, and with nothing in the way."""

import pytest

from scenes.story.steps import STEPS
from scenes.story.timeline import time_of
from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of
from visualizer.content import load_content

pytestmark = pytest.mark.browser

CONTENT = load_content()
WORDS = CONTENT.picture


@pytest.fixture
def panel(visit):
    """Open the page and its panel of choices."""
    visitor = visit(viewport=DESKTOP)
    visitor.press(WORDS.more)
    return visitor, visitor.page.get_by_role("dialog", name=WORDS.panel)


def choose(panel, group, name):
    """Press one of a group's buttons."""
    panel.get_by_role("group", name=group, exact=True).get_by_role(
        "button", name=name, exact=True
    ).click()


def pressed(panel, group):
    """Return which of a group's buttons is pressed."""
    buttons = panel.get_by_role("group", name=group, exact=True).locator("[aria-pressed=true]")
    return buttons.all_inner_texts()


def test_every_view_by_button_and_by_key(panel):
    """The six views are in the panel, and on the keys 1 to 6."""
    visitor, choices = panel
    names = [CONTENT.page.view_top, CONTENT.page.view_behind, CONTENT.page.view_cut]
    for view, name in zip(("top", "behind", "cut"), names, strict=True):
        choose(choices, CONTENT.page.views, name)
        visitor.until(f"view.view === '{view}'")
        assert pressed(choices, CONTENT.page.views) == [name]
    for key, view in enumerate(("guided", "side", "front", "top", "behind", "cut"), start=1):
        visitor.page.keyboard.press(str(key))
        visitor.until(f"view.view === '{view}'")


def test_bones_by_button_and_by_key(panel):
    """Closed, opened or seen through; what holds is pressed, whoever chose it."""
    visitor, choices = panel
    assert pressed(choices, WORDS.bones) == [WORDS.bones_closed]
    choose(choices, WORDS.bones, WORDS.bones_opened)
    visitor.until("view.opening === 'opened'")
    visitor.page.keyboard.press("o")
    visitor.until("view.opening === 'ghost'")
    assert pressed(choices, WORDS.bones) == [WORDS.bones_ghost]
    visitor.page.keyboard.press("o")
    visitor.move(place_of("inflation"))
    visitor.until(f"view.opening === 'guided' && view.step === {place_of('inflation')}")
    assert pressed(choices, WORDS.bones) == [WORDS.bones_opened]


def test_layers_follow_the_step_until_chosen(panel):
    """A tick shows or hides a layer; one press gives the step back as it is."""
    visitor, choices = panel
    skin = choices.get_by_label(WORDS.layer_skin, exact=True)
    nerves = choices.get_by_label(WORDS.layer_nerves, exact=True)
    assert not skin.is_checked()
    assert nerves.is_checked()
    skin.check()
    nerves.uncheck()
    visitor.until("view.layers.skin === true && view.layers.nerves === false")
    visitor.move(place_of("inflation"))
    assert skin.is_checked()
    back = choices.get_by_role("button", name=WORDS.step_view, exact=True)
    back.click()
    visitor.until("Object.keys(view.layers).length === 0")
    assert not skin.is_checked()
    assert nerves.is_checked()
    assert back.is_disabled()


def test_the_panel_opens_and_closes_by_keys(visit):
    """V opens it with the keyboard inside; Escape closes it and goes back to where one was."""
    visitor = visit(viewport=DESKTOP)
    more = visitor.page.get_by_role("button", name=WORDS.more, exact=True)
    choices = visitor.page.locator("#choices")
    more.focus()
    visitor.page.keyboard.press("v")
    assert choices.is_visible()
    assert choices.evaluate("panel => panel.contains(document.activeElement)")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.until("view.view === 'side'")
    visitor.page.keyboard.press("Escape")
    assert not choices.is_visible()
    assert more.evaluate("button => button === document.activeElement")


def test_labels_by_button_and_by_key(visit):
    """One press takes all names away, one brings them back."""
    visitor = visit()
    button = visitor.page.get_by_role("button", name=WORDS.labels, exact=True)
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    visitor.until("!view.labelled")
    visitor.page.keyboard.press("l")
    visitor.until("view.labelled")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_label_opens_the_card_of_its_part(visit, size):
    """Name and one sentence; read out politely; Escape closes it, and so does its button."""
    visitor = visit("?at=inflation", viewport=size)
    label = visitor.page.locator(".label:visible").first
    label.wait_for()
    key = label.get_attribute("data-label")
    (term,) = (term for term in CONTENT.labels if term.key == key)
    label.click()
    card = visitor.page.get_by_role("region", name=WORDS.card)
    card.wait_for()
    assert card.locator("h2").inner_text() == term.name
    assert card.locator("p").inner_text() == term.definition.text
    assert label.get_attribute("aria-pressed") == "true"
    assert card.locator("xpath=..").get_attribute("aria-live") == "polite"
    visitor.page.keyboard.press("Escape")
    card.wait_for(state="detached")
    visitor.page.evaluate(f"window.trame.state.set('selected', '{key}')")
    card.get_by_role("button", name="Close").click()
    card.wait_for(state="detached")
    assert visitor.page.evaluate("document.activeElement.dataset.label") == key


def test_the_card_goes_with_its_step(visit):
    """What was explained at one step does not stay over the next."""
    visitor = visit("?at=inflation")
    visitor.page.evaluate("window.trame.state.set('selected', 'balloon')")
    visitor.page.locator(".card").wait_for()
    visitor.move(place_of("hardening"))
    visitor.page.locator(".card").wait_for(state="detached")


def test_before_and_after_are_compared(visit):
    """A button starts it; the slider says its share; it ends by its button or with the step."""
    visitor = visit("?at=result")
    visitor.press(WORDS.compare)
    share = visitor.page.get_by_role("slider", name=WORDS.compare_slider)
    share.wait_for()
    visitor.page.wait_for_function("document.activeElement.id === 'share'")
    visitor.page.keyboard.press("ArrowLeft")
    visitor.until("Math.abs(view.compare - 0.45) < 1e-6")
    assert share.get_attribute("aria-valuetext") == WORDS.compare_value.format(value=45)
    visitor.press(WORDS.compare_off)
    visitor.until("view.compare === null")
    visitor.press(WORDS.compare)
    visitor.move(place_of("closing"))
    visitor.until("view.compare === null")
    assert not visitor.page.locator(".compare").is_visible()


def test_measures_follow_the_picture(visit):
    """While the balloon lifts the broken bone, its height grows by whole millimetres."""
    visitor = visit("?at=inflation")
    box = visitor.page.locator(".measures")
    full = int(box.locator("strong").first.inner_text().split()[0])
    assert int(box.locator(".was").first.inner_text()) < full, "compared with the broken bone"
    rising = time_of("inflation", -0.45)
    visitor.move(rising)
    visitor.until(f"view.time === {rising} && view.step === {place_of('inflation')}")
    visitor.page.wait_for_function(
        f"parseInt(document.querySelector('.measures strong').textContent) < {full}"
    )
    assert CONTENT.asides.measured in box.inner_text()


def test_the_needle_s_checks_follow_it(visit):
    """Behind the back wall at first; past it before the inner edge is passed."""
    visitor = visit("?at=trocars-0.40")
    ticks = visitor.page.locator(".checks .icon")
    checks = visitor.page.locator(".checks")
    checks.wait_for()
    assert "behind the back wall" in checks.inner_text()
    assert ticks.count() == 1
    visitor.move(place_of("trocars"))
    checks.get_by_text(CONTENT.asides.front_past).wait_for()
    assert "past the back wall" in checks.inner_text()
    assert ticks.count() == 2


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_lies_over_another(visit, size):
    """At every step what lies over the picture keeps to its own place, and inside."""
    visitor = visit(viewport=size)
    for step in range(len(STEPS)):
        visitor.move(step)
        visitor.until(f"view.step === {step}")
        for state in ("{}", "{selected: 'vertebra'}", "{compare: 0.5}"):
            visitor.page.evaluate(f"window.trame.state.update({state})")
            visitor.page.wait_for_timeout(30)
            assert visitor.page.evaluate(CLASHES) == []
        visitor.page.evaluate("window.trame.state.update({selected: '', compare: null})")


CLASHES = """() => {
    const picture = document.querySelector('.picture').getBoundingClientRect();
    const names = '.badge, .looks > *, .xray, .two-bones, .card, .compare';
    const things = [...document.querySelectorAll(names)].filter(
        (thing) => thing.checkVisibility({visibilityProperty: true}));
    const boxes = things.map((thing) => thing.getBoundingClientRect());
    const found = [];
    boxes.forEach((one, index) => {
        if (one.left < picture.left || one.right > picture.right + 0.5 ||
            one.top < picture.top || one.bottom > picture.bottom + 0.5)
            found.push(`${things[index].className} sticks out`);
        boxes.slice(index + 1).forEach((other, next) => {
            if (one.left < other.right && other.left < one.right &&
                one.top < other.bottom && other.top < one.bottom)
                found.push(`${things[index].className} / ${things[index + 1 + next].className}`);
        });
    });
    return found;
}"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_panel_leaves_the_picture_in_sight(visit, size):
    """It lies beside or below the picture's middle, and each of its controls can be pressed."""
    visitor = visit(viewport=size)
    visitor.page.keyboard.press("v")
    panel = visitor.page.locator("#choices").bounding_box()
    picture = visitor.page.locator(".picture").bounding_box()
    covered_x = picture["x"] + picture["width"] - panel["x"]
    covered_y = picture["y"] + picture["height"] - panel["y"]
    assert min(covered_x / picture["width"], covered_y / picture["height"]) < 0.2
    for control in visitor.page.locator("#choices button, #choices .ticks label").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= panel["x"]
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]


def test_choices_that_cannot_work_are_not_offered(read):
    """Without 3D there is nothing to turn, to open or to name."""
    visitor = read()
    visitor.page.get_by_text(CONTENT.page.stills_notice).wait_for()
    for name in (WORDS.labels, CONTENT.page.view_side):
        assert visitor.page.get_by_role("button", name=name, exact=True).count() == 0
    visitor.move(place_of("result"))
    assert not visitor.page.locator(".compare").is_visible()
    assert visitor.page.locator(".measures").is_visible()
