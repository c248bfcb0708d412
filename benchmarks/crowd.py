"""What the server uses when many viewers are connected."""

import asyncio
import resource
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final

import aiohttp
import msgpack
from wslink.chunking import UnChunker, generate_chunks

from benchmarks.figures import Figure
from benchmarks.servers import Server, answer_time, app, running
from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.making import pictures as stills

CROWD: Final = 1000
WATCHING_SECONDS: Final = 20.0
AT_ONCE: Final = 50
"""Viewers that arrive together."""
ARRIVAL_LIMIT: Final = 120.0
OTHER_FILES: Final = 200
SETTLING_LIMIT: Final = 90.0
ANSWER_LIMIT: Final = 30.0
LARGEST_ANSWER: Final = 10_000_000

# What a page says when it opens.
GREETING: Final[tuple[tuple[str, str, list[Any]], ...]] = (
    ("system:c0:0", "wslink.hello", [{"secret": "wslink-secret"}]),
    ("core:1", "trame.state.get", []),
    ("core:2", "trame.lifecycle.update", ["client_connected"]),
    ("core:3", "trame.lifecycle.update", ["client_mounted"]),
)


def measure(cache: Path) -> list[Figure]:
    """Measure starting, then memory and processor with one viewer and with many."""
    viewers = min(CROWD, raise_file_limit(CROWD + OTHER_FILES) - OTHER_FILES)
    with running(app(cache)) as server:
        first_page = answer_time(server.address)
        wait_until_painted(cache)
        alone, _ = asyncio.run(watch(server, 1, seconds=1.0))
        together, share = asyncio.run(watch(server, viewers, seconds=WATCHING_SECONDS))
    note = "" if viewers == CROWD else f"{viewers} viewers: the system allows no more open files"
    return [
        Figure("server start, cache warm", server.started_in, "s", 1.5),
        Figure("first page answered", first_page, "s", 0.1),
        Figure("server's memory with 1 viewer", alone, "MB", 90),
        Figure(f"server's memory with {viewers:,} viewers", together, "MB", 120, note),
        Figure(f"server's processor with {viewers:,} watching", share, "% of a core", 2, note),
    ]


async def watch(server: Server, viewers: int, seconds: float) -> tuple[float, float]:
    """Connect some viewers, let them watch, and return memory in MB and processor in percent."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )
        async with asyncio.timeout(ARRIVAL_LIMIT):
            for start in range(0, viewers, AT_ONCE):
                count = min(AT_ONCE, viewers - start)
                await asyncio.gather(*(connect(stack, session, server) for _ in range(count)))
        await asyncio.sleep(1.0)
        used, begin = server.cpu_seconds(), time.perf_counter()
        await asyncio.sleep(seconds)
        share = (server.cpu_seconds() - used) / (time.perf_counter() - begin)
        return server.memory(), 100.0 * share


async def connect(stack: AsyncExitStack, session: aiohttp.ClientSession, server: Server) -> None:
    """Say over a websocket what a page says when it opens, and read the answers."""
    address = f"{server.address.replace('http', 'ws', 1)}/ws"
    websocket = await stack.enter_async_context(session.ws_connect(address, max_msg_size=0))
    for rpcid, method, arguments in GREETING:
        await send(websocket, rpcid, method, arguments)
        await receive(websocket)


async def send(
    websocket: aiohttp.ClientWebSocketResponse, rpcid: str, method: str, arguments: list[Any]
) -> None:
    """Send one call as the page's own client does."""
    call = {"wslink": "1.0", "id": rpcid, "method": method, "args": arguments, "kwargs": {}}
    for chunk in generate_chunks(msgpack.packb(call), 0):
        await websocket.send_bytes(chunk)


async def receive(websocket: aiohttp.ClientWebSocketResponse) -> None:
    """Read one answer to its end."""
    answer = UnChunker()
    answer.set_max_message_size(LARGEST_ANSWER)
    while answer.process_chunk(await websocket.receive_bytes(timeout=ANSWER_LIMIT)) is None:
        continue


def raise_file_limit(wanted: int) -> int:
    """Allow more open files, up to what the system lets; servers started later inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < ceiling:
        resource.setrlimit(resource.RLIMIT_NOFILE, (ceiling, hard))
    return max(soft, ceiling)


def wait_until_painted(cache: Path) -> None:
    """Wait until a server has done the work of its start: painting stills is the last of it."""
    end = time.perf_counter() + SETTLING_LIMIT
    key = scene_key(Case())
    while Cache(cache).entry(key, stills.ENTRY) is None and time.perf_counter() < end:
        time.sleep(0.2)
