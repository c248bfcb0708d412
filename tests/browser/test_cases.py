"""A case that nobody has asked for: baked while the page asks, and then served like the first."""

import pytest

from tests.browser.conftest import DESKTOP
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
FETCH = "async (url) => (await (await fetch(url)).arrayBuffer()).byteLength"


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


def test_pointing_at_a_case_that_is_there_brings_it(visit):
    """Whoever then chooses it asks for nothing more."""
    visitor = visit(viewport=DESKTOP)
    page = visitor.page
    scene = page.evaluate(ASK, "?level=L2")[-1]["scene"]
    page.locator(".example").click()
    choices = page.get_by_role("dialog", name=CONTENT.cases.title)
    level = choices.get_by_role("button", name="L2")
    with page.expect_request_finished(lambda request: request.url.endswith(scene)):
        level.hover()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    level.click()
    visitor.until(f"view.scene === '{scene}' && view.family.level === 'L2' && !view.making")
    visitor.until("view.tier !== ''")
    assert [url for url in asked if "/case" in url or "/scene" in url] == []
