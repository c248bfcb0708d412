"""The first page of a link to a case: what is there already, and what is still to be made."""

import asyncio
import json
from html import unescape

import pytest
from aiohttp import ClientSession

from scenes.file.key import picture_key, scene_key
from scenes.story.case import Case
from tests.moments import picture_of, place_of
from tests.visualizer.baking import kept
from tests.visualizer.opened import opened, opening
from visualizer.content import load_contents

CONTENTS = load_contents()


@pytest.fixture
async def client(site):
    """Open a browser's place."""
    async with ClientSession(site.address) as client:
        yield client


async def first_page(client, query):
    """Get the first page of a link."""
    async with client.get(f"/?{query}", headers={"Accept-Encoding": "identity"}) as response:
        assert response.status == 200
        return unescape(await response.text())


async def test_a_link_to_a_known_case_shows_it_at_once(site, client, cache, studio):
    """Scene, line and words are those of the case; its pictures once they are painted."""
    case = Case(level="L2", approach="unipedicular")
    kept(cache, case)
    key, pictures = scene_key(case), picture_key(case)
    query = "case=1&level=L2&needles=1&at=trocars"
    page = await first_page(client, query)
    assert f'data-scene="/scene/{key}.glb"' in page
    assert opened(page) == opening(case)
    assert "Example: L2, low in front, one needle" in page
    place = place_of("trocars")
    other = json.loads(page.split('id="other">')[1].split("</script>")[0])
    assert (
        other["treatments"]["kyphoplasty"]["stills"][place]
        == f"/stills/{pictures}/{picture_of('trocars')}.webp"
    )
    assert f'<img src="{site.usual.treatments["kyphoplasty"].stills[place]}"' in page
    studio.go.set()
    query = query.replace("at=trocars", "at=person")
    async with asyncio.timeout(10):
        while f'<img src="/stills/{pictures}/00.webp"' not in page:
            page = await first_page(client, query)
            await asyncio.sleep(0.02)
    assert CONTENTS["en"].variants["unipedicular"]["trocars"].title in page


async def test_a_link_to_an_unknown_case_makes_nothing(site, client, bake):
    """The page comes with the usual case and the wish; only its own script asks for the bake."""
    page = await first_page(client, "case=1&shape=crush&loss=20")
    assert f'data-scene="{site.usual.scene_url}"' in page
    assert opened(page) == opening(Case(shape="crush", height_loss=0.2))
    assert 'id="other"' not in page
    assert "Example: L1, low in front, two needles" in page
    assert bake.begun == []


async def test_numbers_alone_need_no_other_scene(site, client):
    """Loss and gain are changed in the browser."""
    page = await first_page(client, "case=1&loss=20")
    assert f'data-scene="{site.usual.scene_url}"' in page
    assert opened(page) == opening(Case(height_loss=0.2))


async def test_the_page_knows_which_scenes_are_there(site, client, cache):
    """Pointing at a choice brings its scene without a question."""
    kept(cache, Case(level="L3", shape="crush"))
    page = await first_page(client, "")
    scenes = json.loads(page.split('id="scenes">')[1].split("</script>")[0])
    assert scenes == {
        "": site.usual.scene_url,
        "case=1&level=L3&shape=crush": f"/scene/{scene_key(Case(level='L3', shape='crush'))}.glb",
    }
