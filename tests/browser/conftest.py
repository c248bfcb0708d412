"""The real page in Chromium: one server per session, a fresh visitor per test.

A test asks for the least that can show what it asserts: ``read`` where words are enough, ``visit``
where the page must be live, and ``see`` only where pixels count.

Nobody stands around the spine, as where the shape of a person is not installed: that costs less.
What is about the person is in ``test_person.py``.
"""

import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Error, sync_playwright

from scenes.file.key import companion_key, picture_key, scene_key
from scenes.store.cache import MANIFEST, Cache
from scenes.story.case import Case
from scenes.story.companion import companions_of
from scenes.story.picture_names import pictured
from tests.alone import alone
from tests.chromium import NO_WEBGL, SOFTWARE_WEBGL, launched
from visualizer.making.scenes import make_companion, make_scene

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 640, "height": 480}
"""Small enough for software WebGL to keep up."""
UNDRAWN = Path(__file__).with_name("undrawn.js")
ALONE_APP = Path(__file__).with_name("alone_app.py")


@pytest.fixture(scope="module", autouse=True)
def around():
    """Let the tests of a file do without the person."""
    with alone():
        yield


@pytest.fixture(scope="session")
def filled_cache(tmp_path_factory):
    """Make a cache with the real scene and made-up stills, each of its own grey."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    add_scene(cache, Case())
    with alone():
        add_stills(cache, Case())
    return cache.root


def add_scene(cache, case):
    """Add a real scene to a cache; it is made once for all processes and sessions."""
    _add(cache, make_scene(case, Cache(), scene_key(case)))


def add_companions(cache, case):
    """Add the real person and room to a cache; they are made once as well."""
    for companion in companions_of(case):
        _add(cache, make_companion(companion, Cache(), companion_key(companion)))


def _add(cache, baked):
    with cache.writing(baked.key, "scene") as folder:
        # The manifest of the copy is written anew.
        manifest = shutil.ignore_patterns(MANIFEST)
        shutil.copytree(baked.folder, folder, dirs_exist_ok=True, ignore=manifest)


def add_stills(cache, case):
    """Add made-up pictures of a case to a cache."""
    if cache.entry(picture_key(case), "stills") is None:
        with cache.writing(picture_key(case), "stills") as folder:
            made_up_stills(folder)


def made_up_stills(folder):
    """Write a picture for every step, each of its own grey."""
    for name in ("bone_healthy", "bone_weak"):
        Image.new("RGB", (60, 60), "#b09070").save(folder / f"{name}.webp")
    for number, name in enumerate(pictured(Case())):
        still = Image.new("RGB", (600, 400), (235 - 4 * number,) * 3)
        ImageDraw.Draw(still).text((290, 190), str(number), fill="black", font_size=48)
        still.save(folder / f"{name}.webp")
        for view in ("lateral", "ap"):
            still.crop((100, 0, 500, 400)).save(folder / f"{view}_{name}.webp")


@contextmanager
def served(cache, *options, program=ALONE_APP):
    """Run the program as a person would, and give its address."""
    command = [sys.executable, str(program), "--port=0", "--no-browser", f"--cache-dir={cache}"]
    command += options
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        said = iter(process.stderr.readline, "")
        line = next((line for line in said if "The walkthrough is at" in line), "")
        assert line
        try:
            yield process, line.split()[4]
        finally:
            process.kill()


def on_a_line(page, connection):
    """Let a page believe what a browser says about the person's line."""
    page.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{ value: {connection} }});"
    )


def save_data(page):
    """Let a page believe that the person wants little traffic: it brings only what is chosen."""
    on_a_line(page, "{ saveData: true }")


@pytest.fixture(scope="session")
def address(filled_cache):
    """Serve the page to all tests of the session."""
    with served(filled_cache) as (_, address):
        yield address


@pytest.fixture(scope="session")
def playwright():
    """Start what drives the browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright, chromium_path):
    """Start the Chromium that draws in software."""
    with launched(playwright, chromium_path, SOFTWARE_WEBGL) as browser:
        yield browser


@pytest.fixture(scope="session")
def browser_without_webgl(playwright, chromium_path):
    """Start a Chromium that cannot draw in 3D."""
    with launched(playwright, chromium_path, NO_WEBGL) as browser:
        yield browser


class Desk:
    """Visitors' pages, each used again once its browser has forgotten who was there.

    What has been fetched and compiled stays, and that is most of what a visit costs.
    """

    def __init__(self, browser, script=None):
        self.browser = browser
        self.script = script
        self.free = {}

    @contextmanager
    def page(self, prepare=None, **options):
        """Lend the page of a visitor who has never been here; one who prepares it keeps it."""
        free = self.free.setdefault(repr(sorted(options.items())), [])
        context = free.pop() if free else self._new(options)
        if prepare is not None:
            for page in context.pages:
                page.close()
        page = context.pages[0] if context.pages else context.new_page()
        if prepare is not None:
            prepare(page)
        yield page
        for other in context.pages:
            forget(other)
            if other is not page or prepare is not None:
                other.close()
        context.clear_cookies()
        free.append(context)

    def _new(self, options):
        context = self.browser.new_context(**options)
        if self.script is not None:
            context.add_init_script(path=self.script)
        return context


def forget(page):
    """Let a browser forget what was done in a page, and end what the page does."""
    with suppress(Error):  # a page may have no storage, or no scripts
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.unroute_all()
    page.mouse.move(-10, -10)
    page.emulate_media(media="null")
    # A page of the same site, where its server still runs: others need another process.
    with suppress(Error):
        page.goto(urljoin(page.url, "/icon.svg") if page.url[:4] == "http" else "about:blank")


@pytest.fixture(scope="session")
def drawing_desk(browser):
    """Lend contexts in which every pixel is drawn."""
    return Desk(browser)


@pytest.fixture(scope="session")
def live_desk(browser_without_webgl):
    """Lend contexts whose graphics accept every call and draw nothing."""
    return Desk(browser_without_webgl, UNDRAWN)


@pytest.fixture(scope="session")
def still_desk(browser_without_webgl):
    """Lend contexts that cannot draw in 3D."""
    return Desk(browser_without_webgl)


@pytest.fixture
def visitors(address):
    """Welcome visitors; the complaints of their pages fail the test at its end."""
    with ExitStack() as leaving:
        come = []

        def welcome(
            desk,
            link="",
            ready=True,
            at=address,
            before=None,
            awaited=".views",
            viewport=SMALL,
            **options,
        ):
            page = leaving.enter_context(desk.page(before, **options))
            page.set_viewport_size(viewport)
            visitor = leaving.enter_context(followed(page, at))
            come.append(visitor)
            # A page without scripts is there once loaded; for others there is more to wait for.
            whole = not options.get("java_script_enabled", True)
            page.goto(at + link, wait_until="load" if whole else "commit")
            if ready:
                page.locator(awaited).wait_for(timeout=60_000)
            return visitor

        yield welcome
    for visitor in come:
        assert visitor.complaints == []
        assert visitor.strangers == []


@pytest.fixture
def see(visitors, drawing_desk):
    """Open the page as a new visitor, with a picture of which every pixel is drawn."""
    return partial(visitors, drawing_desk)


@pytest.fixture
def visit(visitors, live_desk):
    """Open the page as a new visitor, live in all but its pixels: it is there much sooner."""
    return partial(visitors, live_desk)


@pytest.fixture
def read(visitors, still_desk):
    """Open the page as a new visitor whose browser cannot draw: stills stand for the picture."""
    return partial(visitors, still_desk, awaited="#moment")


@contextmanager
def followed(page, address):
    """Note what a page says and asks for."""
    visitor = Visitor(page, address)
    listeners = visitor.listeners
    for event, listener in listeners.items():
        page.on(event, listener)
    yield visitor
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


class Visitor:
    """A person's page, and what went over the wire."""

    def __init__(self, page, address):
        self.page = page
        self.complaints = []
        self.strangers = []
        self.sent = []
        self.requests = []
        self.listeners = {
            "console": self._heard,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "request": lambda request: self._asked(request.url, address),
            "websocket": lambda socket: self._connected(socket, address),
        }

    def _heard(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def _asked(self, url, address):
        # Chromium asks its own cache for the icon whenever the address changes.
        if not url.endswith("/icon.svg"):
            self.requests.append(url)
        if not url.startswith((address, "blob:", "data:")):
            self.strangers.append(url)

    def _connected(self, socket, address):
        self._asked(socket.url.replace("ws://", "http://"), address)
        socket.on("framesent", self._said)

    def _said(self, payload):
        self.sent.append(payload)

    @property
    def slider(self):
        """The slider of the procedure, whatever it is called in the page's language."""
        return self.page.locator("#moment")

    @property
    def title(self):
        """The title of the step that is shown."""
        return self.page.locator(".words h2").inner_text().replace("\n", " ")

    @property
    def time(self):
        """Where the slider stands."""
        return float(self.slider.input_value())

    def move(self, time):
        """Drag the slider to a moment."""
        self.slider.evaluate(
            "(slider, time) => { slider.value = time;"
            " slider.dispatchEvent(new Event('input', {bubbles: true})); }",
            str(time),
        )

    def press(self, name):
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def until(self, condition):
        """Wait until an expression over the view holds."""
        self.page.wait_for_function(
            f"() => {{ const view = window.trame.state.state; return {condition}; }}",
            timeout=60_000,
        )
