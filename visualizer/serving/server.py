"""Serve the page: routes, headers, and the doorman's websocket, on aiohttp through trame."""

import asyncio
import logging
import re
import webbrowser
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from aiohttp import web
from trame_server.core import Server
from wslink.backends.aiohttp import WebAppServer

from scenes.story.case import Case
from scenes.story.picture_names import picture_name
from scenes.story.script import script_of
from visualizer.content import Content
from visualizer.links import grammar
from visualizer.links.address import Link, asked_modes, link_query, parse_link, usual_only
from visualizer.making.bake_queue import BakeQueue
from visualizer.making.pictures import Pictures
from visualizer.page import assets
from visualizer.page.living_page import WalkthroughPage
from visualizer.page.loose_widgets import loose_widgets
from visualizer.page.panels import Surroundings, showing, surroundings_of
from visualizer.page.printed_page import handout_body, handout_html
from visualizer.page.shell import served_fittings, shell_html
from visualizer.serving.case_routes import OWN_PAGES, STRANGERS, CaseRoutes, is_opened
from visualizer.serving.downloads import Downloads
from visualizer.serving.guard import LARGEST_MESSAGE, PAGE_METHODS, Check, GuardedHandler
from visualizer.serving.listening import (
    LOOPBACK_NAMES,
    ServeError,
    host_name,
    listen_sentence,
    name_for_people,
)
from visualizer.serving.responses import file_response, page_response

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


logger = logging.getLogger(__name__)


class RemotePicture(Protocol):
    """A picture that is painted here and streamed; see :mod:`visualizer.remote`."""

    @property
    def handler(self) -> type[GuardedHandler]:
        """Doorman that lets the pictures out."""

    @property
    def methods(self) -> Mapping[str, Check]:
        """Name the methods that the page may call then."""

    def place(self, server: Server) -> None:
        """Put the picture into the widget that is being filled."""

    def bind(self, app: web.Application, server: Server) -> None:
        """Add the routes that it needs."""


def serve(site: "Site", port: int = 8080, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve the page until it is interrupted.

    Parameters
    ----------
    site : Site
        What to serve.

    port : int, default: 8080
        Port; 0 asks the system for a free one.

    on_ready : callable, optional
        Called once with the page's address.

    Raises
    ------
    ServeError
        If the port cannot be used.

    """

    def announce(**_: object) -> None:
        if on_ready is not None:
            on_ready(f"http://{name_for_people(site.host)}:{site.server.port}/")

    site.server.controller.on_server_ready.add(announce)
    try:
        asyncio.run(site.run(port))
    except OSError as error:
        raise ServeError(listen_sentence(site.host, port, error)) from error
    except (web.GracefulExit, KeyboardInterrupt):
        return


def open_in_browser(address: str) -> None:
    """Open the page in the person's browser, if there is one."""
    webbrowser.open(address)


class Site:
    """The routes and the page of one server.

    Parameters
    ----------
    queue : BakeQueue
        Has the usual scene, and makes others.

    pictures : Pictures
        Paints the pictures of cases.

    contents : Mapping of str to Content
        The words by language.

    folder : pathlib.Path
        Where the page's own files are put together.

    host : str
        Name or address that will be listened on; a loopback name makes the server refuse
        requests that were sent to any other name.

    remote : RemotePicture or None, default: None
        Paints the picture on this machine; without it the visitor's browser draws.

    Attributes
    ----------
    host : str
        As given.

    server : trame_server.core.Server
        trame's part of it.

    usual : CaseFiles
        Where everything of the usual case lies.

    """

    def __init__(
        self,
        queue: BakeQueue,
        pictures: Pictures,
        contents: Mapping[str, Content],
        folder: Path,
        *,
        host: str = "localhost",
        remote: RemotePicture | None = None,
    ) -> None:
        self.host = host
        self._queue = queue
        self._contents = contents
        self._remote = remote
        self._has_cases = remote is None
        self._assets = assets.collect(folder)
        self._cases = CaseRoutes(queue, pictures, contents)
        self.usual = self._cases.usual_files()
        self.server = Server("walkthrough")
        self.server.client_type = "vue3"
        # trame's own websocket and static routes stay off: ours take their place.
        self.server.cli.set_defaults(nows=True, no_http=True)
        self.server.options["ws_max_msg_size"] = LARGEST_MESSAGE
        self.server.controller.on_server_bind.add(self._bind)
        # A stranger must not be able to fill the terminal with errors of an invented page.
        self.server.controller.on_error.add(lambda message: logger.info("In a page: %s", message))
        with loose_widgets(self.server):
            self.page = WalkthroughPage(self.server, self.usual, remote, cases=self._has_cases)
        self._names = {language: content.name for language, content in contents.items()}
        self._downloads = Downloads(queue, pictures, contents, self._assets)
        self._surroundings: dict[str, Surroundings] = {}
        # The other languages are written when they are first asked for.
        self._around(next(iter(contents.values())))

    async def run(self, port: int) -> None:
        """Listen until stopped; nobody being there is no reason to stop."""
        await self.server.start(
            exec_mode="coroutine",
            backend="aiohttp",
            host=self.host,
            port=port,
            timeout=0,
            open_browser=False,
            show_connection_info=False,
            disable_logging=True,
        )

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
        for path in PAGES:
            app.router.add_get(path, self._index)
        app.router.add_get("/handout", self._handout)
        app.router.add_get("/walkthrough.html", self._download)
        app.router.add_get("/healthz", _healthz)
        app.router.add_get("/ws", handler.handleWsRequest)
        app.router.add_get("/assets/{digest}/{name}", self._asset)
        self._cases.bind(app)
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
        if self.host in LOOPBACK_NAMES and host_name(request.host) not in LOOPBACK_NAMES:
            raise web.HTTPMisdirectedRequest(text=WRONG_NAME)
        return await handler(request)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        query = link_query(request.query)
        if len(query) != len(request.query):
            raise web.HTTPFound(str(request.rel_url.with_query(query)))
        link = self._asked(request, query)
        content = self._contents[link.language]
        around = await asyncio.to_thread(self._around, content)
        case, shown, other = link.case.family(), self.usual, None
        if case != Case():
            first = picture_name(link.case.treatment, int(link.time + 0.5))
            other = await asyncio.to_thread(self._cases.files, case, first)
            if other is None and is_opened(request, is_framed="embed" in link.modes):
                # The page will ask for it as soon as it has come through the line.
                self._queue.ask(case)
        if other is not None or case == Case():
            around = showing(around, content, link.case)
        if other is not None:
            shown = other if other.is_painted else replace(shown, scene_url=other.scene_url)
        page = shell_html(
            content,
            served_fittings(self._assets),
            tuple(shown.treatments[link.case.treatment].stills),
            scene=shown.scene_url,
            surroundings=around,
            link=link,
            other=other,
            scenes=self._cases.scenes() if self._has_cases else {},
        )
        return await page_response(page, request)

    def _around(self, content: Content) -> Surroundings:
        """Return what stands around the page in one language, written once."""
        if content.language not in self._surroundings:
            self._surroundings[content.language] = surroundings_of(
                content, self._names, change=content.cases.change if self._has_cases else ""
            )
        return self._surroundings[content.language]

    async def _handout(self, request: web.Request) -> web.StreamResponse:
        query = link_query(request.query, PAPER_NAMES)
        if len(query) != len(request.query):
            raise web.HTTPFound(str(request.rel_url.with_query(query)))
        link = self._asked(request, query)
        case, content = link.case, self._contents[link.language]
        # The pictures are those of the family, with the usual numbers.
        family, pictured = case.family(), case.family().treated_by(case.treatment)
        first = picture_name(case.treatment, 0)
        shown = await asyncio.to_thread(self._cases.files, family, first)
        none = [""] * len(script_of(case).steps)
        stills = shown.treatments[case.treatment].stills if shown else none
        body = await asyncio.to_thread(
            handout_body, content, stills, self._names, case=case, pictured=pictured
        )
        page = handout_html(content, self._assets, body, link.problem)
        return await page_response(page, request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        link = self._asked(request, link_query(request.query, PAPER_NAMES))
        family, from_where = link.case.family(), request.headers.get("Sec-Fetch-Site", "none")
        if from_where not in OWN_PAGES and self._queue.find(family) is None:
            raise web.HTTPForbidden(text=STRANGERS)
        return await self._downloads.answer(link.language, link.case)

    def _asked(self, request: web.Request, query: Mapping[str, str]) -> Link:
        """Read an address; where no other case can be shown, the link is for the usual one."""
        link = parse_link(query, self._contents, request.headers.get("Accept-Language", ""))
        return link if self._has_cases else usual_only(link, self._contents[link.language])

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        path = self._assets.file(f"{request.match_info['digest']}/{name}")
        if path is None:
            raise web.HTTPNotFound
        return file_response(path, TYPES[path.suffix])


async def _healthz(_: web.Request) -> web.StreamResponse:
    return web.Response(text="ok\n", headers={"Cache-Control": "no-store"})
