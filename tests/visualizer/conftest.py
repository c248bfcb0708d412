"""A small made-up walkthrough, served in this process."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import aiohttp
import pytest

from scenes.model import sources
from scenes.store.cache import Cache
from scenes.story.case import Case
from tests.visualizer.baking import MadeUpBake, Studio, kept, make_small_companion, painted
from visualizer.content import load_contents
from visualizer.making import bake_queue
from visualizer.making import pictures as pictures_module
from visualizer.making.bake_queue import BakeQueue
from visualizer.making.pictures import Pictures
from visualizer.page.panels import surroundings_of
from visualizer.serving import server
from visualizer.serving.guard import PAGE_METHODS, GuardedHandler
from visualizer.serving.server import Site

SCENE = bytes(range(250)) * 12


@pytest.fixture
def bake():
    """Make a bake that the test lets go on."""
    return MadeUpBake()


@pytest.fixture
def studio(monkeypatch):
    """Make painters that the test lets go on."""
    studio = Studio()
    monkeypatch.setattr(pictures_module, "Studio", studio)
    return studio


@pytest.fixture
def cache(tmp_path):
    """Make an empty cache."""
    return Cache(tmp_path)


@pytest.fixture
def usual(cache):
    """Put the usual case into the cache, with the first of its pictures."""
    kept(cache, Case(), SCENE)
    painted(cache, Case(), "00")
    return cache


@pytest.fixture
def queue(cache, bake):
    """Make a queue whose bakes the test lets go on."""
    queue = BakeQueue(cache, bake, lambda: ThreadPoolExecutor(1))
    yield queue
    bake.go.set()


@pytest.fixture
def accompanied(monkeypatch):
    """Have made-up persons and rooms; return those that are made, in order."""
    made = []

    def make(companion, cache, key):
        made.append(companion)
        return make_small_companion(companion, cache, key)

    monkeypatch.setattr(bake_queue, "make_companion", make)
    return made


@pytest.fixture
def no_body(monkeypatch):
    """Do without the shape of a person, as where it is not installed."""
    monkeypatch.setattr(sources, "find_spec", lambda _name: None)


@pytest.fixture
def pictures(cache, queue, studio):
    """Make the pictures, which begin at once and wait to be let go on."""
    pictures = Pictures(cache, queue)
    pictures._may_paint.set()
    yield pictures
    pictures.close()


@pytest.fixture(scope="session")
def assets_folder(tmp_path_factory):
    """Make the place of the page's own files, which are put together once."""
    return tmp_path_factory.mktemp("assets")


@pytest.fixture(scope="session")
def contents():
    """Load the words once."""
    return load_contents()


WRITTEN = {}


def written_once(content, names, places=None, *, change=""):
    """Write what stands around the page once in each language; it is the same for every server."""
    key = content.language, change
    if key not in WRITTEN:
        WRITTEN[key] = surroundings_of(content, names, places, change=change)
    return WRITTEN[key]


@pytest.fixture
def served_quickly(monkeypatch):
    """Let servers share what stands around their pages."""
    monkeypatch.setattr(server, "surroundings_of", written_once)


@asynccontextmanager
async def running(site):
    """Run a server; ``site.address`` says where."""
    task = asyncio.create_task(site.run(port=0))
    await site.server.ready
    site.address = f"http://127.0.0.1:{site.server.port}"
    try:
        yield site
    finally:
        await site.server.stop()
        await task


@pytest.fixture
async def site(usual, queue, pictures, contents, assets_folder, served_quickly):
    """Run a server that has the usual case."""
    made = Site(queue, pictures, contents, assets_folder, host="127.0.0.1")
    async with running(made) as serving:
        yield serving
        queue.close()


class Streamed:
    """Stands for the picture that a server paints for one person."""

    handler, methods = GuardedHandler, PAGE_METHODS

    def place(self, server):
        """Put nothing into the page."""

    def bind(self, app, server):
        """Need no route."""


@pytest.fixture
async def lone_site(usual, queue, pictures, contents, assets_folder, served_quickly):
    """Run a server that can show the usual case alone."""
    made = Site(queue, pictures, contents, assets_folder, host="127.0.0.1", remote=Streamed())
    async with running(made) as serving:
        yield serving


@pytest.fixture
async def http(site):
    """Open an HTTP client that says what a browser says about compression."""
    async with aiohttp.ClientSession(
        site.address, auto_decompress=False, headers={"Accept-Encoding": "gzip, br"}
    ) as session:
        yield session
