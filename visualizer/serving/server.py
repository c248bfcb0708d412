"""Serve the page: routes, headers, and the doorman's websocket, on aiohttp through trame."""

import asyncio
import errno
import logging
import re
import socket
import webbrowser
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from aiohttp import web
from trame_server.core import Server
from wslink.backends.aiohttp import WebAppServer

from scenes.story.case import Case
from scenes.story.script import picture_name, script_of
from visualizer.content import Content
from visualizer.links import grammar
from visualizer.links.address import Link, asked_modes, link_query, parse_link, usual_only
from visualizer.making.bakery import PACKED
from visualizer.making.routes import OWN_PAGES, STRANGERS, is_opened
from visualizer.page import assets
from visualizer.page.case_files import Shown, shown_of
from visualizer.page.living_page import WalkthroughPage
from visualizer.page.loose_widgets import loose_widgets
from visualizer.page.panels import showing, surroundings_of
from visualizer.page.printed_page import handout_body, handout_html
from visualizer.page.shell import served_fittings, shell_html
from visualizer.page.view_state import USUAL_TREATMENT
from visualizer.serving.downloads import Downloads
from visualizer.serving.guard import LARGEST_MESSAGE, PAGE_METHODS, GuardedHandler
from visualizer.serving.responses import file_response, not_yet, page_response
from visualizer.serving.walkthrough import RemotePicture, Walkthrough

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = re.compile(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?", re.ASCII)
POLICY = "; ".join(
    (
        "default-src 'self'",
        # Vue compiles the page's template in the browser; meshopt decodes the scene in WASM.
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "connect-src 'self' blob: data: {websocket}",
        "img-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors {ancestors}",
    )
)
PAGES = ("/", "/index.html")
PAPER_NAMES = ("lang", *grammar.NAMES)
"""What an address of the printable page, or of the file, may ask for."""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WRONG_NAME = "This server answers to localhost only; start it with --host to change that.\n"
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


logger = logging.getLogger(__name__)


class ServeError(RuntimeError):
    """The server cannot start; the message is one sentence with a way on."""


def check_port(host: str, port: int) -> None:
    """Find out whether the server can listen, before any long work.

    Parameters
    ----------
    host : str
        Name or address to listen on.

    port : int
        Port; 0 asks the system for a free one.

    Raises
    ------
    ServeError
        If the port is taken or not allowed, or the host is not of this machine.

    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise ServeError(_listen_sentence(host, port, error)) from error


def serve(
    walkthrough: Walkthrough,
    contents: Mapping[str, Content],
    *,
    host: str = "localhost",
    port: int = 8080,
    on_ready: Callable[[str], None] | None = None,
    remote: RemotePicture | None = None,
) -> None:
    """Serve the page until it is interrupted.

    Parameters
    ----------
    walkthrough : Walkthrough
        What to show.

    contents : Mapping of str to Content
        The words by language.

    host : str, default: "localhost"
        Name or address to listen on.

    port : int, default: 8080
        Port; 0 asks the system for a free one.

    on_ready : callable, optional
        Called once with the page's address.

    remote : RemotePicture, optional
        Paints the picture on this machine.

    Raises
    ------
    ServeError
        If the port cannot be used.

    """
    site = Site(walkthrough, contents, host, remote)

    def announce(**_: object) -> None:
        if on_ready is not None:
            on_ready(f"http://{_name_for_people(host)}:{site.server.port}/")

    site.server.controller.on_server_ready.add(announce)
    try:
        asyncio.run(site.run(port))
    except OSError as error:
        raise ServeError(_listen_sentence(host, port, error)) from error
    except (web.GracefulExit, KeyboardInterrupt):
        return


def open_in_browser(address: str) -> None:
    """Open the page in the person's browser, if there is one."""
    webbrowser.open(address)


class Site:
    """The routes and the page of one server.

    Parameters
    ----------
    walkthrough : Walkthrough
        What to show.

    contents : Mapping of str to Content
        The words by language.

    host : str
        Name or address that will be listened on; a loopback name makes the server refuse
        requests that were sent to any other name.

    remote : RemotePicture or None, default: None
        Paints the picture on this machine; without it the visitor's browser draws.

    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        contents: Mapping[str, Content],
        host: str,
        remote: RemotePicture | None = None,
    ) -> None:
        self._walkthrough = walkthrough
        self._contents = contents
        self._host = host
        self._remote = remote
        self._has_cases = walkthrough.cases is not None and remote is None
        self._assets = assets.collect(walkthrough.cache / "assets")
        self.server = Server("walkthrough")
        self.server.client_type = "vue3"
        # trame's own websocket and static routes stay off: ours take their place.
        self.server.cli.set_defaults(nows=True, no_http=True)
        self.server.options["ws_max_msg_size"] = LARGEST_MESSAGE
        self.server.controller.on_server_bind.add(self._bind)
        # A stranger must not be able to fill the terminal with errors of an invented page.
        self.server.controller.on_error.add(lambda message: logger.info("In a page: %s", message))
        scene = walkthrough.scene
        self._shown = shown_of(scene.key, scene.folder, scene.bytes)
        with loose_widgets(self.server):
            self.page = WalkthroughPage(self.server, self._shown, remote, cases=self._has_cases)
        names = {language: content.name for language, content in contents.items()}
        self._names = names
        self._downloads = Downloads(walkthrough, contents, self._assets)
        self._surroundings = {
            language: surroundings_of(
                content, names, change=content.cases.change if self._has_cases else ""
            )
            for language, content in contents.items()
        }

    async def run(self, port: int) -> None:
        """Listen until stopped; nobody being there is no reason to stop."""
        await self.server.start(
            exec_mode="coroutine",
            backend="aiohttp",
            host=self._host,
            port=port,
            timeout=0,
            open_browser=False,
            show_connection_info=False,
            disable_logging=True,
        )

    @property
    def scene_url(self) -> str:
        """Address of the scene."""
        return self._shown.scene_url

    @property
    def still_urls(self) -> tuple[str, ...]:
        """Addresses of the stills, one per step."""
        return tuple(self._shown.told[USUAL_TREATMENT].stills)

    def _bind(self, web_app: WebAppServer) -> None:
        remote = self._remote
        kind, methods = (
            (remote.handler, remote.methods) if remote else (GuardedHandler, PAGE_METHODS)
        )
        handler = kind(self.server.protocol, web_app, methods)
        # wslink closes the connections of these at the end.
        web_app._ws_handlers.append(handler)
        app = web_app.app
        app.middlewares.append(self._own_name_only)
        app.on_response_prepare.append(self._add_headers)
        key = self._walkthrough.scene.key
        for path in PAGES:
            app.router.add_get(path, self._index)
        app.router.add_get("/handout", self._handout)
        app.router.add_get("/walkthrough.html", self._download)
        app.router.add_get("/healthz", _healthz)
        app.router.add_get("/ws", handler.handleWsRequest)
        app.router.add_get(f"/scene/{key}.glb", self._scene)
        app.router.add_get(f"/stills/{key}/{{name:\\w+\\.webp}}", self._still)
        app.router.add_get("/assets/{digest}/{name}", self._asset)
        if self._walkthrough.cases:
            self._walkthrough.cases.bind(app)
        if remote:
            remote.bind(app, self.server)

    def _headers(self, request: web.Request) -> dict[str, str]:
        origin = f"ws://{request.host} wss://{request.host}" if HOST.fullmatch(request.host) else ""
        # Only the player alone may stand in a frame of another site; its files need not.
        is_framed = request.path in PAGES and "embed" in asked_modes(request.query)
        policy = POLICY.format(websocket=origin, ancestors="*" if is_framed else "'self'")
        return {
            "Content-Security-Policy": policy,
            "Cross-Origin-Opener-Policy": "unsafe-none" if is_framed else "same-origin",
            "Cross-Origin-Resource-Policy": "cross-origin" if is_framed else "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        for name, value in self._headers(request).items():
            response.headers.setdefault(name, value)
        response.headers.popall("Server", None)

    @web.middleware
    async def _own_name_only(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._host in LOOPBACK_NAMES and _hostname(request.host) not in LOOPBACK_NAMES:
            raise web.HTTPMisdirectedRequest(text=WRONG_NAME)
        return await handler(request)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        query = link_query(request.query)
        if len(query) != len(request.query):
            raise web.HTTPFound(str(request.rel_url.with_query(query)))
        link = self._asked(request, query)
        content, around = self._contents[link.language], self._surroundings[link.language]
        case, shown = link.case.family(), self._shown
        first = picture_name(link.case.treatment, int(link.time + 0.5))
        other = await self._known(case, first) if case != Case() else None
        if other is None and is_opened(request, is_framed="embed" in link.modes):
            await self._begin(case)
        if other is not None or case == Case():
            around = showing(around, content, link.case)
        if other is not None:
            shown = other if other.is_painted else replace(self._shown, scene_url=other.scene_url)
        page = shell_html(
            content,
            served_fittings(self._assets),
            tuple(shown.told[link.case.treatment].stills),
            scene=shown.scene_url,
            surroundings=around,
            link=link,
            other=other,
        )
        return await page_response(page, request)

    async def _known(self, case: Case, picture: str) -> Shown | None:
        """Find another case that need not be made; the disk may have to be asked."""
        cases = self._walkthrough.cases
        return await asyncio.to_thread(cases.shown, case, picture) if cases else None

    async def _begin(self, case: Case) -> None:
        """Have a case made that the page will ask for as soon as it has come through the line."""
        cases = self._walkthrough.cases
        if cases is not None and case != Case():
            await asyncio.to_thread(cases.ask, case)

    async def _handout(self, request: web.Request) -> web.StreamResponse:
        query = link_query(request.query, PAPER_NAMES)
        if len(query) != len(request.query):
            raise web.HTTPFound(str(request.rel_url.with_query(query)))
        link = self._asked(request, query)
        case, content = link.case, self._contents[link.language]
        # The pictures are those of the family, with the usual numbers.
        family, pictured = case.family(), case.family().treated_by(case.treatment)
        first = picture_name(case.treatment, 0)
        shown = self._shown if family == Case() else await self._known(family, first)
        none = [""] * len(script_of(case).steps)
        stills = shown.told[case.treatment].stills if shown else none
        body = await asyncio.to_thread(
            handout_body, content, stills, self._names, case=case, pictured=pictured
        )
        page = handout_html(content, self._assets, body, link.problem)
        return await page_response(page, request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        link = self._asked(request, link_query(request.query, PAPER_NAMES))
        family, from_where = link.case.family(), request.headers.get("Sec-Fetch-Site", "none")
        if family != Case() and from_where not in OWN_PAGES and not await self._known(family, "00"):
            raise web.HTTPForbidden(text=STRANGERS)
        return await self._downloads.answer(link.language, link.case)

    def _asked(self, request: web.Request, query: Mapping[str, str]) -> Link:
        """Read an address; where no other case can be shown, the link is for the usual one."""
        link = parse_link(query, self._contents, request.headers.get("Accept-Language", ""))
        return link if self._has_cases else usual_only(link, self._contents[link.language])

    async def _scene(self, _: web.Request) -> web.StreamResponse:
        return file_response(self._walkthrough.scene.folder / PACKED, "model/gltf-binary")

    async def _still(self, request: web.Request) -> web.StreamResponse:
        folder = self._walkthrough.stills.folder
        path = folder / request.match_info["name"] if folder else None
        if path is None or not path.is_file():
            return not_yet()
        return file_response(path, "image/webp")

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        path = self._assets.file(f"{request.match_info['digest']}/{name}")
        if path is None:
            raise web.HTTPNotFound
        return file_response(path, TYPES[path.suffix])


async def _healthz(_: web.Request) -> web.StreamResponse:
    return web.Response(text="ok\n", headers={"Cache-Control": "no-store"})


def _hostname(host: str) -> str:
    return host.rsplit(":", 1)[0] if not host.endswith("]") else host


def _name_for_people(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _listen_sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; choose another with --port, or --port 0 for any free one."
    if error.errno == errno.EACCES:
        return f"Port {port} needs special rights; choose one from 1024 to 65535 with --port."
    return f"Cannot listen on {host}:{port} ({error.strerror}); choose another --host or --port."
