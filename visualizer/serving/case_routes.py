"""The routes of scenes and pictures: how a case is, and its files, all by content address."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from scenes.file.key import picture_key
from scenes.story.case import Case, families
from scenes.story.picture_names import picture_name
from visualizer.content import Content
from visualizer.links.address import wished_language
from visualizer.links.case_readers import CaseQueryError, parse_case
from visualizer.links.grammar import parts_of
from visualizer.links.quoting import echo
from visualizer.making.bake_queue import (
    REPEATED,
    Answer,
    BakeQueue,
    Busy,
    Failed,
    Making,
    Ready,
)
from visualizer.making.pictures import Pictures
from visualizer.making.scenes import PACKED, Baked
from visualizer.page.case_files import CaseFiles, files_of
from visualizer.serving.responses import file_response, not_yet

KEY = "[0-9a-f]{20}"
OWN_PAGES = frozenset({"same-origin", "none"})
"""What a browser says of a request that no other site has caused."""
BESIDE = frozenset({"lang", "instead", "peek", "since"})
"""Names beside a case: the language of the answer, and what pages once asked for too."""
STRANGERS = "Pages of other sites cannot use this server.\n"


def is_opened(request: web.Request, *, is_framed: bool) -> bool:
    """Return whether a browser opens a page for a person, whose script can then ask for a case.

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


class CaseRoutes:
    """Answers for every case that the model can show.

    Parameters
    ----------
    queue : BakeQueue
        Knows the scenes and makes others.

    pictures : Pictures
        Paints their pictures when they are wanted.

    contents : Mapping of str to Content
        The words by language.

    """

    def __init__(
        self, queue: BakeQueue, pictures: Pictures, contents: Mapping[str, Content]
    ) -> None:
        self._queue = queue
        self._pictures = pictures
        self._contents = contents
        self._pictured = {picture_key(case): case for case in families()}

    def bind(self, app: web.Application) -> None:
        """Add the routes."""
        # Asking begins work, and a HEAD is no question.
        app.router.add_get("/case", self._case, allow_head=False)
        app.router.add_get(f"/scene/{{key:{KEY}}}.glb", self._scene)
        app.router.add_get(f"/companion/{{key:{KEY}}}.glb", self._companion, allow_head=False)
        app.router.add_get(f"/stills/{{key:{KEY}}}/{{name:\\w+}}.webp", self._still)

    def scenes(self) -> dict[str, str]:
        """Return the addresses of the scenes that are there, by the links that ask for them."""
        return {urlencode(parts_of(case)): url for case, url in self._queue.addresses().items()}

    def usual_files(self) -> CaseFiles:
        """Return where everything of the usual case lies, which was made before it is served."""
        files = self.files(Case(), picture_name(Case().treatment, 0))
        if files is None:
            msg = "The usual scene must be made before it is served."
            raise LookupError(msg)
        return replace(files, is_painted=True)

    def files(self, case: Case, picture: str) -> CaseFiles | None:
        """Return where everything of a family lies that was made before; no scene is made.

        Parameters
        ----------
        case : Case
            A family's usual example; its pictures are painted from now on.

        picture : str
            Name of the picture that is wanted first.

        Returns
        -------
        CaseFiles or None
            None if the scene is not there; with ``is_painted`` off where the picture is not.

        """
        baked = self._queue.find(case)
        if baked is None:
            return None
        files = self._files_of(baked, case)
        folder = self._pictures.folder(case)
        is_painted = folder is not None and (folder / f"{picture}.webp").is_file()
        return files if is_painted else replace(files, is_painted=False)

    def _files_of(self, baked: Baked, family: Case) -> CaseFiles:
        files = files_of(baked.key, picture_key(family), baked.folder / PACKED)
        return replace(files, companions=self._queue.companions(family))

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
        except CaseQueryError as error:
            return _refused(str(error))
        return self._answer(case, self._queue.ask(case), content)

    def _answer(self, case: Case, answer: Answer, content: Content) -> web.Response:
        words: Mapping[str, str] = asdict(content.making)
        match answer:
            case Ready(baked):
                files = self._files_of(baked, case.family())
                ready = {"state": "ready", "key": baked.key, "case": case.to_dict()}
                return _json(ready | files.to_dict())
            case Making(stage, share, ahead):
                message = words.get(stage, words["making"])
                making = {"share": round(share, 3), "message": message, "ahead": ahead}
                return _json({"state": "baking"} | making)
            case Failed(no_room):
                sentence = words["no_room" if no_room else "failed"]
                return _json({"state": "failed", "sentence": sentence}, 507 if no_room else 500)
            case Busy(seconds):
                sentence = words["busy"].format(seconds=seconds)
                return _json(
                    {"state": "busy", "sentence": sentence}, 503, {"Retry-After": str(seconds)}
                )

    async def _scene(self, request: web.Request) -> web.StreamResponse:
        key = request.match_info["key"]
        baked = self._queue.known(key)
        if baked is None and self._queue.case_of(key) == Case():
            # Somebody has emptied the cache: the page always opens with this one.
            answer = await self._queue.made(Case())
            baked = answer.baked if isinstance(answer, Ready) else None
        if baked is None:
            raise web.HTTPNotFound
        return file_response(baked.folder / PACKED, "model/gltf-binary")

    async def _companion(self, request: web.Request) -> web.StreamResponse:
        """Answer with the person or the room, which is made when it is first wanted."""
        companion = self._queue.companion_of(request.match_info["key"])
        if companion is None:
            raise web.HTTPNotFound
        if request.headers.get("Sec-Fetch-Site", "none") not in OWN_PAGES:
            raise web.HTTPForbidden(text=STRANGERS)
        answer = await self._queue.made(companion)
        if not isinstance(answer, Ready):
            raise web.HTTPServiceUnavailable(headers={"Retry-After": str(int(REPEATED))})
        return file_response(answer.baked.folder / PACKED, "model/gltf-binary")

    async def _still(self, request: web.Request) -> web.StreamResponse:
        case = self._pictured.get(request.match_info["key"])
        # Pictures are painted of what is shown, and nothing is shown without its scene.
        if case is None or self._queue.find(case) is None:
            raise web.HTTPNotFound
        folder = await asyncio.to_thread(self._pictures.folder, case)
        path = folder / f"{request.match_info['name']}.webp" if folder else None
        return file_response(path, "image/webp") if path and path.is_file() else not_yet()


def _refused(sentence: str) -> web.Response:
    return _json({"state": "refused", "sentence": sentence}, 400)


def _json(
    data: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    own = {"Cache-Control": "no-store", "Vary": "Accept-Language, Accept-Encoding"}
    response = web.json_response(data, status=status, headers={**own, **(headers or {})})
    response.enable_compression()
    return response
