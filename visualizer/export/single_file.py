"""The whole walkthrough as one file that opens from a disk, without network or server."""

import base64
import gzip
import hashlib
import re
from collections.abc import Sequence

from scenes.story.picture_names import picture_names
from visualizer.content import Content
from visualizer.export.carried import carried_html
from visualizer.export.edition import Address, Edition, shown, still_addresses
from visualizer.links.places import Places
from visualizer.making.scenes import PACKED
from visualizer.page.assets import Assets
from visualizer.page.case_files import BONES, XRAYS
from visualizer.page.living_page import Copied
from visualizer.page.panels import showing, surroundings_of
from visualizer.page.shell import Fittings, shell_html

LARGEST = 3_000_000
"""Bytes that a file may have: with what a mail adds to it, most mail boxes still take it."""
SCENE = "scene"
COMPANION = "companion_{}"
"""Names of the elements with the person and the room."""
SCRIPTS = ("vue.js", "viewer.js")
"""In the order in which they run."""
CARRIED = (r"\w+", r"bone_\w+|\w*(?<!lateral_)(?<!ap_)\d\d", "00")
"""Names of pictures that go along: all, else without X-rays, else the first still alone."""


class ExportError(RuntimeError):
    """The export cannot be made; the message is one sentence for a person."""


def single_file(edition: Edition, content: Content, assets: Assets) -> bytes:
    """Write the walkthrough as one HTML document.

    Parameters
    ----------
    edition : Edition
        What it shows.

    content : Content
        The words, of one language.

    assets : Assets
        The page's own files.

    Returns
    -------
    bytes
        The document in UTF-8; it asks nobody for anything, and its own policy makes sure of that.

    Raises
    ------
    ExportError
        If it does not fit into :data:`LARGEST` with only its first still picture.

    """
    size = 0
    # Pictures are for browsers that cannot draw, or run no scripts: all else comes first.
    for names in CARRIED:
        document = _document(edition, content, assets, _carried_pictures(edition, names))
        size = len(document)
        if size <= LARGEST:
            return document
    msg = (
        f"The file would have {size / 1e6:.1f} MB, and {LARGEST / 1e6:.1f} MB is the most; "
        "export to a folder instead."
    )
    raise ExportError(msg)


def _document(edition: Edition, content: Content, assets: Assets, address: Address) -> bytes:
    places = Places(pages={content.language: ""})
    stills = still_addresses(edition.case, address)
    # Each still stands once in the file: where it is read without scripts.
    steps = picture_names(edition.case.treatment)
    kept = {f"{view}_{name}" for view in XRAYS for name in steps} | {f"bone_{one}" for one in BONES}
    companions = {
        COMPANION.format(place): one.folder / PACKED for place, one in enumerate(edition.companions)
    }
    carried = carried_html(
        shown(
            edition,
            f"#{SCENE}",
            lambda name: address(name) if name in kept else "",
            [f"#{name}" for name in companions],
        ),
        Copied(),
    )
    scripts = [assets.read(name) for name in SCRIPTS]
    start, style = assets.read("alone.js").decode(), assets.read("style.css").decode()
    icon = _data_address("image/svg+xml", assets.read("icon.svg"))
    packed = [
        *(
            _packed(name, gzip.compress(file.read_bytes(), mtime=0), "data-scene")
            for name, file in {SCENE: edition.packed, **companions}.items()
        ),
        *(_packed(name.partition(".")[0], assets.gzipped(name), "data-packed") for name in SCRIPTS),
    ]
    policy = _policy([start.encode(), *scripts], style.encode())
    fittings = Fittings(
        links=(
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            f'<link rel="icon" href="{icon}" type="image/svg+xml">\n<style>{style}</style>'
        ),
        carried="\n".join([carried, *packed, f"<script>{start}</script>"]),
        places=places,
    )
    names, change = {content.language: content.name}, content.taken.other
    around = surroundings_of(content, names, places, change=change)
    page = shell_html(
        content,
        fittings,
        stills,
        scene=f"#{SCENE}",
        surroundings=showing(around, content, edition.case),
        link=edition.link(content.language),
    )
    return page.encode()


def _policy(scripts: Sequence[bytes], style: bytes) -> str:
    """Return the policy of a page that may run what is in it, and reach nobody."""
    allowed = " ".join(_fingerprint(script) for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            # Vue compiles the page's template; meshopt decodes the scene in WASM.
            f"script-src {allowed} 'unsafe-eval' 'wasm-unsafe-eval'",
            f"style-src {_fingerprint(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _fingerprint(text: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"


def _packed(name: str, gzipped: bytes, mark: str) -> str:
    packed = base64.b64encode(gzipped).decode()
    return f'<script type="text/plain" id="{name}" {mark}>{packed}</script>'


def _carried_pictures(edition: Edition, names: str) -> Address:
    def address(name: str) -> str:
        picture = edition.picture(name) if re.fullmatch(names, name) else None
        return _data_address("image/webp", picture.read_bytes()) if picture else ""

    return address


def _data_address(kind: str, body: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"
