"""The walkthrough as one file, written when a visitor first asks for it."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from scenes.store.entries import MANIFEST
from scenes.story.case import Case
from visualizer.content import Content, MakingWords
from visualizer.export.edition import Edition
from visualizer.export.single_file import single_file
from visualizer.links.case_names import file_name
from visualizer.making.baker import Busy, Failed, Making, Ready, keep
from visualizer.page.assets import Assets
from visualizer.serving.walkthrough import OtherCases, Scene, Walkthrough

KEPT = 6
"""Files that are kept in memory, of some 2 MB each."""
ASK_AGAIN = 0.3
"""Seconds between two looks at a scene that is being made."""


class Downloads:
    """Writes each file once; while pictures are being painted, a file without them.

    Parameters
    ----------
    walkthrough : Walkthrough
        What it shows.

    contents : Mapping of str to Content
        The words by language.

    assets : Assets
        The page's own files.

    """

    def __init__(
        self, walkthrough: Walkthrough, contents: Mapping[str, Content], assets: Assets
    ) -> None:
        self._walkthrough = walkthrough
        self._contents = contents
        self._assets = assets
        self._written: OrderedDict[str, bytes] = OrderedDict()
        self._writing = asyncio.Lock()

    async def answer(self, language: str, case: Case) -> web.Response:
        """Send the file of a case for a browser to save.

        Parameters
        ----------
        language : str
            One that there are words in.

        case : Case
            What the file shows, with its numbers; the answer waits until its scene is made.

        Returns
        -------
        aiohttp.web.Response
            The whole file, or a sentence about why there is none.

        """
        scene: Scene
        if case.family() == Case() or self._walkthrough.cases is None:
            scene, folder = self._walkthrough.scene, self._walkthrough.stills.folder
        else:
            cases, words = self._walkthrough.cases, self._contents[language].making
            answer = await _made(cases, case.family())
            if not isinstance(answer, Ready):
                return _refused(answer, words)
            scene = answer.baked
            folder = await asyncio.to_thread(cases.painted, scene.key)
        stills = folder if folder and (folder / MANIFEST).is_file() else None
        return _saved(await self._file(language, case, scene, stills), file_name(case, language))

    async def _file(self, language: str, case: Case, scene: Scene, stills: Path | None) -> bytes:
        key = f"{file_name(case, language)} {'with' if stills else 'without'} pictures"
        async with self._writing:
            file = self._written.get(key)
            if file is None:
                edition = Edition(case=case, scene=scene, stills=stills)
                file = await asyncio.to_thread(
                    single_file, edition, self._contents[language], self._assets
                )
            keep(self._written, key, file, KEPT)
        return file


async def _made(cases: OtherCases, case: Case) -> Ready | Failed | Busy:
    """Wait for a scene that nobody may have asked for yet."""
    while isinstance(answer := await asyncio.to_thread(cases.ask, case), Making):
        await asyncio.sleep(ASK_AGAIN)
    return answer


def _refused(answer: Failed | Busy, words: MakingWords) -> web.Response:
    if isinstance(answer, Busy):
        text = f"{words.busy.format(seconds=answer.seconds)}\n"
        return web.Response(text=text, status=503, headers={"Retry-After": str(answer.seconds)})
    text, status = (words.no_room, 507) if answer.no_room else (words.failed, 500)
    return web.Response(text=f"{text}\n", status=status)


def _saved(file: bytes, name: str) -> web.Response:
    return web.Response(
        body=file,
        content_type="text/html",
        charset="utf-8",
        headers={
            "Cache-Control": "no-cache",
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )
