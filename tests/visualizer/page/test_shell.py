"""The first paint, as a browser without scripts reads it."""

import json
import re
from html import unescape

import pytest
from aiohttp import ClientSession

from scenes.story.case import Case
from tests.moments import place_of
from tests.visualizer.opened import opened, opening
from visualizer.content import load_content
from visualizer.page.language_pack import language_pack
from visualizer.page.vocabulary import vocabulary

CONTENT = load_content()


@pytest.fixture
async def page(http):
    """Get the first page as text."""
    async with http.get("/", headers={"Accept-Encoding": "identity"}) as response:
        return await response.text()


def body_without_scripts(page):
    """Return the words of the page before any script has run."""
    visible = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", visible))


async def test_the_first_paint_says_what_it_is(page, site):
    """Title, first step, disclaimer and urgent signs stand in the page itself."""
    text = body_without_scripts(page)
    assert CONTENT.page.title in text
    assert CONTENT.page.disclaimer in text
    assert CONTENT.page.reviewed in text
    assert CONTENT.steps[0].title in text
    assert CONTENT.steps[0].words[0].text in text
    assert CONTENT.call[0].items[0].text in text
    assert f'src="{site.usual.treatments["kyphoplasty"].stills[0]}"' in page


async def test_no_script_holds_up_the_first_paint(page, site):
    """One small script waits until the page has been read; none is written into it."""
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, flags=re.DOTALL)
    (attributes, code), *data = scripts
    assert " defer " in attributes
    assert "/start.js" in attributes
    assert code == ""
    carried = {
        "vocabulary": vocabulary(),
        "opened": opening(Case()),
        "say": language_pack(CONTENT),
        "scenes": {"": site.usual.scene_url},
    }
    assert [(attributes, json.loads(text)) for attributes, text in data] == [
        (f' type="application/json" id="{name}"', json.loads(json.dumps(plain)))
        for name, plain in carried.items()
    ]


async def test_all_that_the_page_runs_is_asked_for_at_once(page):
    """The large scripts come while the page is painted, and are those that are started."""
    asked = re.findall(r'<link rel="(?:module)?preload"[^>]* href="([^"]+)"', page)
    (started,) = re.findall(r'data-scripts="([^"]+)"', page)
    (client,) = re.findall(r'data-client="([^"]+)"', page)
    assert asked == [*started.split(), client]
    assert [address.rsplit("/", 1)[1] for address in asked] == ["vue.js", "viewer.js", "client.js"]


async def test_the_first_picture_comes_with_the_words(page, site):
    """The still is part of the first paint: important, and decoded before it."""
    (still,) = re.findall(r'<img [^>]*class="still"[^>]*>', page)
    assert f'src="{site.usual.treatments["kyphoplasty"].stills[0]}"' in still
    assert 'fetchpriority="high"' in still
    assert 'decoding="sync"' in still
    assert "loading" not in still


async def test_the_page_can_be_zoomed_and_has_a_language(page):
    """Nothing keeps a person from making the text larger."""
    assert '<html lang="en" dir="ltr"' in page
    (viewport,) = re.findall(r'name="viewport" content="([^"]+)"', page)
    assert "maximum-scale" not in viewport
    assert "user-scalable" not in viewport


async def test_without_scripts_every_step_can_be_read(page, site):
    """All words and all pictures are there, each picture with its description."""
    (readable,) = re.findall(r"<noscript>(.*?)</noscript>", page, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", " ", readable))
    for step, still in zip(CONTENT.steps, site.usual.treatments["kyphoplasty"].stills, strict=True):
        assert step.title in text
        for sentence in step.sentences:
            assert sentence.text in text
        assert f'<img src="{still}" alt="{step.picture}"' in readable


@pytest.mark.parametrize("query", ["at=inflation", "step=7"])
async def test_a_link_opens_its_step_before_any_script(http, site, query):
    """The first paint of a link shows its step; an old link means what it meant."""
    async with http.get(f"/?{query}", headers={"Accept-Encoding": "identity"}) as response:
        page = await response.text()
    place = place_of("inflation")
    assert f'data-time="{place}"' in page
    assert CONTENT.steps[place].title in body_without_scripts(page)
    assert f'src="{site.usual.treatments["kyphoplasty"].stills[place]}"' in page


@pytest.mark.parametrize("query", ["step=<script>", "t=%22%3E%3Cimg%20src=x%3E"])
async def test_a_link_cannot_write_into_the_page(http, query):
    """What a link says is shown as text."""
    async with http.get(f"/?{query}", headers={"Accept-Encoding": "identity"}) as response:
        page = await response.text()
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert 'role="alert"' in page


async def test_without_other_cases_a_link_to_one_is_explained(lone_site):
    """The usual example comes with a sentence, and nothing offers another one."""
    async with (
        ClientSession(lone_site.address) as http,
        http.get("/?case=1&level=L3") as response,
    ):
        page = unescape(await response.text())
    assert CONTENT.links.usual_only in page
    assert opened(page) == opening(Case())
    assert 'popovertarget="fracture"' not in page
