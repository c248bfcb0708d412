"""Two neighbouring broken bones: chosen in the panel, treated one after the other."""

import mimetypes

import pytest

from scenes.file.key import scene_key
from scenes.motion.pose import pose_at
from scenes.paint.stage import Stage
from scenes.store.cache import Cache
from scenes.story.case import Case
from tests.browser.conftest import add_scene, add_stills
from tests.browser.test_agreement import ALIKE, SIZE, overlap, silhouettes
from tests.moments import moments, place_of
from tests.spines import assembled
from visualizer.commands import cli
from visualizer.content import load_content

pytestmark = pytest.mark.browser

WORDS = load_content("en")
PATIENT = 120_000
STORIES = {
    "case=1&neighbour=waiting": Case(neighbour="waiting"),
    "case=1&level=T12&neighbour=treated": Case(level="T12", neighbour="treated"),
}
SETTLED = "!window.trame.state.state.wish"
TIMES = moments("healthy fracture-0.4 fracture inflation result")
OTHERS = {"height_loss": 0.41, "height_regained": 0.2, "cement": 0.8}


@pytest.fixture(scope="module", autouse=True)
def two_scenes(filled_cache):
    """Add the real scene of either story to the cache."""
    for case in STORIES.values():
        add_scene(Cache(filled_cache), case)


@pytest.mark.drawing
@pytest.mark.parametrize("link", STORIES)
def test_silhouettes_agree(see, link):
    """Both painters show both bones alike, as baked and with other numbers."""
    page, usual = see(f"?{link}", reduced_motion="reduce").page, STORIES[link]
    page.wait_for_function(SETTLED, timeout=PATIENT)
    with Stage(assembled(usual), SIZE) as stage:
        for numbers in ({}, OTHERS):
            case = Case(**usual.to_dict() | numbers)
            if numbers:
                page.evaluate("(numbers) => window.trame.state.set('numbers', numbers)", numbers)
                page.wait_for_timeout(500)
            for time, seen in zip(TIMES, silhouettes(page, TIMES), strict=True):
                share = overlap(seen, stage.silhouette(pose_at(case, time)))
                assert share >= ALIKE, (numbers, time, share)


def test_one_bone_is_treated_after_the_other(visit):
    """The panel offers the bone above; at the end of its story each leads to the other's."""
    page = visit("?at=result").page
    assert not page.locator(".other-bone").count()
    page.locator(".example").click()
    choices = page.locator(".choices.neighbour button")
    assert choices.all_inner_texts() == [
        WORDS.cases.neighbour_sound,
        WORDS.cases.neighbour_waiting,
        WORDS.cases.neighbour_treated,
    ]
    choices.nth(1).click()
    turn = page.locator(".other-bone")
    turn.wait_for(timeout=PATIENT)
    page.keyboard.press("Escape")
    assert "L1 with T12 broken too" in page.locator(".example-line").inner_text()
    assert turn.inner_text() == WORDS.cases.second.format(bone="T12")
    turn.click()
    page.get_by_role("heading", name=WORDS.steps[0].title).wait_for(timeout=PATIENT)
    page.wait_for_function(SETTLED, timeout=PATIENT)
    assert "T12 with L1 already treated" in page.locator(".example-line").inner_text()
    page.wait_for_function("location.search === '?case=1&level=T12&neighbour=treated'")
    assert_compares_with_a_healthy_bone(page)
    page.evaluate(f"window.trame.state.set('time', {place_of('result')})")
    turn.wait_for()
    assert turn.inner_text() == WORDS.cases.first.format(bone="L1")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Write a site of one story, whose scenes are made up: nothing is drawn here."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    for case in STORIES.values():
        with cache.writing(scene_key(case), "scene") as folder:
            (folder / "scene.pack.glb").write_bytes(b"scene")
        add_stills(cache, case)
    folder = tmp_path_factory.mktemp("site") / "spine"
    cli.main(["export", str(folder), f"--cache-dir={cache.root}", "--case=neighbour=waiting"])
    return folder


def test_in_a_site_each_story_leads_to_the_other(read, site):
    """By the same button, to the other's own page and its beginning, in the same language."""
    place = "https://clinic.invalid/spine/"

    def give(route):
        name = route.request.url.removeprefix(place).partition("?")[0]
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        route.fulfill(body=(site / name).read_bytes(), content_type=kind)

    visitor = read(
        "es.html?at=result&view=side",
        at=place,
        before=lambda page: page.route(f"{place}**", give),
        awaited=".other-bone",
    )
    page, words = visitor.page, load_content("es")
    page.get_by_role("button", name=words.cases.second.format(bone="T12")).click()
    page.wait_for_url(f"{place}T12-treated/es.html?view=side")
    visitor.slider.wait_for()
    assert visitor.title == words.steps[0].title
    visitor.move(place_of("healthy"))
    visitor.until(f"view.step === {place_of('healthy')}")
    assert visitor.title == words.variants["treated"]["healthy"].title
    visitor.move(place_of("result"))
    page.get_by_role("button", name=words.cases.first.format(bone="L1")).click()
    page.wait_for_url(f"{place}es.html?view=side")


def assert_compares_with_a_healthy_bone(page):
    """Check that heights are compared with a bone that a second story never shows."""
    page.evaluate(f"window.trame.state.set('time', {place_of('fracture')})")
    page.locator(".measures").wait_for()
    page.wait_for_function("window.trame.state.state.measures.anterior > 0")
    rest = page.evaluate("window.trame.state.state.steps[0].rest")
    assert rest["anterior"] == pytest.approx(0.65 * rest["healthy_anterior"], rel=0.05)
    was = page.locator(".measures .was").first.inner_text()
    assert float(was) == pytest.approx(rest["healthy_anterior"], abs=0.6)


def test_a_level_without_such_a_pair_is_shown_alone(read):
    """Nothing above T12 is treated, and the panel does not offer what there is not."""
    page = read("?case=1&level=T12&neighbour=waiting").page
    assert "“waiting”" in page.locator(".notice.link").inner_text()
    page.locator(".example").click()
    offered = page.locator(".choices.neighbour button").all_inner_texts()
    assert offered == [WORDS.cases.neighbour_sound, WORDS.cases.neighbour_treated]
