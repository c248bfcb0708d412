"""Fixtures and rules that all tests share."""

import functools
import os

import pytest

from tests import provision

browser_path = functools.cache(provision.find_browser)
can_draw = functools.cache(provision.can_draw)

# What each marker needs, and what to say where it is missing.
NEEDS = {
    "browser": (browser_path, provision.NO_BROWSER),
    "drawing": (can_draw, provision.NO_DRAWING),
}


def pytest_runtest_setup(item):
    """Skip a test that this machine cannot run; fail it in CI, where every test counts."""
    for marker, (there, sentence) in NEEDS.items():
        if item.get_closest_marker(marker) and not there():
            (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)


@pytest.fixture(autouse=True)
def no_swallowed_callback(caplog):
    """Fail when trame has logged an exception of a state callback and gone on."""
    with caplog.at_level("WARNING", logger="trame_server"):
        yield
    messages = [record.getMessage() for record in caplog.get_records("call")]
    assert not [message for message in messages if "callback exception" in message]


@pytest.fixture(scope="session")
def chromium_path():
    """Return the Chromium of this machine."""
    return browser_path()
