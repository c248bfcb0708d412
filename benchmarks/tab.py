"""A browser tab that counts what goes over the wire and sees when its picture changes."""

import base64
import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

Pixels = NDArray[np.int16]
Region = tuple[int, int, int, int]

SIZE: Final = ViewportSize(width=1280, height=800)
CHANGE: Final = 24
"""Difference of a pixel, in 255ths, that is more than the film's compression makes."""
CHANGED_PIXELS: Final = 50
PALE: Final = 205
"""Darkest channel, in 255ths, of what can still be background."""
PICTURE_SHARE: Final = 0.02
"""Part of a region that must be darker for it to show a picture, and not only words."""


@dataclass(frozen=True)
class Line:
    """A connection and a processor to imitate.

    Attributes
    ----------
    name : str
        For people.

    latency : float
        Milliseconds.

    rate : float
        Bits per second down; a third of it goes up.

    slowdown : float
        How many times slower the page's scripts run.

    """

    name: str
    latency: float
    rate: float
    slowdown: float


SLOW_4G: Final = Line("slow 4G, processor / 4", latency=150.0, rate=1.6e6, slowdown=4.0)


class Tab:
    """One page in a browser context of its own, with an empty cache.

    Parameters
    ----------
    page : playwright.sync_api.Page
        A new page.

    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bytes = 0.0
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self._frames: list[tuple[float, bytes]] = []
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        self._count_bytes()
        page.on("pageerror", lambda error: self.errors.append(error.message))

    def imitate(self, line: Line) -> None:
        """Slow the connection and the page's scripts down."""
        self._cdp.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.latency,
                "downloadThroughput": line.rate / 8,
                "uploadThroughput": line.rate / 24,
            },
        )
        self._cdp.send("Emulation.setCPUThrottlingRate", {"rate": line.slowdown})

    def wait(self, condition: str, limit: float = 120.0) -> bool:
        """Wait until a script expression is true; say whether it was within ``limit`` seconds."""
        return self._poll(lambda: bool(self.page.evaluate(condition)), limit)

    def settle(self, quiet: float = 1.0, limit: float = 60.0) -> None:
        """Wait until nothing has come over the wire for ``quiet`` seconds."""
        last, since = self.bytes, time.perf_counter()

        def is_quiet() -> bool:
            nonlocal last, since
            if self.bytes != last:
                last, since = self.bytes, time.perf_counter()
            return time.perf_counter() - since >= quiet

        self._poll(is_quiet, limit)

    @contextmanager
    def filming(self) -> Iterator[None]:
        """Collect the pictures that the browser puts on screen."""
        self._frames.clear()
        self._cdp.send("Page.startScreencast", {"format": "jpeg", "quality": 80})
        try:
            yield
        finally:
            self._cdp.send("Page.stopScreencast")

    def first_change(
        self, region: Region, before: Pixels, since: float, limit: float
    ) -> float | None:
        """Return when a region first looked different.

        Parameters
        ----------
        region : tuple of int
            Left, top, right, bottom in pixels.

        before : numpy.ndarray
            ``(h, w, 3)`` what the region showed.

        since : float
            Pictures from before this moment do not count; seconds since the epoch.

        limit : float
            Seconds to wait.

        Returns
        -------
        float or None
            Seconds since the epoch; None when it has not changed in time.

        """
        return self._first(lambda pixels: _differ(pixels, before), region, since, limit)

    def first_picture(self, region: Region, since: float, limit: float) -> float | None:
        """Return when a region first showed more than a pale background; see `first_change`."""
        return self._first(_has_picture, region, since, limit)

    def _first(
        self, there: Callable[[Pixels], bool], region: Region, since: float, limit: float
    ) -> float | None:
        moments: list[float] = []
        seen = 0

        def has_come() -> bool:
            nonlocal seen
            frames = self._frames[seen:]
            seen += len(frames)
            moments.extend(
                moment
                for moment, jpeg in frames
                if moment >= since and there(_decode(jpeg, region))
            )
            return bool(moments)

        return moments[0] if self._poll(has_come, limit) else None

    def look(self, region: Region) -> Pixels:
        """Return what a region of the page shows now, compressed as when it is filmed."""
        return _decode(self.page.screenshot(type="jpeg", quality=80), region)

    def _poll(self, done: Callable[[], bool], limit: float) -> bool:
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            if done():
                return True
            self.page.wait_for_timeout(20)
        return False

    def _count_bytes(self) -> None:
        self._cdp.on("Network.requestWillBeSent", self._note_host)
        self._cdp.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        for direction in ("Received", "Sent"):
            self._cdp.on(f"Network.webSocketFrame{direction}", self._add_message)
        self._cdp.on("Page.screencastFrame", self._keep_frame)
        self._cdp.send("Network.enable")

    def _note_host(self, event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme in {"http", "https", "ws", "wss"}:
            self.hosts.add(address.netloc)

    def _add(self, count: float) -> None:
        self.bytes += count

    def _add_message(self, event: dict[str, Any]) -> None:
        response = event["response"]
        text = response["payloadData"]
        is_binary = response["opcode"] != 1
        self._add(len(base64.b64decode(text)) if is_binary else len(text.encode()))

    def _keep_frame(self, event: dict[str, Any]) -> None:
        picture = base64.b64decode(event["data"])
        # The browser stamps a picture before it is drawn: only its arrival says that it was.
        self._frames.append((time.time(), picture))
        self._cdp.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})


@contextmanager
def new_tab(browser: Browser) -> Iterator[Tab]:
    """Open a tab of a browser that has never been here."""
    context = browser.new_context(viewport=SIZE)
    try:
        yield Tab(context.new_page())
    finally:
        context.close()


def _decode(jpeg: bytes, region: Region) -> Pixels:
    with Image.open(io.BytesIO(jpeg)) as image:
        return np.asarray(image.convert("RGB").crop(region), dtype=np.int16)


def _differ(left: Pixels, right: Pixels) -> bool:
    if left.shape != right.shape:
        return True
    distance = np.abs(left - right).max(axis=2)
    return int((distance > CHANGE).sum()) >= CHANGED_PIXELS


def _has_picture(pixels: Pixels) -> bool:
    return float((pixels.min(axis=2) < PALE).mean()) >= PICTURE_SHARE
