"""A small made-up walkthrough, served in this process."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import brotli
import pytest

from scenes.store.cache import Cache
from tests.visualizer.baking import Oven
from visualizer.content import load_contents
from visualizer.serving.server import Site
from visualizer.serving.walkthrough import Walkthrough


@dataclass(frozen=True)
class MadeUpScene:
    """Stands for a baked scene: the server never looks inside the file."""

    folder: Path
    key: str = "0123abcd"
    bytes: int = 3000


@dataclass(frozen=True)
class PaintedStills:
    """Stands for stills that are being painted."""

    folder: Path


@pytest.fixture(scope="session")
def walkthrough(tmp_path_factory):
    """Write a scene file with its brotli sibling, one still, and a cache."""
    folder = tmp_path_factory.mktemp("walkthrough")
    scene = bytes(range(250)) * 12
    (folder / "scene.pack.glb").write_bytes(scene)
    (folder / "scene.pack.glb.br").write_bytes(brotli.compress(scene))
    (folder / "00.webp").write_bytes(b"RIFF....WEBP")
    return Walkthrough(scene=MadeUpScene(folder), stills=PaintedStills(folder), cache=folder)


@pytest.fixture
def oven():
    """Make a bake that the test lets go on."""
    return Oven()


@pytest.fixture
def cache(tmp_path):
    """Make an empty cache."""
    return Cache(tmp_path)


@pytest.fixture
async def site(walkthrough):
    """Run a server; ``site.address`` says where."""
    running = Site(walkthrough, load_contents(), "127.0.0.1")
    task = asyncio.create_task(running.run(port=0))
    await running.server.ready
    running.address = f"http://127.0.0.1:{running.server.port}"
    yield running
    await running.server.stop()
    await task


@pytest.fixture
async def http(site):
    """Open an HTTP client that says what a browser says about compression."""
    async with aiohttp.ClientSession(
        site.address, auto_decompress=False, headers={"Accept-Encoding": "gzip, br"}
    ) as session:
        yield session
