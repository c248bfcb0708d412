"""The ways to show the scene that are compared, and what a visit and a slider move cost in each."""

import statistics
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from benchmarks.figures import Figure
from benchmarks.servers import Server, app, running
from benchmarks.tab import SLOW_4G, Line, Tab, new_tab
from scenes.story.timeline import DURATION

OURS: Final = "walkthrough"
BARE: Final = "bare three.js"
STOCK_SERVER: Final = "plotter_ui, server draws"
STOCK_CLIENT: Final = "plotter_ui, browser draws"

PICTURE: Final = (150, 150, 750, 650)
"""Part of the page, in pixels, where every way shows the spine."""

FAST: Final = Line("this machine", latency=0.0, rate=0.0, slowdown=1.0)
ARRIVAL_LIMIT: Final = 120.0
SLIDER_LIMIT: Final = 15.0

# The last picture is there when the graphics processor has finished it, which reading one
# pixel waits for.
WATCH_VIEWER: Final = """
addEventListener('DOMContentLoaded', function watch() {
  const viewer = document.querySelector('.viewer')?.viewer;
  if (!viewer || viewer.tier === 'stills' || !viewer.stats()?.frames) {
    return requestAnimationFrame(watch);
  }
  const gl = document.querySelector('.viewer canvas').getContext('webgl2');
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  window.liveAt = performance.now();
});
"""
MOVE_SLIDER: Final = """
(time) => {
  const slider = document.querySelector('input[type=range]');
  slider.value = time;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  return Date.now() / 1000;
}
"""


@dataclass(frozen=True)
class Way:
    """One way to show the scene.

    Attributes
    ----------
    name : str
        For the table.

    arguments : sequence of str
        Start its server.

    path : str, default: "/"
        Of its page.

    stills_first : bool, default: False
        Whether a still picture is shown until the live one is there.

    moves : int, default: 12
        How often the slider is moved.

    """

    name: str
    arguments: Sequence[str]
    path: str = "/"
    stills_first: bool = False
    moves: int = 12


@dataclass(frozen=True)
class Visit:
    """What a first visit cost.

    Attributes
    ----------
    bytes : float
        Everything over the wire.

    picture : float or None
        Seconds to the first picture of any kind on screen.

    live : float or None
        Seconds to the picture that can be moved.

    hosts : frozenset of str
        Who was asked for anything.

    """

    bytes: float
    picture: float | None
    live: float | None
    hosts: frozenset[str]


@dataclass
class Moves:
    """What moving the slider cost, one entry for each move.

    Attributes
    ----------
    seconds : list of float
        From the event to the changed picture on screen; moves that changed nothing are left out.

    bytes : list of float
        Over the wire.

    cpu : float
        Processor seconds of the server, over all moves.

    """

    seconds: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)
    cpu: float = 0.0


def ours(cache: Path) -> Way:
    """Return the walkthrough itself."""
    return Way(OURS, app(cache), stills_first=True)


def bare(folder: Path) -> Way:
    """Return the bare three.js page; the folder holds ``scene.glb``."""
    return Way(BARE, ("-m", "benchmarks.bare", str(folder)), path="/index.html")


def stock() -> tuple[Way, ...]:
    """Return the two ways that pyvista has."""
    return (
        Way(STOCK_SERVER, ("-m", "benchmarks.stock", "server"), moves=6),
        Way(STOCK_CLIENT, ("-m", "benchmarks.stock", "client"), moves=6),
    )


def compare(browser: Browser, way: Way) -> tuple[Figure, ...]:
    """Measure the figures that every way has."""
    with running(way.arguments) as server:
        fast = visit(browser, server, way)
        slow = visit(browser, server, way, SLOW_4G)
        with new_tab(browser) as tab:
            arrive(tab, server, way)
            moves = move(tab, server, way)
            memory = server.memory()
    return (
        Figure("first visit over the wire", fast.bytes / 1000, "kB"),
        Figure("first picture of any kind", fast.picture, "s"),
        Figure("picture that can be moved", fast.live, "s"),
        Figure(f"first picture of any kind, {SLOW_4G.name}", slow.picture, "s"),
        Figure(f"picture that can be moved, {SLOW_4G.name}", slow.live, "s"),
        Figure("slider to pixels, median", milliseconds(moves.seconds, 0.5), "ms"),
        Figure("slider to pixels, 95 %", milliseconds(moves.seconds, 0.95), "ms"),
        Figure("slider over the wire, median", median(moves.bytes, 1e-3), "kB"),
        Figure("server's processor time for a move", 1000 * moves.cpu / way.moves, "ms"),
        Figure("server's memory with one viewer", memory, "MB"),
    )


def visit(
    browser: Browser, server: Server, way: Way, line: Line = FAST, *, film: bool = True
) -> Visit:
    """Open the page for the first time and wait until nothing more comes.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
        Opens a tab that knows nothing of the page.

    server : Server
        Serves the page.

    way : Way
        What is shown.

    line : Line, default: FAST
        Over which connection.

    film : bool, default: True
        Whether to film the tab, which shows when its first picture came, and slows it down.

    Returns
    -------
    Visit
        What it cost.

    """
    with new_tab(browser) as tab:
        if line.slowdown != 1.0:
            tab.imitate(line)
        picture, live = arrive(tab, server, way, film=film)
        tab.settle()
        return Visit(tab.bytes, picture, live, frozenset(tab.hosts))


def arrive(
    tab: Tab, server: Server, way: Way, *, film: bool = True
) -> tuple[float | None, float | None]:
    """Open the page; return the seconds to its first picture, if filmed, and to the live one."""
    if way.stills_first:
        tab.page.add_init_script(WATCH_VIEWER)
    picture = None
    with tab.filming() if film else nullcontext():
        tab.page.goto(server.address + way.path, wait_until="commit")
        if film:
            picture = picture_time(tab)
    return picture, live_time(tab) if way.stills_first else picture


def picture_time(tab: Tab) -> float | None:
    """Return the seconds until the page showed a picture of any kind."""
    start = float(tab.page.evaluate("performance.timeOrigin")) / 1000
    shown = tab.first_picture(PICTURE, start, limit=ARRIVAL_LIMIT)
    return None if shown is None else shown - start


def live_time(tab: Tab) -> float | None:
    """Return the seconds until the viewer had drawn its first frame."""
    if not tab.wait("window.liveAt !== undefined", ARRIVAL_LIMIT):
        return None
    return float(tab.page.evaluate("liveAt")) / 1000


def move(tab: Tab, server: Server, way: Way) -> Moves:
    """Move the slider here and there and see what it takes."""
    tab.settle()
    moves = Moves()
    cpu = server.cpu_seconds()
    for index in range(way.moves):
        before, sent = tab.look(PICTURE), tab.bytes
        with tab.filming():
            moment = tab.page.evaluate(MOVE_SLIDER, round((index + 1) * 4.3 % DURATION, 2))
            changed = tab.first_change(PICTURE, before, moment, SLIDER_LIMIT)
        tab.settle(quiet=0.5, limit=SLIDER_LIMIT)
        if changed is not None:
            moves.seconds.append(changed - moment)
        moves.bytes.append(tab.bytes - sent)
    moves.cpu = server.cpu_seconds() - cpu
    return moves


def milliseconds(seconds: Sequence[float], share: float) -> float | None:
    """Return a quantile of some times in milliseconds."""
    if not seconds:
        return None
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float], scale: float = 1.0) -> float | None:
    """Return the median of some numbers, scaled."""
    return statistics.median(values) * scale if values else None
