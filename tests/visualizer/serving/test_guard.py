"""What a hand-made websocket client can do to the server and to other visitors: nothing."""

import asyncio
import contextlib

import aiohttp
import msgpack
import pytest
from wslink.chunking import HEADER_LENGTH, generate_chunks

from scenes.story.steps import STEPS
from visualizer.serving.guard import LARGEST_MESSAGE, is_same_origin

HELLO = {"id": "system:1", "method": "wslink.hello", "args": [{"secret": "wslink-secret"}]}


class HandMadeClient:
    """Speaks wslink by hand, as a stranger would."""

    def __init__(self, websocket):
        self.websocket = websocket
        self.count = 0

    async def send(self, message):
        """Send any message whatever it is."""
        for chunk in generate_chunks(msgpack.packb(message), 0):
            await self.websocket.send_bytes(chunk)

    async def receive(self, timeout=2.0):
        """Return the next message, or what closed the connection."""
        frame = await self.websocket.receive(timeout=timeout)
        if frame.type is not aiohttp.WSMsgType.BINARY:
            return frame
        return msgpack.unpackb(frame.data[HEADER_LENGTH:])

    async def call(self, method, *args, **kwargs):
        """Call a method and return the whole reply."""
        self.count += 1
        message = {"id": f"rpc:{self.count}", "method": method, "args": args, "kwargs": kwargs}
        await self.send(message)
        return await self.receive()

    async def state(self):
        """Return the state as a new visitor would get it."""
        return (await self.call("trame.state.get"))["result"]["state"]


@contextlib.asynccontextmanager
async def connected(site, **headers):
    """Open a websocket and log in."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(site.address + "/ws", headers=headers) as websocket,
    ):
        client = HandMadeClient(websocket)
        await client.send(HELLO)
        assert "clientID" in (await client.receive())["result"]
        yield client


async def test_the_page_can_be_read(site):
    """A visitor gets the template and what belongs to each step."""
    async with connected(site) as visitor:
        state = await visitor.state()
    assert [step["compare"] for step in state["steps"]] == [False] * (len(STEPS) - 1) + [True]
    assert "walkthrough-viewer" in state["trame__template_main"]


@pytest.mark.parametrize(
    "changes",
    [
        [{"key": "time", "value": 7}],
        [{"key": "trame__template_main", "value": "<script>alert(1)</script>"}],
        [],
    ],
)
async def test_state_cannot_be_written(site, changes):
    """A state write is refused, and neither the server nor another visitor sees it."""
    async with connected(site) as visitor, connected(site) as stranger:
        before = await visitor.state()
        reply = await stranger.call("trame.state.update", changes)
        assert reply["error"] == {"code": -32601, "message": "This page does not offer that."}
        with pytest.raises(TimeoutError):
            await visitor.receive(timeout=0.2)
        assert await visitor.state() == before


@pytest.mark.parametrize(
    "method",
    [
        "application.exit",
        "application.exit.later",
        "trame.force.push",
        "trame.trigger",
        "no.such.method",
        "__init__",
        "",
    ],
)
async def test_nothing_else_can_be_called(site, method):
    """A method that the page does not offer is refused in one sentence; the server goes on."""
    async with connected(site) as stranger:
        reply = await stranger.call(method, "anything", [], {})
        assert reply["error"]["message"] == "This page does not offer that."
        assert "data" not in reply["error"]
    async with connected(site) as visitor:
        assert await visitor.state()


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("trame.state.get", ["extra"]),
        ("trame.lifecycle.update", ["server_exited"]),
        ("trame.lifecycle.update", [["client_connected"]]),
        ("trame.lifecycle.update", []),
        ("trame.error.client", ["x" * 501]),
        ("trame.error.client", ["two\nlines\x1b[2J"]),
        ("trame.error.client", [7]),
    ],
)
async def test_values_are_checked(site, method, args):
    """A method of the page with values it never sends is refused."""
    async with connected(site) as stranger:
        reply = await stranger.call(method, *args)
    assert reply["error"] == {"code": -32602, "message": f"{method} got invalid values."}


async def test_login_is_needed(site):
    """Before its hello a client is told nothing."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(site.address + "/ws") as websocket,
    ):
        reply = await HandMadeClient(websocket).call("trame.state.get")
    assert "error" in reply
    assert "result" not in reply


@pytest.mark.parametrize(
    "message",
    [
        7,
        [],
        {"method": "trame.state.get"},
        {"id": 1, "method": "trame.state.get"},
        {"id": "rpc:1", "method": ["trame.state.get"]},
        {"id": "system:1", "method": "wslink.hello", "args": 5},
        {"id": "rpc:1", "method": "trame.state.get", "kwargs": []},
    ],
)
async def test_what_is_no_message_ends_the_connection(site, message):
    """A value of the wrong shape closes the stranger's own connection, nobody else's."""
    async with connected(site) as visitor, connected(site) as stranger:
        await stranger.send(message)
        assert (await stranger.receive()).data == aiohttp.WSCloseCode.POLICY_VIOLATION
        assert await visitor.state()


def header(number, offset, size):
    """Return the header of one wslink chunk."""
    return b"".join(part.to_bytes(4, "little") for part in (number, offset, size))


@pytest.mark.parametrize(
    "frame",
    [
        header(1, 0, 256 * 1024 * 1024) + b"x",
        header(1, 0, LARGEST_MESSAGE + 1) + b"x",
        header(1, 900, 10) + b"0123456789",
        header(1, 0, 4) + b"\xc1\xc1\xc1\xc1",
        b"short",
        b"",
    ],
)
async def test_a_frame_cannot_claim_memory(site, frame):
    """A frame that claims too much, or makes no sense, closes the connection, also after login."""
    async with connected(site) as stranger:
        await stranger.websocket.send_bytes(frame)
        assert (await stranger.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_many_unfinished_messages_end_the_connection(site):
    """A client cannot keep pieces of many messages in the server's memory."""
    async with connected(site) as stranger:
        for number in range(8):
            await stranger.websocket.send_bytes(header(number, 0, LARGEST_MESSAGE) + b"x")
        assert (await stranger.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_a_large_frame_ends_the_connection(site):
    """A frame above the cap is not read to its end."""
    async with connected(site) as stranger:
        await stranger.websocket.send_bytes(b"x" * (64 * 1024))
        frame = await stranger.receive()
    assert frame.data == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


async def test_text_frames_end_the_connection(site):
    """The protocol is binary; text is not logged line by line."""
    async with connected(site) as stranger:
        await stranger.websocket.send_str("hello")
        assert (await stranger.receive()).type is aiohttp.WSMsgType.CLOSE


@pytest.mark.parametrize(
    "origin", ["https://example.org", "null", "http://127.0.0.1:1", "http://["]
)
async def test_a_foreign_page_cannot_connect(site, origin):
    """A websocket from another origin is refused before anything is said."""
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        async with connected(site, Origin=origin):
            pass


async def test_the_own_page_can_connect(site):
    """A websocket from the server's own page is let in."""
    async with connected(site, Origin=site.address) as visitor:
        assert await visitor.state()


def test_origin_is_compared_with_the_host():
    """Only the same host and port count as the same site."""
    assert is_same_origin("https://Clinic.example:8443", "clinic.example:8443")
    assert not is_same_origin("https://clinic.example", "clinic.example:8443")
    assert not is_same_origin("file://", "localhost:8080")


async def test_a_plain_get_is_no_websocket(site, http):
    """``GET /ws`` without an upgrade is a bad request, not a server error."""
    async with http.get("/ws") as response:
        assert response.status == 400
        assert await response.text() == "This address takes websockets only.\n"


async def test_a_client_that_does_not_read_holds_up_nobody(site):
    """Each visitor has a send queue of its own."""
    async with connected(site) as visitor, connected(site) as stranger:
        transport = stranger.websocket._response.connection.transport
        transport.pause_reading()
        for number in range(1500):
            await stranger.send({"id": f"rpc:{number}", "method": "trame.state.get"})
        await asyncio.sleep(0.5)
        async with asyncio.timeout(5):
            assert await visitor.state()
        transport.abort()
