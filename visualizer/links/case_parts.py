"""The case in an address: ``?case=1&level=L2&shape=biconcave&needles=1&loss=42&cement=80``.

``visualizer/viewer/src/page/case/case.ts`` writes and reads the same; defaults are left out.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from scenes.story.case import CHOICES, NEIGHBOURS, REGAINED, Case
from visualizer.content import LinkWords
from visualizer.links.quoting import echo, number_in

VERSION = "1"
NAMES = (
    *("case", "level", "shape", "treatment", "needles", "neighbour"),
    *("loss", "regained", "cement"),
)
APPROACHES = {"2": "bipedicular", "1": "unipedicular"}
LOSS = range(15, 43)
CEMENT = range(101)
"""Whole percents that a person can choose."""
OFFERED = {"loss": LOSS, "cement": CEMENT}


def regained_range(treatment: str) -> range:
    """Return the whole percents that may come back under a treatment."""
    _, most = REGAINED[treatment]
    return range(round(100 * most) + 1)


def case_in(query: Mapping[str, str], words: LinkWords) -> tuple[Case, list[str]]:
    """Read a case part by part; what is wrong stays as by default.

    Parameters
    ----------
    query : Mapping of str to str
        The address's query.

    words : LinkWords
        Sentences for wrong parts.

    Returns
    -------
    Case
        What could be understood.

    list of str
        A sentence for each part that could not.

    """
    version = query.get("case", VERSION)
    if version != VERSION:
        return Case(), [words.version.format(value=echo(version))]
    wanted: dict[str, Any] = {}
    problems: list[str] = []
    for name, (field, read) in _READERS.items():
        if name in query:
            value = read(query[name])
            if value is None:
                problems.append(_sentence(words, name, query[name], OFFERED.get(name)))
            else:
                wanted[field] = value
    if wanted.get("level", Case().level) not in _levels_beside(wanted.get("neighbour", "")):
        del wanted["neighbour"]
        problems.append(_sentence(words, "neighbour", query["neighbour"]))
    if "regained" in query:
        offered = regained_range(wanted.get("treatment", Case().treatment))
        share = _percents(offered)(query["regained"])
        if share is None:
            problems.append(_sentence(words, "regained", query["regained"], offered))
        else:
            wanted["height_regained"] = share
    return Case(**wanted), problems


def case_parts(case: Case) -> dict[str, str]:
    """Return the parts of an address that ask for a case; none for the usual one.

    Parameters
    ----------
    case : Case
        Any case; fractions are rounded to whole percents.

    Returns
    -------
    dict of str to str
        In the order in which an address has them.

    """
    parts, usual = _parts(case), _parts(Case())
    usual["regained"] = _parts(Case().treated_by(case.treatment))["regained"]
    told = {name: value for name, value in parts.items() if value != usual[name]}
    return {"case": VERSION, **told} if told else {}


def what_is_offered(name: str) -> str:
    """Return what a part of an address may say, in words for a complaint.

    Parameters
    ----------
    name : str
        One of :data:`NAMES`.

    Returns
    -------
    str
        Every choice, or the least and the greatest whole number.

    """
    percents = {**OFFERED, "regained": regained_range(Case().treatment)}.get(name)
    if percents:
        return f"a whole number from {percents[0]} to {percents[-1]}"
    if name not in _READERS:
        return VERSION
    field, _ = _READERS[name]
    changes: list[dict[str, Any]] = [{field: choice} for choice in CHOICES[field]]
    return f"one of {', '.join(_parts(Case(**change))[name] for change in changes)}"


def _parts(case: Case) -> dict[str, str]:
    needles = {approach: number for number, approach in APPROACHES.items()}
    return {
        "level": case.level,
        "shape": case.shape,
        "treatment": case.treatment,
        "needles": needles[case.approach],
        "neighbour": case.neighbour,
        "loss": f"{100 * case.height_loss:.0f}",
        "regained": f"{100 * case.height_regained:.0f}",
        "cement": f"{100 * case.cement:.0f}",
    }


def _levels_beside(neighbour: str) -> Collection[str]:
    """Return the levels that may be treated beside such a neighbour."""
    return NEIGHBOURS.get(neighbour, CHOICES["level"])


def _choice(field: str) -> Callable[[str], str | None]:
    return lambda text: text if text in CHOICES[field] else None


def _percents(offered: range) -> Callable[[str], float | None]:
    def read(text: str) -> float | None:
        number = number_in(text)
        return number / 100 if number is not None and number in offered else None

    return read


def _sentence(words: LinkWords, name: str, value: str, offered: range | None = None) -> str:
    sentence: str = getattr(words, name)
    limits = {"low": offered[0], "high": offered[-1]} if offered else {}
    return sentence.format(value=echo(value), **limits)


_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "level": ("level", _choice("level")),
    "shape": ("shape", _choice("shape")),
    "treatment": ("treatment", _choice("treatment")),
    "needles": ("approach", APPROACHES.get),
    "neighbour": ("neighbour", _choice("neighbour")),
    "loss": ("height_loss", _percents(LOSS)),
    "cement": ("cement", _percents(CEMENT)),
}
