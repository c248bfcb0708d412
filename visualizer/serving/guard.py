"""The websocket's doorman: a browser may read the page and say hello, and nothing else.

trame shares one state among all browsers of a server and lets any of them write it, call any
trigger, and stop the server.  Here a message passes only if its method is on a short list and
its arguments are what that method expects; every refusal is one sentence without a traceback.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgpack
from aiohttp import WSCloseCode, web
from wslink.backends.aiohttp import AioHttpWsHandler, WebAppServer
from wslink.chunking import HEADER_LENGTH, UnChunker, generate_chunks
from wslink.protocol import METHOD_NOT_FOUND
from wslink.websocket import ServerProtocol

Check = Callable[[list[Any], dict[str, Any]], bool]

LARGEST_MESSAGE = 16 * 1024
"""Bytes a browser may send at once; the page's own messages are below 200."""
LARGEST_REPLY_CHUNK = 1024 * 1024
SLOWEST_READ = 20.0
"""Seconds after which a browser that does not read what it asked for is let go."""
LONGEST_ERROR = 500
INVALID_ARGUMENTS = -32602
LIFE_CYCLE_EVENTS = ("client_connected", "client_mounted", "client_exited")

logger = logging.getLogger(__name__)


def _is_empty(args: list[Any], kwargs: dict[str, Any]) -> bool:
    return not args and not kwargs


def _is_life_cycle(args: list[Any], kwargs: dict[str, Any]) -> bool:
    return not kwargs and len(args) == 1 and args[0] in LIFE_CYCLE_EVENTS


def _is_error_text(args: list[Any], kwargs: dict[str, Any]) -> bool:
    return (
        not kwargs
        and len(args) == 1
        and isinstance(args[0], str)
        and len(args[0]) <= LONGEST_ERROR
        and args[0].isprintable()
    )


PAGE_METHODS: Mapping[str, Check] = {
    "trame.state.get": _is_empty,
    "trame.lifecycle.update": _is_life_cycle,
    "trame.error.client": _is_error_text,
}
"""What the page says to the server, and how each message must look."""


class GuardedHandler(AioHttpWsHandler):
    """Serve websockets, letting through only listed methods with valid arguments.

    Parameters
    ----------
    protocol : wslink.websocket.ServerProtocol
        trame's own protocol.

    web_app : wslink.backends.aiohttp.WebAppServer
        The running web application.

    methods : Mapping of str to Check
        Allowed methods and the check of their arguments.

    """

    def __init__(
        self,
        protocol: ServerProtocol,
        web_app: WebAppServer,
        methods: Mapping[str, Check] = PAGE_METHODS,
    ) -> None:
        super().__init__(protocol, web_app)
        self._methods = methods
        self._send_locks: dict[str, asyncio.Lock] = {}
        self._transports: dict[str, asyncio.Transport | None] = {}
        self.functionMap = {
            name: function for name, function in self.functionMap.items() if name in methods
        }

    async def handleWsRequest(self, request: web.Request) -> web.StreamResponse:  # noqa: N802
        """Refuse what is no websocket or comes from another site's page, before any work."""
        if not web.WebSocketResponse().can_prepare(request):
            raise web.HTTPBadRequest(text="This address takes websockets only.\n")
        if not is_same_origin(request.headers.get("Origin"), request.host):
            raise web.HTTPForbidden(text="Pages of other sites cannot use this server.\n")
        response: web.StreamResponse = await super().handleWsRequest(request)
        return response

    async def onConnect(self, request: web.Request, client_id: str) -> None:  # noqa: N802
        """Give each browser its own small message buffer and its own send queue."""
        await super().onConnect(request, client_id)
        self.unchunkers[client_id] = _SmallUnChunker()
        self._send_locks[client_id] = asyncio.Lock()
        self._transports[client_id] = request.transport

    async def onClose(self, client_id: str) -> None:  # noqa: N802
        """Forget a browser that has gone."""
        self._send_locks.pop(client_id, None)
        self._transports.pop(client_id, None)
        if client_id in self.unchunkers:
            await super().onClose(client_id)

    async def onMessage(self, is_binary: bool, msg: Any, client_id: str) -> None:  # noqa: N802
        """Answer one message; let a browser go that sends anything else."""
        try:
            content = self.unchunkers[client_id].process_chunk(msg.data) if is_binary else ""
            message = None if content is None else _checked_shape(content)
        except (ValueError, TypeError, msgpack.UnpackException):
            logger.info("A browser sent what is not a message and was let go.")
            await self.connections[client_id].close(code=WSCloseCode.POLICY_VIOLATION)
            return
        if message is not None:
            await self._answer(message, client_id)

    async def sendWrappedError(  # noqa: N802
        self,
        rpcid: str,
        code: int,
        message: str,
        data: Any = None,  # noqa: ARG002
        client_id: str | None = None,
    ) -> None:
        """Send an error's sentence, never its traceback."""
        error = {"code": code, "message": message}
        await self._send({"wslink": "1.0", "id": rpcid, "error": error}, client_id)

    async def sendWrappedMessage(  # noqa: N802
        self,
        rpcid: str,
        content: Any,
        method: str = "",  # noqa: ARG002
        client_id: str | None = None,
        skip_last_active_client: bool = False,  # noqa: ARG002
    ) -> None:
        """Send a reply to the browser that asked; nothing is sent to several at once."""
        await self._send({"wslink": "1.0", "id": rpcid, "result": content}, client_id)

    async def _answer(self, message: dict[str, Any], client_id: str) -> None:
        rpcid, method = message["id"], message["method"]
        args, kwargs = message.get("args", []), message.get("kwargs", {})
        if rpcid.startswith("system:"):
            await self.onCompleteMessage(message, client_id)
        elif method not in self._methods:
            await self.sendWrappedError(
                rpcid, METHOD_NOT_FOUND, "This page does not offer that.", client_id=client_id
            )
        elif not self._methods[method](args, kwargs):
            await self.sendWrappedError(
                rpcid, INVALID_ARGUMENTS, f"{method} got invalid values.", client_id=client_id
            )
        else:
            await self.onCompleteMessage(message, client_id)

    async def _send(self, message: Mapping[str, Any], client_id: str | None) -> None:
        websocket = self.connections.get(client_id)
        lock = self._send_locks.get(client_id or "")
        if websocket is None or lock is None or websocket.closed:
            return
        try:
            async with asyncio.timeout(SLOWEST_READ), lock:
                for chunk in generate_chunks(msgpack.packb(message), LARGEST_REPLY_CHUNK):
                    await websocket.send_bytes(chunk)
        except TimeoutError:
            logger.info("A browser did not read its reply and was let go.")
            if transport := self._transports.get(client_id or ""):
                transport.abort()
        except ConnectionError:
            logger.debug("A browser left before its reply.")


def is_same_origin(origin: str | None, host: str) -> bool:
    """Return whether a websocket comes from a page of this server, or from no page at all.

    Parameters
    ----------
    origin : str or None
        The request's ``Origin``; browsers always send one.

    host : str
        The request's ``Host``, with its port.

    Returns
    -------
    bool
        False for every other site, for ``null`` and for what cannot be read.

    """
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()


def _checked_shape(message: Any) -> dict[str, Any]:
    if not (
        isinstance(message, dict)
        and isinstance(message.get("id"), str)
        and isinstance(message.get("method"), str)
        and isinstance(message.get("args", []), list)
        and isinstance(message.get("kwargs", {}), dict)
    ):
        msg = "a message has an id, a method, args and kwargs"
        raise TypeError(msg)
    return message


class _SmallUnChunker(UnChunker):
    """wslink's message buffer with a limit that login does not lift."""

    def __init__(self) -> None:
        super().__init__()
        self.max_message_size = LARGEST_MESSAGE

    def set_max_message_size(self, size: int) -> None:
        self.max_message_size = min(size, LARGEST_MESSAGE)

    def process_chunk(self, chunk: bytes) -> Any:
        if len(chunk) < HEADER_LENGTH or len(self.pending_messages) > 1:
            msg = "not a message, or too many at once"
            raise ValueError(msg)
        return super().process_chunk(chunk)
