"""Start the Chromium that the browser tests and the benchmark drive."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.provision import is_root

QUIET: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
SOFTWARE_WEBGL: Final = (
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--use-angle=swiftshader",
    "--use-gl=angle",
)
NO_WEBGL: Final = ("--disable-3d-apis",)


@contextmanager
def chromium(path: Path, graphics: tuple[str, ...] = SOFTWARE_WEBGL) -> Iterator[Browser]:
    """Run a headless Chromium that calls home to nobody.

    Parameters
    ----------
    path : pathlib.Path
        The program.

    graphics : tuple of str, default: SOFTWARE_WEBGL
        Flags that choose how, or whether, WebGL draws.

    Yields
    ------
    playwright.sync_api.Browser
        Closed at the end.

    """
    with sync_playwright() as playwright, launched(playwright, path, graphics) as browser:
        yield browser


@contextmanager
def launched(playwright: Playwright, path: Path, graphics: tuple[str, ...]) -> Iterator[Browser]:
    """Run one more Chromium under a Playwright that runs already."""
    # Chromium refuses its sandbox to root.
    sandbox = ("--no-sandbox",) if is_root() else ()
    browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *graphics, *sandbox])
    try:
        yield browser
    finally:
        browser.close()
