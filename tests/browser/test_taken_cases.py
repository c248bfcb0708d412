"""Chosen cases that were taken along: a file from the disk and a site of two, without network."""

import mimetypes

import pytest

from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from scenes.story.steps import STEPS
from tests.browser.conftest import DESKTOP, PHONE, add_scene, add_stills
from tests.browser.test_access import faults
from tests.moments import picture_of, place_of
from tests.visualizer.opened import opened, opening
from visualizer.commands import cli
from visualizer.content import load_contents
from visualizer.export.single_file import LARGEST
from visualizer.page.components.example_line import case_lines

pytestmark = pytest.mark.browser

CONTENTS = load_contents()
EN, ES = CONTENTS["en"], CONTENTS["es"]
FAMILY = Case(level="L2", shape="biconcave", approach="unipedicular")
SEVERE = Case(
    level="L2", shape="biconcave", approach="unipedicular", height_loss=0.4, height_regained=0.3
)
ASKED = "level=L2,shape=biconcave,needles=1,loss=40,regained=30"
NAME = "L2-biconcave-needles1-loss40-regained30"
PLACE = "https://clinic.invalid/patients/spine/"


@pytest.fixture(scope="module")
def two_families(filled_cache):
    """Add the real scene of one more family to the cache, and pictures of a case of it."""
    cache = Cache(filled_cache)
    add_scene(cache, FAMILY)
    add_stills(cache, SEVERE)
    return filled_cache


@pytest.fixture(scope="module")
def file(two_families, tmp_path_factory):
    """Write the file of the case, as a person would."""
    file = tmp_path_factory.mktemp("taken") / "mine.html"
    cli.main(["export", str(file), f"--case={ASKED}", f"--cache-dir={two_families}"])
    assert file.stat().st_size <= LARGEST
    return file


@pytest.fixture
def open_file(visit, file):
    """Open the file where nothing can be reached but the disk."""

    def opened(link="", by=visit, **options):
        visitor = by(link, at=file.as_uri(), offline=True, **options)
        assert {url.partition("?")[0] for url in visitor.requests if url[:5] == "file:"} == {
            file.as_uri()
        }
        return visitor

    return opened


@pytest.fixture(scope="module")
def site(two_families, tmp_path_factory):
    """Write a site of two cases, the first of which is not the usual one."""
    folder = tmp_path_factory.mktemp("site") / "spine"
    options = [f"--case={ASKED}", "--case=level=L1", f"--cache-dir={two_families}"]
    cli.main(["export", str(folder), *options])
    return folder


@pytest.fixture
def look(read, site):
    """Open a page of the site; whatever is not in its folder cannot be reached."""

    def opened(link="", by=read, **options):
        def give(route):
            name = route.request.url.removeprefix(PLACE).partition("?")[0] or "index.html"
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            route.fulfill(body=(site / name).read_bytes(), content_type=kind)

        return by(link, at=PLACE, before=lambda page: page.route(f"{PLACE}**", give), **options)

    return opened


def test_a_file_shows_its_case_from_the_disk(open_file):
    """The scene of its family at its own numbers, and the words of its kind and needle."""
    visitor = open_file()
    visitor.until("view.measures.middle > 0")
    healthy = visitor.page.evaluate("window.trame.state.state.measures.middle")
    fracture = place_of("fracture")
    visitor.move(fracture)
    visitor.until(f"view.step === {fracture} && Math.abs(view.time - {fracture}) < 1e-6")
    page = visitor.page
    page.wait_for_function(
        f"window.trame.state.state.measures.middle < 0.62 * {healthy}"
        f" && window.trame.state.state.measures.middle > 0.58 * {healthy}"
    )
    sentences = EN.variants["biconcave"]["fracture"].words
    assert all(sentence.text in page.locator(".step").inner_text() for sentence in sentences)
    visitor.move(place_of("result"))
    page.wait_for_function(
        f"Math.abs(window.trame.state.state.measures.middle / {healthy} - (1 - 0.4 * 0.7)) < 0.02"
    )
    visitor.move(place_of("ready"))
    visitor.until(f"view.step === {place_of('ready')}")
    assert visitor.title == EN.variants["unipedicular"]["ready"].title
    assert "L2, low in the middle, one needle" in page.locator(".example").inner_text()
    page.wait_for_function("location.search === '?at=ready'")


def test_its_sliders_work_and_come_back(open_file):
    """Loss and gain move the bone; one press gives the case of the file back."""
    visitor = open_file("?at=fracture")
    page = visitor.page
    page.locator(".example").click()
    panel = page.get_by_role("dialog", name=EN.taken.other)
    assert panel.get_by_text(EN.taken.own).is_visible()
    assert panel.locator(".choices:not(.treatment), #shared").count() == 0
    loss = panel.locator("#case-loss")
    assert loss.input_value() == "40"
    assert panel.locator("#case-regained").input_value() == "30"
    before = page.evaluate("window.trame.state.state.measures.middle")
    loss.fill("20")
    page.wait_for_function(f"window.trame.state.state.measures.middle > {before} + 3")
    asked = "case=1&level=L2&shape=biconcave&needles=1&loss=20&regained=30"
    page.wait_for_function(f"location.search === '?at=fracture&{asked}'")
    panel.get_by_role("button", name=EN.taken.reset).click()
    visitor.until("view.numbers.height_loss === 0.4 && view.numbers.height_regained === 0.3")
    page.wait_for_function("location.search === '?at=fracture'")


def test_a_file_says_what_it_cannot_show(open_file, read):
    """A link to another bone opens its own case and says so; wrong numbers are told."""
    visitor = open_file("?case=1&level=L3&at=cannulas", by=read)
    visitor.page.get_by_role("alert").get_by_text(EN.taken.not_here).wait_for()
    assert visitor.time == place_of("cannulas")
    assert "L2" in visitor.page.locator(".example").inner_text()
    asked = "case=1&level=L2&shape=biconcave&needles=1&loss=99"
    visitor = open_file(f"?{asked}", by=read)
    sentence = EN.links.loss.format(value="“99”", low=15, high=42)
    visitor.page.get_by_role("alert").get_by_text(sentence).wait_for()


def test_its_heights_are_right_without_drawing(open_file, read):
    """Where pictures are all there is, the measures beside them are of the case's numbers."""
    visitor = open_file("?at=fracture", by=read)
    before, after = visitor.page.evaluate(
        "['healthy', 'fracture'].map((wanted) => window.trame.state.state.steps"
        ".find(({ key }) => key === wanted).rest.middle)"
    )
    assert after / before == pytest.approx(0.6, abs=0.02)


def test_a_site_goes_from_case_to_case(look, site):
    """The panel lists both; the other page opens at the same step, with its own words."""
    lines = case_lines(EN, [SEVERE, Case()])
    visitor = look("?at=trocars")
    page = visitor.page
    assert "L2" in page.locator(".example").inner_text()
    page.locator(".example").click()
    panel = page.get_by_role("dialog", name=EN.cases.title)
    assert panel.locator("[data-example]").all_inner_texts() == [*lines, EN.taken.all]
    assert panel.locator("[aria-current=page]").all_inner_texts() == [lines[0]]
    assert panel.locator(".choices:not(.treatment)").count() == 0
    panel.get_by_role("link", name=lines[1]).click()
    page.wait_for_url(f"{PLACE}usual/index.html?at=trocars")
    visitor.slider.wait_for()
    assert "L1" in page.locator(".example").inner_text()
    assert visitor.title == EN.steps[place_of("trocars")].title
    page.wait_for_function(
        "[...document.querySelectorAll('.walkthrough-stills img')].at(-1)"
        f"?.src.endsWith('{picture_of('trocars')}.webp')"
    )
    page.get_by_role("link", name=ES.name).click()
    page.wait_for_url(f"{PLACE}usual/es.html?at=trocars")
    visitor.slider.wait_for()
    page.locator(".example").click()
    page.get_by_role("link", name=case_lines(ES, [SEVERE])[0]).click()
    page.wait_for_url(f"{PLACE}es.html?at=trocars")


def test_a_link_finds_the_page_that_has_its_case(look):
    """An address as servers wrote it opens the right page of the site, at its numbers."""
    visitor = look("index.html?case=1&loss=20&step=6")
    visitor.page.wait_for_url(f"{PLACE}usual/index.html?**")
    visitor.slider.wait_for()
    visitor.until("view.numbers?.height_loss === 0.2")
    assert visitor.time == place_of("balloons")
    visitor.page.wait_for_url(f"{PLACE}usual/index.html?at=balloons&case=1&loss=20")


def test_both_cases_are_drawn(look, see):
    """Each page draws the scene of its family, from the site's one folder of scenes."""
    visitor = look(by=see)
    visitor.page.locator(".example").click()
    visitor.page.locator("[data-example]").nth(1).click()
    visitor.page.wait_for_url(f"{PLACE}usual/index.html")
    visitor.page.locator(".views").wait_for(timeout=60_000)
    visitor.until("view.measures.middle > 0")
    scenes = {url.removeprefix(PLACE) for url in visitor.requests if url.endswith(".glb")}
    assert scenes == {f"scene/{scene_key(family)}.glb" for family in (FAMILY, Case())}


def test_its_paper_is_of_the_case(look):
    """The printable page beside it names the case and has its words and pictures."""
    page = look("handout.en.html", awaited="h1").page
    assert case_lines(EN, [SEVERE])[0] in page.locator(".disclaimer").inner_text()
    title = EN.variants["unipedicular"]["trocars"].title
    assert page.get_by_role("heading", name=title).is_visible()
    page.wait_for_function(
        "[...document.querySelectorAll('figure img')].every((picture) => picture.naturalWidth > 0)"
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("page", ["index.html", "examples.es.html"])
def test_everyone_can_choose(look, size, page):
    """No rule of axe-core is broken by the list, nothing is cut off, and links are large."""
    visitor = look(page, awaited="h1", viewport=size)
    if page == "index.html":
        visitor.slider.wait_for()
        visitor.page.locator(".example").click()
    assert faults(visitor.page) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == size["width"]
    heights = visitor.page.eval_on_selector_all(
        ".examples a", "links => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert len(heights) == 2
    assert min(heights) >= 44


def test_without_scripts_the_list_leads_to_each_case(look):
    """From the first page to the list, and on to the other case."""
    page = look(ready=False, java_script_enabled=False).page
    page.get_by_role("link", name=EN.taken.all).click()
    page.wait_for_url(f"{PLACE}examples.en.html")
    page.get_by_role("link", name=case_lines(EN, [Case()])[0]).click()
    page.wait_for_url(f"{PLACE}usual/index.html")
    assert page.locator(".unscripted article").count() == len(STEPS)


def test_the_page_gives_what_it_shows(read, tmp_path):
    """Paper and file that the served page links to are of the case and the numbers on it."""
    visitor = read("?lang=en&case=1&loss=20")
    page = visitor.page
    visitor.until("view.numbers?.height_loss === 0.2")
    numbers = "{height_loss: 0.29, height_regained: 0.45, cement: 0.8}"
    page.evaluate(f"window.trame.state.set('numbers', {numbers})")
    link = page.locator(".colophon a[target=_blank]")
    link.hover()
    assert link.get_attribute("href").endswith("/handout?lang=en&case=1&loss=29&cement=80")
    with page.expect_download() as saved:
        page.locator(".colophon").get_by_text(EN.page.keep).click()
    assert saved.value.suggested_filename == "kyphoplasty.loss29-cement80.en.html"
    saved.value.save_as(tmp_path / "kept.html")
    kept = opened((tmp_path / "kept.html").read_text())
    assert kept == opening(Case(height_loss=0.29, cement=0.8))
