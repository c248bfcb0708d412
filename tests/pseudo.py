"""A made-up language that is written from right to left, to see whether the page can turn round."""

import re
import shutil
from pathlib import Path

from visualizer.content import FOLDER

LANGUAGE = "he"
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד")
"""Hebrew letters, one for each of ours: they say nothing, but they run the right way."""
TEXTS = re.compile(
    r"^(?P<key>(?:\{ )?(?!(?:code|direction|key|kind|unit|group|shows|reviewer|id|due|reviewed) )"
    r'\w+ = )"(?P<text>[^"]*)"',
    re.MULTILINE,
)
"""A key at the start of a line with its text; ids, sources and numbers are not among them."""
INSIDE = re.compile(r'(?P<key>\b(?:text|name|definition) = )"(?P<text>[^"]*)"')
KEPT = re.compile(r"(\{\w+\})")


def mirrored_words(folder: Path) -> Path:
    """Write the words of the page in a language that runs from right to left.

    Parameters
    ----------
    folder : pathlib.Path
        Where the files go, beside those in English.

    Returns
    -------
    pathlib.Path
        The folder.

    """
    for name in ("en.toml", "sources.toml"):
        shutil.copy(FOLDER / name, folder)
    words = (FOLDER / "en.toml").read_text(encoding="utf-8")
    for pattern in (TEXTS, INSIDE):
        words = pattern.sub(lambda found: f'{found["key"]}"{_turned(found["text"])}"', words)
    words = words.replace('code = "en"', f'code = "{LANGUAGE}"', 1)
    words = words.replace('direction = "ltr"', 'direction = "rtl"', 1)
    (folder / f"{LANGUAGE}.toml").write_text(words, encoding="utf-8")
    return folder


def _turned(text: str) -> str:
    parts = KEPT.split(text)
    return "".join(
        part if KEPT.fullmatch(part) else part.lower().translate(LETTERS) for part in parts
    )
