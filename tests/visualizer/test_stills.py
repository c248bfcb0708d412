"""Still pictures: painted once, in a child process that gives way to bakes."""

import subprocess
import sys

import psutil
import pytest

from scenes.case import Case
from tests.visualizer.baking import MANY, until
from visualizer import stills as stills_module
from visualizer.baker import Baker
from visualizer.stills import LaterStills, Stills


@pytest.fixture
def painters(monkeypatch):
    """Paint for ever, and collect the processes that do."""
    begun = []

    def paint_for_ever(_case, _folder, *, started):
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as painter:
            begun.append(psutil.Process(painter.pid))
            started(painter)
            painter.wait()
        msg = "The painter was ended."
        raise stills_module.DrawingError(msg)

    monkeypatch.setattr(stills_module, "paint_stills_in_child", paint_for_ever)
    return begun


@pytest.fixture
def baker(cache, oven):
    """Start a baker that bakes for as long as a test wants."""
    baker = Baker(cache, bake=oven)
    yield baker
    baker.close()


def stands_still(painter):
    """Whether a process has been stopped."""
    return painter.status() == psutil.STATUS_STOPPED


def test_the_painter_stands_still_while_a_case_is_baked(painters, baker, oven, cache):
    """A visitor waits for the bake, not for pictures; the painter goes on where it was."""
    first = Stills(Case(), "0123abcd", cache)
    later = LaterStills(cache, baker, first)
    first.paint(pytest.fail)
    until(lambda: len(painters) == 1)
    assert not stands_still(painters[0])
    baker.ask(MANY[0])
    until(lambda: stands_still(painters[0]))
    oven.go.set()
    until(lambda: not stands_still(painters[0]))
    later.close()


def test_a_painter_that_starts_during_a_bake_stands_still_at_once(painters, baker, oven, cache):
    """Whoever links to an unknown case right after the start does not wait for the painter."""
    first = Stills(Case(), "0123abcd", cache)
    later = LaterStills(cache, baker, first)
    baker.ask(MANY[0])
    until(lambda: oven.begun)
    first.paint(pytest.fail)
    until(lambda: painters and stands_still(painters[0]))
    oven.failure = RuntimeError("Nothing came of it.")
    oven.go.set()
    until(lambda: not stands_still(painters[0]))
    later.close()


def test_one_that_stands_still_can_be_ended(painters, baker, oven, cache):
    """Ctrl+C during a bake leaves neither a painter nor half a picture."""
    first = Stills(Case(), "0123abcd", cache)
    later = LaterStills(cache, baker, first)
    thread = first.paint(pytest.fail)
    baker.ask(MANY[0])
    until(lambda: painters and stands_still(painters[0]))
    oven.go.set()
    later.close()
    assert not thread.is_alive()
    assert not painters[0].is_running()
    assert list((cache.root / "0123abcd").iterdir()) == []


def test_pictures_of_other_cases_make_way_too(painters, baker, oven, cache):
    """Those that visitors ask for are begun when nothing is baked, and stand still when it is."""
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


def test_an_early_end_leaves_no_painter_and_no_rubbish(painters, cache):
    """Ctrl+C while the stills are being painted ends the painter and clears the cache."""
    stills = Stills(Case(), "0123abcd", cache)
    thread = stills.paint(pytest.fail)
    stills.close()
    assert not thread.is_alive()
    assert list((cache.root / "0123abcd").iterdir()) == []
    assert not any(painter.is_running() for painter in painters)


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
