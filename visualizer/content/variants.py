"""What steps say otherwise where the case is not the usual one."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from scenes.model.sources import has_body
from scenes.story.case import CHOICES as CASE_CHOICES
from scenes.story.case import JUST_FULL, Case
from scenes.story.script import script_of
from visualizer.content.fields import ContentError, expect_keys, table, text, texts
from visualizer.content.structure import Content, Sentence, StepWords

FULL_ONLY = "just_full"
"""Name of so little cement that it just fills the cavity."""
ALONE = "alone"
"""Name of a model without a person around it, and without the room."""
CHOICES = (
    *(
        choice
        for name in ("shape", "approach", "neighbour")
        for choice in CASE_CHOICES[name]
        if choice != getattr(Case(), name)
    ),
    FULL_ONLY,
    ALONE,
)
"""Choices that change what steps say; where two change the same part of one, the last decides."""
STEP_PARTS = ("words", "feel", "why", "matters", "note", "differ", "clinicians")
NAMED = ("title", "short", "picture")


def variants_of(where: str, data: object, steps: Sequence[StepWords]) -> dict[str, Any]:
    """Read the table of variants.

    Parameters
    ----------
    where : str
        Place in the word file, for complaints.

    data : object
        By choice and step: title, short name or picture, and sentences by id, each a text, or a
        table with ``text`` and ``sources`` where it rests on others.

    steps : sequence of StepWords
        What the steps say for the usual case.

    Returns
    -------
    dict of str to dict of str to StepWords
        By choice and key of the step: its words with everything that is replaced.

    Raises
    ------
    ContentError
        If a choice is missing, or a step or a sentence is unknown.

    """
    expect_keys(where, data, set(CHOICES))
    known = {step.key: step for step in steps}
    by_choice: dict[str, Any] = {}
    for choice, changed in table(where, data).items():
        place = f"{where}.{choice}"
        unknown = sorted(table(place, changed).keys() - known.keys())
        if unknown:
            msg = f"{place} has unknown {', '.join(unknown)}"
            raise ContentError(msg)
        by_choice[choice] = {
            key: _changed(f"{place}.{key}", known[key], table(f"{place}.{key}", changes))
            for key, changes in changed.items()
        }
    return by_choice


def varied(content: Content, case: Case) -> Content:
    """Return the words with the steps of a case's treatment, as they are said of that case."""
    usual = {step.key: step for step in content.all_steps}
    words = dict(usual)
    for choice in _chosen(case):
        for key, changed in content.variants.get(choice, {}).items():
            words[key] = replace(words[key], **_differences(usual[key], changed))
    return replace(content, steps=tuple(words[step.key] for step in script_of(case).steps))


def _chosen(case: Case) -> tuple[str, ...]:
    """Return what a case is, in the order of :data:`CHOICES`."""
    filled = (FULL_ONLY,) if case.cement < JUST_FULL else ()
    alone = () if has_body() else (ALONE,)
    return (case.shape, case.approach, case.neighbour, *filled, *alone)


def _differences(usual: StepWords, changed: StepWords) -> dict[str, Any]:
    names = (field.name for field in fields(usual))
    return {
        name: getattr(changed, name)
        for name in names
        if getattr(changed, name) != getattr(usual, name)
    }


def varied_sentences(content: Content) -> tuple[Sentence, ...]:
    """Return every sentence of the steps that change for another case, in reading order."""
    return tuple(
        sentence
        for steps in content.variants.values()
        for step in steps.values()
        for sentence in (*step.sentences, *step.clinicians)
    )


def _changed(where: str, step: StepWords, changes: Mapping[str, Any]) -> StepWords:
    sentences = {one.id: one for part in STEP_PARTS for one in getattr(step, part)}
    unknown = sorted(changes.keys() - sentences.keys() - {*NAMED})
    if unknown:
        msg = f"{where} has unknown {', '.join(unknown)}"
        raise ContentError(msg)
    new: dict[str, Any] = {
        name: text(f"{where}.{name}", changes[name]) for name in NAMED if name in changes
    }
    for part in STEP_PARTS:
        new[part] = tuple(
            _sentence(f"{where}.{one.id}", one, changes[one.id]) if one.id in changes else one
            for one in getattr(step, part)
        )
    return replace(step, **new)


def _sentence(where: str, usual: Sentence, change: object) -> Sentence:
    if not isinstance(change, dict):
        return replace(usual, text=text(where, change))
    expect_keys(where, change, {"text", "sources"})
    sources = texts(f"{where}.sources", change["sources"])
    return replace(usual, text=text(f"{where}.text", change["text"]), sources=sources)
