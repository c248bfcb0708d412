"""The command ``export``: one file, a static site, or a scene for other programs."""

import argparse
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from scenes.cache import Cache
from scenes.case import Case
from scenes.drawing import DrawingError, paint_stills_in_child
from scenes.targets import check_file, whole_file
from visualizer import assets
from visualizer.bakery import prepare
from visualizer.content import DEFAULT_LANGUAGE, Content, load_content
from visualizer.export.edition import Edition
from visualizer.export.options import LANGUAGES, MODEL, PAGE, SITE, kind_of
from visualizer.export.portable import Imprint, portable
from visualizer.export.single_file import ExportError, single_file
from visualizer.export.site import check_folder, write_site
from visualizer.stills import ENTRY
from visualizer.telling import Tell, duration, ended_kindly, progress_bar, size_of

BAKED, WRITING = 0.2, 0.9
"""Shares of the work that are done when the scene is there, and when all is but the writing."""


def run_export(options: argparse.Namespace, console: Console) -> None:
    """Write what the target's name asks for.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`visualizer.export.options.add_export_options` has added.

    console : rich.console.Console
        Where a person reads.

    Raises
    ------
    BakeError, ContentError, ExportError, MissingAssetError, TargetError
        If something is missing or in the way; each message is one sentence.

    """
    start = time.monotonic()
    cache = Cache(options.export_cache)
    if cache.warning:
        console.print(cache.warning, markup=False)
    write = {PAGE: _write_page, MODEL: _write_model, SITE: _write_site}[kind_of(options.target)]
    with ended_kindly(), progress_bar(console, "Looking for the model") as tell:
        files = write(options.target, options.lang, _Maker(cache, tell, console.print))
    console.print(
        f"Wrote {options.target} ({size_of(*files)}) in {duration(time.monotonic() - start)}.",
        markup=False,
    )


class _Maker:
    """Makes what an export needs, telling how far it is."""

    def __init__(self, cache: Cache, tell: Tell, complain: Callable[[str], None]) -> None:
        self.cache = cache
        self.tell = tell
        self._complain = complain

    def edition(self, case: Case, name: str = "", *, painted: bool = True) -> Edition:
        """Return one case with its scene, and its pictures if they can be painted."""
        scene = prepare(case, self.cache, lambda message, share: self.tell(message, BAKED * share))
        stills = self._stills(case, scene.key) if painted else None
        return Edition(scene=scene, stills=stills, name=name)

    def _stills(self, case: Case, key: str) -> Path | None:
        folder = self.cache.entry(key, ENTRY)
        if folder is not None:
            return folder
        painters: list[subprocess.Popen[str]] = []
        try:
            with self.cache.writing(key, ENTRY) as unfinished:
                self._painted(0, 1)
                paint_stills_in_child(
                    case, unfinished, progress=self._painted, started=painters.append
                )
        except DrawingError as error:
            self._complain(f"The export has no still pictures. {error}")
        finally:
            for painter in painters:
                painter.kill()
        return self.cache.entry(key, ENTRY)

    def _painted(self, done: int, total: int) -> None:
        self.tell("Painting the pictures", BAKED + (WRITING - BAKED) * done / total)


def _write_page(target: Path, languages: Sequence[str], maker: _Maker) -> list[Path]:
    check_file(target, PAGE)
    content = _only_content(languages)
    own = assets.collect(maker.cache.root / "assets")
    edition = maker.edition(Case())
    maker.tell("Writing the file", WRITING)
    with whole_file(target) as unfinished:
        unfinished.write_bytes(single_file(edition, content, own))
    return [target]


def _write_model(target: Path, languages: Sequence[str], maker: _Maker) -> list[Path]:
    check_file(target, MODEL)
    content = _only_content(languages)
    edition = maker.edition(Case(), painted=False)
    maker.tell("Writing the model", WRITING)
    imprint = Imprint(
        title=content.page.title,
        disclaimer=content.page.disclaimer,
        steps=[step.title for step in content.steps],
    )
    with whole_file(target) as unfinished:
        unfinished.write_bytes(portable(edition.raw.read_bytes(), imprint))
    return [target]


def _write_site(target: Path, languages: Sequence[str], maker: _Maker) -> list[Path]:
    check_folder(target)
    contents = {language: load_content(language) for language in languages or LANGUAGES}
    own = assets.collect(maker.cache.root / "assets")
    editions = [maker.edition(Case())]
    maker.tell("Writing the site", WRITING)
    return write_site(target, editions, contents, own)


def _only_content(languages: Sequence[str]) -> Content:
    if len(languages) > 1:
        msg = f"One file speaks one language, got {', '.join(languages)}; a folder takes them all."
        raise ExportError(msg)
    return load_content(languages[0] if languages else DEFAULT_LANGUAGE)
