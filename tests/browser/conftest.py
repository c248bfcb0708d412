"""The real page in Chromium: one server per session, a fresh visitor per test."""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import partial

import pytest
from PIL import Image, ImageDraw

import app
from scenes.file.key import picture_key, scene_key
from scenes.store.cache import MANIFEST, Cache
from scenes.story.case import Case
from scenes.story.pictures import pictured
from tests.chromium import NO_WEBGL, QUIET, chromium
from tests.provision import is_root
from visualizer.making.scenes import make_scene

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 640, "height": 480}
"""Small enough for software WebGL to keep up."""


@pytest.fixture(scope="session")
def filled_cache(tmp_path_factory):
    """Make a cache with the real scene and made-up stills, each of its own grey."""
    case = Case()
    baked = make_scene(case, Cache(), scene_key(case))
    cache = Cache(tmp_path_factory.mktemp("cache"))
    with cache.writing(baked.key, "scene") as folder:
        # The manifest of the copy is written anew.
        manifest = shutil.ignore_patterns(MANIFEST)
        shutil.copytree(baked.folder, folder, dirs_exist_ok=True, ignore=manifest)
    with cache.writing(picture_key(case), "stills") as folder:
        made_up_stills(folder)
    return cache.root


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
def served(cache, *options):
    """Run the program as a person would, and give its address."""
    command = [sys.executable, app.__file__, "--port=0", "--no-browser", f"--cache-dir={cache}"]
    command += options
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        line = program.stderr.readline()
        assert "The walkthrough is at" in line
        try:
            yield program, line.split()[4]
        finally:
            program.kill()


def on_a_line(page, told):
    """Let a page believe what a browser says about the person's line."""
    page.add_init_script(f"Object.defineProperty(navigator, 'connection', {{ value: {told} }});")


def save_data(page):
    """Let a page believe that the person wants little traffic: it brings only what is chosen."""
    on_a_line(page, "{ saveData: true }")


@pytest.fixture(scope="session")
def address(filled_cache):
    """Serve the page to all tests of the session."""
    with served(filled_cache) as (_, address):
        yield address


@pytest.fixture(scope="session")
def browser(chromium_path):
    """Start the Chromium that draws in software."""
    with chromium(chromium_path) as browser:
        yield browser


@pytest.fixture(scope="session")
def browser_without_webgl(browser, chromium_path):
    """Start a Chromium that cannot draw in 3D."""
    sandbox = ("--no-sandbox",) if is_root() else ()
    other = browser.browser_type.launch(
        executable_path=chromium_path, args=[*QUIET, *NO_WEBGL, *sandbox]
    )
    yield other
    other.close()


@pytest.fixture
def visit(browser, address):
    """Open the page as a new visitor; the visitor's complaints fail the test at its end."""
    visitors = []

    def open_page(
        link="", ready=True, at=address, by=browser, before=None, awaited=".views", **options
    ):
        visitor = Visitor(by.new_context(**{"viewport": SMALL} | options).new_page(), at)
        visitors.append(visitor)
        if before is not None:
            before(visitor.page)
        # A page without scripts is there once loaded; one with lost scripts may never be.
        whole = ready or not options.get("java_script_enabled", True)
        visitor.page.goto(at + link, wait_until="load" if whole else "commit")
        if ready:
            visitor.page.locator(awaited).wait_for(timeout=60_000)
        return visitor

    yield open_page
    for visitor in visitors:
        visitor.page.context.close()
    for visitor in visitors:
        assert visitor.complaints == []
        assert visitor.strangers == []


@pytest.fixture
def read(visit, browser_without_webgl):
    """Open the page for its words: where nothing is drawn it is there much sooner."""
    return partial(visit, by=browser_without_webgl, awaited="#moment")


class Visitor:
    """A person's page, and what went over the wire."""

    def __init__(self, page, address):
        self.page = page
        self.complaints = []
        self.strangers = []
        self.sent = []
        self.requests = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url, address))
        page.on("websocket", lambda socket: self._connected(socket, address))

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
