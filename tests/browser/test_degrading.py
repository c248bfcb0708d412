"""What is left when something is missing: never a blank page."""

import pytest

from scenes.story.steps import STEPS
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.moments import picture_of, place_of
from visualizer.content import load_content

pytestmark = pytest.mark.browser

CONTENT = load_content()
SMALLEST = {"width": 360, "height": 640}


def lose(pattern):
    """Return what makes a page's requests get lost on the way."""
    return lambda page: page.route(pattern, lambda route: route.abort())


@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALLEST], ids=["desktop", "phone", "smallest"])
def test_the_first_paint_needs_no_script(visit, size):
    """With every script lost on the way: still, title, words and disclaimer are on the screen."""
    visitor = visit(ready=False, before=lose("**/*.js"), viewport=size)
    for selector in (".still", "#shell h2", ".disclaimer", ".badge"):
        element = visitor.page.locator(selector)
        element.wait_for()
        box = element.bounding_box()
        assert box["y"] + min(box["height"], 30) <= size["height"], selector
    visitor.page.wait_for_function("document.querySelector('.still').naturalWidth > 0")
    visitor.complaints = [text for text in visitor.complaints if "ERR_FAILED" not in text]


def test_without_scripts_the_page_can_be_read(visit):
    """Scripts switched off: every step stands there with picture and words."""
    visitor = visit(ready=False, java_script_enabled=False)
    articles = visitor.page.locator(".unscripted article")
    assert articles.count() == len(STEPS)
    for number, step in enumerate(CONTENT.steps):
        assert articles.nth(number).get_by_role("heading", name=step.title).is_visible()
    assert not visitor.page.locator("#shell .picture").is_visible()


def test_a_page_that_cannot_connect_can_be_read(visit):
    """Websockets blocked on the way: after a while every step stands there in words."""
    visitor = visit(
        ready=False,
        before=lambda page: page.route_web_socket("**/ws", lambda socket: socket.close()),
    )
    visitor.page.locator(".unscripted article").last.wait_for(timeout=30_000)
    assert visitor.page.locator(".unscripted article").count() == len(STEPS)
    assert not visitor.page.get_by_text("Connection").is_visible()


def test_without_webgl_stills_stand_behind_the_same_slider(read):
    """Each step has its picture, and one sentence says why nothing turns."""
    visitor = read()
    visitor.page.get_by_text(CONTENT.page.stills_notice).wait_for()
    for key in ("person", "inflation", "result"):
        visitor.move(place_of(key))
        visitor.page.wait_for_function(
            "[...document.querySelectorAll('.viewer img')].at(-1)"
            f"?.src.endsWith('{picture_of(key)}.webp')"
        )
        assert visitor.title == CONTENT.steps[place_of(key)].title
    assert not visitor.page.locator(".views").is_visible()
    visitor.press("Back")
    assert visitor.time == place_of("closing")


def test_reduced_motion_jumps(visit):
    """Who asked for less motion sees step after step, and nothing plays by itself."""
    visitor = visit(reduced_motion="reduce")
    assert visitor.time == 0
    visitor.press("Next")
    assert visitor.time == 1
    visitor.page.wait_for_timeout(700)
    assert visitor.time == 1


def test_a_scene_that_does_not_load_can_be_tried_again(see):
    """One sentence, the words still there, and the second try draws."""
    visitor = see(ready=False, before=lose("**/scene/*.glb"))
    notice = visitor.page.get_by_role("alert")
    notice.get_by_text(CONTENT.page.load_failed).wait_for(timeout=30_000)
    visitor.move(place_of("cannulas"))
    assert visitor.title == CONTENT.steps[place_of("cannulas")].title
    visitor.page.unroute("**/scene/*.glb")
    visitor.press("Try again")
    visitor.page.locator(".views").wait_for(timeout=60_000)
    assert not notice.is_visible()
    assert visitor.time == place_of("cannulas")
    visitor.complaints = [text for text in visitor.complaints if "ERR_FAILED" not in text]


def test_the_walkthrough_outlives_its_server(visit, filled_cache):
    """Server stopped: a small notice, and the same picture goes on."""
    with served(filled_cache) as (program, address):
        visitor = visit(at=address)
        visitor.page.evaluate("document.querySelector('.viewer').dataset.mark = 'same'")
        program.kill()
        visitor.page.get_by_text(CONTENT.page.offline).wait_for()
    cavities, cement = place_of("cavities"), place_of("cement")
    visitor.move(cavities)
    assert visitor.title == CONTENT.steps[cavities].title
    visitor.press("Next")
    visitor.until(f"view.time === {cement} && !view.playing")
    assert visitor.page.locator(".viewer").get_attribute("data-mark") == "same"
    # Pictures that were still to come are refused; the browser says so, and nobody else.
    visitor.complaints = [text for text in visitor.complaints if "CONNECTION_REFUSED" not in text]


def test_lost_graphics_come_back(see):
    """When the system takes the graphics away the picture returns, at the same moment."""
    visitor = see("?at=inflation")
    visitor.page.evaluate(
        """() => {
            const canvas = document.querySelector('.viewer canvas');
            const context = canvas.getContext('webgl2');
            window.loss = context.getExtension('WEBGL_lose_context');
            window.loss.loseContext();
        }"""
    )
    visitor.page.get_by_text(CONTENT.page.context_lost).wait_for()
    visitor.page.evaluate("window.loss.restoreContext()")
    visitor.page.get_by_role("alert").wait_for(state="hidden", timeout=30_000)
    assert visitor.time == place_of("inflation")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_cut_off(visit, width):
    """At any width the page scrolls down at most, and every control can be pressed."""
    visitor = visit(viewport={"width": width, "height": 800})
    assert visitor.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    for button in visitor.page.locator(
        ".top button, .bar button, .bar select, .views button"
    ).all():
        if button.is_visible():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 44
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


def test_the_slider_stays_in_sight_on_a_phone(visit):
    """Reading down to the end, the slider is still on the screen."""
    visitor = visit(viewport=PHONE)
    visitor.move(place_of("cement"))
    visitor.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert visitor.page.evaluate("window.scrollY") > 0
    assert 0 <= visitor.slider.bounding_box()["y"] < PHONE["height"]
