"""The three places where a case is asked for in words, and what each says of a wrong one.

A page's address says a sentence for each mistake and shows the rest; ``/case`` refuses with
sentences; ``--case`` stops with one sentence that names what may stand there.
"""

from collections.abc import Iterable, Mapping, Sequence

from scenes.story.case import NEIGHBOURS, Case
from visualizer.content import LinkWords, MakingWords
from visualizer.links.grammar import FIRST_NAMES, NAMES, VERSIONED, Problem, offered, read
from visualizer.links.quoting import echo

MOST_SENTENCES = 5
LONGEST_REASON = 200
LONGEST = 40
"""Characters of a wrong value that the command line repeats."""


class CaseQueryError(ValueError):
    """A question asks for what cannot be shown; the message has a sentence for each mistake."""


class CaseTextError(ValueError):
    """A text names no case that can be shown; the message says what may stand there instead."""


def case_in(query: Mapping[str, str], words: LinkWords) -> tuple[Case, list[str]]:
    """Read the case in a page's address; what is wrong stays as by default.

    Parameters
    ----------
    query : Mapping of str to str
        The address's query; other names in it are for others.

    words : LinkWords
        Sentences for wrong parts.

    Returns
    -------
    Case
        What could be understood.

    list of str
        A sentence for each part that could not.

    """
    case, problems = read((name, query[name]) for name in NAMES if name in query)
    return case, [_linked(words, problem) for problem in problems]


def _linked(words: LinkWords, problem: Problem) -> str:
    name = "version" if problem.name == VERSIONED else problem.name
    sentence: str = getattr(words, name)
    percents = problem.offered
    limits = {"low": percents[0], "high": percents[-1]} if percents else {}
    return sentence.format(value=echo(problem.value), **limits)


def parse_case(query: Iterable[tuple[str, str]], words: MakingWords) -> Case:
    """Read a case from the query of ``/case``, which also knows the first names of its parts.

    Parameters
    ----------
    query : iterable of (str, str)
        Names and values; what is not named stays as by default.

    words : MakingWords
        Words for mistakes.

    Returns
    -------
    Case
        A case that the model can show.

    Raises
    ------
    CaseQueryError
        If a name is unknown or doubled, or a value is none that the model can show.

    """
    case, problems = read(query, FIRST_NAMES)
    if problems:
        sentences = [_refused(words, problem) for problem in problems[:MOST_SENTENCES]]
        raise CaseQueryError(" ".join(dict.fromkeys(sentences)))
    return case


def _refused(words: MakingWords, problem: Problem) -> str:
    if problem.kind == "unknown":
        return words.unknown.format(name=echo(problem.name))
    if problem.kind == "twice":
        return words.twice.format(name=problem.name)
    if problem.kind == "number":
        return words.no_number.format(name=problem.name, value=echo(problem.value))
    reason = problem.reason or _complaint(problem)
    # A stranger's long value stays out of the sentence.
    brief = reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"
    return words.impossible.format(reason=brief)


def read_case(text: str) -> Case:
    """Read a case from the command line, such as ``level=L2,shape=biconcave,loss=40``.

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
    parts = text.removeprefix("?").replace("&", ",").split(",")
    pairs = [part.strip().partition("=") for part in parts]
    case, problems = read((name, value) for name, _, value in pairs)
    if problems:
        problem = problems[0]
        if problem.kind == "twice":
            msg = f"{problem.name} is given twice in {_short(text)}"
            raise CaseTextError(msg)
        raise CaseTextError(_complaint(problem))
    return case


def _complaint(problem: Problem) -> str:
    """Say in plain English what may stand in the place of a wrong part."""
    name, value = problem.name, problem.value
    if problem.kind == "unknown":
        part = f"{name}={value}" if value else name
        return f"a case has {_listed(NAMES[1:])}, got {_short(part)}"
    if problem.kind == "value":
        return f"{name} is {offered(name)}, got {_short(value)}"
    if name == "neighbour":
        levels = ", ".join(NEIGHBOURS[value])
        return f"neighbour={value} goes with level {levels}, got {problem.beside}"
    most = problem.offered[-1] if problem.offered else 0
    limits = f"a whole number from 0 to {most}" if most else "0"
    return f"{name} is {limits} with {problem.beside}, got {_short(value)}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _short(value: str) -> str:
    return repr(value if len(value) <= LONGEST else f"{value[:LONGEST]}…")
