"""A case in one word: for the command line, and for the names of folders and files."""

from scenes.story.case import Case
from visualizer.links.grammar import VERSIONED, parts_of

USUAL = "usual"
"""Name of the usual case, whose address has no parts."""


def case_text(case: Case) -> str:
    """Return what ``--case`` reads as this case; empty for the usual one."""
    return ",".join(f"{name}={value}" for name, value in _unversioned(case).items())


def case_name(case: Case) -> str:
    """Return a name for a case's folder or file, such as ``L2-biconcave-needles1-loss40``.

    Parameters
    ----------
    case : Case
        Any case.

    Returns
    -------
    str
        What an address says of it; :data:`USUAL` where that is nothing.

    """
    parts = _unversioned(case).items()
    return "-".join(name + value if value.isdecimal() else value for name, value in parts) or USUAL


def file_name(case: Case, language: str) -> str:
    """Return the name under which the walkthrough of a case is kept as one file.

    Parameters
    ----------
    case : Case
        What it shows.

    language : str
        Language of its words.

    Returns
    -------
    str
        The usual case needs no name.

    """
    name = case_name(case)
    return ".".join(["kyphoplasty", *([name] if name != USUAL else []), language, "html"])


def _unversioned(case: Case) -> dict[str, str]:
    return {name: value for name, value in parts_of(case).items() if name != VERSIONED}
