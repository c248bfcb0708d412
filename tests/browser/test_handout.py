"""A person's questions, ticked and written, and the printable page that takes them along."""

import unicodedata
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP
from tests.browser.test_access import faults
from tests.moments import picture_of, place_of
from visualizer.content import load_content

pytestmark = pytest.mark.browser

CONTENT = {language: load_content(language) for language in ("en", "es")}
WORDS = CONTENT["en"].questions
WHY, SLEEP = "Why do I need this?", "Will I be numb or fully asleep?"
OWN = "May I <b>swim</b> after it?"
LONG = "Is it far? " * 30
PAGES = range(6, 11)
"""Sheets of paper; letters run wider or narrower from machine to machine."""
PRINTED = "window.printed = 0; window.print = () => { window.printed += 1; };"
REFUSED = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('denied', 'SecurityError'); },
});"""


def open_questions(read, language="en", **options):
    """Open the page at the questions."""
    return read(f"?lang={language}&topic=questions", **options)


def add(page, question):
    """Write a question and press Enter."""
    page.locator("#own-question").fill(question)
    page.keyboard.press("Enter")


def own_questions(page):
    """Return the questions that a person has added."""
    return page.locator(".own .wording").all_inner_texts()


def ticked(page):
    """Return what is ticked."""
    return page.locator(".question:has(:checked)").all_inner_texts()


def open_handout(visitor, address):
    """Follow the link to the printable page, which opens in a tab of its own."""
    with visitor.page.context.expect_page() as opened:
        visitor.page.locator(".questions .main").click()
    paper = opened.value
    paper.wait_for_load_state()
    assert paper.url.startswith(f"{address}handout?lang=")
    return paper


def printed(page, paper_size="A4"):
    """Print a page and read it again."""
    return PdfReader(BytesIO(page.pdf(format=paper_size)))


def squeezed(text):
    """Return text without spaces, line breaks and joined letters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_a_list_is_kept_and_printed(read, address):
    """What is ticked and written is there after a reload, and on paper, as text."""
    visitor = open_questions(read)
    page = visitor.page
    status = page.locator(".questions [role=status]")
    assert status.inner_text() == "No question on your list yet"
    page.get_by_label(WHY).check()
    assert status.inner_text() == "1 question on your list"
    page.get_by_label(SLEEP).check()
    add(page, OWN)
    assert page.locator("#own-question").input_value() == ""
    assert status.inner_text() == "3 questions on your list"
    page.reload()
    page.locator("#moment").wait_for()
    assert (ticked(page), own_questions(page)) == ([WHY, SLEEP], [OWN])
    paper = open_handout(visitor, address)
    assert paper.locator(".asked .wording").all_inner_texts() == [WHY, SLEEP, OWN]
    assert not paper.locator(".possible").is_visible()
    text = squeezed("".join(sheet.extract_text() for sheet in printed(paper).pages))
    for question in (WHY, SLEEP, OWN):
        assert squeezed(question) in text


def test_too_long_a_question_is_not_lost(read):
    """A sentence says why; the field keeps every letter; a shorter one goes through."""
    page = open_questions(read).page
    add(page, LONG)
    problem = page.get_by_text("This has 329 letters; there is room for 200.")
    assert problem.is_visible()
    field = page.get_by_label(WORDS.own, exact=True)
    assert field.input_value() == LONG
    assert field.get_attribute("aria-invalid") == "true"
    assert own_questions(page) == []
    add(page, LONG[:200])
    assert own_questions(page) == [LONG[:200].strip()]
    assert page.locator("#own-problem").inner_text() == ""


def test_there_is_room_for_twenty(read):
    """The twenty-first stays in the field, and a sentence says what to do."""
    page = open_questions(read).page
    for number in range(21):
        add(page, f"Question {number}?")
    assert len(own_questions(page)) == 20
    assert page.locator("#own-problem").inner_text() == WORDS.too_many.replace("{most}", "20")
    page.get_by_role("button", name="Remove: Question 0?", exact=True).click()
    page.get_by_role("button", name=WORDS.add, exact=True).click()
    assert own_questions(page)[0] == "Question 1?"
    assert own_questions(page)[-1] == "Question 20?"


def test_one_press_clears_it_all(read):
    """Nothing stays behind in the browser; one more press brings it back, until one leaves."""
    visitor = open_questions(read)
    page = visitor.page
    page.get_by_label(WHY).check()
    add(page, OWN)
    visitor.press(WORDS.clear)
    assert (ticked(page), own_questions(page)) == ([], [])
    assert page.evaluate("localStorage.length") == 0
    assert page.locator(".questions [role=status]").inner_text() == WORDS.cleared
    visitor.press(WORDS.undo)
    assert (ticked(page), own_questions(page)) == ([WHY], [OWN])
    visitor.press(WORDS.clear)
    page.locator("#topics .panel-head .quiet").click()
    visitor.press("Topics")
    assert not page.get_by_role("button", name=WORDS.undo).is_visible()


def test_nothing_of_it_is_sent(read, address):
    """No request and no message carries a tick or a letter of it."""
    visitor = open_questions(read)
    bodies = []
    visitor.page.context.on("request", lambda request: bodies.append(request.post_data))
    visitor.page.context.on("request", lambda request: bodies.append(request.url))
    visitor.page.get_by_label(WHY).check()
    add(visitor.page, OWN)
    open_handout(visitor, address)
    assert any(body and "/handout?lang=en" in body for body in bodies)
    wire = " ".join(map(str, bodies + visitor.sent))
    assert "swim" not in wire
    assert "t.questions" not in wire


def test_other_tabs_follow(read):
    """What is ticked in one tab is ticked in the other."""
    page = open_questions(read).page
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label(WHY).check()
    add(page, OWN)
    other.locator(".own .wording").wait_for(state="attached")
    assert other.locator("[data-question='t.questions.choice.why']").is_checked()


def test_a_list_goes_on_in_another_language(read):
    """Ticks, own questions and a half-written one stay; the words around them change."""
    page = open_questions(read).page
    page.get_by_label(WHY).check()
    add(page, OWN)
    page.locator("#own-question").fill("And when may I")
    page.evaluate("document.querySelector('[data-language=es]').click()")
    page.wait_for_function("document.documentElement.lang === 'es'")
    (why,) = ticked(page)
    assert why == "¿Por qué lo necesito?"
    assert own_questions(page) == [OWN]
    assert page.locator("#own-question").input_value() == "And when may I"
    assert page.locator(".ticked").text_content() == "2 preguntas en su lista"


def test_a_browser_that_keeps_nothing_says_so(read):
    """The list works as long as the page is open, and a sentence tells."""
    page = open_questions(read, before=lambda page: page.add_init_script(REFUSED)).page
    page.get_by_label(WHY).check()
    add(page, OWN)
    assert (ticked(page), own_questions(page)) == ([WHY], [OWN])
    assert page.get_by_text(WORDS.not_kept).is_visible()
    assert not page.get_by_text(WORDS.stays).is_visible()


def test_broken_storage_is_as_good_as_empty(read):
    """What cannot be read is passed over without an error."""
    script = "localStorage.setItem('kyphoplasty.questions.1', '{\"own\": [')"
    page = open_questions(read, before=lambda page: page.add_init_script(script)).page
    assert (ticked(page), own_questions(page)) == ([], [])


def test_without_scripts_questions_are_a_plain_list(read):
    """Every question can be read; nothing is there that would not work."""
    page = read("?lang=en", ready=False, java_script_enabled=False).page
    page.get_by_role("button", name="Topics").click()
    page.locator("#topic-questions summary").first.click()
    assert page.get_by_label(WHY).is_visible()
    assert page.locator(".questions button:visible, #own-question:visible").count() == 0
    assert page.get_by_role("link", name="Printable page").first.is_visible()


@pytest.fixture
def handout(read):
    """Open the printable page as a new visitor; nothing may complain."""

    def open_page(query="", **options):
        settings = {"viewport": DESKTOP, "awaited": "h1"} | options
        page = read(f"handout{query}", **settings).page
        page.wait_for_load_state()
        return page

    return open_page


@pytest.mark.parametrize("paper_size", ["A4", "Letter"])
@pytest.mark.parametrize("language", sorted(CONTENT))
def test_it_fits_on_a_few_sheets(handout, language, paper_size):
    """Every part is on paper, no sheet is blank, each says what it is not and has its number."""
    content = CONTENT[language]
    sheets = printed(handout(f"?lang={language}"), paper_size).pages
    assert len(sheets) in PAGES
    texts = [squeezed(sheet.extract_text()) for sheet in sheets]
    for number, text in enumerate(texts, start=1):
        assert squeezed(content.handout.footer) in text
        assert f"{number}/{len(sheets)}" in text
        assert len(text) > 200
    everything = "".join(texts)
    expected = [content.handout.title, content.page.disclaimer, content.page.reviewed]
    expected += [step.title for step in content.steps]
    expected += [item.text for group in content.call for item in group.items]
    expected += [number.number for number in content.numbers]
    assert [text for text in expected if squeezed(text) not in everything] == []


def test_pictures_are_on_the_first_sheet(handout):
    """Six pictures, each of its own step; paper stays white where the screen is dark."""
    (first, *_) = printed(handout("?lang=en", color_scheme="dark")).pages
    pictures = [image.image.convert("L") for image in first.images]
    assert [picture.size for picture in pictures] == [(600, 400)] * 6
    assert len({picture.getpixel((5, 5)) for picture in pictures}) == 6


def test_paper_is_black_on_white(handout):
    """Letters are as dark as ink, whatever the screen likes."""
    page = handout("?lang=en", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, p, li, figcaption, .cite, td, th')]"
        ".map((element) => getComputedStyle(element).color)"
    )
    assert set(colours) == {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert not page.locator(".tools").is_visible()


def test_without_a_list_every_question_has_an_empty_box(handout):
    """Who has ticked nothing can tick on paper."""
    page = handout("?lang=en")
    assert page.locator(".possible [data-question] .box").count() == 18
    assert page.locator(".is-ticked").count() == 0


def test_a_picture_that_is_not_painted_yet_comes_later(handout):
    """Its figure is away until it is there, and no broken picture is seen."""
    missing = ["the first time"]

    def late(route):
        if missing:
            missing.clear()
            route.fulfill(status=204)
        else:
            route.continue_()

    def before(page):
        page.clock.install()
        page.route(f"**/{picture_of('trocars')}.webp", late)

    page = handout("?lang=en", before=before)
    figures = page.locator("figure")
    page.wait_for_function("document.querySelectorAll('figure[hidden]').length === 1")
    assert figures.count() == 6
    page.clock.fast_forward(5000)
    page.wait_for_function("!document.querySelector('figure[hidden]')")


def test_print_prints(handout):
    """The button opens the browser's own dialog."""
    page = handout("?lang=en", before=lambda page: page.add_init_script("print = () => done = 1"))
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("done") == 1


def test_a_narrow_screen_needs_no_scrolling_sideways(handout):
    """On a phone everything is as wide as the screen."""
    page = handout("?lang=es")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_it(handout, scheme):
    """No rule of axe-core is broken, on a light screen or a dark one."""
    assert faults(handout("?lang=es", color_scheme=scheme)) == []


def test_from_first_page_to_printed_questions_by_keys(read):
    """Only the keyboard: to the last step, to the questions, a tick, an own one, and to print."""
    page = read(before=lambda page: page.add_init_script(PRINTED)).page
    press = page.keyboard.press

    def tab_to(wanted, shift=""):
        for _ in range(60):
            press(f"{shift}Tab")
            if page.evaluate(f"document.activeElement.matches({wanted!r})"):
                return
        pytest.fail(f"Tab does not reach {wanted}.")

    tab_to("#moment")
    press("End")
    assert page.locator(".words h2").inner_text() == CONTENT["en"].steps[-1].title
    tab_to(".top [popovertarget=topics]", shift="Shift+")
    press("Enter")
    tab_to("#topic-questions > summary")
    press("Enter")
    tab_to("[data-question]")
    press("Space")
    tab_to("#own-question")
    page.keyboard.type("May I swim?")
    press("Enter")
    tab_to(".questions .main")
    with page.context.expect_page() as opened:
        press("Enter")
    paper = opened.value
    paper.wait_for_load_state()
    assert paper.locator(".asked .wording").all_inner_texts() == [WHY, "May I swim?"]
    paper.evaluate(f"() => {{ {PRINTED} }}")
    for _ in range(5):
        paper.keyboard.press("Tab")
        if paper.evaluate("document.activeElement.matches('button')"):
            break
    paper.keyboard.press("Enter")
    assert paper.evaluate("window.printed") == 1


def test_a_step_prints_on_one_page(see):
    """The page itself prints as well: the step with its picture, and no controls."""
    page = see("?at=inflation").page
    (sheet,) = printed(page).pages
    text = squeezed(sheet.extract_text())
    step = CONTENT["en"].steps[place_of("inflation")]
    for expected in (step.title, CONTENT["en"].page.disclaimer, *(one.text for one in step.words)):
        assert squeezed(expected) in text
    assert squeezed(CONTENT["en"].page.call) not in text
    assert max(image.image.size for image in sheet.images) > (300, 200)
