"""What the walkthrough's own page costs, against its budgets."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser

from benchmarks.figures import Figure
from benchmarks.servers import app, running
from benchmarks.tab import SLOW_4G, Tab, new_tab
from benchmarks.ways import MOVE_SLIDER, arrive, move, ours, visit
from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from scenes.story.timeline import DURATION, time_of
from visualizer.making.scenes import make_scene

SCENE_LIMIT: Final = 0.85
# A graphics processor that shares its cores with the scripts would hold them up.
DRAW_NOTHING: Final = """
const { prototype } = WebGL2RenderingContext;
const DRAWS = /^draw(Arrays|Elements|RangeElements)/;
for (const name of Object.getOwnPropertyNames(prototype)) {
  if (DRAWS.test(name)) prototype[name] = () => {};
}
"""
# Story times from where and until when it plays: the whole walkthrough, and some of it.
WHOLE: Final = (0.0, DURATION)
LEAD_IN: Final = (time_of("inflation", -0.2), time_of("inflation"))
OPENED: Final = (time_of("inflation"), time_of("cavities"))
SECONDS_PER_MOVEMENT: Final = 3.0
PLAYING_LIMIT: Final = 90.0
ALLOCATION_SAMPLING: Final = {
    "samplingInterval": 4096,
    "includeObjectsCollectedByMajorGC": True,
    "includeObjectsCollectedByMinorGC": True,
}

VIEWER: Final = "document.querySelector('.viewer').viewer"
FRAMES_TO_DRAW: Final = f"""
async () => {{
  const viewer = {VIEWER};
  const drawn = viewer.stats().frames;
  ({MOVE_SLIDER.strip()})({time_of("trocars", -0.5)});
  for (let frames = 1; frames <= 60; frames++) {{
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    if (viewer.stats().frames > drawn) return frames;
  }}
  return null;
}}
"""


def measure(browser: Browser, cache: Path) -> list[Figure]:
    """Measure visits and the slider, in a browser that runs already as visitors' do."""
    with new_tab(browser) as tab:
        tab.page.set_content("Not the first page")
        tab.page.screenshot()
    with running(app(cache)) as server:
        way = ours(cache)
        filmed = visit(browser, server, way)
        fast = visit(browser, server, way, film=False)
        slow = visit(browser, server, way, SLOW_4G, film=False)
        with new_tab(browser) as tab:
            arrive(tab, server, way)
            moves = move(tab, server, way)
            frames = tab.page.evaluate(FRAMES_TO_DRAW)
    own = {server.address.removeprefix("http://")}
    return [
        Figure("first visit, everything, over the wire", fast.bytes / 1e6, "MB", 1.25),
        Figure("of it the scene", scene_size(cache) / 1e6, "MB", SCENE_LIMIT),
        Figure("other hosts asked for anything", len(fast.hosts - own), "", 0),
        Figure("first picture, a still, on a fast line", filmed.picture, "s", 1.0),
        Figure("live scene, on a fast line", fast.live, "s", 2.5),
        Figure(f"live scene, {SLOW_4G.name}", slow.live, "s", 5.0),
        Figure("bytes over the wire for a slider move", max(moves.bytes), "B", 0),
        Figure("frames from slider to drawing", frames, "", 1),
    ]


def measure_playing(browser: Browser, cache: Path) -> list[Figure]:
    """Measure the scripts while it plays, with drawing calls that draw nothing."""
    with running(app(cache)) as server, new_tab(browser) as tab:
        tab.page.add_init_script(DRAW_NOTHING)
        arrive(tab, server, ours(cache), film=False)
        figures = play(tab)
        if tab.errors:
            message = f"The page complains, so its scripts were not measured: {tab.errors[0]}"
            raise RuntimeError(message)
        return figures


def play(tab: Tab) -> list[Figure]:
    """Play the whole walkthrough once without its rests and look at the viewer's own counts.

    The stretch is one of the story, not of so many frames, so that a faster viewer is measured by
    the same moments: some are much heavier than others.
    """
    triangles = tab.page.evaluate(f"{VIEWER}.stats().triangles")
    frames = play_stretch(tab, WHOLE)
    script = tab.page.evaluate(f"{VIEWER}.stats({frames}).scriptMs")
    tier = tab.page.evaluate(f"{VIEWER}.tier")
    note = f"whole walkthrough, {frames} frames, tier {tier}"
    return [
        Figure("script for a frame, median", script["median"], "ms", 1.0, note),
        Figure("script for a frame, 95 %", script["p95"], "ms", 3.5),
        Figure("allocated for a frame", allocated_per_frame(tab), "kB", note="by the whole page"),
        Figure("triangles drawn in the default view", triangles / 1000, "k", 150),
    ]


def play_stretch(tab: Tab, stretch: tuple[float, float]) -> int:
    """Play from one story time until another; return how many frames that took."""
    start, end = stretch
    before = tab.page.evaluate(
        f"{VIEWER}.setPauses([]); {VIEWER}.setTime({start}); {VIEWER}.setUntil({end});"
        f"{VIEWER}.setPlaying(true); {VIEWER}.stats().frames"
    )
    # Not asked before it can be there: questions take time and memory of what plays.
    tab.page.wait_for_timeout(1000 * SECONDS_PER_MOVEMENT * (end - start))
    if not tab.wait(f"{VIEWER}.time >= {end}", PLAYING_LIMIT):
        message = f"It did not play until {end:g} within {PLAYING_LIMIT:g} s more."
        raise RuntimeError(message)
    return int(tab.page.evaluate(f"{VIEWER}.stats().frames") - before)


def allocated_per_frame(tab: Tab) -> float | None:
    """Return the kB that the page's scripts allocate for a frame while some of it plays."""
    profiler = tab.page.context.new_cdp_session(tab.page)
    play_stretch(tab, LEAD_IN)  # a jump makes the page write other words, which is no frame's doing
    profiler.send("HeapProfiler.startSampling", ALLOCATION_SAMPLING)
    frames = play_stretch(tab, OPENED)
    profile = profiler.send("HeapProfiler.stopSampling")["profile"]
    return _allocated(profile["head"]) / 1000 / frames if frames else None


def scene_size(cache: Path) -> int:
    """Return the bytes of the compressed scene in a warm cache."""
    baked = make_scene(Case(), Cache(cache), scene_key(Case()))
    return (baked.folder / "scene.pack.glb.br").stat().st_size


def _allocated(node: dict[str, Any]) -> float:
    """Return the bytes of a node of the allocation profile and all that it called."""
    children = sum(_allocated(child) for child in node["children"])
    return float(node["selfSize"]) + children
