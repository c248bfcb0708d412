"""A case in one word: for the command line, with the parts of an address, and for files."""

from collections.abc import Mapping, Sequence
from functools import cache

from scenes.story.case import NEIGHBOURS, Case
from visualizer.content import DEFAULT_LANGUAGE, LinkWords, load_content
from visualizer.links.case_parts import NAMES, case_in, case_parts, regained_range, what_is_offered
from visualizer.links.quoting import number_in

USUAL = "usual"
"""Name of the usual case, whose address has no parts."""
LONGEST = 40
"""Characters of a wrong value that are repeated."""


class CaseTextError(ValueError):
    """A text names no case that can be shown; the message says what may stand there instead."""


def read_case(text: str) -> Case:
    """Read a case from the parts of an address, such as ``level=L2,shape=biconcave,loss=40``.

    Parameters
    ----------
    text : str
        Parts with commas between them, or with ``&`` as a browser shows them; what is not named
        is as usual.

    Returns
    -------
    Case
        A case that can be shown.

    Raises
    ------
    CaseTextError
        If a part is none of an address's, doubled, or asks for what there is not, or not together.

    """
    parts: dict[str, str] = {}
    for part in text.removeprefix("?").replace("&", ",").split(","):
        name, _, value = part.strip().partition("=")
        if name not in NAMES:
            msg = f"a case has {_listed(NAMES[1:])}, got {_short(part)}"
            raise CaseTextError(msg)
        if name in parts:
            msg = f"{name} is given twice in {_short(text)}"
            raise CaseTextError(msg)
        parts[name] = value
        _check(name, value)
    _check_together(parts)
    case, problems = case_in(parts, _words())
    if problems:
        raise CaseTextError(problems[0])
    return case


def case_text(case: Case) -> str:
    """Return what :func:`read_case` reads as this case; empty for the usual one."""
    return ",".join(f"{name}={value}" for name, value in _told(case).items())


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
    words = (name + told if told.isdecimal() else told for name, told in _told(case).items())
    return "-".join(words) or USUAL


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


def _told(case: Case) -> dict[str, str]:
    """Return the parts of an address but for its version."""
    return {name: value for name, value in case_parts(case).items() if name != NAMES[0]}


@cache
def _words() -> LinkWords:
    return load_content(DEFAULT_LANGUAGE).links


def _check(name: str, value: str) -> None:
    _, problems = case_in({name: value}, _words())
    if problems:
        msg = f"{name} is {what_is_offered(name)}, got {_short(value)}"
        raise CaseTextError(msg)


def _check_together(parts: Mapping[str, str]) -> None:
    """Complain about parts of which each may be asked for, but not both."""
    level, neighbour = parts.get("level", Case().level), parts.get("neighbour", "")
    levels = NEIGHBOURS.get(neighbour, {level: ""})
    if level not in levels:
        msg = f"neighbour={neighbour} goes with level {', '.join(levels)}, got level={level}"
        raise CaseTextError(msg)
    treatment = parts.get("treatment", Case().treatment)
    most, regained = regained_range(treatment)[-1], parts.get("regained", "0")
    if (number_in(regained) or 0.0) > most:
        offered = f"a whole number from 0 to {most}" if most else "0"
        msg = f"regained is {offered} with treatment={treatment}, got {_short(regained)}"
        raise CaseTextError(msg)


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _short(value: str) -> str:
    return repr(value if len(value) <= LONGEST else f"{value[:LONGEST]}…")
