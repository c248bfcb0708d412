"""The first page of a link to a case: what is there already, and what is still to be made."""

import asyncio
import json
from dataclasses import replace
from html import unescape

import pytest
from aiohttp import ClientSession

from scenes.store.cache import scene_key
from scenes.story.case import Case
from tests.visualizer.baking import kept
from tests.visualizer.opened import opened, opening
from visualizer.content import load_contents
from visualizer.making import pictures as stills_module
from visualizer.making.baker import Baker
from visualizer.making.pictures import LaterStills
from visualizer.making.routes import Cases
from visualizer.serving.server import Site

CONTENTS = load_contents()


@pytest.fixture
async def site(walkthrough, cache, oven):
    """Serve the page, with other cases to be had."""
    baker = Baker(cache, queue=2, bake=oven)
    later = LaterStills(cache, baker)
    cases = Cases(baker, later, CONTENTS)
    site = Site(replace(walkthrough, cases=cases), CONTENTS, "127.0.0.1")
    task = asyncio.create_task(site.run(port=0))
    await site.server.ready
    async with ClientSession(f"http://127.0.0.1:{site.server.port}") as client:
        yield site, client
    await site.server.stop()
    await task
    baker.close()
    later.close()


@pytest.fixture
def painter(monkeypatch):
    """Paint one still per case, and count how often."""
    painted = []

    def paint(case, folder, **_):
        painted.append(case)
        (folder / "00.webp").write_bytes(b"RIFF....WEBP")

    monkeypatch.setattr(stills_module, "paint_stills_in_child", paint)
    return painted


async def first_page(client, query):
    """Get the first page of a link."""
    async with client.get(f"/?{query}", headers={"Accept-Encoding": "identity"}) as response:
        assert response.status == 200
        return unescape(await response.text())


async def test_a_link_to_a_known_case_shows_it_at_once(site, cache, painter):
    """Scene, line and words are those of the case; its pictures once they are painted."""
    site, client = site
    case = Case(level="L2", approach="unipedicular")
    kept(cache, case)
    key, query = scene_key(case), "case=1&level=L2&needles=1&step=4"
    page = await first_page(client, query)
    assert f'data-scene="/scene/{key}.glb"' in page
    assert opened(page) == opening(case)
    assert "Example: L2, low in front, one needle" in page
    told = json.loads(page.split('id="other">')[1].split("</script>")[0])
    assert told["told"]["kyphoplasty"]["stills"][3] == f"/stills/{key}/03.webp"
    assert f'<img src="{site.still_urls[3]}"' in page
    query = query.replace("step=4", "step=1")
    async with asyncio.timeout(10):
        while f'<img src="/stills/{key}/00.webp"' not in page:
            page = await first_page(client, query)
            await asyncio.sleep(0.02)
    assert painter == [case]
    assert CONTENTS["en"].variants["unipedicular"]["trocars"].title in page


async def test_a_link_to_an_unknown_case_makes_nothing(site, oven):
    """The page comes with the usual case and the wish; only its own script asks for the bake."""
    site, client = site
    page = await first_page(client, "case=1&shape=crush&loss=20")
    assert f'data-scene="{site.scene_url}"' in page
    assert opened(page) == opening(Case(shape="crush", height_loss=0.2))
    assert 'id="other"' not in page
    assert "Example: L1, low in front, two needles" in page
    assert oven.begun == []


async def test_numbers_alone_need_no_other_scene(site):
    """Loss and gain are changed in the browser."""
    site, client = site
    page = await first_page(client, "case=1&loss=20")
    assert f'data-scene="{site.scene_url}"' in page
    assert opened(page) == opening(Case(height_loss=0.2))
