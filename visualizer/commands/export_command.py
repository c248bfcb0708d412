"""The command ``export``: one file, a static site, or a scene for other programs."""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from scenes.file.key import companion_key, picture_key, scene_key
from scenes.film.targets import check_file, whole_file
from scenes.model.sources import has_body
from scenes.paint.drawing import DrawingError
from scenes.paint.still_names import still_names
from scenes.paint.studio import Studio
from scenes.store.cache import Cache
from scenes.story.case import UNTREATED, Case
from scenes.story.companion import companions_of
from visualizer.commands.export_options import LANGUAGES, MODEL, PAGE, SITE, kind_of
from visualizer.commands.progress import Report, duration, progress_bar, size_of, stopped_by_signal
from visualizer.content import DEFAULT_LANGUAGE, Content, load_content, varied
from visualizer.export.edition import Edition
from visualizer.export.exact_measures import exact_measures
from visualizer.export.portable import Imprint, portable
from visualizer.export.single_file import ExportError, single_file
from visualizer.export.site_folder import check_folder, write_site
from visualizer.links.case_names import case_name, case_text
from visualizer.making.pictures import ENTRY
from visualizer.making.scenes import PACKED, RAW, Baked, make_companion, make_scene
from visualizer.page import assets

BAKED, WRITING = 0.2, 0.9
"""Shares of the work that are done when the scene is there, and when all is but the writing."""


def run_export(options: argparse.Namespace, console: Console) -> None:
    """Write what the target's name asks for.

    Parameters
    ----------
    options : argparse.Namespace
        What :func:`visualizer.commands.export_options.add_export_options` has added.

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
    cases = _different(options.case or [Case()])
    if kind_of(options.target) == SITE:
        cases = _with_both_stories(cases, console)
    with stopped_by_signal(), progress_bar(console, "Looking for the model") as report:
        files = write(options.target, options.lang, cases, _Maker(cache, report, console.print))
    console.print(
        f"Wrote {options.target} ({size_of(*files)}) in {duration(time.monotonic() - start)}.",
        markup=False,
    )


class _Maker:
    """Makes what an export needs, telling how far it is."""

    def __init__(self, cache: Cache, report: Report, complain: Callable[[str], None]) -> None:
        self.cache = cache
        self.report = report
        self._complain = complain
        self._place, self._count = 0, 1
        self._words: dict[str, str] = asdict(load_content(DEFAULT_LANGUAGE).making)

    def scene(self, case: Case, part: float = 1.0) -> Baked:
        """Return the scene of exactly this case; making it is so much of the work."""
        return make_scene(
            case,
            self.cache,
            scene_key(case),
            lambda stage, share: self._reached(
                self._words.get(stage, self._words["making"]), part * share
            ),
        )

    def editions(self, cases: Sequence[Case]) -> Iterator[Edition]:
        """Give each case with the scene of its family, and its pictures if any can be painted."""
        self._count = len(cases)
        for self._place, case in enumerate(cases):
            scene = self.scene(case.family(), BAKED)
            yield Edition(
                scene=scene,
                stills=self._stills(case),
                case=case,
                measures=exact_measures(case, scene.folder / PACKED),
                companions=self._companions(case),
                name=case_name(case) if self._place else "",
            )

    def _companions(self, case: Case) -> Sequence[Baked]:
        if not has_body():
            return ()
        return [make_companion(one, self.cache, companion_key(one)) for one in companions_of(case)]

    def _stills(self, case: Case) -> Path | None:
        try:
            return self.cache.made(
                picture_key(case), ENTRY, lambda folder: self._paint(case, folder)
            )
        except DrawingError as error:
            self._complain(f"The export has no still pictures{self._which}. {error}")
            return None

    def _paint(self, case: Case, folder: Path) -> None:
        names = still_names(case)
        self._painted(0, len(names))
        with Studio(case) as studio:
            for done, picture in enumerate(studio.stills(names)):
                (folder / f"{names[done]}.webp").write_bytes(picture)
                self._painted(done + 1, len(names))

    def _painted(self, done: int, total: int) -> None:
        self._reached("Painting the pictures", BAKED + (1.0 - BAKED) * done / total)

    def _reached(self, message: str, share: float) -> None:
        """Report how far all cases are together."""
        self.report(f"{message}{self._which}", WRITING * (self._place + share) / self._count)

    @property
    def _which(self) -> str:
        return f", case {self._place + 1} of {self._count}" if self._count > 1 else ""


def _write_page(
    target: Path, languages: Sequence[str], cases: Sequence[Case], maker: _Maker
) -> list[Path]:
    check_file(target, PAGE)
    content, case = _only_content(languages), _only_case(cases)
    own = assets.collect(maker.cache.root / "assets")
    (edition,) = maker.editions([case])
    maker.report("Writing the file", WRITING)
    with whole_file(target) as unfinished:
        unfinished.write_bytes(single_file(edition, content, own))
    return [target]


def _write_model(
    target: Path, languages: Sequence[str], cases: Sequence[Case], maker: _Maker
) -> list[Path]:
    check_file(target, MODEL)
    content, case = varied(_only_content(languages), _only_case(cases)), _only_case(cases)
    # Other programs play what is baked: the case's numbers have to be in it.
    scene = maker.scene(case)
    maker.report("Writing the model", WRITING)
    imprint = Imprint(
        title=content.page.title,
        disclaimer=content.page.disclaimer,
        steps=[step.title for step in content.steps],
    )
    with whole_file(target) as unfinished:
        unfinished.write_bytes(portable((scene.folder / RAW).read_bytes(), imprint))
    return [target]


def _write_site(
    target: Path, languages: Sequence[str], cases: Sequence[Case], maker: _Maker
) -> list[Path]:
    check_folder(target)
    contents = {language: load_content(language) for language in languages or LANGUAGES}
    own = assets.collect(maker.cache.root / "assets")
    editions = list(maker.editions(cases))
    maker.report("Writing the site", WRITING)
    return write_site(target, editions, contents, own)


def _only_content(languages: Sequence[str]) -> Content:
    if len(languages) > 1:
        msg = f"One file speaks one language, got {', '.join(languages)}; a folder takes them all."
        raise ExportError(msg)
    return load_content(languages[0] if languages else DEFAULT_LANGUAGE)


def _only_case(cases: Sequence[Case]) -> Case:
    if len(cases) > 1:
        msg = f"One file shows one case, got {len(cases)}; a folder takes them all."
        raise ExportError(msg)
    return cases[0]


def _with_both_stories(cases: Sequence[Case], console: Console) -> Sequence[Case]:
    """Add what a page leads to where the story of one of two broken bones ends."""
    families = {case.family() for case in cases}
    both: list[Case] = []
    for case in cases:
        both.append(case)
        other = case.turned
        if other and case.treatment != UNTREATED and other.family() not in families:
            families.add(other.family())
            both.append(other)
            console.print(
                f"The site also has {case_text(other)}, because {case_text(case)} leads to it.",
                markup=False,
            )
    return both


def _different(cases: Sequence[Case]) -> Sequence[Case]:
    for place, case in enumerate(cases):
        if case in cases[:place]:
            msg = f"Each case is written once, got {case_text(case) or 'the usual case'} twice."
            raise ExportError(msg)
    return cases
