"""The one grammar of a case: its names, what each may say, one reader and one writer.

``?...`` of a page, ``/case`` and ``--case`` all speak it; ``docs/addresses.md`` describes it, and
:mod:`visualizer.links.case_readers` words what is wrong.  Where no server reads an address, the
viewer's ``case.ts`` does, with the names and limits from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from scenes.story.case import CHOICES, LIMITS, NEIGHBOURS, REGAINED, Case
from visualizer.links.quoting import number_in

VERSION = "1"
VERSIONED = "case"
"""Name of the version, which comes first."""
APPROACHES = {"2": "bipedicular", "1": "unipedicular"}
LOSS = range(15, 43)
CEMENT = range(101)
"""Whole percents that a person can choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Meaning of one name of an address.

    Attributes
    ----------
    means : str
        What the case itself calls it.

    choices : Mapping of str to str
        By what may be said: what it means; empty for a number.

    percents : range or None
        Whole percents that may be said; None for a fraction within the limits of the model.

    """

    means: str
    choices: Mapping[str, str] = field(default_factory=dict)
    percents: range | None = None


def regained_range(treatment: str) -> range:
    """Return the whole percents that may come back under a treatment."""
    _, most = REGAINED[treatment]
    return range(round(100 * most) + 1)


def _chosen(name: str) -> Name:
    return Name(means=name, choices={choice: choice for choice in CHOICES[name]})


TABLE: Mapping[str, Name] = {
    "level": _chosen("level"),
    "shape": _chosen("shape"),
    "treatment": _chosen("treatment"),
    "needles": Name(means="approach", choices=APPROACHES),
    "neighbour": _chosen("neighbour"),
    "loss": Name(means="height_loss", percents=LOSS),
    "regained": Name(means="height_regained", percents=regained_range(Case().treatment)),
    "cement": Name(means="cement", percents=CEMENT),
}
"""By name, in the order of an address."""
FIRST_NAMES: Mapping[str, Name] = {
    "approach": _chosen("approach"),
    "height_loss": Name(means="height_loss"),
    "height_regained": Name(means="height_regained"),
    "settling": Name(means="settling"),
    "cement": Name(means="cement"),
}
"""What ``/case`` understood first, and still does where no version is named: the names of the
case itself, numbers as fractions."""
NAMES = (VERSIONED, *TABLE)
PERCENTS = tuple(name for name, meant in TABLE.items() if meant.percents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing in an address that cannot be had.

    Attributes
    ----------
    kind : str
        "unknown" or "twice" for a name, "number" for what is none, "value" for what is not
        offered, "together" for what does not go with another part.

    name, value : str
        As they were said.

    offered : range or None
        Whole percents that may be said.

    beside : str
        The other part that it does not go with.

    reason : str
        Why the model cannot show it, in its words; empty where it has none.

    """

    kind: Literal["unknown", "twice", "number", "value", "together"]
    name: str
    value: str
    offered: range | None = None
    beside: str = ""
    reason: str = ""


def read(
    pairs: Iterable[tuple[str, str]], first_names: Mapping[str, Name] | None = None
) -> tuple[Case, list[Problem]]:
    """Read a case part by part; what is wrong stays as by default.

    Parameters
    ----------
    pairs : iterable of (str, str)
        Names and values.

    first_names : Mapping of str to Name, optional
        Other names that are understood where no version is named: :data:`FIRST_NAMES` or none.

    Returns
    -------
    Case
        What could be understood.

    list of Problem
        One for each part that could not.

    """
    said = list(pairs)
    is_versioned = any(name == VERSIONED for name, _ in said)
    table = {**TABLE, **({} if is_versioned else first_names or {})}
    parts, problems = _sorted_out(said, table)
    version = parts.get(VERSIONED, VERSION)
    if version != VERSION:
        return Case(), [*problems, Problem(kind="value", name=VERSIONED, value=version)]
    wanted: dict[str, Any] = {}
    # In the order of the table: what depends on another part comes after it.
    for name, meant in table.items():
        if name in parts:
            value = _read_part(name, meant, parts[name], wanted)
            if isinstance(value, Problem):
                problems.append(value)
            else:
                wanted[meant.means] = value
    return Case(**wanted), problems


def parts_of(case: Case) -> dict[str, str]:
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
    unusual = {name: value for name, value in parts.items() if value != usual[name]}
    return {VERSIONED: VERSION, **unusual} if unusual else {}


def plain_case(case: Case) -> dict[str, Any]:
    """Return a case as the page's state has it.

    Parameters
    ----------
    case : Case
        Any case; fractions are rounded to whole percents.

    Returns
    -------
    dict
        ``family`` is what decides which scene is baked, by the names of an address; then
        ``treatment``, and ``numbers``, None where they are those that are usual for it.

    """
    parts = _parts(case)
    numbers, usual = _numbers(case), _numbers(Case().treated_by(case.treatment))
    return {
        "family": {name: parts[name] for name in ("level", "shape", "needles", "neighbour")},
        "treatment": case.treatment,
        "numbers": None if numbers == usual else numbers,
    }


def offered(name: str) -> str:
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
    if name == VERSIONED:
        return VERSION
    meant = TABLE[name]
    if meant.percents:
        return f"a whole number from {meant.percents[0]} to {meant.percents[-1]}"
    return f"one of {', '.join(meant.choices)}"


def _sorted_out(
    said: Iterable[tuple[str, str]], table: Mapping[str, Name]
) -> tuple[dict[str, str], list[Problem]]:
    """Set aside names that mean nothing, or what another has said before."""
    parts: dict[str, str] = {}
    problems: list[Problem] = []
    known: set[str] = set()
    for name, value in said:
        if name != VERSIONED and name not in table:
            problems.append(Problem(kind="unknown", name=name, value=value))
            continue
        means = VERSIONED if name == VERSIONED else table[name].means
        if means in known:
            problems.append(Problem(kind="twice", name=name, value=value))
        else:
            known.add(means)
            parts[name] = value
    return parts, problems


def _read_part(
    name: str, meant: Name, text: str, wanted: Mapping[str, Any]
) -> str | float | Problem:
    """Read one part; ``wanted`` has those that it may depend on."""
    if meant.choices:
        return _read_choice(name, meant, text, wanted)
    if meant.percents:
        return _read_percent(name, meant.percents, text, wanted)
    try:
        number = float(text)
    except ValueError:
        return Problem(kind="number", name=name, value=text)
    _, most = REGAINED[wanted.get("treatment", Case().treatment)]
    low, high = {**LIMITS, "height_regained": (0.0, most)}[meant.means]
    if low <= number <= high:
        return number
    treated = {key: value for key, value in wanted.items() if key == "treatment"}
    reason = _reason({**treated, meant.means: number})
    # The model takes no number for the usual one; an address leaves it out.
    return Problem(kind="value" if reason else "number", name=name, value=text, reason=reason)


def _read_choice(name: str, meant: Name, text: str, wanted: Mapping[str, Any]) -> str | Problem:
    if text not in meant.choices:
        # An address may have another word for it than the model.
        reason = _reason({meant.means: text}) if name == meant.means else ""
        return Problem(kind="value", name=name, value=text, reason=reason)
    value = meant.choices[text]
    level = wanted.get("level", Case().level)
    if meant.means == "neighbour" and level not in NEIGHBOURS.get(value, CHOICES["level"]):
        return Problem(
            kind="together",
            name=name,
            value=text,
            beside=f"level={level}",
            reason=_reason({"level": level, "neighbour": value}),
        )
    return value


def _read_percent(
    name: str, percents: range, text: str, wanted: Mapping[str, Any]
) -> float | Problem:
    number, treatment = number_in(text), wanted.get("treatment", Case().treatment)
    fitting = regained_range(treatment) if name == "regained" else percents
    if number is not None and number in fitting:
        return number / 100
    if number is not None and number in percents:
        beside = f"treatment={treatment}"
        return Problem(kind="together", name=name, value=text, offered=fitting, beside=beside)
    return Problem(kind="value", name=name, value=text, offered=fitting)


def _reason(values: Mapping[str, Any]) -> str:
    """Return what the model itself says against some values."""
    try:
        Case(**values)
    except ValueError as error:
        return str(error)
    return ""


def _parts(case: Case) -> dict[str, str]:
    needles = {approach: number for number, approach in APPROACHES.items()}
    return {
        "level": case.level,
        "shape": case.shape,
        "treatment": case.treatment,
        "needles": needles[case.approach],
        "neighbour": case.neighbour,
        **{name: f"{100 * getattr(case, TABLE[name].means):.0f}" for name in PERCENTS},
    }


def _numbers(case: Case) -> dict[str, float]:
    parts = _parts(case)
    return {TABLE[name].means: int(parts[name]) / 100 for name in PERCENTS}
