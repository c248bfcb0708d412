"""Cases on demand, as a browser meets them: a real server, a bake that takes no time."""

import asyncio
import json

import brotli
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from scenes.file.key import companion_key, picture_key, scene_key
from scenes.model.sources import has_body
from scenes.store.cache import CacheFullError
from scenes.story.case import Case
from scenes.story.companion import companions_of
from scenes.story.script import SCRIPTS
from tests.moments import picture_of
from tests.persons import needs_body
from tests.visualizer.baking import MANY, kept, painted, write
from visualizer.content import load_contents
from visualizer.making import bake_queue
from visualizer.making.bake_queue import PLACES
from visualizer.making.scenes import ENTRY, BakeError
from visualizer.serving.case_routes import CaseRoutes

CONTENTS = load_contents()
OTHER = "/case?level=L2"
KEY = scene_key(Case(level="L2"))
PICTURES = picture_key(Case(level="L2"))
AROUND = [companion_key(one) for one in companions_of(Case(level="L2"))] if has_body() else [""]


@pytest.fixture
async def http(queue, pictures):
    """Serve the routes alone, to a client that says what a browser says about compression."""
    app = web.Application()
    CaseRoutes(queue, pictures, CONTENTS).bind(app)
    async with (
        TestServer(app) as server,
        ClientSession(
            server.make_url("/"), auto_decompress=False, headers={"Accept-Encoding": "gzip, br"}
        ) as session,
    ):
        yield session
        queue.close()


async def answer(http, path, **headers):
    """Ask for a case."""
    async with http.get(path, headers={"Accept-Encoding": "identity", **headers}) as response:
        return response.status, await response.json()


async def ready(http, path):
    """Ask until a case is there."""
    async with asyncio.timeout(10):
        while (document := (await answer(http, path))[1])["state"] != "ready":
            await asyncio.sleep(0.02)
    return document


async def test_a_known_case_is_answered_at_once(http, cache):
    """Where everything lies, under the names that the page uses; nothing is kept by browsers."""
    kept(cache, Case(level="L2"), b"x" * 321)
    async with http.get(OTHER) as response:
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-store"
    _, document = await answer(http, OTHER)
    assert document["state"] == "ready"
    assert document["key"] == KEY
    assert document["case"] == Case(level="L2").to_dict()
    assert document["scene"] == f"/scene/{KEY}.glb"
    assert document["bytes"] == 321
    usual = document["treatments"]["kyphoplasty"]
    assert usual["stills"][1] == f"/stills/{PICTURES}/01.webp"
    assert document["bones"]["weak"] == f"/stills/{PICTURES}/bone_weak.webp"
    assert usual["xrays"]["ap"][-1] == f"/stills/{PICTURES}/ap_{picture_of('result')}.webp"
    for treatment, script in SCRIPTS.items():
        assert len(document["treatments"][treatment]["stills"]) == len(script.steps)


async def test_the_default_case_needs_no_name(http, cache):
    """Without a query it is the case that everybody sees first."""
    kept(cache, Case())
    _, document = await answer(http, "/case")
    assert document["key"] == scene_key(Case())


async def test_an_unknown_case_is_made_while_the_page_asks(http, bake):
    """It tells how far it is and what happens; then the scene can be fetched, packed."""
    making = {"state": "baking", "share": 0.25, "message": "Shaping the bones", "ahead": 0}
    assert await begun(http) == making
    bake.go.set()
    document = await ready(http, OTHER)
    async with http.get(document["scene"]) as response:
        assert response.status == 200
        assert response.headers["Content-Encoding"] == "br"
        assert "immutable" in response.headers["Cache-Control"]
        assert len(await response.read()) == int(response.headers["Content-Length"])
    assert len(bake.begun) == 1


async def begun(http):
    """Ask for a case until its bake has begun; returns what is told then."""
    async with asyncio.timeout(10):
        while (document := (await answer(http, OTHER))[1])["share"] == 0.0:
            await asyncio.sleep(0.02)
    return document


@pytest.mark.parametrize(
    ("path", "header"), [(f"{OTHER}&lang=es", "en"), (OTHER, "es-MX,es;q=0.9,en;q=0.5")]
)
async def test_progress_speaks_the_persons_language(http, path, header):
    """The address decides, then the browser."""
    async with asyncio.timeout(10):
        while (document := (await answer(http, path, **{"Accept-Language": header}))[1])[
            "share"
        ] == 0:
            assert document["message"] == "Preparando"
    assert document["message"] == "Dando forma a los huesos"


async def test_an_answer_says_how_many_cases_come_first(http, bake):
    """The second case waits for the first."""
    await answer(http, OTHER)
    _, document = await answer(http, "/case?level=L3")
    assert document["message"] == "Waiting for another model to be finished"
    assert document["ahead"] == 1


REFUSED = [
    ("?colour=red", "There is nothing called “colour” to choose."),
    ("?height_loss=tall", "height_loss must be a number, not “tall”."),
    ("?height_loss=0.2&height_loss=0.3", "height_loss was given more than once."),
    (
        "?height_loss=0.9",
        "The model cannot show this: height_loss must be between 0 and 0.42, got 0.9.",
    ),
    ("?height_loss=nan", "The model cannot show this: height_loss must be between"),
    ("?height_loss=-inf", "The model cannot show this: height_loss must be between"),
    ("?level=L9", "The model cannot show this: level must be one of"),
    ("?level=" + "L" * 5000, "The model cannot show this: level must be one of"),
    ("?" + "x" * 5000 + "=1", "There is nothing called “xxxxxxxxxxxx…” to choose."),
    ("?level=%00%ff<script>", "The model cannot show this: level must be one of"),
    ("?colour=red&settling=x", "There is nothing called “colour” to choose. settling must be"),
    ("?lang=tlh", "There are no words in “tlh” yet."),
    ("?lang=es&colour=red", "No hay nada llamado “colour” para elegir."),
]


@pytest.mark.parametrize(("query", "sentence"), REFUSED, ids=range(len(REFUSED)))
async def test_what_cannot_be_shown_is_refused_part_by_part(http, bake, query, sentence):
    """A sentence for each mistake, and no work for the server."""
    status, document = await answer(http, f"/case{query}")
    assert status == 400
    assert document["state"] == "refused"
    assert document["sentence"].startswith(sentence)
    assert len(document["sentence"]) < 400
    assert bake.begun == []


async def test_a_flood_of_wrong_names_is_answered_briefly(http):
    """However much is wrong, the answer stays short."""
    query = "&".join(f"n{number}=1" for number in range(900))
    status, document = await answer(http, f"/case?{query}")
    assert status == 400
    assert len(document["sentence"]) < 400


async def test_a_full_queue_is_one_sentence(http, queue, bake):
    """The answer says when to come back; nobody's place is lost."""
    for case in MANY[: PLACES + 1]:
        queue.ask(case)
        await asyncio.sleep(0.05)
    plain = {"Accept-Encoding": "identity"}
    async with http.get("/case?level=L3&shape=crush", headers=plain) as response:
        document = json.loads(await response.read())
        assert response.status == 503
        assert response.headers["Retry-After"] == "5"
    assert document == {
        "state": "busy",
        "sentence": "Many models are being made right now. Please try again in 5 seconds.",
    }


@pytest.mark.parametrize(
    ("failure", "status", "sentence"),
    [
        (BakeError("x"), 500, "This model could not be made."),
        (CacheFullError("x"), 507, "There is no room for one more model on the server."),
        (RuntimeError("/a/path/of/this/machine"), 500, "This model could not be made."),
    ],
)
async def test_a_failed_bake_is_one_sentence(http, bake, failure, status, sentence):
    """No reason that names the machine reaches a visitor; what they have stays."""
    bake.failure = failure
    bake.go.set()
    async with asyncio.timeout(10):
        while (document := await answer(http, OTHER))[1]["state"] == "baking":
            await asyncio.sleep(0.02)
    assert document == (
        status,
        {"state": "failed", "sentence": f"{sentence} You can go on with the one you have."},
    )


@pytest.mark.parametrize("site_of_request", ["cross-site", "same-site"])
async def test_another_sites_page_cannot_make_the_server_work(http, bake, site_of_request):
    """A picture on a strange page whose address is a case begins no bake."""
    async with http.get(OTHER, headers={"Sec-Fetch-Site": site_of_request}) as response:
        assert response.status == 403
    async with http.head(OTHER) as response:
        assert response.status == 405
    assert bake.begun == []


@pytest.mark.parametrize(
    "path",
    [
        "/scene/..%2f..%2fpyproject.toml.glb",
        f"/scene/{KEY}%2f..%2f{KEY}.glb",
        f"/scene/{KEY.upper()}.glb",
        f"/scene/{KEY[:-1]}.glb",
        f"/scene/{KEY}0.glb",
        "/scene/locks.glb",
        "/scene/00000000000000000000.glb",
        "/stills/00000000000000000000/00.webp",
        f"/stills/{PICTURES}/..%2fscene%2fscene.webp",
        f"/stills/{PICTURES}/manifest.json",
        "/scene/..%2felsewhere.glb",
        "/stills/..%2felsewhere/00.webp",
    ],
)
async def test_only_scenes_of_the_cache_have_an_address(http, cache, path):
    """A key is twenty digits of something that was made, is whole, and lies in the cache."""
    kept(cache, Case(level="L2"))
    painted(cache, Case(level="L2"), "00")
    with cache.writing("../elsewhere", "scene") as folder:
        write(folder, b"scene")
    async with http.get(path) as response:
        assert response.status == 404


async def test_a_damaged_scene_is_not_sent(http, cache):
    """What does not match its checksum is made again, not shown."""
    kept(cache, Case(level="L2"))
    (cache.root / KEY / "scene" / "scene.pack.glb").write_bytes(b"trunc")
    async with http.get(f"/scene/{KEY}.glb") as response:
        assert response.status == 404


async def test_old_names_beside_a_case_are_no_mistakes(http, cache):
    """Pages that were opened before an update still ask with them."""
    kept(cache, Case(level="L2"))
    status, document = await answer(http, f"{OTHER}&peek=1&since=0.5&instead=level%3DL3")
    assert (status, document["key"]) == (200, KEY)


async def test_the_usual_scene_is_made_again_when_somebody_has_emptied_the_cache(http, bake):
    """The page always opens with it."""
    bake.go.set()
    async with http.get(f"/scene/{scene_key(Case())}.glb") as response:
        assert response.status == 200
    assert bake.begun == [Case()]


async def test_pictures_are_painted_when_somebody_wants_them(http, cache, studio):
    """The scene alone paints nothing; the first wish does, once."""
    kept(cache, Case(level="L2"))
    document = await ready(http, OTHER)
    assert studio.begun == []
    still = document["treatments"]["kyphoplasty"]["stills"][0]
    async with http.get(still) as response:
        assert (response.status, response.headers["Cache-Control"]) == (204, "no-store")
    studio.go.set()
    async with asyncio.timeout(10):
        while response.status != 200:
            async with http.get(still) as response:
                await asyncio.sleep(0.02)
    assert response.headers["Content-Type"] == "image/webp"


async def test_no_pictures_are_painted_of_what_is_not_shown(http, studio):
    """A picture of a scene that nobody has made is not to be had."""
    async with http.get(f"/stills/{PICTURES}/00.webp") as response:
        assert response.status == 404
    assert studio.begun == []


async def test_pictures_that_cannot_be_painted_are_not_tried_again(http, cache, studio):
    """On a machine that cannot draw, each wish is answered at once."""
    studio.failure = "Pictures cannot be drawn here."
    kept(cache, Case(level="L2"))
    document = await ready(http, OTHER)
    for _ in range(5):
        async with http.get(document["treatments"]["kyphoplasty"]["stills"][0]) as response:
            assert response.status == 204
    assert studio.begun == []


@needs_body
async def test_a_case_names_its_person_and_room(http, cache):
    """Their addresses are in the answer, and nothing is made for it."""
    kept(cache, Case(level="L2"))
    _, document = await answer(http, OTHER)
    assert document["companions"] == [f"/companion/{key}.glb" for key in AROUND]
    assert not any(cache.has(key, ENTRY) for key in AROUND)


async def test_without_a_body_a_case_names_none(no_body, http, cache):
    """The picture then shows the spine alone."""
    kept(cache, Case(level="L2"))
    _, document = await answer(http, OTHER)
    assert document["companions"] == []


@needs_body
async def test_a_person_is_made_when_it_is_first_fetched(http, accompanied):
    """Then it is a file that never changes, packed as the browser can read it."""
    for _ in range(2):
        async with http.get(f"/companion/{AROUND[0]}.glb") as response:
            assert response.status == 200
            assert response.content_type == "model/gltf-binary"
            assert response.headers["Content-Encoding"] == "br"
            assert "immutable" in response.headers["Cache-Control"]
            assert brotli.decompress(await response.read()) == b"person"
    assert accompanied == [companions_of(Case(level="L2"))[0]]


@needs_body
async def test_a_person_that_cannot_be_made_may_be_asked_for_later(http, monkeypatch):
    """The answer says when; the scene is there without it."""

    def fail(*_):
        msg = "no"
        raise BakeError(msg)

    monkeypatch.setattr(bake_queue, "make_companion", fail)
    async with http.get(f"/companion/{AROUND[0]}.glb") as response:
        assert response.status == 503
        assert int(response.headers["Retry-After"]) > 0


@needs_body
@pytest.mark.parametrize("site_of_request", ["cross-site", "same-site"])
async def test_another_sites_page_gets_no_person(http, accompanied, site_of_request):
    """Nor is one made for it."""
    address = f"/companion/{AROUND[0]}.glb"
    async with http.get(address, headers={"Sec-Fetch-Site": site_of_request}) as response:
        assert response.status == 403
    async with http.head(address) as response:
        assert response.status == 405
    assert accompanied == []


@pytest.mark.parametrize("name", ["0" * 20, KEY, KEY.upper(), "person", f"..%2fscene%2f{KEY}"])
async def test_only_companions_have_an_address_as_such(http, cache, accompanied, name):
    """Neither a scene nor anything else is found there, and nothing is made."""
    kept(cache, Case(level="L2"))
    async with http.get(f"/companion/{name}.glb") as response:
        assert response.status == 404
    assert accompanied == []
