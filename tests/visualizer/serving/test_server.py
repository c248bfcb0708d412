"""Routes, headers and compression, as a browser meets them."""

import gzip
import re
import socket

import brotli
import pytest

from scenes.file.key import scene_key
from scenes.story.case import Case
from visualizer.serving.listening import ServeError, check_port, host_name


async def test_it_is_healthy(http):
    """The health address answers for machines."""
    async with http.get("/healthz") as response:
        assert (response.status, await response.text()) == (200, "ok\n")


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/handout", "/walkthrough.html", "/healthz", "/no/such/file", "/ws"],
)
async def test_every_answer_is_guarded(http, path):
    """Success or error, an answer carries the policy that keeps other hosts out."""
    async with http.get(path) as response:
        policy = response.headers["Content-Security-Policy"]
        host = f"{response.url.host}:{response.url.port}"
        assert "default-src 'self'" in policy
        assert "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval';" in policy
        assert f"connect-src 'self' blob: data: ws://{host} wss://{host};" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in response.headers


@pytest.mark.parametrize(
    ("path", "ancestors", "others"),
    [
        ("/?embed=1", "*", ("unsafe-none", "cross-origin")),
        ("/index.html?step=3&embed=1", "*", ("unsafe-none", "cross-origin")),
        ("/", "'self'", ("same-origin", "same-origin")),
        ("/?kiosk=1", "'self'", ("same-origin", "same-origin")),
        ("/?embed=0", "'self'", ("same-origin", "same-origin")),
        ("/handout?embed=1", "'self'", ("same-origin", "same-origin")),
        ("/healthz?embed=1", "'self'", ("same-origin", "same-origin")),
        ("/ws?embed=1", "'self'", ("same-origin", "same-origin")),
    ],
)
async def test_only_the_player_alone_may_be_framed(http, path, ancestors, others):
    """In its mode the first page lets other sites frame it; every other answer stays strict."""
    async with http.get(path, allow_redirects=False) as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.endswith(f"frame-ancestors {ancestors}")
        assert "default-src 'self'" in policy
        opener, resource = others
        assert response.headers["Cross-Origin-Opener-Policy"] == opener
        assert response.headers["Cross-Origin-Resource-Policy"] == resource


def scene_folder(cache):
    """Return where the files of the usual scene lie."""
    return cache.root / scene_key(Case()) / "scene"


async def test_the_scene_travels_packed(http, site, cache):
    """A browser that takes brotli gets the sibling, with its own length, tag and encoding."""
    packed = (scene_folder(cache) / "scene.pack.glb.br").read_bytes()
    async with http.get(site.usual.scene_url) as response:
        assert response.headers["Content-Encoding"] == "br"
        assert response.headers["Content-Type"] == "model/gltf-binary"
        assert response.headers["Content-Length"] == str(len(packed))
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["Vary"] == "Accept-Encoding"
        assert await response.read() == packed


async def test_the_scene_travels_plain_to_others(http, site, cache):
    """Without brotli the same address gives the file as it is, under another tag."""
    async with http.get(site.usual.scene_url) as packed:
        packed_tag = packed.headers["ETag"]
    async with http.get(site.usual.scene_url, headers={"Accept-Encoding": "identity"}) as response:
        assert "Content-Encoding" not in response.headers
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["ETag"] != packed_tag
        assert await response.read() == (scene_folder(cache) / "scene.pack.glb").read_bytes()


async def test_the_scene_is_not_sent_twice(http, site):
    """A browser that has the scene is told so."""
    async with http.get(site.usual.scene_url) as first:
        tag = first.headers["ETag"]
    async with http.get(site.usual.scene_url, headers={"If-None-Match": tag}) as second:
        assert second.status == 304
        assert await second.read() == b""


async def test_the_scene_comes_in_ranges(http, site, cache):
    """A part that was asked for comes alone; a part past the end is refused."""
    headers = {"Accept-Encoding": "identity", "Range": "bytes=100-199"}
    scene = (scene_folder(cache) / "scene.pack.glb").read_bytes()
    async with http.get(site.usual.scene_url, headers=headers) as response:
        assert response.status == 206
        assert response.headers["Content-Range"] == f"bytes 100-199/{len(scene)}"
        assert await response.read() == scene[100:200]
    async with http.get(
        site.usual.scene_url, headers=headers | {"Range": "bytes=9999-"}
    ) as response:
        assert response.status == 416


async def test_stills_are_served_as_they_appear(http, site):
    """A painted still can be kept for ever; one that is not there yet is asked for again."""
    async with http.get(site.usual.treatments["kyphoplasty"].stills[0]) as response:
        assert response.headers["Content-Type"] == "image/webp"
        assert "immutable" in response.headers["Cache-Control"]
    async with http.get(site.usual.treatments["kyphoplasty"].stills[1]) as response:
        assert (response.status, response.headers["Cache-Control"]) == (204, "no-store")


@pytest.mark.parametrize(
    "path", ["/stills/0123abcd/../scene.pack.glb", "/assets/..%2f..%2fpyproject.toml", "/vue.js"]
)
async def test_no_other_file_can_be_had(http, path):
    """Only listed files have an address."""
    async with http.get(path) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("read", "packed", "unpack"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
async def test_the_page_is_packed_as_the_browser_can_read_it(http, read, packed, unpack):
    """The smallest way that it knows, and the same page in each."""
    async with http.get("/", headers={"Accept-Encoding": read}) as response:
        assert response.headers.get("Content-Encoding") == packed
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-cache"
        assert "Accept-Encoding" in response.headers["Vary"]
        page = unpack(await response.read())
    async with http.get("/", headers={"Accept-Encoding": "identity"}) as response:
        assert await response.read() == page


async def test_scripts_and_styles_travel_packed_and_stay(http):
    """Everything that the page links comes compressed and never changes under its name."""
    async with http.get("/", headers={"Accept-Encoding": "identity"}) as response:
        page = await response.text()
    links = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert len(links) == 6
    for link in links:
        async with http.get(link) as response:
            assert response.status == 200
            assert response.headers["Content-Encoding"] in {"br", "gzip"}
            assert "immutable" in response.headers["Cache-Control"]


async def test_the_page_names_no_other_host(http):
    """All addresses in the first page are its own."""
    async with http.get("/", headers={"Accept-Encoding": "identity"}) as response:
        page = await response.text()
    assert re.findall(r"(?:https?:)?//[\w.]+", page.replace("http://www.w3.org", "")) == []


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/?sessionURL=ws://elsewhere.example/ws", "/"),
        ("/?step=7&sessionURL=ws://elsewhere.example/ws&secret=x", "/?step=7"),
        ("/index.html?ui=other&wsChannel=1&t=6.4", "/index.html?t=6.4"),
        ("/?enableSharedArrayBufferServiceWorker=1", "/"),
    ],
)
async def test_a_link_cannot_redirect_the_client(http, asked, address):
    """Names that trame's client obeys are taken out of the address before any script runs."""
    async with http.get(asked, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (302, address)


async def test_another_name_for_this_machine_is_refused(http):
    """A page elsewhere cannot reach a local server under its own name."""
    async with http.get("/", headers={"Host": "elsewhere.example"}) as response:
        assert response.status == 421
        assert "--host" in await response.text()


def test_a_taken_port_is_named():
    """The sentence says which port, and how to choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"Port {port} is in use; choose another with --port"):
            check_port("127.0.0.1", port)


def test_a_foreign_host_is_named():
    """An address that is not this machine's is refused in one sentence."""
    with pytest.raises(ServeError, match=r"Cannot listen on 192\.0\.2\.1:0 .*--host"):
        check_port("192.0.2.1", 0)


def test_a_free_port_is_fine():
    """Nothing is said when the server can listen."""
    check_port("localhost", 0)


@pytest.mark.parametrize(
    ("host", "name"), [("localhost:8080", "localhost"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]")]
)
def test_host_names_are_read_without_port(host, name):
    """The port is no part of the name."""
    assert host_name(host) == name
