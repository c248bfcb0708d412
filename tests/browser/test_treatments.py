"""What is done about the fracture: each treatment has steps, words and pictures of its own."""

import pytest

from scenes.story.case import Case
from scenes.story.picture_names import picture_names
from scenes.story.script import SCRIPTS
from tests.browser.conftest import DESKTOP, PHONE, save_data
from tests.browser.test_access import CUT, SMALL_TARGETS, faults
from tests.browser.test_agreement import SILHOUETTES, SIZE
from tests.browser.test_example import choose, open_panel
from tests.moments import place_of
from visualizer.content import load_contents
from visualizer.content.variants import varied

pytestmark = pytest.mark.browser

CONTENTS = load_contents()
WORDS = CONTENTS["en"].cases
SETTLED = """async () => {
  for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
}"""


def titles(treatment, language="en"):
    """Return the titles of the steps of a treatment."""
    content = varied(CONTENTS[language], Case(treatment=treatment))
    return [step.title for step in content.steps]


@pytest.mark.parametrize("treatment", SCRIPTS)
def test_every_step_has_words_and_a_picture_of_its_own(read, treatment):
    """The slider goes from the first to the last step of the treatment."""
    visitor = read(f"?treatment={treatment}")
    steps, names = titles(treatment), picture_names(treatment)
    assert visitor.slider.get_attribute("max") == str(len(steps) - 1)
    for number, (title, name) in enumerate(zip(steps, names, strict=True)):
        visitor.move(number)
        visitor.until(f"view.step === {number}")
        assert visitor.title == title
        assert f"{number + 1} of {len(steps)}" in visitor.page.locator(".words .count").inner_text()
        assert visitor.page.evaluate("trame.state.state.stills")[number].endswith(f"/{name}.webp")


def test_a_treatment_is_chosen_where_one_stands(read):
    """What both tell stays; what one leaves out leads to the step before it, the end to the end."""
    visitor = read("?at=cement")
    page = visitor.page
    panel = open_panel(page)
    for care, treatment, key in (
        (WORDS.care_vertebroplasty, "vertebroplasty", "injection"),
        (WORDS.care_time, "time", "healing"),
        (WORDS.care_kyphoplasty, "kyphoplasty", "ready"),
    ):
        step = place_of(key, SCRIPTS[treatment].steps)
        choose(panel, WORDS.treatment, care)
        visitor.until(f"view.treatment === '{treatment}' && view.step === {step}")
        assert visitor.title == titles(treatment)[step]
        assert panel.get_by_role("group", name=WORDS.needles).is_visible() == (treatment != "time")
    visitor.move(0)
    visitor.until("view.step === 0")
    choose(panel, WORDS.treatment, WORDS.care_time)
    page.wait_for_url("**/?case=1&treatment=time")
    choose(panel, WORDS.treatment, WORDS.care_kyphoplasty)
    visitor.move(place_of("result"))
    visitor.until(f"view.step === {place_of('result')}")
    choose(panel, WORDS.treatment, WORDS.care_time)
    healed = place_of("healed", SCRIPTS["time"].steps)
    visitor.until(f"view.step === {healed}")
    page.wait_for_url("**/?at=healed&case=1&treatment=time")
    assert "time and medicine" in page.locator(".example").inner_text()
    assert "time and medicine" in page.locator("#case-now").text_content()
    page.locator("a[data-language=es]").click()
    page.get_by_text(titles("time", "es")[healed], exact=True).first.wait_for()
    assert visitor.time == healed


def test_back_again_everything_is_as_it_was(see):
    """At the same moment of the procedure nothing of the other treatment is left."""
    page = see("?at=result", reduced_motion="reduce").page
    before = page.evaluate(SILHOUETTES, [[place_of("result")], *SIZE])
    panel = open_panel(page)
    for treatment in ("vertebroplasty", "kyphoplasty"):
        care, end = getattr(WORDS, f"care_{treatment}"), SCRIPTS[treatment].duration
        choose(panel, WORDS.treatment, care)
        page.wait_for_function(f"trame.state.state.time === {end}")
        page.evaluate(SETTLED)
        now = page.evaluate(SILHOUETTES, [[end], *SIZE])
        assert (now == before) == (treatment == "kyphoplasty")


def test_a_link_opens_a_treatment(read):
    """Before any script has run it says and shows what the link asks for."""
    visitor = read("?treatment=time&at=healed", java_script_enabled=False, ready=False)
    page = visitor.page
    assert page.locator("#shell h2").first.text_content() == titles("time")[-1]
    assert "time and medicine" in page.locator(".example").inner_text()
    shown = page.locator(".unscripted article h2").all_inner_texts()
    assert shown == titles("time")


def test_a_link_beyond_the_last_step_is_explained(read):
    """The sentence names how many steps this treatment has."""
    visitor = read("?treatment=time&step=5")
    assert visitor.page.get_by_text("4").first.is_visible()
    assert "1 to 4" in visitor.page.get_by_role("alert").first.inner_text()
    assert visitor.time == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "link", ["?treatment=time&at=healing", "?treatment=vertebroplasty&at=injection"]
)
def test_every_treatment_is_for_everyone(read, link, size):
    """No rule broken, nothing small or cut, with the panel and without."""
    visitor = read(link, viewport=size)
    page = visitor.page
    found = [*faults(page), *page.evaluate(SMALL_TARGETS), *page.evaluate(CUT)]
    open_panel(page)
    found += [*faults(page), *page.evaluate(SMALL_TARGETS), *page.evaluate(CUT)]
    assert found == []


def test_the_picture_follows_at_once(visit):
    """Cement alone lifts less than a balloon; nothing is asked of the server."""
    visitor = visit("?at=result", before=save_data)
    page = visitor.page
    visitor.until("view.measures.anterior > 0")
    heights = {"kyphoplasty": page.evaluate("trame.state.state.measures.anterior")}
    panel = open_panel(page)
    visitor.requests.clear()
    for treatment in ("vertebroplasty", "time"):
        choose(panel, WORDS.treatment, getattr(WORDS, f"care_{treatment}"))
        visitor.until(f"view.treatment === '{treatment}'")
        page.wait_for_function(
            f"trame.state.state.measures.anterior < {min(heights.values()) - 0.3}"
        )
        heights[treatment] = page.evaluate("trame.state.state.measures.anterior")
    assert visitor.requests == []
    assert panel.get_by_label(WORDS.regained).count() == 0
    choose(panel, WORDS.treatment, WORDS.care_vertebroplasty)
    slider = panel.get_by_label(WORDS.regained)
    assert slider.get_attribute("max") == "45"
    slider.fill("45")
    page.wait_for_function(f"trame.state.state.measures.anterior > {heights['vertebroplasty']} + 1")
    page.wait_for_url("**/?at=outcome&case=1&treatment=vertebroplasty&regained=45")
