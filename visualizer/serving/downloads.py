"""The walkthrough as one file, written when a visitor first asks for it."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping

from aiohttp import web

from scenes.story.case import Case
from visualizer.content import Content, MakingWords
from visualizer.export.edition import Edition
from visualizer.export.single_file import single_file
from visualizer.links.case_names import file_name
from visualizer.making.bake_queue import BakeQueue, Busy, Failed, Ready
from visualizer.making.pictures import Pictures
from visualizer.page.assets import Assets

KEPT = 6
"""Files that are kept in memory, of some 2 MB each."""


class Downloads:
    """Writes each file once; while pictures are being painted, a file without them.

    Parameters
    ----------
    queue : BakeQueue
        Makes the scenes that it shows.

    pictures : Pictures
        Their pictures.

    contents : Mapping of str to Content
        The words by language.

    assets : Assets
        The page's own files.

    """

    def __init__(
        self,
        queue: BakeQueue,
        pictures: Pictures,
        contents: Mapping[str, Content],
        assets: Assets,
    ) -> None:
        self._queue = queue
        self._pictures = pictures
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
        family = case.family()
        answer = await self._queue.made(family)
        if not isinstance(answer, Ready):
            return _refused(answer, self._contents[language].making)
        # They are painted from now on; a file has all of them or none.
        await asyncio.to_thread(self._pictures.folder, family)
        stills = self._pictures.whole(family)
        companions = [await self._queue.made(one) for one in self._queue.accompanying(family)]
        around = [one.baked for one in companions if isinstance(one, Ready)]
        file = await self._file(
            language, Edition(case=case, scene=answer.baked, stills=stills, companions=around)
        )
        return _saved(file, file_name(case, language))

    async def _file(self, language: str, edition: Edition) -> bytes:
        pictures = "with" if edition.stills else "without"
        key = f"{file_name(edition.case, language)} {pictures} pictures"
        key += f" {len(edition.companions)} companions"
        async with self._writing:
            file = self._written.get(key)
            if file is None:
                file = await asyncio.to_thread(
                    single_file, edition, self._contents[language], self._assets
                )
                self._written[key] = file
            self._written.move_to_end(key)
            if len(self._written) > KEPT:
                self._written.popitem(last=False)
        return file


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
