"""Cases on demand, as a browser meets them: a real server, a bake that takes no time."""

import asyncio
import json
import time
from dataclasses import replace
from urllib.parse import quote

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from scenes.file.key import scene_key
from scenes.story.case import Case
from scenes.story.script import SCRIPTS
from tests.visualizer.baking import MANY, kept, write
from visualizer.content import load_contents
from visualizer.making import pictures as stills_module
from visualizer.making.baker import Baker
from visualizer.making.bakery import BakeError, NoRoomError
from visualizer.making.pictures import LaterStills
from visualizer.making.routes import Cases
from visualizer.serving.server import Site

CONTENTS = load_contents()
OTHER = "/case?level=L2"
KEY = scene_key(Case(level="L2"))


@pytest.fixture
def cases(cache, oven):
    """Make the routes, with a queue of two."""
    baker = Baker(cache, queue=2, bake=oven)
    later = LaterStills(cache, baker)
    yield Cases(baker, later, CONTENTS)
    baker.close()
    later.close()


@pytest.fixture
async def http(cases):
    """Serve the routes alone, to a client that says what a browser says about compression."""
    app = web.Application()
    cases.bind(app)
    async with (
        TestServer(app) as server,
        ClientSession(
            server.make_url("/"), auto_decompress=False, headers={"Accept-Encoding": "gzip, br"}
        ) as session,
    ):
        yield session


async def answer(http, path, **headers):
    """Ask for a case."""
    async with http.get(path, headers={"Accept-Encoding": "identity", **headers}) as response:
        return response.status, await response.json()


async def ready(http, path):
    """Ask until a case is there."""
    async with asyncio.timeout(10):
        while (told := (await answer(http, path))[1])["state"] != "ready":
            await asyncio.sleep(0.02)
    return told


async def test_a_look_at_a_known_case_has_a_worker_get_ready(http, cache, cases, monkeypatch):
    """The page asks when the choices are opened; a case that is baked now has its worker."""
    expected = []
    monkeypatch.setattr(cases._baker, "expect", lambda: expected.append(OTHER))
    kept(cache, Case(level="L2"))
    await answer(http, OTHER)
    await answer(http, "/case?level=L3")
    assert expected == [OTHER]


async def test_a_peek_tells_of_what_is_there_and_makes_nothing(http, cache, oven):
    """Whoever points at a choice has not chosen it."""
    peek = f"{OTHER}&peek=1"
    assert await answer(http, peek) == (200, {"state": "unknown"})
    await asyncio.sleep(0.1)
    assert oven.begun == []
    kept(cache, Case(level="L2"))
    assert await answer(http, peek) == await answer(http, OTHER)


async def test_a_known_case_is_told_at_once(http, cache):
    """Where everything lies, under the names that the page uses; nothing is kept by browsers."""
    kept(cache, Case(level="L2"), b"x" * 321)
    async with http.get(OTHER) as response:
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-store"
    _, told = await answer(http, OTHER)
    assert told["state"] == "ready"
    assert told["key"] == KEY
    assert told["case"] == Case(level="L2").to_dict()
    assert told["scene"] == f"/scene/{KEY}.glb"
    assert told["bytes"] == 321
    usual = told["told"]["kyphoplasty"]
    assert usual["stills"][1] == f"/stills/{KEY}/01.webp"
    assert told["bones"]["weak"] == f"/stills/{KEY}/bone_weak.webp"
    assert usual["xrays"]["ap"][11] == f"/stills/{KEY}/ap_11.webp"
    for treatment, script in SCRIPTS.items():
        assert len(told["told"][treatment]["stills"]) == len(script.steps)


async def test_the_default_case_needs_no_name(http, cache):
    """Without a query it is the case that everybody sees first."""
    kept(cache, Case())
    _, told = await answer(http, "/case")
    assert told["key"] == scene_key(Case())


async def test_an_unknown_case_is_made_while_the_page_asks(http, oven):
    """It tells how far it is and what happens; then the scene can be fetched, packed."""
    making = {"state": "baking", "share": 0.25, "message": "Shaping the bones", "ahead": 0}
    assert await begun(http) == making
    oven.go.set()
    told = await ready(http, OTHER)
    async with http.get(told["scene"]) as response:
        assert response.status == 200
        assert response.headers["Content-Encoding"] == "br"
        assert "immutable" in response.headers["Cache-Control"]
        assert len(await response.read()) == int(response.headers["Content-Length"])
    assert len(oven.begun) == 1


async def begun(http):
    """Ask for a case until its bake has begun; returns what is told then."""
    async with asyncio.timeout(10):
        while (told := (await answer(http, OTHER))[1])["share"] == 0.0:
            await asyncio.sleep(0.02)
    return told


async def test_an_answer_waits_a_little_for_news(http, oven, monkeypatch):
    """Whoever knows how far it is learns at once when it is there."""
    told = await begun(http)
    known = f"{OTHER}&since={told['share']}"
    assert (await answer(http, known))[1] == told, "after a while there is an answer in any case"
    monkeypatch.setattr("visualizer.making.routes.LONGEST_WAIT", 60.0)
    asked = asyncio.create_task(answer(http, known))
    await asyncio.sleep(0.3)
    assert not asked.done()
    oven.go.set()
    async with asyncio.timeout(30):
        assert (await asked)[1]["state"] == "ready"


@pytest.fixture
async def lasting(cases):
    """Serve as the program does: an answer is worked at though nobody waits for it any more."""
    app = web.Application()
    cases.bind(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    (host, port) = runner.addresses[0]
    async with ClientSession(f"http://{host}:{port}") as session:
        yield session
    await runner.cleanup()


async def test_who_goes_while_an_answer_waits_does_not_ask_any_more(lasting, oven):
    """The case makes way for the one that is wanted instead."""
    http = lasting
    told = await begun(http)
    asked = asyncio.create_task(answer(http, f"{OTHER}&since={told['share']}"))
    await asyncio.sleep(0.1)
    asked.cancel()
    wanted = Case(level="L3")
    await answer(http, "/case?level=L3&instead=" + quote("level=L2"))
    async with asyncio.timeout(20):
        while wanted not in oven.begun:
            await asyncio.sleep(0.2)
            await answer(http, "/case?level=L3")


@pytest.mark.parametrize("since", ["0.1", "nan", "", "soon"])
async def test_an_answer_that_is_news_does_not_wait(http, oven, monkeypatch, since):
    """Nor does one to a question that makes no sense."""
    told = await begun(http)
    monkeypatch.setattr("visualizer.making.routes.LONGEST_WAIT", 60.0)
    async with asyncio.timeout(30):
        assert (await answer(http, f"{OTHER}&since={since}"))[1] == told
    assert oven.begun


@pytest.mark.parametrize(
    ("path", "header"), [(f"{OTHER}&lang=es", "en"), (OTHER, "es-MX,es;q=0.9,en;q=0.5")]
)
async def test_progress_is_told_in_the_persons_language(http, path, header):
    """The address decides, then the browser."""
    async with asyncio.timeout(10):
        while (told := (await answer(http, path, **{"Accept-Language": header}))[1])["share"] == 0:
            assert told["message"] == "Preparando"
    assert told["message"] == "Dando forma a los huesos"


async def test_who_has_to_wait_is_told_how_many_come_first(http, oven):
    """The second case waits for the first."""
    await answer(http, OTHER)
    _, told = await answer(http, "/case?level=L3")
    assert told["message"] == "Waiting for another model to be finished"
    assert told["ahead"] == 1


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
async def test_what_cannot_be_shown_is_refused_part_by_part(http, oven, query, sentence):
    """A sentence for each mistake, and no work for the server."""
    status, told = await answer(http, f"/case{query}")
    assert status == 400
    assert told["state"] == "refused"
    assert told["sentence"].startswith(sentence)
    assert len(told["sentence"]) < 400
    assert oven.begun == []


async def test_a_flood_of_wrong_names_is_answered_briefly(http):
    """However much is wrong, the answer stays short."""
    query = "&".join(f"n{number}=1" for number in range(900))
    status, told = await answer(http, f"/case?{query}")
    assert status == 400
    assert len(told["sentence"]) < 400


async def test_a_full_queue_is_told_in_one_sentence(http, oven):
    """The answer says when to come back; nobody's place is lost."""
    for level in ("T12", "L2", "L3"):
        await answer(http, f"/case?level={level}")
    async with asyncio.timeout(10):
        while not oven.begun:
            await asyncio.sleep(0.01)
    await answer(http, "/case?level=L3")
    plain = {"Accept-Encoding": "identity"}
    async with http.get("/case?shape=crush", headers=plain) as response:
        told = json.loads(await response.read())
        assert response.status == 503
        assert response.headers["Retry-After"] == "10"
    assert told == {
        "state": "busy",
        "sentence": "Many models are being made right now. Please try again in 10 seconds.",
    }


async def test_a_page_can_want_another_case_instead(http, oven):
    """Its question names the case that it asked for before, which then makes way."""
    await answer(http, f"{OTHER}&lang=en")
    instead = f"/case?level=L3&lang=en&instead={quote(OTHER.partition('?')[2])}"
    _, told = await answer(http, instead)
    async with asyncio.timeout(10):
        while told["share"] == 0.0:
            await asyncio.sleep(0.02)
            _, told = await answer(http, "/case?level=L3&lang=en")
    assert oven.begun == [Case(level="L2"), Case(level="L3")]
    status, told = await answer(http, f"{OTHER}&lang=en&instead=level%3DL9")
    assert (status, told["state"]) == (400, "refused")


@pytest.mark.parametrize(
    ("failure", "status", "sentence"),
    [
        (BakeError("x"), 500, "This model could not be made."),
        (NoRoomError("x"), 507, "There is no room for one more model on the server."),
        (RuntimeError("/a/path/of/this/machine"), 500, "This model could not be made."),
    ],
)
async def test_a_failed_bake_is_one_sentence(http, oven, failure, status, sentence):
    """No reason that names the machine reaches a visitor; what they have stays."""
    oven.failure = failure
    oven.go.set()
    async with asyncio.timeout(10):
        while (told := await answer(http, OTHER))[1]["state"] == "baking":
            await asyncio.sleep(0.02)
    assert told == (
        status,
        {"state": "failed", "sentence": f"{sentence} You can go on with the one you have."},
    )


@pytest.mark.parametrize("site_of_request", ["cross-site", "same-site"])
async def test_another_sites_page_cannot_make_the_server_work(http, oven, site_of_request):
    """A picture on a strange page whose address is a case begins no bake."""
    async with http.get(OTHER, headers={"Sec-Fetch-Site": site_of_request}) as response:
        assert response.status == 403
    async with http.head(OTHER) as response:
        assert response.status == 405
    assert oven.begun == []


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
        f"/stills/{KEY}/..%2fscene%2fscene.webp",
        f"/stills/{KEY}/manifest.json",
        "/scene/..%2felsewhere.glb",
        "/stills/..%2felsewhere/00.webp",
    ],
)
async def test_only_scenes_of_the_cache_have_an_address(http, cache, path):
    """A key is twenty digits of something that was made, is whole, and lies in the cache."""
    kept(cache, MANY[0])
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


async def test_the_page_has_the_routes_beside_its_own(walkthrough, cases, cache):
    """The scene of the page and any other are served by one server, under one policy."""
    kept(cache, Case(level="L2"))
    site = Site(replace(walkthrough, cases=cases), CONTENTS, "127.0.0.1")
    task = asyncio.create_task(site.run(port=0))
    await site.server.ready
    async with ClientSession(f"http://127.0.0.1:{site.server.port}") as http:
        for path in (site.scene_url, f"/scene/{KEY}.glb", OTHER):
            async with http.get(path) as response:
                assert response.status == 200
                assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        async with http.get(OTHER, headers={"Host": "elsewhere.example"}) as response:
            assert response.status == 421
    await site.server.stop()
    await task


@pytest.fixture
def painter(monkeypatch):
    """Paint one still per case, and count how often."""
    painted = []

    def paint(case, folder, **_):
        painted.append(case)
        (folder / "00.webp").write_bytes(b"RIFF....WEBP")

    monkeypatch.setattr(stills_module, "paint_stills_in_child", paint)
    return painted


async def test_pictures_are_painted_when_somebody_wants_them(http, cache, painter):
    """The scene alone paints nothing; the first wish does, once."""
    kept(cache, Case(level="L2"))
    told = await ready(http, OTHER)
    assert painter == []
    async with http.get(told["told"]["kyphoplasty"]["stills"][0]) as response:
        assert (response.status, response.headers["Cache-Control"]) == (204, "no-store")
    async with asyncio.timeout(10):
        while response.status != 200:
            async with http.get(told["told"]["kyphoplasty"]["stills"][0]) as response:
                await asyncio.sleep(0.02)
    assert response.headers["Content-Type"] == "image/webp"
    async with http.get(told["told"]["kyphoplasty"]["stills"][1]) as response:
        assert response.status == 204
    assert painter == [Case(level="L2")]


async def test_pictures_wait_for_bakes(http, cache, oven, painter, monkeypatch):
    """Whoever waits for a model goes first."""
    monkeypatch.setattr(stills_module, "ARRIVAL", 0.1)
    kept(cache, Case(level="L2"))
    told = await ready(http, OTHER)
    await answer(http, "/case?level=L3")
    for _ in range(5):
        async with http.get(told["told"]["kyphoplasty"]["stills"][0]) as response:
            assert response.status == 204
        await asyncio.sleep(0.05)
    assert painter == []
    oven.go.set()
    async with asyncio.timeout(10):
        while response.status != 200:
            async with http.get(told["told"]["kyphoplasty"]["stills"][0]) as response:
                await asyncio.sleep(0.02)


async def test_pictures_that_cannot_be_painted_are_not_tried_again(http, cache, monkeypatch):
    """On a machine that cannot draw, each wish is answered at once."""
    tries = []

    def fail(*_, **__):
        tries.append(1)
        msg = "Pictures cannot be drawn here."
        raise stills_module.DrawingError(msg)

    monkeypatch.setattr(stills_module, "paint_stills_in_child", fail)
    kept(cache, Case(level="L2"))
    told = await ready(http, OTHER)
    for _ in range(5):
        async with http.get(told["told"]["kyphoplasty"]["stills"][0]) as response:
            assert response.status == 204
        await asyncio.sleep(0.05)
    assert tries == [1]


async def test_a_known_case_is_answered_fast(http, cache):
    """A hundred questions in a row take a few milliseconds each."""
    kept(cache, Case(level="L2"))
    await ready(http, OTHER)
    begin = time.perf_counter()
    for _ in range(100):
        await ready(http, OTHER)
    assert (time.perf_counter() - begin) / 100 < 0.1
