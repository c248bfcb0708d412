"""What may stand behind ``export`` on the command line."""

import argparse
from pathlib import Path

from scenes.story.case import Case
from visualizer.content import FOLDER
from visualizer.links.case_readers import CaseTextError, read_case

LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("??.toml")))
PAGE, MODEL, SITE = ".html", ".glb", ""
KINDS = (PAGE, MODEL, SITE)


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the export.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        The command's own parser.

    """
    parser.add_argument(
        "target",
        type=_target,
        metavar="FILE.html|FILE.glb|FOLDER",
        help="the walkthrough as one file for any disk or mail; the model for slides and AR; or "
        "a site for any web host",
    )
    parser.add_argument(
        "--lang",
        type=_languages,
        default=(),
        metavar="NAME,NAME",
        help=f"languages of the words: {', '.join(LANGUAGES)} "
        "(default: en for a file, all for a site)",
    )
    parser.add_argument(
        "--case",
        action="append",
        type=_case,
        metavar="NAME=VALUE,NAME=VALUE",
        help="the fracture, with the names that the page's address has, such as "
        "level=L2,shape=biconcave,needles=1,loss=40,regained=30,cement=80 (default: the usual "
        "one); once for a file, several times for a site",
    )
    # The server has an option of the same name: each keeps its own value.
    parser.add_argument(
        "--cache-dir",
        dest="export_cache",
        type=Path,
        metavar="FOLDER",
        help="where the model is kept once it is made (default: the user's cache folder)",
    )


def kind_of(target: Path) -> str:
    """Return how a target's name ends, in small letters; a folder's is empty.

    Parameters
    ----------
    target : pathlib.Path
        What a person has named.

    Returns
    -------
    str
        One of :data:`KINDS`, or the ending of something else.

    """
    return SITE if target.is_dir() else target.suffix.lower()


def _target(text: str) -> Path:
    target = Path(text)
    kind = SITE if text.endswith("/") else kind_of(target)
    if not text or kind not in KINDS:
        msg = f"export to FILE.html, FILE.glb or a folder, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return target


def _case(text: str) -> Case:
    try:
        return read_case(text)
    except CaseTextError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _languages(text: str) -> tuple[str, ...]:
    languages = tuple(dict.fromkeys(text.split(",")))
    for language in languages:
        if language not in LANGUAGES:
            msg = f"there are words in {', '.join(LANGUAGES)}, got {language!r}"
            raise argparse.ArgumentTypeError(msg)
    return languages
