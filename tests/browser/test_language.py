"""The page in another language: chosen without leaving it, kept in the address, mirrored."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, served
from tests.moments import place_of
from tests.pseudo import LANGUAGE, mirrored_words
from visualizer.content import load_content

pytestmark = pytest.mark.browser

ENGLISH, SPANISH = load_content("en"), load_content("es")
WIDTHS = "[document.documentElement.scrollWidth, innerWidth]"


def choose(visitor, language):
    """Press the link to a language as a person does."""
    visitor.page.locator(f"[data-language={language}]").click()
    visitor.page.wait_for_function(f"document.documentElement.lang === '{language}'")


def test_a_language_is_chosen_without_leaving(visit):
    """Time, choices, open parts and the picture stay; all words change, and back again."""
    visitor = visit(viewport=DESKTOP)
    page = visitor.page
    inflation = place_of("inflation")
    visitor.move(inflation)
    visitor.until(f"view.step === {inflation}")
    page.get_by_role("button", name="Side", exact=True).click()
    page.evaluate("window.stays = document.querySelector('.viewer canvas')")
    visitor.requests.clear()
    for content in (SPANISH, ENGLISH):
        choose(visitor, content.language)
        assert visitor.title == content.steps[inflation].title
        assert page.title() == content.page.title
        assert page.locator("h1").inner_text() == content.page.title
        assert page.get_by_role("slider", name=content.page.slider).input_value() == str(inflation)
        pressed = page.locator(".views [aria-pressed=true]").inner_text()
        assert pressed == content.page.view_side
        assert page.locator("[data-label=balloon]").inner_text() in {
            term.name for term in content.labels
        }
        assert f"lang={content.language}" in page.url
        assert "at=inflation" in page.url
    assert page.evaluate("document.querySelector('.viewer canvas') === window.stays")
    assert len(visitor.requests) == 2


def test_panels_stay_as_they_were(visit):
    """What was unfolded in a panel is unfolded in the other language, and a switch stays off."""
    visitor = visit("?topic=risks", viewport=DESKTOP)
    page = visitor.page
    page.keyboard.press("Escape")
    page.evaluate("document.getElementById('single-keys').checked = false")
    choose(visitor, "es")
    assert page.locator("#topic-risks").get_attribute("open") is not None
    assert not page.locator("#single-keys").is_checked()
    page.locator(".top [popovertarget=topics]").click()
    (risks,) = (topic for topic in SPANISH.topics if topic.key == "risks")
    assert page.locator("#topic-risks summary").first.inner_text() == risks.title


def test_the_keyboard_stays_on_the_switch(visit):
    """After Enter on the link to Spanish, Enter leads back to English."""
    visitor = visit(viewport=DESKTOP)
    page = visitor.page
    page.locator("[data-language=es]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.documentElement.lang === 'es'")
    assert page.evaluate("document.activeElement.dataset.language") == "en"
    page.keyboard.press("Enter")
    page.wait_for_function("document.documentElement.lang === 'en'")


def test_a_link_opens_a_topic_in_a_language(visit):
    """Another browser shows the same topic in the same language; putting it away is remembered."""
    visitor = visit("?lang=es&topic=options&at=ready")
    page = visitor.page
    assert page.locator("#topics").is_visible()
    (options,) = (topic for topic in SPANISH.topics if topic.key == "options")
    assert page.get_by_text(options.lead).is_visible()
    assert visitor.title == SPANISH.steps[place_of("ready")].title
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('topic')")
    page.locator(".top [popovertarget=topics]").click()
    page.locator("#topic-risks > summary").click()
    page.wait_for_function("location.search === '?lang=es&topic=risks&at=ready'")


def test_a_wrong_link_is_explained_and_harmless(visit):
    """Unknown language, topic and step: one notice, as text, and the page works."""
    visitor = visit("?lang=%3Cb%3E&topic=%3Cimg%20src=x%3E&step=99")
    page = visitor.page
    notice = page.get_by_role("alert").inner_text()
    assert "“<b>”" in notice
    assert "“<img src=x>”" in notice
    assert page.locator(".notice b, .notice img").count() == 0
    assert page.evaluate("document.documentElement.lang") == "en"
    assert visitor.title == ENGLISH.steps[0].title


def test_without_the_server_the_words_stay(filled_cache, visit):
    """A language that cannot be had any more leaves the page as it is, and says so."""
    with served(filled_cache) as (program, address):
        visitor = visit(at=address)
        program.kill()
        visitor.until("view.online === false")
        visitor.page.locator("[data-language=es]").click()
        visitor.page.wait_for_timeout(500)
        assert visitor.title == ENGLISH.steps[0].title
        assert visitor.page.get_by_text(ENGLISH.page.offline).is_visible()
        visitor.complaints.clear()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_can_run_from_right_to_left(visit, filled_cache, tmp_path, size):
    """With a made-up language the page is mirrored: layout, slider and its keys."""
    folder = mirrored_words(tmp_path)
    with served(filled_cache, f"--words={folder}") as (_, address):
        visitor = visit(f"?lang={LANGUAGE}", at=address, viewport=size)
        page = visitor.page
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        whole, window = page.evaluate(WIDTHS)
        assert whole <= window
        if size == DESKTOP:
            words, picture = (page.locator(part).bounding_box() for part in (".words", ".picture"))
            assert words["x"] + words["width"] <= picture["x"] + 1
        slider = page.locator("#moment")
        slider.focus()
        page.keyboard.press("ArrowLeft")
        assert float(slider.input_value()) == 1
        page.keyboard.press("ArrowRight")
        assert float(slider.input_value()) == 0
        marks = page.locator(".marks li")
        first, last = marks.first.bounding_box(), marks.last.bounding_box()
        assert last["x"] < first["x"]
        title = page.locator(".words h2").bounding_box()
        assert title["x"] + title["width"] > 0.9 * window if size == PHONE else title["x"] >= 0
