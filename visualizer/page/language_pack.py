"""What the living page says: the words of one language, as the browser's templates read them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from visualizer.content import Content, Sentence, StepWords
from visualizer.links.places import Places, served_places


def language_pack(content: Content, places: Places | None = None) -> dict[str, Any]:
    """Return everything that the page's templates say in one language.

    Parameters
    ----------
    content : Content
        The words.

    places : Places, optional
        Where the page's neighbours are; on this server when not given.

    Returns
    -------
    dict
        Plain data for JSON; the templates call it ``$say``.

    """
    copied = _copied(content, places) if places else {}
    places = places or served_places([content.language])
    return copied | {
        "language": content.language,
        "page": asdict(content.page),
        "picture": asdict(content.picture),
        "locator": asdict(content.locator),
        "asides": asdict(content.asides),
        "heights": asdict(content.heights),
        "handout": {
            "link": content.handout.link,
            "new_tab": content.handout.new_tab,
            "address": places.handouts.get(content.language, ""),
        },
        "file": {"address": places.files.get(content.language, "")},
        "reading": asdict(content.reading_bar),
        "cases": asdict(content.cases),
        "share": asdict(content.share),
        "notes": {key: note.text for key, note in content.notes.items()},
        "steps": [step_pack(content, number) for number in range(len(content.steps))],
        "pauses": [round(step.pause, 1) for step in content.steps],
        "all_steps": {step.key: _plain(content, step) for step in content.all_steps},
        "variants": {
            choice: {key: _changes(content, step) for key, step in steps.items()}
            for choice, steps in content.variants.items()
        },
        "names": {term.key: term.name for term in content.labels},
        "terms": {
            term.key: {"name": term.name, "text": term.definition.text} for term in content.labels
        },
    }


def json_data(pack: Mapping[str, Any]) -> str:
    """Write JSON that cannot end the element it stands in."""
    compact = json.dumps(pack, ensure_ascii=False, separators=(",", ":"))
    return compact.replace("<", "\\u003c")


def _copied(content: Content, places: Places) -> dict[str, Any]:
    """Return what a page says that nobody serves: it reads its own address."""
    listed = places.lists.get(content.language, "")
    return {"taken": asdict(content.taken) | {"list": listed}, "links": asdict(content.links)}


def _changes(content: Content, step: StepWords) -> dict[str, Any]:
    """Return what a step says otherwise for another case."""
    (usual,) = (_plain(content, one) for one in content.all_steps if one.key == step.key)
    return {key: value for key, value in _plain(content, step).items() if value != usual[key]}


def step_pack(content: Content, number: int) -> dict[str, Any]:
    """Return the words of one step, counted from 0."""
    step, page = content.steps[number], content.page
    count = page.step_of.format(number=number + 1, count=len(content.steps))
    spoken = f"{count}: {step.title}. {step.picture}"
    return {**_plain(content, step), "count": count, "spoken": spoken}


def _plain(content: Content, step: StepWords) -> dict[str, Any]:
    """Return the words of one step, wherever it stands among the others."""
    page = content.page
    parts = {
        "feel": page.feel,
        "why": page.why,
        "matters": page.matters,
        "note": page.note,
        "differ": page.differ,
    }
    boxes = [
        {"kind": kind, "title": title, "sentences": cited_sentences(content, getattr(step, kind))}
        for kind, title in parts.items()
        if getattr(step, kind)
    ]
    terms = [term for term in content.glossary if term.key in step.terms]
    return {
        "title": step.title,
        "short": step.short,
        "picture": step.picture,
        "sentences": cited_sentences(content, step.words),
        "boxes": boxes,
        "terms": [{"name": term.name, "text": term.definition.text} for term in terms],
        "clinicians": cited_sentences(content, step.clinicians),
        "sources": cited(content, (*step.sentences, *step.clinicians)),
        "pause": round(step.pause, 1),
    }


def cited_sentences(content: Content, sentences: Iterable[Sentence]) -> list[dict[str, str]]:
    """Return sentences, each with the numbers of its sources."""
    return [
        {"text": sentence.text, "cites": ", ".join(map(str, _numbers(content, sentence)))}
        for sentence in sentences
    ]


def cited(content: Content, sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
    """Return the sources of sentences, each once, with the number that it has everywhere."""
    numbers = sorted({n for sentence in sentences for n in _numbers(content, sentence)})
    texts = list(content.sources.values())
    return [{"number": number, "text": texts[number - 1]} for number in numbers]


def _numbers(content: Content, sentence: Sentence) -> list[int]:
    keys = list(content.sources)
    return sorted(keys.index(key) + 1 for key in sentence.sources)
