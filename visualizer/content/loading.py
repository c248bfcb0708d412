"""Load and check the words: one TOML file per language, the sources beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from scenes.story.script import step_keys
from scenes.story.steps import STEPS
from visualizer.content.case_words import CaseWords, LinkWords, ShareWords, TakenWords
from visualizer.content.fields import (
    ContentError,
    expect_keys,
    figure,
    named_texts,
    one_of,
    record,
    rows,
    table,
    text,
    texts,
    with_optional,
)
from visualizer.content.handout_words import HandoutWords, QuestionWords
from visualizer.content.height_words import HeightWords
from visualizer.content.making_words import MakingWords
from visualizer.content.page_words import (
    AsideWords,
    KeyHelp,
    LocatorWords,
    PageWords,
    PictureWords,
    ReadingWords,
)
from visualizer.content.structure import (
    CallGroup,
    Content,
    EmergencyNumber,
    Option,
    Review,
    Sentence,
    StepWords,
    Term,
    Topic,
    TopicSection,
    sentences_of,
)
from visualizer.content.variants import STEP_PARTS, variants_of, varied_sentences

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE = "en"
SOURCES = "sources.toml"


def load_content(language: str = DEFAULT_LANGUAGE, folder: Path = FOLDER) -> Content:
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
    expect_keys(name, data, _SECTIONS)
    review = _review(name, data["review"])
    data = _dated(data, review)
    expect_keys(f"{name}: notes", data["notes"], _NOTES)

    def rows_of(key: str) -> list[Any]:
        return rows(f"{name}: {key}", data[key])

    def table_of(key: str) -> dict[str, Any]:
        return table(f"{name}: {key}", data[key])

    all_steps = tuple(_step(name, key, step) for key, step in table_of("steps").items())
    content = Content(
        **_language(name, data["language"]),
        review=review,
        page=record(PageWords, f"{name}: page", data["page"]),
        keys=tuple(record(KeyHelp, f"{name}: keys", item) for item in rows_of("keys")),
        key_switch=text(f"{name}: key_switch.text", table_of("key_switch").get("text")),
        call=tuple(_call_group(f"{name}: call", group) for group in rows_of("call")),
        all_steps=all_steps,
        steps=all_steps[: len(STEPS)],
        picture=record(PictureWords, f"{name}: picture", data["picture"]),
        locator=record(LocatorWords, f"{name}: locator", data["locator"]),
        asides=record(AsideWords, f"{name}: asides", data["asides"]),
        heights=record(HeightWords, f"{name}: heights", data["heights"]),
        questions=_questions(f"{name}: questions", table_of("questions")),
        handout=record(HandoutWords, f"{name}: handout", data["handout"]),
        reading_bar=record(ReadingWords, f"{name}: reading", data["reading"]),
        making=record(MakingWords, f"{name}: making", data["making"]),
        cases=record(CaseWords, f"{name}: cases", data["cases"]),
        share=record(ShareWords, f"{name}: share", data["share"]),
        links=record(LinkWords, f"{name}: links", data["links"]),
        taken=record(TakenWords, f"{name}: taken", data["taken"]),
        variants=variants_of(f"{name}: variants", table_of("variants"), all_steps),
        notes={
            key: _sentence(f"{name}: notes.{key}", data["notes"][key]) for key in table_of("notes")
        },
        labels=tuple(
            _term(f"{name}: labels", "text", "label", key, term)
            for key, term in table_of("labels").items()
        ),
        numbers=tuple(_number(f"{name}: numbers", entry) for entry in rows_of("numbers")),
        topics=tuple(_topic(name, topic) for topic in rows_of("topics")),
        glossary=tuple(
            _term(f"{name}: glossary", "definition", "glossary", key, term)
            for key, term in table_of("glossary").items()
        ),
        sources={
            key: text(f"{SOURCES}: {key}", value) for key, value in _read(folder / SOURCES).items()
        },
    )
    _check_sentences(name, content)
    _check_references(name, content)
    return content


def load_contents(folder: Path = FOLDER) -> dict[str, Content]:
    """Read and check the words of every language that has a file.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the word files.

    Returns
    -------
    dict of str to Content
        By language, the one that all others fall back to first.

    Raises
    ------
    ContentError
        If a file is wrong, has another language's code, or the first language is missing.

    """
    found = sorted(path.stem for path in folder.glob("*.toml") if path.name != SOURCES)
    names = [DEFAULT_LANGUAGE, *(name for name in found if name != DEFAULT_LANGUAGE)]
    contents = {name: load_content(name, folder) for name in names}
    for name, content in contents.items():
        if content.language != name:
            msg = f"{name}.toml: language.code must be {name!r}, got {content.language!r}"
            raise ContentError(msg)
    return contents


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path.name} cannot be read: {error}"
        raise ContentError(msg) from error


def _sentence(where: str, data: Mapping[str, Any]) -> Sentence:
    optional = {"differs", "low", "high"}
    expect_keys(where, with_optional(optional, where, data), {"id", "text", "sources"} | optional)
    name = text(f"{where}.id", data["id"])
    return Sentence(
        id=name,
        text=text(f"{where}: {name}.text", data["text"]),
        sources=texts(f"{where}: {name}.sources", data["sources"]),
        differs=text(f"{where}: {name}.differs", data["differs"]) if "differs" in data else "",
        **{key: figure(f"{where}: {name}.{key}", data[key]) for key in {"low", "high"} & {*data}},
    )


def _sentences(where: str, items: object) -> tuple[Sentence, ...]:
    return tuple(_sentence(where, item) for item in rows(where, items))


def _language(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    where = f"{name}: language"
    measures = {key for key in table(where, data) if key.startswith("reading_")}
    expect_keys(where, data, {"code", "direction", "name"} | measures)
    return {
        "language": text(f"{where}.code", data["code"]),
        "direction": one_of(f"{where}.direction", data["direction"], DIRECTIONS),
        "name": text(f"{where}.name", data["name"]),
        "reading": {key: figure(f"{where}.{key}", data[key]) for key in measures},
    }


def _review(name: str, data: Mapping[str, Any]) -> Review:
    where = f"{name}: review"
    expect_keys(where, data, {"reviewed", "due", "reviewer"})
    try:
        days = {key: date.fromisoformat(data[key]) for key in ("reviewed", "due")}
    except (TypeError, ValueError) as error:
        msg = f"{where} needs dates like 2026-01-31: {error}"
        raise ContentError(msg) from error
    return Review(**days, reviewer=text(f"{where}.reviewer", data["reviewer"]))


def _dated(value: Any, review: Review) -> Any:
    """Fill the dates of the review in, wherever a text names them."""
    if isinstance(value, dict):
        return {key: _dated(inner, review) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner, review) for inner in value]
    if isinstance(value, str) and "{" in value:
        dates = {"{reviewed}": review.reviewed, "{due}": review.due}
        for name, day in dates.items():
            value = value.replace(name, day.isoformat())
    return value


def _questions(where: str, data: dict[str, Any]) -> QuestionWords:
    expect_keys(where, data, {field.name for field in fields(QuestionWords)})
    named = {key: value for key, value in data.items() if key != "ticked"}
    where_forms, others = f"{where}.ticked", {*PLURALS} - {"other"}
    expect_keys(where_forms, with_optional(others, where_forms, data["ticked"]), {*PLURALS})
    forms = named_texts(where_forms, data["ticked"], data["ticked"])
    return QuestionWords(**named_texts(where, named, named), ticked=forms)


def _number(where: str, data: Mapping[str, Any]) -> EmergencyNumber:
    expect_keys(where, data, {"key", "country", "number", "sources"})
    named = named_texts(where, data, ("key", "country", "number"))
    return EmergencyNumber(**named, sources=texts(f"{where}.sources", data["sources"]))


def _topic(name: str, data: Mapping[str, Any]) -> Topic:
    where = f"{name}: topics.{table(f'{name}: topics', data).get('key', '?')}"
    expect_keys(where, data, {"key", "title", "short", "lead", "sections"})
    named = named_texts(where, data, ("key", "title", "short", "lead"))
    sections = rows(f"{where}.sections", data["sections"])
    return Topic(**named, sections=tuple(_section(where, section) for section in sections))


def _section(where: str, data: Mapping[str, Any]) -> TopicSection:
    where = f"{where}.{table(where, data).get('key', '?')}"
    optional = {"items", "options", "unit", "group", "shows"}
    expect_keys(where, with_optional(optional, where, data), {"key", "title", "kind"} | optional)
    named = {"key", "title", "unit", "group", "shows"} & data.keys()
    options = rows(f"{where}.options", data.get("options", []))
    return TopicSection(
        **named_texts(where, data, named),
        kind=one_of(f"{where}.kind", data["kind"], KINDS),
        items=_sentences(where, data.get("items", [])),
        options=tuple(_option(where, option) for option in options),
    )


def _option(where: str, data: Mapping[str, Any]) -> Option:
    expect_keys(f"{where}.options", data, {"key", "title", "good", "hard"})
    sides: dict[str, Any] = {side: _sentences(where, data[side]) for side in ("good", "hard")}
    return Option(**named_texts(f"{where}.options", data, ("key", "title")), **sides)


def _call_group(where: str, data: Mapping[str, Any]) -> CallGroup:
    expect_keys(where, data, {"key", "title", "lead", "items"})
    named = named_texts(where, data, ("key", "title", "lead"))
    return CallGroup(**named, items=_sentences(where, data["items"]))


def _term(where: str, meaning: str, prefix: str, key: str, data: Mapping[str, Any]) -> Term:
    """Read a name with its definition, which stands under the key ``meaning``."""
    where = f"{where}.{key}"
    expect_keys(where, data, {"name", meaning, "sources"})
    definition = Sentence(
        id=f"{prefix}.{key}",
        text=text(f"{where}.{meaning}", data[meaning]),
        sources=texts(f"{where}.sources", data["sources"]),
    )
    return Term(key=key, name=text(f"{where}.name", data["name"]), definition=definition)


def _step(name: str, key: str, data: Mapping[str, Any]) -> StepWords:
    where = f"{name}: steps.{key}"
    expect_keys(where, with_optional({"why", "matters", "note", "differ"}, where, data), _STEP_KEYS)
    named: dict[str, Any] = {
        part: _sentences(f"{where}.{part}", data.get(part, [])) for part in STEP_PARTS
    }
    return StepWords(
        key=key,
        terms=texts(f"{where}.terms", data["terms"]),
        **named_texts(where, data, ("title", "short", "picture")),
        **named,
    )


_SECTIONS = {
    "language",
    "page",
    "keys",
    "key_switch",
    "call",
    "steps",
    "picture",
    "locator",
    "asides",
    "heights",
    "questions",
    "handout",
    "reading",
    "making",
    "cases",
    "share",
    "links",
    "taken",
    "variants",
    "notes",
    "labels",
    "review",
    "numbers",
    "topics",
    "glossary",
}
_NOTES = {"checks", "setting", "bones"}
_STEP_KEYS = {"title", "short", "picture", "terms", *STEP_PARTS}
PLURALS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories; a language has a form for those that it tells apart."""
DIRECTIONS = ("ltr", "rtl")
KINDS = ("text", "list", "compare", "range")


def _check_sentences(name: str, content: Content) -> None:
    seen: set[str] = set()
    for sentence in sentences_of(content):
        if sentence.id in seen:
            msg = f"{name}: the id {sentence.id} is used twice"
            raise ContentError(msg)
        seen.add(sentence.id)
    for sentence in (*sentences_of(content), *varied_sentences(content)):
        unknown = [key for key in sentence.sources if key not in content.sources]
        if unknown or not sentence.sources:
            msg = f"{name}: {sentence.id} needs known sources, got {list(sentence.sources)}"
            raise ContentError(msg)


def _check_references(name: str, content: Content) -> None:
    """Refuse words that lead nowhere: unknown steps, terms, call groups, units and tables."""
    steps, wanted = [step.key for step in content.all_steps], step_keys()
    if steps != wanted:
        msg = f"{name}: steps must be {', '.join(wanted)} in this order, got {', '.join(steps)}"
        raise ContentError(msg)
    terms = {term.key for term in content.glossary}
    groups = {group.key for group in content.call}
    for step in content.all_steps:
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
