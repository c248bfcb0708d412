"""Still pictures: painted once, in a child process that gives way to bakes."""

import subprocess
import sys
import time

import psutil
import pytest

from scenes.story.case import Case
from tests.visualizer.baking import MANY, until
from visualizer.making import pictures as stills_module
from visualizer.making.baker import Baker
from visualizer.making.pictures import LaterStills, Stills

SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")


@pytest.fixture
def painters(monkeypatch):
    """Paint for ever, and collect the processes that do."""
    begun = []

    def paint_for_ever(_case, _folder, *, started, **_):
        command = [sys.executable, "-m", "scenes.paint.pausing", "0", *SLEEP]
        with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as painter:
            until(lambda: psutil.Process(painter.pid).children())
            begun.extend(psutil.Process(painter.pid).children())
            started(painter)
            painter.wait()
        msg = "The painter was ended."
        raise stills_module.DrawingError(msg)

    monkeypatch.setattr(stills_module, "paint_stills_in_child", paint_for_ever)
    return begun


@pytest.fixture
def baker(monkeypatch, cache, oven):
    """Start a baker that bakes for as long as a test wants; what it has baked arrives at once."""
    monkeypatch.setattr(stills_module, "ARRIVAL", 0.0)
    baker = Baker(cache, bake=oven)
    yield baker
    baker.close()


@pytest.fixture
def first(painters, cache):
    """Begin to paint the pictures of the case that the server shows."""
    first = Stills(Case(), "0123abcd", cache)
    first.paint(pytest.fail)
    until(lambda: len(painters) == 1)
    yield first
    first.close()


def stands_still(painter):
    """Whether a process has been stopped."""
    return painter.status() == psutil.STATUS_STOPPED


def test_the_painter_stands_still_while_a_case_is_baked(painters, first, baker, oven, cache):
    """A visitor waits for the bake, not for pictures; the painter goes on where it was."""
    LaterStills(cache, baker, first)
    assert not stands_still(painters[0])
    baker.ask(MANY[0])
    until(lambda: stands_still(painters[0]))
    oven.failure = RuntimeError("Nothing came of it.")
    oven.go.set()
    until(lambda: not stands_still(painters[0]))


def test_it_stands_still_until_the_case_has_arrived(
    monkeypatch, painters, first, baker, oven, cache
):
    """Fetching and drawing what was baked takes a moment, maybe on the same machine."""
    monkeypatch.setattr(stills_module, "ARRIVAL", 0.5)
    LaterStills(cache, baker, first)
    baker.ask(MANY[0])
    until(lambda: stands_still(painters[0]))
    oven.go.set()
    until(lambda: baker.is_idle)
    for case in MANY[1:3]:
        assert stands_still(painters[0])
        baker.ask(case)
        until(lambda: baker.is_idle)
    assert stands_still(painters[0])
    until(lambda: not stands_still(painters[0]))


def test_no_painter_begins_during_a_bake(painters, baker, oven, cache):
    """Whoever opens a link right after the start waits for the bake alone."""
    first = Stills(Case(), "0123abcd", cache)
    LaterStills(cache, baker, first)
    baker.ask(MANY[0])
    until(lambda: oven.begun)
    first.paint(pytest.fail)
    time.sleep(0.1)
    assert painters == []
    oven.go.set()
    until(lambda: len(painters) == 1)
    assert not stands_still(painters[0])
    first.close()


def test_whoever_opens_the_first_page_goes_before_the_painter(monkeypatch, painters, baker, cache):
    """It begins by itself a moment after the server can be reached."""
    monkeypatch.setattr(stills_module, "ARRIVAL", 0.3)
    first = Stills(Case(), "0123abcd", cache)
    first.rest()
    first.paint(pytest.fail)
    later = LaterStills(cache, baker, first)
    later.give_way()
    time.sleep(0.1)
    assert painters == []
    until(lambda: len(painters) == 1)
    assert not stands_still(painters[0])
    later.close()


@pytest.mark.parametrize("begun", [True, False], ids=["begun", "not begun"])
def test_one_that_stands_still_can_be_ended(painters, cache, begun):
    """Ctrl+C during a bake leaves neither a painter nor half a picture."""
    stills = Stills(Case(), "0123abcd", cache)
    if not begun:
        stills.rest()
    thread = stills.paint(pytest.fail)
    if begun:
        until(lambda: len(painters) == 1)
        stills.rest()
    stills.close()
    assert not thread.is_alive()
    assert not any(painter.is_running() for painter in painters)
    assert list((cache.root / "0123abcd").iterdir()) == []


def test_pictures_of_other_cases_make_way_too(painters, baker, oven, cache):
    """Those that visitors ask for begin when nothing is baked, and stand still when it is."""
    later = LaterStills(cache, baker)
    oven.go.set()
    baker.ask(MANY[0])
    until(lambda: baker.is_idle)
    later.folder(baker.ask(MANY[0]).baked.key)
    until(lambda: len(painters) == 1)
    oven.go.clear()
    baker.ask(MANY[1])
    until(lambda: stands_still(painters[0]))
    oven.go.set()
    until(lambda: not stands_still(painters[0]))
    later.close()


def test_stills_that_cannot_be_painted_cost_one_sentence(monkeypatch, cache):
    """The page goes on without pictures, and nothing half made stays in the cache."""

    def fail(_case, folder, **_):
        (folder / "00.webp").write_bytes(b"half")
        msg = "Install libegl1."
        raise stills_module.DrawingError(msg)

    monkeypatch.setattr(stills_module, "paint_stills_in_child", fail)
    said = []
    stills = Stills(Case(), "0123abcd", cache)
    stills.paint(said.append).join()
    assert said == ["The page has no still pictures. Install libegl1."]
    assert stills.folder is None


def test_stills_are_painted_once(monkeypatch, cache):
    """The second start finds them in the cache."""
    monkeypatch.setattr(
        stills_module,
        "paint_stills_in_child",
        lambda _case, folder, **_: (folder / "00.webp").write_bytes(b"whole"),
    )
    first = Stills(Case(), "0123abcd", cache)
    first.paint(pytest.fail).join()
    assert (first.folder / "00.webp").read_bytes() == b"whole"
    assert Stills(Case(), "0123abcd", cache).paint(pytest.fail) is None
