"""Answers that are files which never change under their address."""

from pathlib import Path

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


def not_yet() -> web.Response:
    """Say that there is no such file so far: nothing is wrong, and no browser need complain."""
    return web.Response(status=204, headers={"Cache-Control": "no-store"})
