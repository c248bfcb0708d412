"""How long a person waits for a case: from a choice or a link to the picture on screen."""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Locator

from benchmarks.crowd import wait_until_painted
from benchmarks.figures import Figure
from benchmarks.servers import Server, app, running
from benchmarks.tab import Tab, new_tab
from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.content import load_content
from visualizer.making.bakery import prepare

BUDGET: Final = 6.0
KNOWN_BUDGET: Final = 0.3
KNOWN: Final = ("L2", "L3", "T12")
LIMIT: Final = 90.0
LOOKING: Final = 5.0
"""Seconds for which a person looks at the choices before making the first."""
BETWEEN_CHOICES: Final = 1.5

WATCH_SCENES: Final = """
window.scenes = {};
let last = null;
addEventListener('DOMContentLoaded', function watch() {
  const viewer = document.querySelector('.viewer')?.viewer;
  if (viewer?.isReady && viewer.scene !== last) {
    last = viewer.scene;
    const gl = document.querySelector('.viewer canvas').getContext('webgl2');
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    scenes[viewer.source] = Date.now() / 1000;
  }
  requestAnimationFrame(watch);
});
"""
"""Notes when each scene's first picture has been drawn; reading a pixel waits for that."""
WATCH_PRESSES: Final = """
addEventListener('click', ({ timeStamp }) => {
  window.pressed = (Date.now() - performance.now() + timeStamp) / 1000;
}, true);
"""
"""Notes when a button was pressed, which is some time after a test was told to press it."""


def measure(browser: Browser) -> list[Figure]:
    """Measure on a server whose still pictures are painted, and on one that has just started."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        prepare(Case(), Cache(cache), lambda _message, _share: None)
        with running(app(cache)) as server:
            painting = one_choice(browser, server, "L3")
        with running(app(cache)) as server:
            last = three_choices(browser, server)
            late = linked(browser, server, Case(level="L1", shape="biconcave"))
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        # Not the first page of its browser: starting that is not the page's doing.
        with running(app(cache)) as server:
            early = linked(browser, server, Case(level="L2", shape="biconcave"))
        with running(app(cache)) as server:
            wait_until_painted(cache)
            calm = one_choice(browser, server, "L3")
            for level in KNOWN:
                prepare(Case(level=level), Cache(cache), lambda _message, _share: None)
            by_key = known_choices(browser, server, by_key=True)
            by_pointer = known_choices(browser, server, by_key=False)
    note = "while still pictures are painted"
    return [
        Figure("a bone chosen", calm, "s", BUDGET),
        Figure("a bone chosen", painting, "s", BUDGET, note),
        Figure("bone, kind and needles chosen, from the last choice", last, "s", BUDGET, note),
        Figure("a link opened", late, "s", BUDGET, note),
        Figure("a link opened as soon as the server answers", early, "s", BUDGET, note),
        Figure("a known case chosen by key, median", by_key, "s", KNOWN_BUDGET),
        Figure("a known case chosen by pointer, median", by_pointer, "s", KNOWN_BUDGET),
    ]


def linked(browser: Browser, server: Server, case: Case) -> float | None:
    """Return the seconds from opening a link to its case on screen."""
    with new_tab(browser) as tab:
        tab.page.add_init_script(WATCH_SCENES)
        begin = time.time()
        link = f"/?case=1&level={case.level}&shape={case.shape}"
        tab.page.goto(server.address + link, wait_until="commit")
        return _shown_after(tab, case, begin)


def one_choice(browser: Browser, server: Server, level: str) -> float | None:
    """Return the seconds from choosing another bone to that bone on screen."""
    with new_tab(browser) as tab:
        _open_choices(tab, server)
        return _shown_after(tab, Case(level=level), _choose(tab, level))


def three_choices(browser: Browser, server: Server) -> float | None:
    """Return the seconds from the last of three choices to its case on screen."""
    words = load_content().cases
    with new_tab(browser) as tab:
        _open_choices(tab, server)
        _choose(tab, "T12")
        tab.page.wait_for_timeout(1000 * BETWEEN_CHOICES)
        _choose(tab, words.kind_crush)
        tab.page.wait_for_timeout(1000 * BETWEEN_CHOICES)
        begin = _choose(tab, words.needles_1)
        case = Case(level="T12", shape="crush", approach="unipedicular")
        return _shown_after(tab, case, begin)


def known_choices(browser: Browser, server: Server, *, by_key: bool) -> float | None:
    """Return the median of the seconds from pressing a known case to its picture on screen.

    Nothing points at a case before it is chosen by key; a pointer is moved and pressed at once.
    """
    waits = []
    with new_tab(browser) as tab:
        tab.page.add_init_script(WATCH_PRESSES)
        _open_choices(tab, server)
        for level in KNOWN:
            button = _choice(tab, level)
            button.press("Enter") if by_key else button.click()
            waits.append(_shown_after(tab, Case(level=level), float(tab.page.evaluate("pressed"))))
            tab.page.wait_for_timeout(1000 * LOOKING)
    times = [wait for wait in waits if wait is not None]
    return statistics.median(times) if len(times) == len(KNOWN) else None


def _open_choices(tab: Tab, server: Server) -> None:
    tab.page.add_init_script(WATCH_SCENES)
    tab.page.goto(server.address, wait_until="commit")
    tab.wait("Object.keys(window.scenes ?? {}).length === 1", LIMIT)
    tab.page.locator(".example").click()
    tab.page.wait_for_timeout(1000 * LOOKING)


def _choose(tab: Tab, name: str) -> float:
    """Press a button of the choices; return when."""
    button = _choice(tab, name)
    begin = time.time()
    button.click()
    return begin


def _choice(tab: Tab, name: str) -> Locator:
    dialog = tab.page.get_by_role("dialog", name=load_content().cases.title)
    return dialog.get_by_role("button", name=name).first


def _shown_after(tab: Tab, case: Case, begin: float) -> float | None:
    address = f"/scene/{scene_key(case.family())}.glb"
    if not tab.wait(f"'{address}' in (window.scenes ?? {{}})", LIMIT):
        return None
    return float(tab.page.evaluate(f"scenes['{address}']")) - begin
