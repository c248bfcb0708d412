import pytest

from tests import provision
from tests.provision import Way

FIRST = Way("first", (("first",),))
SECOND = Way("second", (("second",),))


def test_nothing_is_installed_when_it_is_there():
    """What the system has is taken as it is."""
    tried = []
    assert provision.obtain(lambda: True, [FIRST], lambda way: tried.append(way) or True)
    assert tried == []


def test_ways_are_tried_in_order_until_it_is_there():
    """A way that fails is followed by the next; one that brings it is the last."""
    tried = []

    def run(way):
        tried.append(way)
        return way is SECOND

    assert provision.obtain(lambda: SECOND in tried, [FIRST, SECOND, Way("third", ())], run)
    assert tried == [FIRST, SECOND]


def test_a_way_may_succeed_and_bring_nothing():
    """Success of the commands is not enough: the thing itself is looked for again."""
    assert not provision.obtain(lambda: False, [FIRST, SECOND], lambda _: True)


def test_the_system_is_changed_last():
    """Playwright's own browser comes before the distribution's packages."""
    names = [way.name for way in provision.browser_ways(apt=True)]
    assert names == [
        "Playwright's own Chromium",
        "the distribution's chromium-headless-shell",
        "the distribution's chromium",
    ]


@pytest.mark.parametrize("ways", [provision.browser_ways, provision.drawing_ways])
def test_without_root_no_package_is_installed(ways):
    """An ordinary user's run never calls apt-get, nor Playwright's call of it."""
    words = [word for way in ways(apt=False) for command in way.commands for word in command]
    assert not {"apt-get", "install-deps"} & set(words)


def test_package_lists_are_fetched_first():
    """A new machine knows no package until its lists are updated."""
    for way in provision.drawing_ways(apt=True):
        assert [command[1] for command in way.commands] == ["update", "install"]


def test_a_way_ends_at_its_first_failure(tmp_path):
    """The commands after a failed one are not run."""
    trace = tmp_path / "trace"
    assert not provision.carry_out(Way("a failure", (("false",), ("touch", str(trace)))))
    assert not trace.exists()


def test_a_browser_that_does_not_start_is_passed_over(tmp_path, monkeypatch):
    """A stub in place of a browser is not taken for one."""
    stub, browser = tmp_path / "chromium-headless-shell", tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 10\n")
    browser.write_text("#!/bin/sh\nexit 0\n")
    stub.chmod(0o755)
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert provision.find_browser() == browser


def test_no_browser_at_all(monkeypatch, tmp_path):
    """With nothing on the path and nothing downloaded there is none."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(provision, "playwright_browser", lambda: iter([]))
    assert provision.find_browser() is None


def test_a_program_that_hangs_has_failed():
    """A probe is given its time and no more."""
    assert not provision.succeeds(("sleep", "5"), timeout=0.1)


def test_a_missing_program_has_failed():
    """A command that is not there is a failure, not an exception."""
    assert not provision.succeeds(("/no/such/program",), timeout=1)
