"""Load and check the words: one TOML file per language, the sources beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from visualizer.content.model import (
    AsideWords,
    CallGroup,
    Content,
    EmergencyNumber,
    KeyHelp,
    Option,
    PageWords,
    PictureWords,
    Review,
    Sentence,
    StepWords,
    Term,
    Topic,
    TopicSection,
    sentences_of,
)

FOLDER = Path(__file__).parent

T = TypeVar("T")


class ContentError(ValueError):
    """A word file is incomplete or wrong; the message says where."""


def load_content(language: str = "en", folder: Path = FOLDER) -> Content:
    """Read and check the words of one language.

    Parameters
    ----------
    language : str, default: "en"
        Name of the file in ``folder``, without ``.toml``.

    folder : pathlib.Path
        Folder that also holds ``sources.toml``.

    Returns
    -------
    Content
        Complete and checked: every field is there, ids are unique, sources are known.

    Raises
    ------
    ContentError
        If a key is missing, unknown, empty or used twice; names the place.

    """
    name = f"{language}.toml"
    data = _read(folder / name)
    _expect_keys(name, data, _SECTIONS)
    _expect_keys(f"{name}: notes", data["notes"], _NOTES)
    content = Content(
        **_language(name, data["language"]),
        review=_review(name, data["review"]),
        page=_record(PageWords, f"{name}: page", data["page"]),
        keys=tuple(_record(KeyHelp, f"{name}: keys", item) for item in data["keys"]),
        key_switch=data["key_switch"]["text"],
        call=tuple(_call_group(f"{name}: call", group) for group in data["call"]),
        steps=tuple(_step(name, key, step) for key, step in data["steps"].items()),
        picture=_record(PictureWords, f"{name}: picture", data["picture"]),
        asides=_record(AsideWords, f"{name}: asides", data["asides"]),
        notes={key: _sentence(f"{name}: notes.{key}", data["notes"][key]) for key in data["notes"]},
        labels=tuple(_label(name, key, term) for key, term in data["labels"].items()),
        numbers=tuple(_number(f"{name}: numbers", entry) for entry in data["numbers"]),
        topics=tuple(_topic(name, topic) for topic in data["topics"]),
        glossary=tuple(_term(name, key, term) for key, term in data["glossary"].items()),
        sources=_read(folder / "sources.toml"),
    )
    _check_sentences(name, content)
    _check_references(name, content)
    return content


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path.name} cannot be read: {error}"
        raise ContentError(msg) from error


def _expect_keys(where: str, data: Mapping[str, Any], wanted: set[str]) -> None:
    missing, extra = sorted(wanted - data.keys()), sorted(data.keys() - wanted)
    if missing or extra:
        parts = [
            f"lacks {', '.join(missing)}" if missing else "",
            f"has unknown {', '.join(extra)}" if extra else "",
        ]
        msg = f"{where} {' and '.join(filter(None, parts))}"
        raise ContentError(msg)


def _record(kind: type[T], where: str, data: Mapping[str, Any]) -> T:
    _expect_keys(where, data, {field.name for field in fields(kind)})  # type: ignore[arg-type]
    for key, value in data.items():
        if not isinstance(value, str) or not value.strip():
            msg = f"{where}.{key} must be a text, got {value!r}"
            raise ContentError(msg)
    return kind(**data)


def _sentence(where: str, data: Mapping[str, Any]) -> Sentence:
    optional = {"differs", "low", "high"}
    _expect_keys(where, {**dict.fromkeys(optional), **data}, {"id", "text", "sources"} | optional)
    known = {key: data[key] for key in optional & data.keys()}
    return Sentence(id=data["id"], text=data["text"], sources=tuple(data["sources"]), **known)


def _sentences(where: str, items: list[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(_sentence(where, item) for item in items)


def _language(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    where = f"{name}: language"
    measures = {key for key in data if key.startswith("reading_")}
    _expect_keys(where, data, {"code", "direction", "name"} | measures)
    return {
        "language": data["code"],
        "direction": data["direction"],
        "name": data["name"],
        "reading": {key: float(data[key]) for key in measures},
    }


def _review(name: str, data: Mapping[str, Any]) -> Review:
    where = f"{name}: review"
    _expect_keys(where, data, {"reviewed", "due", "reviewer"})
    try:
        days = {key: date.fromisoformat(data[key]) for key in ("reviewed", "due")}
    except ValueError as error:
        msg = f"{where} needs dates like 2026-01-31: {error}"
        raise ContentError(msg) from error
    return Review(**days, reviewer=data["reviewer"])


def _number(where: str, data: Mapping[str, Any]) -> EmergencyNumber:
    _expect_keys(where, data, {"key", "country", "number", "sources"})
    return EmergencyNumber(**{**data, "sources": tuple(data["sources"])})


def _topic(name: str, data: Mapping[str, Any]) -> Topic:
    where = f"{name}: topics.{data.get('key', '?')}"
    _expect_keys(where, data, {"key", "title", "short", "lead", "sections"})
    sections = tuple(_section(where, section) for section in data["sections"])
    return Topic(**{**data, "sections": sections})


def _section(where: str, data: Mapping[str, Any]) -> TopicSection:
    where = f"{where}.{data.get('key', '?')}"
    optional = {"items", "options", "unit", "group", "shows"}
    _expect_keys(where, {**dict.fromkeys(optional), **data}, {"key", "title", "kind"} | optional)
    if data["kind"] not in KINDS:
        msg = f"{where}.kind must be one of {', '.join(KINDS)}, got {data['kind']!r}"
        raise ContentError(msg)
    return TopicSection(
        **{
            **data,
            "items": _sentences(where, data.get("items", [])),
            "options": tuple(_option(where, option) for option in data.get("options", [])),
        }
    )


def _option(where: str, data: Mapping[str, Any]) -> Option:
    _expect_keys(f"{where}.options", data, {"key", "title", "good", "hard"})
    sides = {side: _sentences(where, data[side]) for side in ("good", "hard")}
    return Option(key=data["key"], title=data["title"], **sides)


def _call_group(where: str, data: Mapping[str, Any]) -> CallGroup:
    _expect_keys(where, data, {"key", "title", "lead", "items"})
    return CallGroup(
        key=data["key"],
        title=data["title"],
        lead=data["lead"],
        items=_sentences(where, data["items"]),
    )


def _label(name: str, key: str, data: Mapping[str, Any]) -> Term:
    where = f"{name}: labels.{key}"
    _expect_keys(where, data, {"name", "text", "sources"})
    definition = Sentence(id=f"label.{key}", text=data["text"], sources=tuple(data["sources"]))
    return Term(key=key, name=data["name"], definition=definition)


def _term(name: str, key: str, data: Mapping[str, Any]) -> Term:
    where = f"{name}: glossary.{key}"
    _expect_keys(where, data, {"name", "definition", "sources"})
    text, sources = data["definition"], tuple(data["sources"])
    definition = Sentence(id=f"glossary.{key}", text=text, sources=sources)
    return Term(key=key, name=data["name"], definition=definition)


def _step(name: str, key: str, data: Mapping[str, Any]) -> StepWords:
    where = f"{name}: steps.{key}"
    optional = {"note", "differ"}
    _expect_keys(where, {**dict.fromkeys(optional), **data}, _STEP_KEYS)
    told = ("words", "feel", "why", "note", "differ", "clinicians")
    return StepWords(
        key=key,
        title=data["title"],
        short=data["short"],
        picture=data["picture"],
        terms=tuple(data["terms"]),
        **{part: _sentences(where, data.get(part, [])) for part in told},
    )


_SECTIONS = {
    "language",
    "page",
    "keys",
    "key_switch",
    "call",
    "steps",
    "picture",
    "asides",
    "notes",
    "labels",
    "review",
    "numbers",
    "topics",
    "glossary",
}
_NOTES = {"checks", "clock", "bones"}
_STEP_KEYS = {
    "title",
    "short",
    "picture",
    "terms",
    "words",
    "feel",
    "why",
    "note",
    "differ",
    "clinicians",
}
KINDS = ("text", "list", "compare", "range")


def _check_sentences(name: str, content: Content) -> None:
    seen: set[str] = set()
    for sentence in sentences_of(content):
        if sentence.id in seen:
            msg = f"{name}: the id {sentence.id} is used twice"
            raise ContentError(msg)
        seen.add(sentence.id)
        unknown = [key for key in sentence.sources if key not in content.sources]
        if unknown or not sentence.sources:
            msg = f"{name}: {sentence.id} needs known sources, got {list(sentence.sources)}"
            raise ContentError(msg)


def _check_references(name: str, content: Content) -> None:
    """Refuse words that lead nowhere: unknown terms, call groups, units and tables."""
    terms = {term.key for term in content.glossary}
    groups = {group.key for group in content.call}
    for step in content.steps:
        for term in step.terms:
            _expect_known(f"{name}: steps.{step.key}.terms", term, terms)
    for topic in content.topics:
        for section in topic.sections:
            where = f"{name}: topics.{topic.key}.{section.key}"
            _expect_known(f"{where}.group", section.group, groups | {""})
            _expect_known(f"{where}.shows", section.shows, {"", "numbers", "glossary"})
            _expect_known(f"{where}.unit", section.unit, {"", "in_100", "minutes", "hours"})


def _expect_known(where: str, value: str, known: set[str]) -> None:
    if value not in known:
        msg = f"{where} is unknown: {value!r}"
        raise ContentError(msg)
