"""The walkthrough as one file, written when a visitor first asks for it."""

import asyncio
from collections.abc import Mapping

from aiohttp import web

from scenes.store import MANIFEST
from visualizer.assets import Assets
from visualizer.content import Content
from visualizer.export.edition import Edition
from visualizer.export.single_file import single_file
from visualizer.walkthrough import Walkthrough


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
        self._written: dict[tuple[str, bool], bytes] = {}
        self._writing = asyncio.Lock()

    async def answer(self, language: str) -> web.Response:
        """Send the file of a language for a browser to save.

        Parameters
        ----------
        language : str
            One that there are words in.

        Returns
        -------
        aiohttp.web.Response
            The whole file.

        """
        folder = self._walkthrough.stills.folder
        stills = folder if folder and (folder / MANIFEST).is_file() else None
        key = language, stills is not None
        async with self._writing:
            if key not in self._written:
                edition = Edition(scene=self._walkthrough.scene, stills=stills)
                self._written[key] = await asyncio.to_thread(
                    single_file, edition, self._contents[language], self._assets
                )
        name = f"kyphoplasty.{language}.html"
        return web.Response(
            body=self._written[key],
            content_type="text/html",
            charset="utf-8",
            headers={
                "Cache-Control": "no-cache",
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )
