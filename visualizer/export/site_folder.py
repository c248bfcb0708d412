"""The walkthrough as a folder of files for any web host: relative addresses, nothing to run."""

import gzip
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from scenes.film.targets import TargetError, filled_folder
from scenes.story.case import Case
from scenes.story.picture_names import pictured
from visualizer.content import Content
from visualizer.export.edition import Edition
from visualizer.export.site_pages import Files, SitePages, companion_name, scene_name
from visualizer.making.scenes import PACKED
from visualizer.page.assets import COMPRESSIBLE, Assets
from visualizer.page.case_files import BONES, XRAYS

STEPS = tuple(pictured(Case()))
PICTURES = (
    *STEPS,
    *(f"bone_{kind}" for kind in BONES),
    *(f"{view}_{name}" for view in XRAYS for name in STEPS),
)


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
    written: set[str] = set()
    for edition in editions:
        for name, body in (*_model_files(edition), *_picture_files(edition)):
            if name not in written:
                written.add(name)
                yield name, body
    yield from SitePages(editions, contents, assets).files()


def _with_siblings(name: str, body: bytes, assets: Assets) -> Files:
    """Give a file with the compressed ones that lie beside it in the cache."""
    yield name, body
    if Path(name).suffix in COMPRESSIBLE:
        source = assets.folder / name.removeprefix("assets/")
        for suffix in (".br", ".gz"):
            yield name + suffix, source.with_name(source.name + suffix).read_bytes()


def _model_files(edition: Edition) -> Files:
    """Give the scene with its companions, each with its compressed siblings."""
    models = {scene_name(edition): edition.packed}
    models |= {companion_name(one): one.folder / PACKED for one in edition.companions}
    for name, packed in models.items():
        model = packed.read_bytes()
        yield name, model
        yield f"{name}.gz", gzip.compress(model, mtime=0)
        compressed = packed.with_name(packed.name + ".br")
        if compressed.is_file():
            yield f"{name}.br", compressed.read_bytes()


def _picture_files(edition: Edition) -> Files:
    for name in PICTURES:
        if picture := edition.picture(name):
            yield edition.still_name(name), picture.read_bytes()
