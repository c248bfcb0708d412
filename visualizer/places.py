"""Where a page's neighbours are: the same page in other languages, on paper, as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


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

    """

    pages: Mapping[str, str]
    handouts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def served_places(languages: Iterable[str]) -> Places:
    """Return the addresses on a server of ours.

    Parameters
    ----------
    languages : iterable of str
        The languages that it serves.

    Returns
    -------
    Places
        Every language has all of them.

    """
    asked = {language: f"?lang={language}" for language in languages}
    return Places(
        pages={language: f"/{query}" for language, query in asked.items()},
        handouts={language: f"/handout{query}" for language, query in asked.items()},
        files={language: f"/walkthrough.html{query}" for language, query in asked.items()},
    )
