"""Reads a case from an address: every name and value, each mistake in a sentence of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, get_type_hints

from scenes.story.case import Case
from visualizer.content import MakingWords
from visualizer.links.quoting import echo

MOST_SENTENCES = 5
LONGEST_REASON = 200
YES, NO = ("1", "yes", "true"), ("0", "no", "false")


class CaseQueryError(ValueError):
    """An address asks for what cannot be shown; the message has a sentence for each mistake."""


def parse_case(query: Iterable[tuple[str, str]], words: MakingWords) -> Case:
    """Read a case from the query of an address.

    Parameters
    ----------
    query : iterable of (str, str)
        Names of the case's fields with their values; what is not named stays as by default.

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
    kinds = _kinds()
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in query:
        if name not in kinds:
            problems.append(words.unknown.format(name=echo(name)))
        elif name in values:
            problems.append(words.twice.format(name=name))
        else:
            try:
                values[name] = _value(kinds[name], value)
            except ValueError:
                sentence = words.no_choice if kinds[name] is bool else words.no_number
                problems.append(sentence.format(name=name, value=echo(value)))
    # What cannot be shown is said too, beside what cannot be read.
    try:
        case = Case(**values)
    except ValueError as error:
        problems.append(words.impossible.format(reason=_brief(str(error))))
    if problems:
        raise CaseQueryError(" ".join(dict.fromkeys(problems[:MOST_SENTENCES])))
    return case


def _kinds() -> Mapping[str, Any]:
    hints = get_type_hints(Case)
    return {field.name: hints[field.name] for field in fields(Case)}


def _value(kind: Any, text: str) -> Any:
    if kind is bool:
        if text.lower() not in YES + NO:
            raise ValueError(text)
        return text.lower() in YES
    if kind in {int, float}:
        return kind(text)
    return text


def _brief(reason: str) -> str:
    """Keep a stranger's long value out of the sentence."""
    return reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"
