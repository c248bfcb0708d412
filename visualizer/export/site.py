"""The walkthrough as a folder of files for any web host: relative addresses, nothing to run."""

import gzip
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scenes.case import Case
from scenes.script import pictured
from scenes.targets import TargetError, filled_folder
from visualizer.assets import COMPRESSIBLE, Assets
from visualizer.content import Content
from visualizer.export.edition import Address, Edition, shown, still_addresses
from visualizer.export.living import carried_html, new_server
from visualizer.export.single_file import single_file
from visualizer.handout import handout_body, handout_html
from visualizer.link import Link
from visualizer.panels import surroundings_of
from visualizer.places import Places
from visualizer.shell import Fittings, linked, shell_html
from visualizer.shown import BONES, XRAYS

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Vue compiles the page's template; meshopt decodes the scene in WASM.
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
STEPS = tuple(pictured(Case()))
PICTURES = (
    *STEPS,
    *(f"bone_{kind}" for kind in BONES),
    *(f"{view}_{name}" for view in XRAYS for name in STEPS),
)

Files = Iterator[tuple[str, bytes]]
"""Names below the folder, with what is in each."""


def check_folder(folder: Path) -> None:
    """Find out whether a site can be written, before any long work.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to make, or to write to.

    Raises
    ------
    TargetError
        If a file has that name, or the folder takes no file.

    """
    if folder.exists() and not folder.is_dir():
        msg = f"{folder} is a file; name a folder, or a file that ends in .html or .glb."
        raise TargetError(msg)
    with filled_folder(folder):
        pass


def write_site(
    folder: Path, editions: Sequence[Edition], contents: Mapping[str, Content], assets: Assets
) -> list[Path]:
    """Write a site; pages come last, so that none asks for what is not there yet.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to make, or to write to.

    editions : sequence of Edition
        The cases; the first is the one at the top.

    contents : Mapping of str to Content
        The words by language; the first is the one that the site opens with.

    assets : Assets
        The page's own files.

    Returns
    -------
    list of pathlib.Path
        The files, in the order in which they appeared.

    Raises
    ------
    ExportError
        If a case is too large for a single file.
    TargetError
        If the folder cannot be written.

    """
    written = []
    with (
        filled_folder(folder),
        tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished,
    ):
        whole = Path(unfinished)
        for name, body in _site_files(editions, contents, assets):
            place = whole / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
        files = [file.relative_to(whole) for file in whole.rglob("*") if file.is_file()]
        for file in sorted(files, key=lambda file: (file.suffix == ".html", file)):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (whole / file).replace(folder / file)
            written.append(folder / file)
    return written


def _site_files(
    editions: Sequence[Edition], contents: Mapping[str, Content], assets: Assets
) -> Files:
    for path in assets.paths.values():
        if not path.endswith(("client.js", "alone.js")):
            yield from _with_siblings(f"assets/{path}", (assets.folder / path).read_bytes(), assets)
    for edition in editions:
        yield from _edition_files(edition)
        yield from _Pages(edition, contents, assets).files()


def _with_siblings(name: str, body: bytes, assets: Assets) -> Files:
    """Give a file with the compressed ones that lie beside it in the cache."""
    yield name, body
    if Path(name).suffix in COMPRESSIBLE:
        source = assets.folder / name.removeprefix("assets/")
        for suffix in (".br", ".gz"):
            yield name + suffix, source.with_name(source.name + suffix).read_bytes()


def _edition_files(edition: Edition) -> Files:
    key, scene = edition.scene.key, edition.packed.read_bytes()
    yield f"scene/{key}.glb", scene
    yield f"scene/{key}.glb.gz", gzip.compress(scene, mtime=0)
    packed = edition.packed.with_name(edition.packed.name + ".br")
    if packed.is_file():
        yield f"scene/{key}.glb.br", packed.read_bytes()
    for name in PICTURES:
        if picture := edition.picture(name):
            yield f"stills/{key}/{name}.webp", picture.read_bytes()


@dataclass(frozen=True)
class _Pages:
    """The pages of one case, all in one folder, so that their addresses are alike."""

    edition: Edition
    contents: Mapping[str, Content]
    assets: Assets

    def files(self) -> Files:
        here = f"{self.edition.name}/" if self.edition.name else ""
        own = replace(self.assets, root=f"{self._root}assets/")
        scene = f"{self._root}scene/{self.edition.scene.key}.glb"
        names = {language: content.name for language, content in self.contents.items()}
        places, server = self._places(), new_server()
        fittings = Fittings(
            links=f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n{linked(own)}',
            carried=carried_html(shown(self.edition, scene, self._address)),
            places=places,
        )
        stills = still_addresses(self._address)
        for language, content in self.contents.items():
            page = shell_html(
                content,
                fittings,
                stills,
                scene=scene,
                surroundings=surroundings_of(content, names, server, places),
                link=Link(language=language),
            )
            body = handout_body(content, stills, names, server, places)
            yield here + places.pages[language], page.encode()
            yield here + places.handouts[language], handout_html(content, own, body).encode()
            file = single_file(self.edition, content, self.assets)
            yield here + places.files[language], file

    @property
    def _root(self) -> str:
        """The way from these pages to the site's own folder."""
        return "../" if self.edition.name else ""

    @property
    def _address(self) -> Address:
        key, root, edition = self.edition.scene.key, self._root, self.edition
        return lambda name: f"{root}stills/{key}/{name}.webp" if edition.picture(name) else ""

    def _places(self) -> Places:
        first = next(iter(self.contents))
        return Places(
            pages={
                language: "index.html" if language == first else f"{language}.html"
                for language in self.contents
            },
            handouts={language: f"handout.{language}.html" for language in self.contents},
            files={language: f"kyphoplasty.{language}.html" for language in self.contents},
        )
