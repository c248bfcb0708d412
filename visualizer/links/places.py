"""Where a page's neighbours are: the same page in other languages, on paper, as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from scenes.story.case import Case
from visualizer.links.grammar import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Addresses by language; what has none is not offered.

    Attributes
    ----------
    pages : Mapping of str to str
        The walkthrough.

    handouts : Mapping of str to str
        The printable page.

    files : Mapping of str to str
        The walkthrough as one file to keep.

    lists : Mapping of str to str
        All cases of a copy that has several.

    """

    pages: Mapping[str, str]
    handouts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)


def served_places(languages: Iterable[str], case: Case | None = None) -> Places:
    """Return the addresses on a server of ours.

    Parameters
    ----------
    languages : iterable of str
        The languages that it serves.

    case : Case, optional
        What they show; the usual case when not given.

    Returns
    -------
    Places
        Every language has them, but there is no list: a server makes any case.

    """
    parts = parts_of(case or Case())
    asked = {language: f"?{urlencode({'lang': language, **parts})}" for language in languages}
    return Places(
        pages={language: f"/{query}" for language, query in asked.items()},
        handouts={language: f"/handout{query}" for language, query in asked.items()},
        files={language: f"/walkthrough.html{query}" for language, query in asked.items()},
    )
