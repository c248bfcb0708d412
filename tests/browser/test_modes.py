"""The player alone in another site's frame, and the screen that many people use."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe

from scenes.story.timeline import time_of
from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of
from visualizer.content import load_contents

pytestmark = pytest.mark.browser

CONTENTS = load_contents()
WORDS = CONTENTS["en"]
FRAME = '<!doctype html><title>Clinic</title><iframe src="{}" width="{}" height="{}"></iframe>'
MINUTE_MS = 61_000
RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}


class Clinic(BaseHTTPRequestHandler):
    """Another site: each of its pages frames the address that its own address names."""

    def do_GET(self):
        """Answer with the page."""
        framed, width, height = unquote(self.path.removeprefix("/")).rsplit(" ", 2)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(FRAME.format(framed, width, height).encode())

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def clinic():
    """Serve the other site under another name and port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Clinic) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def framed(browser_without_webgl, address, clinic):
    """Open a page of another site with ours in a frame."""
    contexts = []

    def opened(link, size=(720, 520)):
        context = browser_without_webgl.new_context(viewport=DESKTOP)
        contexts.append(context)
        page = context.new_page()
        width, height = size
        page.goto(clinic + quote(f"{address}{link} {width} {height}", safe=""))
        return page, page.frame_locator("iframe")

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "size", [(1000, 600), (720, 520), (640, 360), (360, 560), (320, 480), (480, 320)]
)
def test_the_player_stands_in_a_frame_of_another_site(framed, size):
    """Picture, slider, words, disclaimer and urgent signs, all within the frame."""
    page, frame = framed("?embed=1&at=inflation", size)
    frame.locator("#moment").wait_for(timeout=60_000)
    for part in (".picture", "#moment", ".words h2", ".disclaimer", ".badge", ".urgent"):
        shown = frame.locator(part).first
        assert shown.is_visible(), part
        top = shown.evaluate("part => part.getBoundingClientRect().top")
        bottom = shown.evaluate("part => part.getBoundingClientRect().bottom")
        assert 0 <= top < bottom <= size[1], part
    assert (
        frame.locator(".words h2").inner_text().replace("\n", " ")
        == WORDS.steps[place_of("inflation")].title
    )
    height = frame.locator("html").evaluate("page => [page.scrollHeight, page.clientHeight]")
    assert height[0] <= height[1]
    wide = frame.locator("html").evaluate("page => page.scrollWidth <= page.clientWidth")
    assert wide
    frame.get_by_role("button", name=WORDS.page.call, exact=True).first.click()
    assert frame.locator("#call").get_by_text(WORDS.call[0].items[0].text).is_visible()
    assert page.title() == "Clinic"


@pytest.mark.parametrize("size", [(320, 480), (480, 320), (640, 360), (1024, 600)])
def test_nothing_lies_on_the_badge_of_a_small_frame(read, size):
    """What has to be said of the picture covers its buttons until it is put away."""
    width, height = size
    page = read("?embed=1&at=inflation", viewport={"width": width, "height": height}).page
    page.locator(".picture .notice").wait_for()
    badge, notice, picture = (
        page.locator(part).bounding_box() for part in (".badge", ".picture .notice", ".picture")
    )
    assert badge["y"] + badge["height"] <= notice["y"]
    assert notice["y"] + notice["height"] <= picture["y"] + picture["height"]
    page.locator(".picture .notice button").click()
    assert page.locator(".picture .notice").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("mode", ["embed", "kiosk"])
def test_axe_finds_nothing(read, mode, size):
    """What each mode leaves out leaves no gap for those who cannot see the page."""
    visitor = read(f"?{mode}=1&at=inflation", viewport=size)
    visitor.page.wait_for_timeout(500)
    results = Axe().run(visitor.page, options=RULES)
    assert [rule["id"] for rule in results.response["violations"]] == []


def test_only_the_player_may_be_framed(framed):
    """The whole page refuses to stand in another site's frame."""
    page, frame = framed("?at=inflation")
    page.wait_for_timeout(2000)
    assert frame.locator("#shell, #app").count() == 0


@pytest.mark.parametrize("mode", ["embed", "kiosk"])
def test_the_address_keeps_the_mode(read, mode):
    """Moving the slider and changing the language leave the page as it was asked for."""
    visitor = read(f"?{mode}=1")
    visitor.page.evaluate("trame.state.update({playing: false})")
    visitor.move(place_of("balloons"))
    visitor.page.wait_for_function(f"location.search === '?at=balloons&{mode}=1'")
    visitor.page.evaluate("document.querySelector('a[data-language]').click()")
    visitor.page.wait_for_function("document.documentElement.lang === 'es'")
    visitor.page.wait_for_function(f"location.search.endsWith('&at=balloons&{mode}=1')")


@pytest.fixture
def kiosk(read):
    """Open the page as a screen in a waiting room, where the test moves the clock."""

    def opened(link="?kiosk=1", **options):
        visitor = read(link, **{"before": lambda page: page.clock.install()} | options)
        visitor.until("view.tier !== ''")
        return visitor

    return opened


def test_a_kiosk_plays_round_and_round(kiosk):
    """The first step rests, then time runs by itself; after the end it begins again."""
    visitor = kiosk()
    assert visitor.page.evaluate("trame.state.get('playing')") is False
    visitor.page.clock.fast_forward(60_000)
    visitor.until("view.playing")
    visitor.page.evaluate(f"trame.state.update({{time: {time_of('result', -0.1)}}})")
    visitor.until(f"view.time === {place_of('result')} && !view.playing")
    visitor.page.clock.fast_forward(60_000)
    visitor.until("view.time === 0")
    visitor.page.clock.fast_forward(60_000)
    visitor.until("view.playing")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_kiosk_forgets_who_was_there(kiosk, size):
    """A minute after the last touch: no list, no panel, the usual text, language and start."""
    visitor = kiosk(viewport=size)
    page = visitor.page
    page.get_by_role("link", name=CONTENTS["es"].name).click()
    page.wait_for_function("document.documentElement.lang === 'es'")
    page.locator(".reading button").last.click()
    page.evaluate("trame.state.update({layers: {skin: true}, view: 'side'})")
    page.locator('[popovertarget="topics"]').first.click()
    page.locator("#topic-questions summary").first.click()
    page.locator("[data-question]").first.check()
    page.locator("#own-question").fill("My own question")
    assert page.evaluate("Object.keys(localStorage).length") == 2
    visitor.move(place_of("inflation"))
    page.clock.fast_forward(MINUTE_MS)
    page.wait_for_function("document.documentElement.lang === 'en'")
    visitor.until("view.time === 0 && view.view === 'guided' && view.text_size === 100")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert page.locator(":popover-open").count() == 0
    assert page.locator("#own-question").input_value() == ""
    assert page.locator("[data-question]:checked").count() == 0
    assert page.locator("details[open]").count() == 0
    assert visitor.title == WORDS.steps[0].title
    page.wait_for_function("location.search === '?kiosk=1' || location.search.includes('lang=en')")


def test_a_kiosk_waits_for_who_is_there(kiosk):
    """Each touch begins the minute anew; nothing is taken from a person's hands."""
    visitor = kiosk()
    for _ in range(3):
        visitor.press(WORDS.page.next)
        visitor.page.clock.fast_forward(40_000)
    assert visitor.time == 3
    visitor.page.clock.fast_forward(MINUTE_MS)
    visitor.until("view.time === 0")


def test_a_kiosk_keeps_the_screen_lit(kiosk):
    """The browser is asked at the start, and again whenever the page is shown again."""
    script = """Object.defineProperty(Navigator.prototype, 'wakeLock', {value: {
        request: async (kind) => (window.asked = [...(window.asked ?? []), kind])}})"""

    def before(page):
        page.clock.install()
        page.add_init_script(script)

    visitor = kiosk(before=before)
    assert visitor.page.evaluate("window.asked") == ["screen"]
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert visitor.page.evaluate("window.asked") == ["screen", "screen"]


def test_a_kiosk_reads_to_the_end(kiosk):
    """Who listens touches nothing for a while: the minute begins once the voice has ended."""
    visitor = kiosk()
    visitor.press(WORDS.page.next)
    visitor.page.evaluate(f"trame.state.update({{time: {place_of('cannulas')}}})")
    visitor.page.evaluate("trame.state.update({reading: 'reading'})")
    visitor.page.clock.fast_forward(MINUTE_MS)
    assert visitor.time == place_of("cannulas")
    visitor.page.evaluate("trame.state.update({reading: ''})")
    visitor.page.clock.fast_forward(MINUTE_MS)
    visitor.until("view.time === 0")


def test_a_kiosk_leads_nowhere_else(kiosk):
    """No new tab, no file, no way out of the whole screen."""
    visitor = kiosk()
    away = visitor.page.locator("a[target=_blank], a[download], .full")
    assert away.count() > 2
    assert not [link for link in away.all() if link.is_visible()]
