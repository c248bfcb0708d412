"""A case that nobody has asked for: baked while the page asks, and then served like the first."""

import pytest

from tests.browser.conftest import on_a_line
from tests.moments import place_of
from visualizer.content import load_content

pytestmark = pytest.mark.browser

CONTENT = load_content("en")
WORDS = CONTENT.making
SEEN_STAGES = ("balloons", "openings", "cement", "shadows", "writing", "packing")
"""Those that last long enough to be met."""

ASK = """async (query) => {
  const answers = [];
  for (;;) {
    const answer = await (await fetch('/case' + query)).json();
    answers.push(answer);
    if (answer.state !== 'baking') return answers;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}"""
FETCH = "async (url) => (await (await fetch(url)).arrayBuffer()).byteLength"

IS_ALONE = """() => {
  const { picture } = document.querySelector(".viewer").viewer;
  return picture.warming.done && !picture.former;
}"""
DRAWN = """() => {
  const { picture } = document.querySelector(".viewer").viewer;
  picture.holdTier("full");
  picture.draw(picture.scene); // the buffer is gone once it has been shown
  const drawn = picture.canvas.toDataURL();
  picture.holdTier(null);
  return drawn;
}"""


def test_another_case_is_baked_while_the_page_asks(read):
    """The share grows, each stage has words of its own, and what comes is the case asked for."""
    page = read().page
    unasked = "?level=T12&shape=crush&approach=unipedicular"
    *making, last = page.evaluate(ASK, unasked)
    shares = [answer["share"] for answer in making]
    said = {answer["message"] for answer in making}
    assert shares == sorted(shares)
    assert {getattr(WORDS, stage) for stage in SEEN_STAGES} <= said
    assert WORDS.making not in said
    assert last["state"] == "ready"
    assert last["case"]["level"] == "T12"
    assert page.evaluate(FETCH, last["scene"]) == last["bytes"]
    heights = [measures["anterior"] for measures in last["treatments"]["kyphoplasty"]["rest"]]
    assert 0.6 * heights[0] < heights[place_of("fracture")] < 0.75 * heights[0]
    assert page.evaluate(ASK, unasked) == [last]


def open_choices(visit, levels, **options):
    """Have cases made, and open the choices of a page that knows of them; returns their scenes."""
    maker = visit(**options)
    scenes = {level: maker.page.evaluate(ASK, f"?level={level}")[-1]["scene"] for level in levels}
    maker.page.reload()
    maker.page.locator(".views").wait_for(timeout=60_000)
    maker.page.locator(".example").click()
    return maker, scenes


def choice(visitor, level):
    """Return the button of a bone."""
    choices = visitor.page.get_by_role("dialog", name=CONTENT.cases.title)
    return choices.get_by_role("button", name=level, exact=True)


def choose(visitor, level, scene):
    """Choose a bone by key, so that nothing points at it first; returns what is fetched for it."""
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    choice(visitor, level).press("Enter")
    visitor.until(f"view.scene === '{scene}' && view.family.level === '{level}' && !view.making")
    visitor.until("view.tier !== ''")
    return [url for url in asked if url.endswith(scene)]


def test_pointing_at_a_case_brings_its_scene(see):
    """Choosing it then fetches nothing more; what was shown before is kept, to go back to."""
    visitor, scenes = open_choices(see, ["L1", "L2"])
    with visitor.page.expect_request_finished(lambda request: request.url.endswith(scenes["L2"])):
        choice(visitor, "L2").hover()
    before = drawn(visitor)
    assert choose(visitor, "L2", scenes["L2"]) == []
    assert drawn(visitor) != before
    assert choose(visitor, "L1", scenes["L1"]) == []
    assert drawn(visitor) == before


def drawn(visitor):
    """Return the model's picture once all is prepared for playing, and the scene before let go."""
    visitor.page.wait_for_function(IS_ALONE, timeout=60_000)
    return visitor.page.evaluate(DRAWN)


@pytest.mark.parametrize("connection", ["{ saveData: true }", "{ type: 'cellular' }"])
def test_nothing_is_brought_over_a_dear_line(visit, connection):
    """Whoever pays for it has only brought what is chosen."""
    visitor, _ = open_choices(visit, ["L2"], before=lambda page: on_a_line(page, connection))
    visitor.requests.clear()
    choice(visitor, "L2").hover()
    visitor.page.wait_for_timeout(1000)
    assert visitor.requests == []


def test_pointing_at_what_is_shown_or_is_not_there_brings_nothing(visit):
    """The one is here already; the other is made only once it is chosen."""
    visitor, _ = open_choices(visit, ["L1"])
    visitor.requests.clear()
    for level in ("L1", "T12"):
        choice(visitor, level).hover()
        visitor.page.wait_for_timeout(500)
    assert visitor.requests == []
