"""The routes of cases: how one is, where it lies, and its files, all by content address."""

import asyncio
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from scenes.story.case import Case
from visualizer.content import Content
from visualizer.links.address import wished_language
from visualizer.links.case_readers import CaseQueryError, parse_case
from visualizer.links.quoting import echo
from visualizer.making.baker import Answer, Baker, Busy, Failed, Making, Ready
from visualizer.making.bakery import PACKED, Baked
from visualizer.making.pictures import LaterStills
from visualizer.page.case_files import Shown, shown_of
from visualizer.serving.responses import file_response, not_yet

KEY = "[0-9a-f]{20}"
OWN_PAGES = frozenset({"same-origin", "none"})
"""What a browser says of a request that no other site has caused."""
BESIDE = frozenset({"lang", "instead", "peek", "since"})
"""What a question for a case may have beside it: the language of the answer, the query of the case
that its asker wanted before, whether only a scene is wanted that is there, and what share the asker
knows of, so that the answer may wait for more."""
LONGEST_WAIT, LOOK = 0.3, 0.05
"""Seconds for which an answer waits for news, and between two looks for them."""
STRANGERS = "Pages of other sites cannot use this server.\n"


def is_opened(request: web.Request, *, is_framed: bool) -> bool:
    """Tell whether a browser opens a page for a person, whose script can then ask for a case.

    Parameters
    ----------
    request : aiohttp.web.Request
        Asks for a page.

    is_framed : bool
        Whether the page may stand in a frame of another site.

    Returns
    -------
    bool
        False for whatever else can be made to load an address, such as a picture, and for programs
        that are no browsers.

    """
    places = {"document", "iframe"} if is_framed else {"document"}
    return (
        request.method == "GET"
        and request.headers.get("Sec-Fetch-Dest") in places
        and "prefetch" not in request.headers.get("Sec-Purpose", "")
    )


class Cases:
    """Answers for cases beside the one that the server has started with.

    Parameters
    ----------
    baker : Baker
        Makes and knows the scenes.

    stills : LaterStills
        Paints their pictures when they are wanted.

    contents : Mapping of str to Content
        The words by language.

    """

    def __init__(self, baker: Baker, stills: LaterStills, contents: Mapping[str, Content]) -> None:
        self._baker = baker
        self._stills = stills
        self._contents = contents

    def bind(self, app: web.Application) -> None:
        """Add the routes."""
        # Asking begins work, and a HEAD is no question.
        app.router.add_get("/case", self._case, allow_head=False)
        app.router.add_get(f"/scene/{{key:{KEY}}}.glb", self._scene)
        app.router.add_get(f"/stills/{{key:{KEY}}}/{{name:\\w+}}.webp", self._still)

    def ask(self, case: Case, instead: Case | None = None) -> Answer:
        """Say how a family's scene is, and see to it that it is made, maybe instead of another."""
        return self._baker.ask(case.family(), None if instead is None else instead.family())

    def painted(self, key: str) -> Path | None:
        """Return where the pictures of a scene are, as far as they are painted; have them painted.

        Parameters
        ----------
        key : str
            Content address of the scene.

        Returns
        -------
        pathlib.Path or None
            None while there are none.

        """
        return self._stills.folder(key)

    def shown(self, case: Case, picture: str) -> Shown | None:
        """Say where everything of a case lies that was made before; nothing is made for it.

        Parameters
        ----------
        case : Case
            Any case that the model can show.

        picture : str
            Name of the picture that is wanted first.

        Returns
        -------
        Shown or None
            None if the scene is not there; without the address of the first picture where that
            is not painted yet.

        """
        baked = self._baker.find(case)
        if baked is None:
            return None
        try:
            shown = shown_of(baked.key, baked.folder, baked.bytes)
        except FileNotFoundError:
            return None
        # Asking has the pictures painted.
        folder = self._stills.folder(baked.key)
        is_painted = folder is not None and (folder / f"{picture}.webp").is_file()
        return shown if is_painted else replace(shown, is_painted=False)

    async def _case(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Sec-Fetch-Site", "none") not in OWN_PAGES:
            raise web.HTTPForbidden(text=STRANGERS)
        query = [(name, value) for name, value in request.query.items() if name not in BESIDE]
        wished = request.query.get("lang", "")
        language = (
            wished
            if wished in self._contents
            else wished_language(request.headers.get("Accept-Language", ""), self._contents)
        )
        content = self._contents[language]
        if wished not in {"", language}:
            return _refused(content.page.bad_language.format(value=echo(wished)))
        try:
            case = parse_case(query, content.making)
            asked = parse_qsl(request.query.get("instead", ""), keep_blank_values=True)
            before = parse_case(asked, content.making) if asked else None
        except CaseQueryError as error:
            return _refused(str(error))
        # The scene may have to be looked for on the disk.
        if "peek" in request.query:
            return await asyncio.to_thread(self._peek, case)
        with suppress(ValueError):
            await self._wait_for_news(case, float(request.query.get("since", "")))
        if request.transport is None:
            # Who has gone meanwhile does not ask: it would be made on for nobody.
            return web.Response()
        return await asyncio.to_thread(self._answer, case, before, content)

    async def _wait_for_news(self, case: Case, known: float) -> None:
        """Wait a little while a case is no further than its asker knows, or all but there."""
        for _ in range(round(LONGEST_WAIT / LOOK)):
            share = self._baker.share_of(case.family())
            if share is None or (share < 1.0 and not math.isclose(share, known, abs_tol=0.001)):
                return
            await asyncio.sleep(LOOK)

    def _peek(self, case: Case) -> web.Response:
        baked = self._baker.find(case.family())
        with suppress(FileNotFoundError):
            if baked is not None:
                return _ready(case, baked)
        return _json({"state": "unknown"})

    def _answer(self, case: Case, before: Case | None, content: Content) -> web.Response:
        words: Mapping[str, str] = asdict(content.making)
        match self.ask(case, before):
            case Ready(baked):
                try:
                    answer = _ready(case, baked)
                except FileNotFoundError:
                    # Given up by another server in this very moment: the page asks again.
                    return _json(
                        {"state": "baking", "share": 0.0, "message": words["starting"], "ahead": 0}
                    )
                # Whoever looks at cases may well want one that is not there yet.
                self._baker.expect()
                return answer
            case Making(stage, share, ahead):
                message = words.get(stage, words["making"])
                share = round(share, 3)
                return _json(
                    {"state": "baking", "share": share, "message": message, "ahead": ahead}
                )
            case Failed(no_room):
                sentence = words["no_room" if no_room else "failed"]
                return _json({"state": "failed", "sentence": sentence}, 507 if no_room else 500)
            case Busy(seconds):
                sentence = words["busy"].format(seconds=seconds)
                return _json(
                    {"state": "busy", "sentence": sentence}, 503, {"Retry-After": str(seconds)}
                )

    async def _scene(self, request: web.Request) -> web.StreamResponse:
        baked = await asyncio.to_thread(self._baker.known, request.match_info["key"])
        if baked is None:
            raise web.HTTPNotFound
        return file_response(baked.folder / PACKED, "model/gltf-binary")

    async def _still(self, request: web.Request) -> web.StreamResponse:
        key = request.match_info["key"]
        if await asyncio.to_thread(self._baker.known, key) is None:
            raise web.HTTPNotFound
        folder = await asyncio.to_thread(self._stills.folder, key)
        path = folder / f"{request.match_info['name']}.webp" if folder else None
        return file_response(path, "image/webp") if path and path.is_file() else not_yet()


def _ready(case: Case, baked: Baked) -> web.Response:
    shown = shown_of(baked.key, baked.folder, baked.bytes)
    return _json({"state": "ready", "key": baked.key, "case": case.to_dict(), **shown.to_dict()})


def _refused(sentence: str) -> web.Response:
    return _json({"state": "refused", "sentence": sentence}, 400)


def _json(
    data: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    told = {"Cache-Control": "no-store", "Vary": "Accept-Language, Accept-Encoding"}
    response = web.json_response(data, status=status, headers={**told, **(headers or {})})
    response.enable_compression()
    return response
