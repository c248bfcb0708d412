"""The printable page as the server writes it: complete, in each language, without any script."""

import re
from dataclasses import replace
from html import unescape

import pytest

from scenes.story.case import Case
from scenes.story.script import script_of
from scenes.story.steps import STEPS
from tests.moments import place_of
from visualizer.content import load_contents, topic_sentences
from visualizer.page.components.paper import PICTURES, sentences_on_paper
from visualizer.page.language_pack import cited
from visualizer.page.panels import surroundings_of
from visualizer.page.printed_page import handout_body

CONTENTS = load_contents()
NAMES = {"en": "English", "es": "Español"}
STILLS = [f"/stills/x/{number:02d}.webp" for number in range(len(STEPS))]
PARTS = ["pictures", "steps", "ask", "call", "options", "risks", "sources"]


@pytest.fixture(params=sorted(CONTENTS))
def content(request):
    """Take the words of each language in turn."""
    return CONTENTS[request.param]


@pytest.fixture
def get(http):
    """Get a page as text."""

    async def get(path):
        async with http.get(path, headers={"Accept-Encoding": "identity"}) as response:
            assert response.status == 200
            assert response.headers["Content-Type"].startswith("text/html")
            return await response.text()

    return get


def words_of(page):
    """Return what a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def test_all_of_it_is_there(get, content):
    """Steps, questions, calls, choices, risks, disclaimer and dates, in the language asked for."""
    page = await get(f"/handout?lang={content.language}")
    assert f'<html lang="{content.language}" dir="{content.direction}"' in page
    words = words_of(page)
    expected = [sentence.text for sentence in sentences_on_paper(content)]
    expected += [step.title for step in content.steps]
    asked = next(topic for topic in content.topics if topic.key == "questions")
    expected += [sentence.text for sentence in topic_sentences(asked)]
    expected += [number.number for number in content.numbers]
    expected += [content.page.disclaimer, content.page.reviewed, content.review.due.isoformat()]
    assert [text for text in expected if " ".join(text.split()) not in words] == []


async def test_it_comes_in_the_order_of_a_visit(get):
    """Pictures and steps first, then what to ask and when to call, sources last."""
    page = await get("/handout?lang=en")
    assert re.findall(r'<section aria-labelledby="\w+-title" id="(\w+)"', page) == PARTS
    call = page[page.index('id="call"') :]
    assert call.index("call-emergency") < call.index("999") < call.index("call-urgent")


def test_six_pictures_show_the_story(content):
    """Each has its step's title under it and says what it shows."""
    body = handout_body(content, STILLS, NAMES)
    figures = re.findall(r"<figure.*?</figure>", body, flags=re.DOTALL)
    keys = [step.key for step in content.steps if step.key in PICTURES]
    assert len(keys) == 6
    for figure, key in zip(figures, keys, strict=True):
        number = [step.key for step in content.steps].index(key)
        step = content.steps[number]
        assert f'src="{STILLS[number]}"' in figure
        assert f'alt="{step.picture}"' in unescape(figure)
        assert words_of(figure).endswith(f"{number + 1}. {step.title}")


def test_each_number_in_the_text_leads_to_a_source(content):
    """The list has the numbers that are used, and no other."""
    body = handout_body(content, STILLS, NAMES)
    used = {
        int(number)
        for cites in re.findall(r'<sup class="cite">([^<]*)</sup>', body)
        for number in cites.split(", ")
    }
    listed = {int(number) for number in re.findall(r'<li value="(\d+)"', body)}
    assert used == listed
    texts = [source["text"] for source in cited(content, sentences_on_paper(content))]
    assert [text for text in texts if text not in words_of(body)] == []


def test_options_have_equal_weight(content):
    """Each choice stands in a box of its own with both of its sides."""
    body = handout_body(content, STILLS, NAMES)
    options = body[body.index('id="options"') : body.index('id="risks"')]
    boxes = re.findall(r"<article.*?</article>", options, flags=re.DOTALL)
    assert len(boxes) == 4
    for box in boxes:
        assert re.findall(r"<h5 >\s*(.*?)\s*</h5>", box) == [content.page.good, content.page.hard]


@pytest.mark.parametrize("treatment", ["kyphoplasty", "vertebroplasty", "time"])
def test_pictures_of_the_usual_amount_of_cement_say_so(content, treatment):
    """Where another amount is on the page, and there is cement at all."""
    pictured = Case(treatment=treatment)
    for cement in (0.5, 0.8):
        case = replace(pictured, cement=cement)
        stills = STILLS[: len(script_of(case).steps)]
        body = handout_body(content, stills, NAMES, case=case, pictured=pictured)
        is_said = content.taken.usual_cement in words_of(body)
        assert is_said == (cement != 0.5 and treatment != "time")


def test_pictures_are_described_as_they_are(content):
    """Cement that just fills the cavity is told of where the pictures show it."""
    case = Case(cement=0.0)
    usual, little = content.steps[place_of("cement")], content.variants["just_full"]["cement"]
    own = unescape(handout_body(content, STILLS, NAMES, case=case))
    lent = unescape(handout_body(content, STILLS, NAMES, case=case, pictured=Case()))
    assert (little.picture in own, usual.picture in own) == (True, False)
    assert (little.picture in lent, usual.picture in lent) == (False, True)


def test_words_cannot_become_markup():
    """What looks like HTML in a word file is shown as text."""
    content = CONTENTS["en"]
    first, *others = content.all_steps
    wild = replace(first, title="<b>&wild", picture='"><img src=x>')
    body = handout_body(replace(content, all_steps=(wild, *others)), STILLS, NAMES)
    assert "<b>" not in body
    assert "<img src=x>" not in body
    assert "&lt;b&gt;&amp;wild" in body


async def test_nothing_runs_inside_the_page(get):
    """Scripts and styles are files of their own, as the policy wants."""
    page = await get("/handout")
    assert re.findall(r"<script[^>]*>(.*?)</script>", page, flags=re.DOTALL) == [""]
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)


async def test_a_language_without_words_is_explained(get):
    """One sentence, with the value as text; the words are English."""
    page = await get("/handout?lang=%3Cb%3Exx")
    assert '<html lang="en"' in page
    assert "There are no words in “<b>xx” yet." in unescape(page)
    assert "<b>xx" not in page


async def test_other_names_are_put_away(http):
    """Only the language means something here."""
    async with http.get("/handout?lang=es&step=3", allow_redirects=False) as response:
        assert response.status == 302
        assert response.headers["Location"] == "/handout?lang=es"


def test_the_panel_has_a_box_for_each_question(content):
    """Eighteen boxes with the names of their sentences; what needs scripts waits for them."""
    panels = surroundings_of(content, NAMES).panels
    asked = next(topic for topic in content.topics if topic.key == "questions")
    ids = [sentence.id for sentence in topic_sentences(asked)]
    assert re.findall(r'<input data-question="([\w.]+)" type="checkbox"', panels) == ids
    assert len(ids) == 18
    for form, phrase in content.questions.ticked.items():
        assert f'data-{form}="{phrase}"' in panels
    for marked in ("data-scripted", "data-list", "data-kept", "data-unkept"):
        for tag in re.findall(rf"<\w+ [^>]*{marked}[^>]*>", panels):
            assert " hidden" in tag
    link = f'href="/handout?lang={content.language}" target="_blank" rel="noopener"'
    assert panels.count(link) == 2
