"""A case that nobody has asked for: baked while the page asks, and then served like the first."""

import pytest

from tests.browser.conftest import DESKTOP, on_a_line
from tests.browser.test_example import SHOWN
from visualizer.content import load_content

pytestmark = pytest.mark.browser

CONTENT = load_content("en")
WORDS = CONTENT.making
SEEN_STAGES = ("balloons", "openings", "cement", "shadows", "writing", "packing")
"""Those that last long enough to be met."""

ASK = """async (query) => {
  const told = [];
  for (;;) {
    const answer = await (await fetch('/case' + query)).json();
    told.push(answer);
    if (answer.state !== 'baking') return told;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}"""
NEVER_IDLE = "window.requestIdleCallback = () => 0;"
"""Has the page bring nothing but what is pointed at."""
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
    *making, told = page.evaluate(ASK, "?level=L2")
    shares = [answer["share"] for answer in making]
    said = {answer["message"] for answer in making}
    assert shares == sorted(shares)
    assert {getattr(WORDS, stage) for stage in SEEN_STAGES} <= said
    assert WORDS.making not in said
    assert told["state"] == "ready"
    assert told["case"]["level"] == "L2"
    assert page.evaluate(FETCH, told["scene"]) == told["bytes"]
    heights = [measures["anterior"] for measures in told["told"]["kyphoplasty"]["rest"]]
    assert 0.6 * heights[0] < heights[1] < 0.75 * heights[0]
    assert page.evaluate(ASK, "?level=L2") == [told]


def test_opening_the_choices_tells_the_server_of_it(read):
    """It is asked for what is shown, and may get ready for what is not."""
    page = read().page
    with page.expect_request("**/case?*") as asked:
        page.locator(".example").click()
    assert SHOWN in asked.value.url


def bring(visitor, question):
    """Have a case made, and open the choices; returns the address of its scene once it is here."""
    page = visitor.page
    scene = page.evaluate(ASK, question)[-1]["scene"]
    with page.expect_request_finished(lambda request: request.url.endswith(scene)):
        page.locator(".example").click()
    # What was brought is read in the browser's own time.
    page.wait_for_timeout(1000)
    return scene


def choose(visitor, level, scene):
    """Choose a bone by key, so that nothing points at it first; returns what is asked for."""
    page = visitor.page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    choices = page.get_by_role("dialog", name=CONTENT.cases.title)
    choices.get_by_role("button", name=level, exact=True).press("Enter")
    visitor.until(f"view.scene === '{scene}' && view.family.level === '{level}' && !view.making")
    visitor.until("view.tier !== ''")
    return [url for url in asked if ("/case" in url and "peek" not in url) or scene in url]


def test_whoever_looks_at_the_choices_has_what_is_there_brought(visit):
    """Choosing it then asks for nothing more; what was shown before is kept, to go back to."""
    visitor = visit(viewport=DESKTOP)
    first = visitor.page.evaluate("trame.state.get('scene')")
    second = bring(visitor, "?level=L2")
    before = drawn(visitor)
    assert choose(visitor, "L2", second) == []
    assert drawn(visitor) != before
    assert choose(visitor, "L1", first) == []
    assert drawn(visitor) == before
    # And back again before the other one is let go of.
    assert choose(visitor, "L2", second) == choose(visitor, "L1", first) == []
    assert drawn(visitor) == before
    assert len([url for url in visitor.requests if first in url]) == 1


def drawn(visitor):
    """Return the model's picture once all is prepared for playing, and the scene before let go."""
    visitor.page.wait_for_function(IS_ALONE, timeout=60_000)
    return visitor.page.evaluate(DRAWN)


@pytest.mark.parametrize("told", ["{ saveData: true }", "{ type: 'cellular' }"])
def test_nothing_is_brought_over_a_dear_line(visit, told):
    """Whoever pays for it has only brought what is chosen."""
    page = visit(viewport=DESKTOP, before=lambda page: on_a_line(page, told)).page
    page.evaluate(ASK, "?level=L2")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_request("**/case?*"):
        page.locator(".example").click()
    page.get_by_role("dialog").get_by_role("button", name="L2", exact=True).hover()
    page.wait_for_timeout(2000)
    assert len(asked) == 1


def test_pointing_at_a_case_looks_once_more_whether_it_is_there(visit):
    """It may have been made for somebody else since the choices were opened."""
    page = visit(viewport=DESKTOP).page
    with page.expect_response(lambda response: "neighbour=treated" in response.url):
        page.locator(".example").click()
    scene = page.evaluate(ASK, "?level=L3")[-1]["scene"]
    level = page.get_by_role("dialog").get_by_role("button", name="L3", exact=True)
    with page.expect_request(lambda request: request.url.endswith(scene)):
        level.hover()


def test_pointing_at_what_is_shown_brings_nothing(visit):
    """It is there already."""
    visitor = visit(viewport=DESKTOP, before=lambda page: page.add_init_script(NEVER_IDLE))
    page = visitor.page
    with page.expect_response("**/case?*"):
        page.locator(".example").click()
    visitor.requests.clear()
    page.get_by_role("dialog").get_by_role("button", name="L1", exact=True).hover()
    page.wait_for_timeout(1000)
    assert visitor.requests == []
