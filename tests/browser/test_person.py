"""The person and the room, which come after the scene and can be put away again."""

import pytest
from playwright.sync_api import expect

import app
from scenes.motion.pose import pose_at
from scenes.paint.stage import Stage
from scenes.store.cache import Cache
from scenes.story.case import Case
from tests.alone import said_alone
from tests.browser.conftest import DESKTOP, add_companions, add_stills, save_data, served
from tests.browser.test_agreement import ALIKE, SIZE, overlap, silhouettes
from tests.moments import moments, place_of
from tests.persons import accompanied, needs_body
from visualizer.content import load_content

pytestmark = [pytest.mark.browser, needs_body]

CONTENT, ALONE = load_content(), said_alone()
WORDS = CONTENT.picture

NOTE_WHAT_IS_THERE = """
const { fetch } = window;
window.fetch = (address, ...rest) => {
  if (String(address).includes('/companion/'))
    (window.there ??= []).push(document.querySelector('.viewer').viewer.isReady);
  return fetch(address, ...rest);
};
"""
"""Notes, whenever a person or a room is asked for, whether the scene can be used."""

PICTURE = "document.querySelector('.viewer').viewer.picture"
HEIGHT = f"{PICTURE}.rig.pose.height"
"""Of what the camera shows, in mm."""
SKIN = f"{PICTURE}.scene.parts.find(({{ name }}) => name === 'skin').opacity"


@pytest.fixture(scope="module", autouse=True)
def around():
    """Have the person around the spine."""


@pytest.fixture(scope="module")
def peopled(filled_cache):
    """Serve the page with the real person and room, which are made once for all sessions."""
    add_companions(Cache(filled_cache), Case())
    add_stills(Cache(filled_cache), Case())
    with served(filled_cache, program=app.__file__) as (_, address):
        yield address


def brought(visitor):
    """Return what has been asked for beside the scene."""
    return [url for url in visitor.requests if "/companion/" in url]


def wait_for_picture(visitor, words, key):
    """Wait until the picture is described as words say of a step."""
    described = visitor.page.locator(".viewer canvas[role]")
    expect(described).to_have_attribute("aria-label", words.steps[place_of(key)].picture)


def layer_person(visitor):
    """Return the tick of the person, in the panel of choices."""
    visitor.press(WORDS.more)
    return visitor.page.get_by_label(WORDS.layer_person, exact=True)


def test_the_person_comes_once_the_scene_can_be_used_and_goes_at_a_press(visit, peopled):
    """Two files, after the first picture; camera and words are those of what stands around."""
    visitor = visit(
        at=peopled,
        viewport=DESKTOP,
        before=lambda page: page.add_init_script(NOTE_WHAT_IS_THERE),
    )
    page = visitor.page
    visitor.until("view.accompanied")
    assert page.evaluate("window.there") == [True, True]
    assert len(brought(visitor)) == 2
    page.wait_for_function(f"{HEIGHT} > 1000")
    wait_for_picture(visitor, CONTENT, "person")
    visitor.move(place_of("ready"))
    page.wait_for_function(f"{SKIN} === 0")
    wait_for_picture(visitor, CONTENT, "ready")
    layer_person(visitor).uncheck()
    page.wait_for_function(f"{SKIN} > 0.9")
    wait_for_picture(visitor, ALONE, "ready")
    visitor.move(place_of("person"))
    page.wait_for_function(f"{HEIGHT} < 300")
    wait_for_picture(visitor, ALONE, "person")


def test_over_a_dear_line_the_person_comes_when_asked_for(visit, peopled):
    """An old link shows the spine that it showed; the layer then brings both files."""
    visitor = visit("?step=1", at=peopled, viewport=DESKTOP, before=save_data)
    assert visitor.title == CONTENT.steps[place_of("healthy")].title
    visitor.page.wait_for_timeout(1500)  # longer than companions wait for
    assert brought(visitor) == []
    layer_person(visitor).check()
    visitor.until("view.accompanied")
    assert len(brought(visitor)) == 2


@pytest.mark.drawing
def test_silhouettes_agree(see, peopled):
    """Both painters show the same person: standing as glass, and lying in the room."""
    visitor = see(at=peopled)
    visitor.until("view.accompanied")
    times = moments("person ready")
    with Stage(accompanied(Case()), SIZE) as stage:
        for time, seen in zip(times, silhouettes(visitor.page, times), strict=True):
            wanted = stage.silhouette(pose_at(Case(), time, accompanied=True))
            assert overlap(seen, wanted) >= ALIKE, time
