"""The walkthrough as one file: opened from the disk, with the network switched off."""

import pytest

from scenes.story.script import KYPHOPLASTY
from scenes.story.steps import STEPS
from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of
from visualizer.commands import cli
from visualizer.content import load_contents
from visualizer.export.single_file import LARGEST

pytestmark = pytest.mark.browser

CONTENTS = load_contents()


@pytest.fixture(scope="module")
def exported(filled_cache, tmp_path_factory):
    """Write the file in each language, as a person would."""
    folder = tmp_path_factory.mktemp("exported")
    for language in CONTENTS:
        file = folder / f"{language}.html"
        cli.main(["export", str(file), f"--lang={language}", f"--cache-dir={filled_cache}"])
    return folder


@pytest.fixture
def open_file(visit, exported):
    """Open the file where nothing can be reached but the disk."""

    def opened(language="en", link="", by=visit, **options):
        address = (exported / f"{language}.html").as_uri()
        visitor = by(link, at=address, offline=True, **options)
        assert {url.partition("?")[0] for url in visitor.requests if ":/" in url[:6]} == {address}
        return visitor

    return opened


def test_it_is_small_enough_for_a_mail(exported):
    """Each language is one file below the limit, and nothing else was written."""
    assert {file.name for file in exported.iterdir()} == {"en.html", "es.html"}
    assert all(file.stat().st_size <= LARGEST for file in exported.iterdir())


@pytest.mark.parametrize("language", CONTENTS)
def test_it_lives_and_speaks_without_a_network(open_file, language):
    """Live picture, slider, every step's words, urgent signs and disclaimer."""
    content = CONTENTS[language]
    visitor = open_file(language)
    assert visitor.page.locator(".viewer canvas").first.is_visible()
    for step in map(place_of, ("person", "cannulas", "result")):
        visitor.move(step)
        visitor.until(f"view.step === {step}")
        assert visitor.title == content.steps[step].title
    assert visitor.page.get_by_text(content.page.disclaimer).first.is_visible()
    visitor.press(content.page.call)
    assert visitor.page.locator("#call").get_by_text(content.call[0].items[0].text).is_visible()
    visitor.page.wait_for_function("location.search === '?at=result'")


def test_it_draws_and_plays(open_file, see):
    """The picture changes while time runs, and stops at the next step."""
    visitor = open_file(link="?at=healthy", by=see)
    visitor.page.evaluate("document.querySelector('.viewer').viewer.holdTier('coarse')")
    shot = visitor.page.locator(".viewer canvas").first.screenshot()
    visitor.press("Next")
    visitor.until(f"view.time === {place_of('fracture')} && !view.playing")
    assert visitor.page.locator(".viewer canvas").first.screenshot() != shot


def test_what_cannot_work_is_not_offered(open_file):
    """No link leads to a server: no other language, no printable page, no second copy."""
    visitor = open_file()
    links = visitor.page.eval_on_selector_all(
        "a[href]", "links => links.map((link) => link.getAttribute('href'))"
    )
    assert links == ["#words"]


def test_a_wrong_link_is_named(open_file):
    """What the address asks for is opened; what there is not is said in a sentence."""
    visitor = open_file(link="?step=99&topic=risks")
    sentence = CONTENTS["en"].page.bad_step.format(value="“99”", count=len(KYPHOPLASTY.numbered))
    visitor.page.get_by_role("alert").get_by_text(sentence).wait_for(state="attached")
    assert visitor.page.locator("#topic-risks").is_visible()
    assert visitor.time == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_scripts_it_can_be_read(open_file, size):
    """Every step stands there with its picture and words."""
    visitor = open_file(ready=False, java_script_enabled=False, viewport=size)
    articles = visitor.page.locator(".unscripted article")
    assert articles.count() == len(STEPS)
    for number, step in enumerate(CONTENTS["en"].steps):
        assert articles.nth(number).get_by_role("heading", name=step.title).is_visible()
    assert visitor.page.locator(".unscripted img").first.evaluate("img => img.naturalWidth") > 0


def test_without_webgl_its_stills_are_shown(open_file, read):
    """Where nothing can be drawn, the stills that are in the file stand behind the slider."""
    visitor = open_file(by=read)
    visitor.move(place_of("inflation"))
    visitor.page.wait_for_function(
        "[...document.querySelectorAll('.walkthrough-stills img')].at(-1)?.naturalWidth === 600"
    )
    assert visitor.title == CONTENTS["en"].steps[place_of("inflation")].title


def test_a_browser_that_cannot_unpack_can_be_read(open_file):
    """An old browser shows every step in pictures and words, and no empty page."""

    def age(page):
        page.add_init_script("delete window.DecompressionStream")

    visitor = open_file(ready=False, before=age, awaited=".unscripted article")
    visitor.page.locator(".unscripted article").last.wait_for()
    assert visitor.page.locator(".unscripted article").count() == len(STEPS)


def test_the_page_offers_the_file(read, visit, tmp_path):
    """The link on the served page saves a file that opens by itself."""
    visitor = read("?lang=es")
    with visitor.page.expect_download() as saved:
        visitor.page.locator(".colophon").get_by_text(CONTENTS["es"].page.keep).click()
    assert saved.value.suggested_filename == "kyphoplasty.es.html"
    file = tmp_path / "kept.html"
    saved.value.save_as(file)
    kept = visit(at=file.as_uri(), offline=True)
    assert kept.title == CONTENTS["es"].steps[0].title
