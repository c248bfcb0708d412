"""Answers as browsers get them: files that never change under their address, and pages."""

import asyncio
from functools import lru_cache
from pathlib import Path

import brotli
from aiohttp import web

IMMUTABLE = "public, max-age=31536000, immutable"


def file_response(path: Path, content_type: str) -> web.FileResponse:
    """Send a file, or the compressed sibling that the browser can read, to be kept for ever.

    Parameters
    ----------
    path : pathlib.Path
        The file; a sibling with ``.br`` or ``.gz`` at the end takes its place.

    content_type : str
        Media type of the file itself.

    Returns
    -------
    aiohttp.web.FileResponse
        With tag, length, encoding, and the range that was asked for.

    """
    headers = {
        "Cache-Control": IMMUTABLE,
        "Content-Type": content_type,
        "Vary": "Accept-Encoding",
    }
    return web.FileResponse(path, headers=headers)


async def page_response(text: str, request: web.Request) -> web.Response:
    """Send a page, compressed as its browser can read it, to be asked for again.

    Parameters
    ----------
    text : str
        The page.

    request : aiohttp.web.Request
        Says what the browser can read.

    Returns
    -------
    aiohttp.web.Response
        With type and encoding.

    """
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}
    if "br" in request.headers.get("Accept-Encoding", "").replace(" ", "").split(","):
        headers |= {"Content-Encoding": "br", "Content-Type": "text/html; charset=utf-8"}
        return web.Response(body=await asyncio.to_thread(_packed, text), headers=headers)
    response = web.Response(text=text, content_type="text/html", headers=headers)
    response.enable_compression()
    return response


# Most visitors open the same few pages.
@lru_cache(maxsize=16)
def _packed(text: str) -> bytes:
    packed: bytes = brotli.compress(text.encode(), quality=5)
    return packed


def not_yet() -> web.Response:
    """Say that there is no such file so far: nothing is wrong, and no browser need complain."""
    return web.Response(status=204, headers={"Cache-Control": "no-store"})
