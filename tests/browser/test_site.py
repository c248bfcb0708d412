"""The static site, as a host that runs nothing gives it out: no server of ours, no other host."""

import mimetypes

import pytest

from scenes.story.steps import STEPS
from tests.moments import picture_of, place_of
from visualizer.commands import cli
from visualizer.content import load_contents

pytestmark = pytest.mark.browser

CONTENTS = load_contents()
PLACE = "https://clinic.invalid/patients/spine/"
SPANISH = CONTENTS["es"]


@pytest.fixture(scope="module")
def site(filled_cache, tmp_path_factory):
    """Write the site as a person would."""
    folder = tmp_path_factory.mktemp("site") / "spine"
    cli.main(["export", str(folder), f"--cache-dir={filled_cache}"])
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


def test_it_draws_in_a_folder_of_another_site(look, see):
    """Live picture, slider and words, from relative addresses alone."""
    visitor = look("?at=trocars", by=see)
    assert visitor.time == place_of("trocars")
    assert visitor.title == CONTENTS["en"].steps[place_of("trocars")].title
    visitor.move(place_of("cavities"))
    visitor.until(f"view.step === {place_of('cavities')}")
    visitor.page.wait_for_function("location.search === '?at=cavities'")
    assert any(url.endswith(".glb") for url in visitor.requests)


def test_another_language_keeps_the_step(look):
    """The link leads to the other page of the site, at the same moment; so do old links."""
    visitor = look("?step=6")
    visitor.page.get_by_role("link", name=SPANISH.name).click()
    visitor.page.wait_for_url(f"{PLACE}es.html?at=balloons")
    visitor.slider.wait_for()
    assert visitor.title == SPANISH.steps[place_of("balloons")].title
    visitor.page.get_by_role("link", name=CONTENTS["en"].name).click()
    visitor.page.wait_for_url(f"{PLACE}index.html?at=balloons")


def test_stills_stand_where_nothing_draws(look):
    """Each step has its picture from the site."""
    visitor = look("es.html")
    visitor.move(place_of("hardening"))
    visitor.page.wait_for_function(
        "[...document.querySelectorAll('.walkthrough-stills img')].at(-1)"
        f"?.src.endsWith('{picture_of('hardening')}.webp')"
    )


def test_the_printable_page_is_there(look):
    """Linked from the topics in the same language, with its pictures, and a way back."""
    visitor = look("es.html")
    address = visitor.page.locator("#topics a[target=_blank]").last.get_attribute("href")
    assert address == "handout.es.html"
    paper = look(address, awaited="h1")
    paper.page.wait_for_function(
        "[...document.querySelectorAll('figure img')].every((picture) => picture.naturalWidth > 0)"
    )
    paper.page.get_by_role("link", name=SPANISH.handout.back).click()
    paper.page.wait_for_url(f"{PLACE}es.html")


def test_without_scripts_it_can_be_read(look):
    """Every step stands there with picture and words, urgent signs one press away."""
    visitor = look(ready=False, java_script_enabled=False)
    assert visitor.page.locator(".unscripted article").count() == len(STEPS)
    visitor.press(CONTENTS["en"].page.call)
    assert visitor.page.locator("#call").is_visible()


def test_its_player_can_be_framed(look):
    """The site knows the same modes as the server, and its address keeps them."""
    visitor = look("es.html?embed=1&at=cannulas")
    assert visitor.page.locator("html").get_attribute("data-mode") == "embed"
    assert not visitor.page.locator("a.language").is_visible()
    visitor.move(place_of("balloons"))
    visitor.page.wait_for_function("location.search === '?at=balloons&embed=1'")
