"""A step is read aloud, word by word, and text is as large as a person wants it."""

from pathlib import Path

import pytest

from scenes.story.steps import STEPS
from tests.browser.conftest import DESKTOP, PHONE
from tests.moments import place_of
from visualizer.content import load_content

pytestmark = pytest.mark.browser

WORDS = load_content().reading_bar
VOICE = Path(__file__).with_name("voice.js")
SMALLEST = {"width": 320, "height": 640}
LONGEST = 220
"""Letters that even a slow voice says in less than the 15 seconds that Chrome grants it."""
SHOWN = """() => {
  const hidden = '.cite, details, button, svg, [aria-hidden=true], [role=img]';
  const step = document.querySelector('.words .step').cloneNode(true);
  for (const element of step.querySelectorAll(hidden)) element.remove();
  return step.textContent.replace(/\\s/g, '');
}"""
SAY_ALL = "() => { while (speechSynthesis.now) speechSynthesis.finish(); }"
SAY_EACH_WORD = """() => [...speechSynthesis.now.text.matchAll(/\\S+/g)].map((found) => {
  const marked = () => [...CSS.highlights.get('spoken-word') ?? []].map(String).join('');
  const [word] = found;
  speechSynthesis.word(found.index, word.length);
  const long = marked();
  speechSynthesis.word(found.index);
  return [word, long, marked()];
})"""
MARKED = """(name) => [...CSS.highlights.get(name) ?? []].map(String).join('')"""
OVERFLOWING = """() => [...document.querySelectorAll('body *')]
  .filter((element) => !element.closest('.spoken, .language, .labels, svg'))
  .filter((element) => element.checkVisibility())
  .filter((element) => {
    const {left, right} = element.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1;
  })
  .map((element) => element.outerHTML.slice(0, 80))"""


class Listener:
    """A visitor whose browser has voices, and what was said."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def press(self, name):
        """Press a button of the row."""
        self.page.locator(".reading").get_by_role("button", name=name, exact=True).click()

    @property
    def said(self):
        """Every sentence that the voice was given."""
        return self.page.evaluate("speechSynthesis.said.map(({text}) => text)")

    @property
    def saying(self):
        """The sentence that the voice is at, or None."""
        return self.page.evaluate("speechSynthesis.now?.text ?? null")

    def voice(self, action):
        """Let the voice do something."""
        self.page.evaluate(f"speechSynthesis.{action}")

    def marked(self, name="spoken-word"):
        """Return what is highlighted."""
        return self.page.evaluate(MARKED, name)


@pytest.fixture
def listen(read, visit):
    """Open the page in a browser with voices for English and Spanish."""

    def open_page(link="?at=ready", drawn=False, **options):
        opened = visit if drawn else read
        return Listener(
            opened(link, before=lambda page: page.add_init_script(path=VOICE), **options)
        )

    return open_page


def test_what_is_read_is_what_is_shown(listen):
    """From number and title to the last box, each sentence once, and then silence."""
    listener = listen("")
    for step in range(len(STEPS)):
        listener.visitor.move(step)
        listener.visitor.until(f"view.step === {step}")
        listener.voice("said.length = 0")
        listener.press(WORDS.aloud)
        listener.page.evaluate(SAY_ALL)
        said = listener.said
        assert len(said) > 5
        assert max(len(sentence) for sentence in said) < LONGEST
        assert "".join("".join(said).split()) == listener.page.evaluate(SHOWN)
        listener.visitor.until("view.reading === ''")


def test_the_word_that_is_said_is_marked(listen):
    """Exactly the word, in exactly its place, through every sentence of a step."""
    listener = listen()
    listener.press(WORDS.aloud)
    while sentence := listener.saying:
        assert listener.marked("spoken-sentence") == sentence
        words = listener.page.evaluate(SAY_EACH_WORD)
        assert [word for word, *_ in words] == sentence.split()
        for word, *marked in words:
            assert marked == [word.strip(".,;:?!()")] * 2
        listener.voice("finish()")
    assert listener.marked() == listener.marked("spoken-sentence") == ""


def test_nothing_sounds_by_itself(listen):
    """Moving, playing and choosing say nothing; only a press does."""
    listener = listen("")
    listener.visitor.press("Next")
    listener.visitor.until("view.time === 1")
    listener.visitor.move(place_of("balloons"))
    listener.page.locator("[data-language=es]").click()
    listener.page.wait_for_timeout(300)
    assert listener.said == []


def test_pause_and_go_on(listen):
    """Who pauses hears the sentence again from its start; the keyboard stays on the button."""
    listener = listen()
    listener.press(WORDS.aloud)
    listener.voice("finish()")
    listener.voice("finish()")
    sentence = listener.saying
    listener.voice("word(4)")
    listener.press(WORDS.pause)
    assert listener.saying is None
    assert listener.marked() == listener.marked("spoken-sentence") == ""
    listener.page.wait_for_timeout(100)
    listener.page.keyboard.press("Enter")
    assert listener.saying == sentence
    listener.visitor.until("view.reading === 'reading'")


def test_stop(listen):
    """Stop is silence; the keyboard is where reading starts, and starts it anew."""
    listener = listen()
    listener.press(WORDS.aloud)
    first = listener.saying
    listener.voice("finish()")
    listener.press(WORDS.stop)
    assert listener.saying is None
    assert not listener.page.get_by_role("button", name=WORDS.stop).is_visible()
    listener.page.keyboard.press("Enter")
    assert listener.saying == first


def test_a_slower_voice(listen):
    """The sentence starts anew at the pace that was chosen, and the next ones keep it."""
    listener = listen()
    listener.press(WORDS.aloud)
    sentence = listener.saying
    listener.page.get_by_label(WORDS.speed).select_option("0.75")
    listener.page.wait_for_function("speechSynthesis.now?.rate === 0.75")
    assert listener.saying == sentence
    listener.voice("finish()")
    assert listener.page.evaluate("speechSynthesis.now.rate") == 0.75


@pytest.mark.parametrize("leave", ["the step", "the language", "to play", "the page"])
def test_reading_ends_when_a_person_leaves(listen, leave):
    """No voice goes on about what is not shown any more."""
    listener = listen()
    listener.press(WORDS.aloud)
    if leave == "the step":
        listener.visitor.move(place_of("inflation"))
    elif leave == "the language":
        listener.page.locator("[data-language=es]").click()
    elif leave == "to play":
        listener.visitor.press("Play")
    else:
        listener.page.evaluate("dispatchEvent(new Event('pagehide'))")
    listener.visitor.until("view.reading === ''")
    assert listener.saying is None
    assert listener.marked("spoken-sentence") == ""


def test_the_voice_speaks_the_language_of_the_page(listen):
    """A voice on the device is chosen, in the language that is chosen."""
    listener = listen()
    listener.press(WORDS.aloud)
    assert listener.page.evaluate("speechSynthesis.now.voice.name") == "Near"
    listener.page.locator("[data-language=es]").click()
    listener.press(load_content("es").reading_bar.aloud)
    voice = "[speechSynthesis.now.voice.name, speechSynthesis.now.lang]"
    assert listener.page.evaluate(voice) == ["Cerca", "es"]


def test_without_a_voice_nothing_is_offered(listen):
    """A button that cannot work is not there, and it comes when a voice does."""
    listener = listen()
    button = listener.page.get_by_role("button", name=WORDS.aloud, exact=True)
    listener.voice("learn([])")
    button.wait_for(state="detached")
    listener.page.keyboard.press("r")
    assert listener.said == []
    listener.voice("learn([{lang: 'en-US', localService: true, default: true}])")
    button.wait_for()
    listener.page.locator("[data-language=es]").click()
    listener.page.locator(".aloud").wait_for(state="detached")


def test_a_voice_that_fails_is_named(listen):
    """One sentence says so; another try takes it away."""
    listener = listen()
    listener.press(WORDS.aloud)
    listener.voice("fail('synthesis-failed')")
    status = listener.page.get_by_text(WORDS.failed)
    status.wait_for()
    listener.press(WORDS.aloud)
    status.wait_for(state="detached")
    listener.voice("fail('interrupted')")
    listener.visitor.until("view.reading === ''")


def test_the_key(listen):
    """R reads, pauses and goes on."""
    listener = listen()
    for reading in ("reading", "paused", "reading"):
        listener.page.keyboard.press("r")
        listener.visitor.until(f"view.reading === '{reading}'")


def font_sizes(page):
    """Return the size of some text in every part of the page."""
    parts = ("h1", ".words h2", ".step > p", ".box p", ".marks .here", ".speed", "#call h2")
    size = "part => parseFloat(getComputedStyle(document.querySelector(part)).fontSize)"
    return [page.evaluate(size, part) for part in parts]


def test_text_grows_and_stays_so(read):
    """Three presses make all text half as large again; the next visit remembers, and goes back."""
    visitor = read("?at=ready", viewport=DESKTOP)
    page = visitor.page
    larger, smaller = (
        page.get_by_role("button", name=name, exact=True) for name in (WORDS.larger, WORDS.smaller)
    )
    usual = font_sizes(page)
    assert smaller.is_disabled()
    for factor in (1.15, 1.3, 1.5):
        larger.click()
        assert font_sizes(page) == pytest.approx([factor * size for size in usual], rel=1e-3)
        assert page.locator("output.spoken").inner_text() == f"{factor:.0%}".replace("%", " %")
    assert larger.is_disabled()
    page.reload()
    smaller.wait_for()
    assert font_sizes(page) == pytest.approx([1.5 * size for size in usual], rel=1e-3)
    assert larger.is_disabled()
    smaller.click()
    assert font_sizes(page) == pytest.approx([1.3 * size for size in usual], rel=1e-3)


def test_text_grows_where_nothing_can_be_kept(read):
    """A browser that refuses to keep anything shows larger text all the same."""
    refused = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    visitor = read(before=lambda page: page.add_init_script(refused))
    usual = font_sizes(visitor.page)[0]
    visitor.page.get_by_role("button", name=WORDS.larger, exact=True).click()
    assert font_sizes(visitor.page)[0] == pytest.approx(1.15 * usual, rel=1e-3)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALLEST], ids=["desktop", "phone", "small"])
def test_large_text_has_room(listen, size, language):
    """At every size of text nothing is cut and nothing scrolls sideways."""
    listener = listen(f"?lang={language}&at=trocars", drawn=True, viewport=size)
    page = listener.page
    listener.page.locator(".voice").click()
    for text in (100, 115, 130, 150):
        listener.visitor.until(f"view.text_size === {text}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.evaluate(OVERFLOWING) == []
        for control in page.locator(".reading :is(button, select)").all():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 44
        if text < 150:
            page.locator(".larger").click()
