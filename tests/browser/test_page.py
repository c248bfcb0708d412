"""The page as a person uses it: by slider, by keys, by buttons, by link."""

import pytest

from scenes.story.steps import STEPS
from scenes.story.timeline import time_of
from tests.alone import said_alone
from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of

pytestmark = pytest.mark.browser

CONTENT = said_alone()
TITLES = [step.title for step in CONTENT.steps]
LAST = len(STEPS) - 1


def test_the_scene_is_drawn(see):
    """The live picture takes the place of the still, and the bytes were counted to the end."""
    visitor = see()
    assert visitor.title == TITLES[0]
    assert visitor.page.locator(".viewer canvas").first.is_visible()
    assert not visitor.page.locator(".still").is_visible()
    visitor.until("view.loaded > 0 && view.loaded === view.total")


NOTE_WHAT_IS_STARTED = """
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const { tagName, src } of addedNodes)
      if (tagName === 'SCRIPT' && src && !src.endsWith('/start.js')) {
        const isPainted = performance.getEntriesByName('first-contentful-paint').length > 0;
        (window.started ??= []).push([src.split('/').at(-1), isPainted]);
      }
}).observe(document, { childList: true, subtree: true });
"""


def test_the_page_is_seen_before_its_scripts_run(read):
    """Words and the first still are on the screen; only then are the scripts put to work."""

    def prepare(page):
        page.wait_for_function("!document.hidden")  # nothing is painted where nobody looks
        page.add_init_script(NOTE_WHAT_IS_STARTED)

    visitor = read(before=prepare)
    scripts = visitor.page.evaluate("window.started")
    assert scripts == [["vue.js", True], ["viewer.js", True], ["client.js", True]]


NOTE_WHAT_CAN_DRAW = """
const original = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  if (kind.startsWith('webgl')) (window.drawn ??= new Set()).add(this);
  return original.call(this, kind, ...rest);
};
"""


def test_what_is_prepared_early_is_what_is_shown(see):
    """One canvas is made, and one scene fetched, before there is a viewer to show them."""
    visitor = see(before=lambda page: page.add_init_script(NOTE_WHAT_CAN_DRAW))
    visitor.until("view.tier")
    used = "[...window.drawn].map((canvas) => canvas === document.querySelector('.viewer canvas'))"
    assert visitor.page.evaluate(used) == [True]
    assert len([url for url in visitor.requests if url.endswith(".glb")]) == 1


def test_every_step_by_the_slider(visit):
    """Dragging shows each step's words, and sends nothing."""
    visitor = visit()
    visitor.sent.clear()
    visitor.requests.clear()
    for time, title in enumerate(TITLES):
        visitor.move(time)
        visitor.until(f"view.step === {time}")
        assert visitor.title == title
        assert visitor.slider.get_attribute("aria-valuetext") == title
    visitor.page.wait_for_timeout(600)
    assert visitor.sent == []
    assert visitor.requests == []


RENDERS_OF = """async (time) => {
  const { $walk } = document.querySelector('#app').__vue_app__.config.globalProperties;
  const { canFill } = $walk; // the page asks whenever it is rendered
  let renders = 0;
  Object.defineProperty($walk, 'canFill', {
    configurable: true,
    get: () => ((renders += 1), canFill),
  });
  const slider = document.querySelector('#moment');
  slider.value = time;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await Vue.nextTick(); // nothing else can come between
  return [Number(slider.style.getPropertyValue('--share')), renders];
}"""


def test_only_what_moves_is_rendered_anew(read):
    """Between two steps the page around slider, picture and measures is left alone."""
    page = read("?at=balloons").page
    for before in (-0.3, -0.1, 0.1, 0.3):
        time = time_of("balloons", before)
        assert page.evaluate(RENDERS_OF, time) == [pytest.approx(time / LAST), 0]
    share, renders = page.evaluate(RENDERS_OF, place_of("inflation"))
    assert share == pytest.approx(place_of("inflation") / LAST)
    assert renders > 0


def test_every_step_by_keys(visit):
    """Arrow keys move from step to step, Home and End to the ends."""
    visitor = visit()
    visitor.slider.focus()
    for time, title in enumerate(TITLES[1:], start=1):
        visitor.page.keyboard.press("ArrowRight")
        assert (visitor.time, visitor.title) == (time, title)
    visitor.page.keyboard.press("ArrowRight")
    assert visitor.time == LAST
    visitor.page.keyboard.press("ArrowLeft")
    assert visitor.time == LAST - 1
    visitor.page.keyboard.press("Home")
    assert visitor.time == 0
    visitor.page.keyboard.press("End")
    assert visitor.time == LAST


def test_a_tenth_of_a_step_by_keys(visit):
    """Shift and an arrow move a tenth; a plain arrow then goes to the next whole step."""
    visitor = visit()
    visitor.slider.focus()
    for _ in range(3):
        visitor.page.keyboard.press("Shift+ArrowRight")
    assert visitor.time == 0.3
    visitor.page.keyboard.press("Shift+ArrowLeft")
    assert visitor.time == 0.2
    visitor.page.keyboard.press("ArrowUp")
    assert visitor.time == 1


def test_playing_goes_on_from_step_to_step(visit):
    """Playing goes through the steps to the end, stops there, and begins anew."""
    visitor = visit("?at=hardening")
    visitor.page.evaluate(
        f"() => window.trame.state.update({{pauses: Array({len(STEPS)}).fill(0), speed: '2'}})"
    )
    visitor.press("Play")
    for step in range(place_of("hardening"), len(STEPS)):
        visitor.until(f"view.time >= {step}")
    visitor.until(f"view.time === {LAST} && !view.playing")
    assert visitor.title == TITLES[-1]
    visitor.press("Play")
    visitor.until(f"view.playing && view.time < {LAST - 1}")


def test_who_moves_the_slider_has_taken_over(visit):
    """Playing stops when a person moves the slider."""
    visitor = visit()
    visitor.press("Play")
    visitor.until("view.playing")
    moment = time_of("cavities", -0.6)
    visitor.move(moment)
    visitor.page.wait_for_timeout(500)
    assert visitor.time == moment
    assert visitor.page.get_by_role("button", name="Play", exact=True).is_visible()


def test_next_moves_to_the_next_step_and_stops(visit):
    """Next shows the movement; back is there at once; both end at rest states."""
    visitor = visit()
    visitor.press("Next")
    visitor.until("view.time > 0 && view.time < 1 && view.playing")
    visitor.until("view.time === 1 && !view.playing")
    visitor.press("Back")
    assert visitor.time == 0
    assert visitor.page.get_by_role("button", name="Back", exact=True).is_disabled()


def test_every_step_from_the_list(visit):
    """The list of steps leads to each of them and marks the one that is shown."""
    visitor = visit()
    visitor.page.get_by_text("All steps").click()
    for title in TITLES:
        entry = visitor.page.locator(".all-steps").get_by_role("button", name=title, exact=True)
        entry.click()
        assert visitor.title == title
        assert entry.get_attribute("aria-current") == "step"


def test_the_step_is_spoken(visit):
    """A screen reader is told the step and what the picture shows."""
    visitor = visit()
    inflation = place_of("inflation")
    visitor.move(inflation)
    spoken = visitor.page.locator(".spoken[role=status]").inner_text()
    count = f"Step {inflation + 1} of {len(STEPS)}"
    assert spoken == f"{count}: {TITLES[inflation]}. {CONTENT.steps[inflation].picture}"


def test_the_person_s_view_is_one_press_from_the_guided_one(visit):
    """Turning the model is noticed, and one press returns."""
    visitor = visit()
    guided = visitor.page.locator(".views button").first
    assert guided.get_attribute("aria-pressed") == "true"
    visitor.page.locator(".viewer canvas").first.focus()
    visitor.page.keyboard.press("ArrowRight")
    visitor.until("view.view === 'free'")
    assert "Back to guided view" in guided.inner_text()
    guided.click()
    visitor.until("view.view === 'guided'")
    visitor.press("Side")
    visitor.until("view.view === 'side'")


def test_shortcuts(visit):
    """Single keys play, step, look and help; typing in a menu does not count."""
    visitor = visit()
    visitor.page.keyboard.press("]")
    visitor.until("view.playing && view.until === 1")
    visitor.page.keyboard.press("Space")
    visitor.until("!view.playing")
    visitor.page.keyboard.press("3")
    visitor.until("view.view === 'front'")
    visitor.page.keyboard.press("0")
    visitor.until("view.view === 'guided'")
    visitor.page.keyboard.press("?")
    assert visitor.page.get_by_role("dialog", name="Keys").is_visible()


def test_shortcuts_can_be_switched_off(visit):
    """With the switch off a single key does nothing."""
    visitor = visit(viewport=DESKTOP)
    visitor.press("Keys")
    visitor.page.get_by_label("Use single-key shortcuts").uncheck()
    visitor.press("Close")
    visitor.page.keyboard.press("]")
    visitor.page.keyboard.press("c")
    visitor.page.wait_for_timeout(300)
    assert visitor.time == 0
    assert not visitor.page.get_by_role("dialog").is_visible()


def test_space_presses_the_button_that_has_the_focus(visit):
    """The space bar on a button presses that button and nothing else."""
    visitor = visit()
    visitor.page.get_by_role("button", name="Side", exact=True).focus()
    visitor.page.keyboard.press("Space")
    visitor.until("view.view === 'side'")
    assert visitor.page.get_by_role("button", name="Play", exact=True).is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_when_to_call_is_one_tap_away(visit, size, scripts):
    """One tap shows the emergency signs first; Escape goes back to where one was."""
    visitor = visit(viewport=size, ready=scripts, java_script_enabled=scripts)
    button = visitor.page.get_by_role("button", name="When to call")
    button.click()
    panel = visitor.page.get_by_role("dialog", name="When to call")
    assert panel.is_visible()
    assert panel.locator("h3").first.inner_text() == "Call the emergency number now"
    visitor.page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_the_address_follows(visit):
    """A link to this moment can be copied from the address, and opens it."""
    visitor = visit()
    visitor.move(place_of("inflation"))
    visitor.page.wait_for_url("**/?at=inflation")
    visitor.move(time_of("cavities", -0.6))
    visitor.page.wait_for_url("**/?at=cavities-0.60")
    assert visit("?at=cavities-0.60").time == time_of("cavities", -0.6)
    visitor.move(0)
    visitor.page.wait_for_url("**/")


@pytest.mark.parametrize(
    ("link", "time", "written"),
    [
        ("?step=1", time_of("healthy"), "?at=healthy"),
        ("?step=12", time_of("result"), "?at=result"),
        ("?t=6.40", time_of("cavities", -0.6), "?at=cavities-0.60"),
    ],
)
def test_an_old_link_opens_what_it_meant(read, link, time, written):
    """Its number is that of the steps that there were; the address then names the step."""
    visitor = read(link)
    assert visitor.time == time
    visitor.page.wait_for_url(f"**/{written}")


@pytest.mark.parametrize(
    "link", ["?step=99", "?step=two", "?t=-1", "?t=12", "?t=", "?at=nowhere", "?at=person-0.50"]
)
def test_a_wrong_link_is_explained_and_put_away(visit, link):
    """A sentence names the value; the first step opens; the sentence can be closed."""
    visitor = visit(link)
    notice = visitor.page.get_by_role("alert")
    assert "You start at the first step." in notice.inner_text()
    assert visitor.time == 0
    notice.get_by_role("button", name="Close").click()
    assert not notice.is_visible()


def test_a_link_cannot_name_another_server(visit):
    """``?sessionURL=`` is ignored: the page speaks to its own server only."""
    visitor = visit("?sessionURL=ws://127.0.0.1:9/ws&at=inflation")
    assert visitor.title == TITLES[place_of("inflation")]
    assert "sessionURL" not in visitor.page.url


def test_two_visitors_do_not_touch_each_other(visit):
    """What one does, the other does not see; a third starts at the beginning."""
    one, other = visit(), visit()
    cavities, ready = place_of("cavities"), place_of("ready")
    one.move(cavities)
    one.press("Front")
    other.move(ready)
    other.page.wait_for_timeout(500)
    assert (one.time, other.time) == (cavities, ready)
    other.until("view.view === 'guided'")
    assert visit().time == 0
