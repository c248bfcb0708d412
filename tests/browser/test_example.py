"""Choosing which fracture is shown, and the links to it, in the browser."""

from io import BytesIO
from itertools import count

import pytest
from PIL import Image
from playwright.sync_api import expect

from scenes.story.picture_names import picture_names
from scenes.story.script import SCRIPTS
from scenes.story.timeline import time_of
from tests.browser.conftest import DESKTOP, PHONE, save_data
from tests.browser.test_access import CUT, SMALL_TARGETS, faults
from tests.moments import picture_of, place_of
from visualizer.content import load_contents

pytestmark = pytest.mark.browser

CONTENTS = load_contents()
WORDS = CONTENTS["en"].cases
NARROW = {"width": 320, "height": 640}
QUESTION = "**/case?*"


QUESTIONS = 3
"""How often the page asks while one stage lasts: no answer here waits for the next."""


class MadeUpCases:
    """Answers the page's questions for other cases: each is there after some stages."""

    def __init__(self, page, after=2):
        self.asked = []
        self.after = after
        self.questions = count()
        page.route(QUESTION, self._answer)
        page.route("**/stills/made-up/*", self._still)

    def _answer(self, route):
        question = route.request.url.partition("?")[2]
        self.asked.append(question)
        number = 1 + next(self.questions) // QUESTIONS
        if number <= self.after:
            share = number / (self.after + 1)
            answer = {"state": "baking", "share": share, "message": f"Stage {number}", "ahead": 0}
        else:
            answer = self.ready
        route.fulfill(json=answer)

    def _still(self, route):
        picture = BytesIO()
        Image.new("RGB", (4, 4), "grey").save(picture, "WEBP")
        route.fulfill(body=picture.getvalue(), content_type="image/webp")

    ready = {  # noqa: RUF012
        "state": "ready",
        "key": "made-up",
        "scene": "/scene/made-up.glb",
        "companions": [],
        "bytes": 3000,
        "treatments": {
            treatment: {
                "stills": [f"/stills/made-up/{name}.webp" for name in picture_names(treatment)],
                "xrays": {
                    view: [
                        f"/stills/made-up/{view}_{name}.webp" for name in picture_names(treatment)
                    ]
                    for view in ("lateral", "ap")
                },
                "rest": [
                    {
                        "anterior": 25.0,
                        "middle": 24.0 - 9 * (step.time >= time_of("fracture")),
                        "posterior": 26.0,
                        "kyphosis": 0.0,
                        "healthy_anterior": 25.0,
                        "healthy_middle": 24.0,
                        "healthy_posterior": 26.0,
                        "healthy_kyphosis": 0.0,
                    }
                    for step in SCRIPTS[treatment].steps
                ],
            }
            for treatment in SCRIPTS
        },
        "bones": {kind: f"/stills/made-up/{kind}.webp" for kind in ("healthy", "weak")},
        "cement": {
            "losses": [0.2, 0.42],
            "fillings": [0.0, 0.5, 1.0],
            "millilitres": [[3.9, 5.4, 6.6], [3.2, 5.0, 6.6]],
        },
    }


def open_panel(page):
    """Press the line under the title."""
    page.locator(".example").click()
    return page.get_by_role("dialog", name=WORDS.title)


def choose(panel, group, name):
    """Press a button of one of the panel's groups: what is chosen can also be compared with."""
    panel.get_by_role("group", name=group, exact=True).get_by_role("button", name=name).click()


def sees(page, text):
    """Wait for a text on the page."""
    page.get_by_text(text, exact=True).first.wait_for(timeout=20_000)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_another_case_takes_the_place_of_the_first(read, size):
    """Progress is told, the old case can be used, then everything speaks of the new one."""
    visitor = read("?at=fracture", viewport=size)
    page = visitor.page
    made = MadeUpCases(page, after=6)
    panel = open_panel(page)
    panel.get_by_role("button", name="L2").click()
    panel.get_by_role("progressbar").wait_for()
    sees(page, f"{WORDS.making}: Stage 2")
    assert "L1" in page.locator(".example").inner_text()
    panel.get_by_role("button", name=WORDS.kind_biconcave).click()
    choose(panel, WORDS.needles, WORDS.needles_1)
    page.keyboard.press("Escape")
    page.locator(".picture").get_by_role("progressbar").wait_for()
    cannulas = place_of("cannulas")
    visitor.move(cannulas)
    visitor.until(f"view.step === {cannulas}")
    assert visitor.title == CONTENTS["en"].steps[cannulas].title
    visitor.until("view.wish === null")
    assert made.asked[-1] == "case=1&level=L2&shape=biconcave&needles=1&lang=en"
    assert "Example: L2, low in the middle, one needle" in page.locator(".example").inner_text()
    assert visitor.time == cannulas
    assert visitor.title == CONTENTS["en"].variants["unipedicular"]["cannulas"].title
    page.wait_for_url("**/?at=cannulas&case=1&level=L2&shape=biconcave&needles=1")
    still = visitor.page.evaluate(f"trame.state.state.stills[{cannulas}]")
    assert still == f"/stills/made-up/{picture_of('cannulas')}.webp"
    visitor.move(place_of("fracture"))
    sees(page, CONTENTS["en"].heights.middle)
    assert "24 → to 15 mm" in " ".join(page.locator(".measures").inner_text().split())
    assert visitor.title == CONTENTS["en"].steps[place_of("fracture")].title
    assert "hollow" in page.locator(".step").inner_text()
    assert "L2" in page.locator("#case-now").text_content()
    page.locator("a[data-language=es]").click()
    sees(page, "Ejemplo: L2, bajo en el medio, una aguja")
    assert "hueco" in page.locator(".step").inner_text()


def test_a_newer_choice_replaces_the_older_one(read):
    """What is made is never shown when something else is wanted; the usual one needs no wait."""
    visitor = read()
    page = visitor.page
    made = MadeUpCases(page, after=1000)
    panel = open_panel(page)
    panel.get_by_role("button", name="L3").click()
    sees(page, f"{WORDS.making}: Stage 1")
    with page.expect_request("**/case?*level=T12*"):
        panel.get_by_role("button", name="T12").click()
    asked = len(made.asked)
    for _ in range(3):
        page.wait_for_event("request", lambda request: "/case?" in request.url)
    assert all("level=T12" in question for question in made.asked[asked:])
    panel.get_by_role("button", name=WORDS.reset).click()
    visitor.until("view.wish === null && view.making === null")
    assert panel.get_by_role("button", name="L1").get_attribute("aria-pressed") == "true"


def test_a_choice_can_be_taken_back(read):
    """Cancelling keeps the case that is shown."""
    visitor = read()
    page = visitor.page
    MadeUpCases(page, after=1000)
    panel = open_panel(page)
    panel.get_by_role("button", name=WORDS.kind_crush).click()
    panel.get_by_role("button", name=WORDS.cancel).click()
    visitor.until("view.wish === null && view.making === null")
    pressed = panel.get_by_role("button", name=WORDS.kind_wedge)
    assert pressed.get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"json": {"state": "busy", "sentence": "Many are made."}}, "Many are made."),
        ({"json": {"state": "failed", "sentence": "Not made."}}, "Not made."),
        ({"json": {"state": "refused", "sentence": "Cannot show."}}, "Cannot show."),
        ({"body": "Pages of other sites"}, WORDS.unreachable),
    ],
    ids=["busy", "failed", "refused", "garbled"],
)
def test_what_cannot_be_had_is_explained(read, answer, sentence):
    """One sentence, and the old case stays; a second try may work."""
    visitor = read()
    page = visitor.page
    page.route(QUESTION, lambda route: route.fulfill(**answer))
    panel = open_panel(page)
    panel.get_by_role("button", name="L2").click()
    alert = panel.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == sentence
    visitor.until("view.family.level === 'L1' && view.wish === null")
    page.unroute(QUESTION)
    MadeUpCases(page, after=0)
    panel.get_by_role("button", name=WORDS.again).click()
    visitor.until("view.family.level === 'L2'")


def test_without_a_server_the_page_says_so(read):
    """A lost server is one sentence; the walkthrough goes on."""
    visitor = read()
    page = visitor.page
    panel = open_panel(page)
    page.route(QUESTION, lambda route: route.abort())
    panel.get_by_role("button", name="L2").click()
    sees(page, WORDS.unreachable)
    visitor.complaints.clear()
    page.keyboard.press("Escape")
    visitor.move(place_of("trocars"))
    visitor.until(f"view.step === {place_of('trocars')}")


@pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
def test_the_panel_is_for_everyone(read, size):
    """While a model is made and when it cannot be had: no rule broken, nothing small or cut."""
    visitor = read(viewport=size)
    page = visitor.page
    made = MadeUpCases(page, after=1000)
    panel = open_panel(page)
    panel.get_by_text(CONTENTS["en"].share.code, exact=True).click()
    panel.get_by_role("button", name="L3").click()
    panel.get_by_role("progressbar").wait_for()
    found = [*faults(page), *page.evaluate(SMALL_TARGETS), *page.evaluate(CUT)]
    made.after, made.ready = 0, {"state": "failed", "sentence": "Not made."}
    panel.get_by_role("alert").wait_for()
    found += [*faults(page), *page.evaluate(SMALL_TARGETS), *page.evaluate(CUT)]
    page.keyboard.press("Escape")
    page.locator(".picture").get_by_text("Not made.").wait_for()
    found += [*faults(page), *page.evaluate(SMALL_TARGETS), *page.evaluate(CUT)]
    assert found == []


def test_the_panel_can_be_used_with_the_keyboard_alone(read):
    """The line opens it, Tab and Space choose in it, Escape leads back to the line."""
    visitor = read()
    page = visitor.page
    MadeUpCases(page, after=1000)
    page.locator(".example").focus()
    page.keyboard.press("Enter")
    heard = page.get_by_role("dialog", name=WORDS.title).aria_snapshot()
    for name in (WORDS.bone, WORDS.kind, WORDS.needles):
        assert f'group "{name}"' in heard
    assert 'button "L1" [pressed]' in heard
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    visitor.until("view.wish && view.wish.level === 'L2'")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('example')")


def test_still_pictures_cannot_show_the_numbers(read):
    """The panel says so, and its sliders cannot be moved."""
    panel = open_panel(read().page)
    assert panel.get_by_text(WORDS.stills).is_visible()
    for name in ("loss", "regained", "cement"):
        assert panel.locator(f"#case-{name}").is_disabled()


def test_numbers_change_at_once_and_name_their_grade(visit):
    """The sliders ask the server for nothing; the address follows."""
    visitor = visit(before=save_data)
    page = visitor.page
    panel = open_panel(page)
    visitor.requests.clear()
    slider = panel.get_by_label(WORDS.loss)
    for value, grade in ((15, 0), (24, 1), (30, 2), (41, 2)):
        slider.fill(str(value))
        assert f"{value} %" in slider.get_attribute("aria-valuetext")
        expect(panel.locator("#loss-grade")).to_have_text(getattr(WORDS, f"grade_{grade}"))
    panel.get_by_label(WORDS.regained).fill("90")
    page.wait_for_url("**/?case=1&loss=41&regained=90")
    visitor.until("view.numbers.height_loss === 0.41 && view.numbers.height_regained === 0.9")
    panel.get_by_role("button", name=WORDS.reset).click()
    visitor.until("view.numbers === null")
    page.wait_for_function("location.search === ''")
    assert visitor.requests == []


def test_cement_is_chosen_as_a_share_with_millilitres_for_clinicians(visit):
    """It changes at once, reads like no dose, and goes with a needle that there is."""
    visitor = visit("?at=cement", before=save_data)
    page = visitor.page
    panel = open_panel(page)
    visitor.requests.clear()
    slider = panel.get_by_label(WORDS.cement)
    least, most = (int(slider.get_attribute(end)) for end in ("min", "max"))
    assert 30 < least < 45 < int(slider.input_value()) < 60 < most < 70
    assert slider.get_attribute("aria-valuetext") == "50 %"
    slider.fill("49")
    visitor.until("view.numbers.cement > 0 && view.numbers.cement < 0.5")
    assert 30 < int(slider.get_attribute("aria-valuetext").removesuffix(" %")) < 50
    panel.get_by_text(WORDS.millilitres.format(value="4.9")).wait_for()
    seen, alone = (
        page.locator("canvas").first,
        CONTENTS["en"].variants["just_full"]["cement"].picture,
    )
    assert seen.get_attribute("aria-label") == CONTENTS["en"].steps[place_of("cement")].picture
    slider.fill(str(least))
    visitor.until("view.numbers.cement === 0")
    assert seen.get_attribute("aria-label") == alone
    slider.fill(str(most))
    page.wait_for_url("**/?at=cement&case=1&cement=100")
    assert seen.get_attribute("aria-label") == CONTENTS["en"].steps[place_of("cement")].picture
    choose(panel, WORDS.treatment, WORDS.care_vertebroplasty)
    visitor.until("view.treatment === 'vertebroplasty' && view.numbers.cement === 1")
    choose(panel, WORDS.treatment, WORDS.care_time)
    visitor.until("view.treatment === 'time'")
    assert panel.get_by_label(WORDS.cement).count() == 0
    panel.get_by_role("button", name=WORDS.reset).click()
    visitor.until("view.numbers === null")
    assert visitor.requests == []


def test_a_link_shows_elsewhere_what_was_seen(read, address):
    """Moment, case, view, layers and labels come back from the address."""
    link = (
        "?lang=es&at=ready-0.50&case=1&level=L3&shape=crush&loss=42&cement=20"
        "&view=behind&bones=ghost&xray=large&labels=off&show=skin&hide=discs"
    )
    visitor = read(link, before=lambda page: MadeUpCases(page, after=1))
    page = visitor.page
    visitor.until("view.family.level === 'L3' && view.family.shape === 'crush'")
    seen = page.evaluate(
        "(({view, opening, xray, labelled, layers, numbers, time}) =>"
        " [view, opening, xray, labelled, layers, numbers, time])(trame.state.state)"
    )
    assert seen == [
        "behind",
        "ghost",
        "large",
        False,
        {"skin": True, "discs": False},
        {"height_loss": 0.42, "height_regained": 0.45, "cement": 0.2},
        time_of("ready", -0.5),
    ]
    page.wait_for_function("() => trame.state.state.address !== ''")
    assert page.url == page.evaluate("trame.state.state.address") == address + link
    assert not page.locator(".notice.link").count()


def test_broken_parts_of_a_link_are_named(read):
    """Each wrong part has a sentence; the others hold."""
    page = read("?step=3&level=L9&loss=80&cement=4.9&view=moon&bones=opened").page
    notice = page.locator(".notice.link").inner_text()
    for wrong in ("“L9”", "“80”", "“4.9”", "“moon”"):
        assert wrong in notice
    assert page.evaluate("trame.state.state.opening") == "opened"
    page.wait_for_function("location.search === '?at=ready&bones=opened'")


def test_the_link_can_be_copied(read, address):
    """The button copies what the address is; where it may not, the text is marked."""
    visitor = read("?at=ready")
    page = visitor.page
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}})"
    )
    panel = open_panel(page)
    words = CONTENTS["en"].share
    panel.get_by_role("button", name=words.copy).click()
    sees(page, words.copied)
    assert page.evaluate("window.copied") == f"{address}?at=ready"
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    panel.get_by_role("button", name=words.copy).click()
    sees(page, words.not_copied)
    marked = "document.activeElement.value.slice(0, document.activeElement.selectionEnd)"
    assert page.evaluate(marked) == f"{address}?at=ready"
    panel.get_by_text(words.code, exact=True).click()
    assert panel.get_by_role("img", name=words.code_picture).is_visible()
