"""For everyone: screen readers, keyboards, narrow windows, large targets."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from scenes.story.steps import STEPS
from tests.alone import said_alone
from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of
from visualizer.content import load_contents

pytestmark = pytest.mark.browser

CONTENTS = {language: said_alone(language) for language in load_contents()}
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PANELS = ("call", "topics", "help", "about", "choices", "fracture")

SMALL_TARGETS = """() => {
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 1 && !element.matches(".skip");
  // A label on the picture can be pressed a little beside what is seen of it.
  const reach = (element) => {
    const { position, width, height } = getComputedStyle(element, "::after");
    return position === "absolute" ? [parseFloat(width), parseFloat(height)] : [0, 0];
  };
  return [...document.querySelectorAll("button, a, select, summary, input, [tabindex='0']")]
    .filter(isShown)
    .map((element) => element.matches("[type=checkbox]") ? element.closest("label") : element)
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const [wide, high] = reach(element);
      return Math.max(width, wide) < 43.5 || Math.max(height, high) < 43.5;
    })
    .map((element) => element.outerHTML.slice(0, 120));
}"""

CUT = """() => {
  const isCut = (element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (right > innerWidth + 1 || left < -1);
  };
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.checkVisibility() && isCut(element))
    .filter((element) => !element.closest(".spoken, .viewer, .skip, .name"))
    .map((element) => element.outerHTML.slice(0, 120));
}"""

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, 60) / 2];
  const there = document.elementFromPoint(x, y);
  const style = getComputedStyle(element);
  return {
    name: element.outerHTML.slice(0, 100),
    seen: !!there && (element.contains(there) || there.contains(element)
      || !!there.closest("label")?.contains(element)),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    panel: element.closest("dialog")?.id ?? "",
  };
}"""


@pytest.fixture(params=["en", "es"])
def content(request):
    """Take each language in turn."""
    return CONTENTS[request.param]


def arrive(visit, content, size):
    """Open the page in a language, with a picture that does not tax the machine."""
    visitor = visit(f"?lang={content.language}", viewport=size)
    visitor.page.evaluate("document.querySelector('.viewer').viewer.holdTier('coarse')")
    return visitor


RUN_AXE = """async ([place, options]) => {
  await new Promise(requestAnimationFrame);
  for (const animation of document.getAnimations())
    if (animation.effect.getComputedTiming().endTime < Infinity) animation.finish();
  return (await axe.run(place ?? document, options)).violations;
}"""


def faults(page, place=None):
    """Return what axe-core objects to, in a place or everywhere, with every change at its end."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE, [place, RULES])
    return [(fault["id"], fault["nodes"][0]["failureSummary"][:300]) for fault in found]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(visit, content, size):
    """No step, panel, topic or card breaks a rule, in either language."""
    visitor = arrive(visit, content, size)
    page = visitor.page
    found = {"everything": faults(page)}
    for step in STEPS:
        visitor.move(step.time)
        visitor.until(f"view.step === {step.time:g}")
        found[step.key] = faults(page, ".page")
    for panel in PANELS:
        page.evaluate(f"document.getElementById('{panel}').showPopover()")
        found[panel] = faults(page, f"#{panel}")
        if panel == "topics":
            for topic in content.topics:
                page.evaluate(f"document.getElementById('topic-{topic.key}').open = true")
            found["all topics"] = faults(page, f"#{panel}")
        page.keyboard.press("Escape")
    page.evaluate(f"trame.state.update({{time: {place_of('inflation')}, selected: 'balloon'}})")
    page.locator(".card h2").wait_for()
    found["card"] = faults(page)
    page.evaluate("trame.state.update({selected: '', xray: 'large'})")
    found["large X-ray"] = faults(page)
    assert {place: fault for place, fault in found.items() if fault} == {}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_targets_are_large(visit, content, size):
    """Whatever can be pressed is at least 44 pixels wide and high."""
    visitor = arrive(visit, content, size)
    page = visitor.page
    small = {}
    for key in ("person", "healthy", "fracture", "inflation", "result"):
        visitor.move(place_of(key))
        visitor.until(f"view.step === {place_of(key)}")
        small[key] = page.evaluate(SMALL_TARGETS)
    for panel in PANELS:
        page.evaluate(f"document.getElementById('{panel}').showPopover()")
        small[panel] = page.evaluate(SMALL_TARGETS)
        page.keyboard.press("Escape")
    assert {place: found for place, found in small.items() if found} == {}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_keyboard_reaches_everything_in_sight(visit, size):
    """Tab goes round the whole page; what has the focus is in sight and ringed."""
    visitor = arrive(visit, CONTENTS["en"], size)
    page = visitor.page
    visitor.move(place_of("inflation"))
    visitor.until(f"view.step === {place_of('inflation')}")
    page.evaluate("document.activeElement.blur()")
    reached, hidden = [], []
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or focus["name"] in reached[:1]:
            break
        reached.append(focus["name"])
        if not (focus["seen"] and focus["ring"]):
            hidden.append(focus)
    assert 'class="skip"' in reached[0]
    assert any("<canvas" in name for name in reached)
    assert any(CONTENTS["en"].page.slider in name for name in reached)
    assert len(reached) > 20
    assert hidden == []


def test_the_skip_link_leads_to_the_words(read):
    """The first Tab and Enter lead past the head and the picture."""
    visitor = read(viewport=DESKTOP)
    page = visitor.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "words"
    assert "#" not in page.url


@pytest.mark.parametrize(
    "size",
    [{"width": 320, "height": 640}, {"width": 640, "height": 400}, {"width": 320, "height": 256}],
    ids=["narrow", "zoom 200 %", "zoom 400 %"],
)
def test_nothing_is_cut_off(visit, content, size):
    """In a narrow window, and zoomed in, the page is one column and scrolls one way."""
    visitor = arrive(visit, content, size)
    page = visitor.page
    for step in STEPS:
        visitor.move(step.time)
        visitor.until(f"view.step === {step.time:g}")
        assert page.evaluate(CUT) == [], step.key
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_screen_reader_hears_each_step(read, content):
    """Heading, sentences, slider and live region say the step; the picture is described."""
    visitor = read(f"?lang={content.language}", viewport=DESKTOP)
    page = visitor.page
    for number, words in enumerate(content.steps):
        visitor.move(number)
        visitor.until(f"view.step === {number}")
        heard = page.locator(".page").aria_snapshot()
        count = content.page.step_of.format(number=number + 1, count=len(content.steps))
        assert f'heading "{words.title}" [level=2]' in heard
        assert f'slider "{content.page.slider}"' in heard
        assert page.locator("#moment").get_attribute("aria-valuetext") == words.title
        spoken = page.locator("p.spoken[role=status]").text_content().strip()
        assert spoken == f"{count}: {words.title}. {words.picture}"
        for sentence in words.words:
            assert sentence.text in page.locator(".step").inner_text().replace("\n", " ")


def test_a_screen_reader_can_read_every_topic(read, content):
    """Each topic unfolds by itself, with its headings and every sentence, and folds again."""
    visitor = read(f"?lang={content.language}", viewport=DESKTOP)
    page = visitor.page
    page.locator(".top [popovertarget=topics]").click()
    for topic in content.topics:
        fold = page.locator(f"#topic-{topic.key}")
        fold.locator("> summary").click()
        heard, shown = fold.aria_snapshot(), fold.inner_text().replace("\n", " ")
        assert page.locator("details.topic[open]").count() == 1, topic.key
        assert topic.lead in shown
        for section in topic.sections:
            if not section.group:
                assert f'heading "{section.title}" [level=3]' in heard
            for sentence in section.items:
                assert sentence.text in shown
        fold.locator("> summary").click()


def test_a_screen_reader_can_read_every_panel(read, content):
    """Each panel is a named dialog with a heading, its own words, and a way out."""
    page = read(f"?lang={content.language}", viewport=DESKTOP).page
    expected = {
        "call": [item.text for group in content.call for item in group.items],
        "help": [entry.does for entry in content.keys],
        "about": [content.page.about_model, content.page.about_advice, content.page.about_data],
        "topics": [topic.title for topic in content.topics],
    }
    for panel, texts in expected.items():
        page.locator(f".top [popovertarget={panel}]").click()
        title = getattr(content.page, panel)
        heard = page.locator("body").aria_snapshot()
        assert f'dialog "{title}"' in heard
        assert f'heading "{title}" [level=2]' in heard
        shown = page.locator(f"#{panel}").inner_text().replace("\n", " ")
        assert [text for text in texts if text not in shown] == []
        page.get_by_role("dialog").get_by_role("button", name=content.page.close).click()
        assert not page.locator(f"#{panel}").is_visible()


def test_urgent_signs_are_one_press_away(read, content):
    """From the page, from any panel over it, and from the printable page; Escape leads back."""
    page = read(f"?lang={content.language}", viewport=PHONE).page
    for panel in ("topics", "help", "about"):
        page.evaluate(f"document.getElementById('{panel}').showPopover()")
        page.locator(f"#{panel} [popovertarget=call]").click()
        assert page.locator("#call .call-emergency h3").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#call").is_visible()
        assert page.locator(f"#{panel}").is_visible()
        page.keyboard.press("Escape")
    page.locator(".top [popovertarget=call]").click()
    assert page.locator("#call").is_visible()
    page.goto(page.url.replace("/?", "/handout?"))
    page.get_by_role("link", name=content.page.call, exact=True).click()
    assert page.get_by_text(content.call[0].title).first.is_visible()
