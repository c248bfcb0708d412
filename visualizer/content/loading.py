"""Load and check the words: one TOML file per language, the sources beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from visualizer.content.model import (
    AsideWords,
    CallGroup,
    Content,
    KeyHelp,
    PageWords,
    PictureWords,
    Sentence,
    StepWords,
    Term,
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
        language=data["language"]["code"],
        direction=data["language"]["direction"],
        reading_level=float(data["language"]["reading_level"]),
        page=_record(PageWords, f"{name}: page", data["page"]),
        keys=tuple(_record(KeyHelp, f"{name}: keys", item) for item in data["keys"]),
        key_switch=data["key_switch"]["text"],
        call=tuple(_call_group(f"{name}: call", group) for group in data["call"]),
        steps=tuple(_step(name, key, step) for key, step in data["steps"].items()),
        picture=_record(PictureWords, f"{name}: picture", data["picture"]),
        asides=_record(AsideWords, f"{name}: asides", data["asides"]),
        notes={key: _sentence(f"{name}: notes.{key}", data["notes"][key]) for key in data["notes"]},
        labels=tuple(_term(name, key, term) for key, term in data["labels"].items()),
        sources=_read(folder / "sources.toml"),
    )
    _check_sentences(name, content)
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
    _expect_keys(where, data, {"id", "text", "sources"})
    return Sentence(id=data["id"], text=data["text"], sources=tuple(data["sources"]))


def _sentences(where: str, items: list[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(_sentence(where, item) for item in items)


def _call_group(where: str, data: Mapping[str, Any]) -> CallGroup:
    _expect_keys(where, data, {"key", "title", "lead", "items"})
    return CallGroup(
        key=data["key"],
        title=data["title"],
        lead=data["lead"],
        items=_sentences(where, data["items"]),
    )


def _term(name: str, key: str, data: Mapping[str, Any]) -> Term:
    where = f"{name}: labels.{key}"
    _expect_keys(where, data, {"name", "text", "sources"})
    definition = Sentence(id=f"label.{key}", text=data["text"], sources=tuple(data["sources"]))
    return Term(key=key, name=data["name"], definition=definition)


def _step(name: str, key: str, data: Mapping[str, Any]) -> StepWords:
    where = f"{name}: steps.{key}"
    optional = {"feel", "note", "differ"}
    _expect_keys(where, {**dict.fromkeys(optional), **data}, _STEP_KEYS)
    return StepWords(
        key=key,
        title=data["title"],
        short=data["short"],
        picture=data["picture"],
        words=_sentences(where, data["words"]),
        **{part: _sentences(where, data.get(part, [])) for part in optional},
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
}
_NOTES = {"checks", "clock", "bones"}
_STEP_KEYS = {"title", "short", "picture", "words", "feel", "note", "differ"}


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
