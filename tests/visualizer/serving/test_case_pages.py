"""What a visitor takes from the server follows the case of the address: the file, the paper."""

import asyncio
import re
from dataclasses import replace
from html import unescape

import pytest
from aiohttp import ClientSession

from scenes.file.key import picture_key, scene_key
from scenes.paint.still_names import still_names
from scenes.story.case import Case
from tests.moments import place_of
from tests.visualizer.baking import kept
from tests.visualizer.opened import opened, opening
from visualizer.content import load_contents
from visualizer.making.scenes import BakeError
from visualizer.page.components.example_line import case_line

CONTENTS = load_contents()
EN = CONTENTS["en"]
FAMILY = Case(level="L2", shape="biconcave", approach="unipedicular")
SEVERE = replace(FAMILY, height_loss=0.4)
ASKED = "case=1&level=L2&shape=biconcave&needles=1&loss=40"
KEY, PICTURES = scene_key(FAMILY), picture_key(FAMILY)


@pytest.fixture
async def http(site, studio):
    """Serve the page, with other cases to be had, and pictures."""
    studio.go.set()
    async with ClientSession(site.address) as client:
        yield client


async def page(http, address, status=200, **headers):
    """Get a page as text, with the name under which it is saved."""
    async with http.get(address, headers={"Accept-Encoding": "identity", **headers}) as response:
        name = re.findall('filename="([^"]+)"', response.headers.get("Content-Disposition", ""))
        assert response.status == status
        return unescape(await response.text()), *name


async def test_the_file_is_of_the_case_that_is_shown(http, cache, studio):
    """Its name, its words and its numbers; first without pictures, then with them."""
    studio.go.clear()
    kept(cache, FAMILY)
    text, name = await page(http, f"/walkthrough.html?lang=en&{ASKED}")
    assert name == "kyphoplasty.L2-biconcave-needles1-loss40.en.html"
    assert opened(text) == opening(SEVERE)
    assert EN.variants["unipedicular"]["trocars"].title in text
    assert "data:image/webp" not in text
    studio.go.set()
    async with asyncio.timeout(20):
        while "data:image/webp" not in text:
            text, _ = await page(http, f"/walkthrough.html?lang=en&{ASKED}")
    assert text.count("data:image/webp") >= len(still_names(FAMILY))


async def test_numbers_alone_need_no_other_scene(http, bake):
    """The file has the scene of the page, and the numbers."""
    text, name = await page(http, "/walkthrough.html?lang=es&case=1&loss=20")
    assert name == "kyphoplasty.loss20.es.html"
    assert opened(text) == opening(Case(height_loss=0.2))
    assert bake.begun == []


async def test_a_file_waits_for_its_scene(http, bake):
    """Whoever follows a link to a case that nobody has made gets it a little later."""
    asking = asyncio.create_task(page(http, f"/walkthrough.html?lang=en&{ASKED}"))
    async with asyncio.timeout(10):
        while not bake.begun:
            await asyncio.sleep(0.02)
    assert not asking.done()
    bake.go.set()
    text, _ = await asking
    assert bake.begun == [FAMILY]
    assert opened(text) == opening(SEVERE)


async def test_a_file_that_cannot_be_made_is_one_sentence(http, bake):
    """No traceback, and no half of a file."""
    bake.failure = BakeError("it gave no reason")
    bake.go.set()
    text, *name = await page(http, f"/walkthrough.html?lang=en&{ASKED}", 500)
    assert (text, name) == (f"{EN.making.failed}\n", [])


async def test_another_sites_page_cannot_have_a_file_made(http, bake, cache):
    """What is there may be linked to; nothing is begun for strangers."""
    address, stranger = f"/walkthrough.html?{ASKED}", {"Sec-Fetch-Site": "cross-site"}
    text, *_ = await page(http, address, 403, **stranger)
    assert text == "Pages of other sites cannot use this server.\n"
    assert bake.begun == []
    kept(cache, FAMILY)
    await page(http, address, **stranger)
    await page(http, "/walkthrough.html?case=1&loss=20", **stranger)


@pytest.mark.parametrize(
    ("query", "headers", "begun"),
    [
        ("", {"Sec-Fetch-Dest": "document"}, [FAMILY]),
        ("", {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "cross-site"}, [FAMILY]),
        ("&embed=1", {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}, [FAMILY]),
        ("", {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}, []),
        ("", {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"}, []),
        ("", {"Sec-Fetch-Dest": "document", "Sec-Purpose": "prefetch"}, []),
        ("", {}, []),
    ],
)
async def test_a_case_is_begun_when_a_person_opens_its_page(http, bake, query, headers, begun):
    """Not by a picture or a frame on a strange page, nor by a program that looks at links."""
    bake.go.set()
    await page(http, f"/?lang=en&{ASKED}{query}", **headers)
    async with http.head(f"/?lang=en&{ASKED}", headers={"Sec-Fetch-Dest": "document"}):
        pass
    await page(http, "/?case=1&level=L3", **{"Sec-Fetch-Dest": "document"})
    async with asyncio.timeout(10):
        while not bake.begun or bake.begun[-1] != Case(level="L3"):
            await asyncio.sleep(0.02)
    assert bake.begun[:-1] == begun


async def test_opening_the_usual_case_begins_nothing(http, bake):
    """It was made before the server listens; its numbers need no other scene."""
    for query in ("", "?case=1&loss=20"):
        await page(http, f"/{query}", **{"Sec-Fetch-Dest": "document"})
    assert bake.begun == []


@pytest.mark.parametrize("language", CONTENTS)
async def test_paper_is_of_the_case_that_is_asked_for(http, cache, language):
    """Words, the line beside the disclaimer, pictures, and the ways to other pages."""
    content = CONTENTS[language]
    kept(cache, FAMILY)
    text, *_ = await page(http, f"/handout?lang={language}&{ASKED}")
    box = text.split('class="disclaimer"')[1].split("</p>")[0]
    assert content.page.disclaimer in box
    assert f"{case_line(content, SEVERE)}." in box
    usual = {step.key for step in content.steps}
    for choice in ("biconcave", "unipedicular"):
        for key, step in content.variants[choice].items():
            if key in usual:
                assert step.title in text
                assert all(sentence.text in text for sentence in step.words)
    assert text.count(f'src="/stills/{PICTURES}/') == 6
    assert content.taken.pictured.format(value=37) in text
    assert f'href="/?lang={language}&{ASKED}"' in text
    (other,) = CONTENTS.keys() - {language}
    assert f'href="/handout?lang={other}&{ASKED}"' in text


async def test_paper_of_an_unknown_case_has_words_alone(http, bake):
    """Nothing is made for it; no picture of another bone stands in."""
    text, *_ = await page(http, f"/handout?lang=en&{ASKED}")
    assert f"{case_line(EN, SEVERE)}." in text
    assert "<img" not in text
    assert bake.begun == []


async def test_a_wrong_case_on_paper_is_named(http):
    """One sentence for what is wrong; the rest holds."""
    text, *_ = await page(http, "/handout?lang=en&case=1&level=L9&loss=20")
    notice = text.split('role="alert">')[1].split("</p>")[0]
    assert notice == EN.links.level.format(value="“L9”")
    assert f"{case_line(EN, Case(height_loss=0.2))}." in text
    assert text.count("<img") == 6


async def test_the_usual_paper_names_its_case_too(http):
    """Without a case in the address it is the usual one, with pictures as they are."""
    text, *_ = await page(http, "/handout?lang=en")
    assert "Example: L1, low in front, two needles, up to 37 % of its height lost." in text
    assert EN.taken.pictured.format(value=37) not in text
    assert 'href="/?lang=en"' in text


async def test_a_page_without_scripts_links_to_its_own_case(http, cache):
    """From the first paint on, the panels lead to the paper and the file of what is shown."""
    kept(cache, FAMILY)
    text, *_ = await page(http, f"/?lang=en&{ASKED}")
    assert f'href="/handout?lang=en&{ASKED}"' in text
    assert f'href="/walkthrough.html?lang=en&{ASKED}"' in text


async def test_pictures_of_the_usual_cement_are_described_as_they_are(http):
    """A link changes how much goes in; the pictures that a server has do not show it."""
    text, *_ = await page(http, "/?lang=en&case=1&cement=0&at=cement")
    assert text.count(f'alt="{EN.steps[place_of("cement")].picture}"') == 2
    assert f'alt="{EN.variants["just_full"]["cement"].picture}"' not in text


async def test_without_other_cases_the_usual_one_is_taken(lone_site):
    """A server that can show one case alone says so on paper, and gives its file."""
    async with ClientSession(lone_site.address) as http:
        text, *_ = await page(http, f"/handout?lang=en&{ASKED}")
        assert EN.links.usual_only in text
        _, name = await page(http, f"/walkthrough.html?lang=en&{ASKED}")
    assert name == "kyphoplasty.en.html"
