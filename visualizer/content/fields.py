"""What stands in a word file: texts, numbers, lists and tables; anything else gets a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


class ContentError(ValueError):
    """A word file is incomplete or wrong; the message says where."""


def expect_keys(where: str, data: object, wanted: set[str]) -> None:
    """Refuse a table that lacks a key or has an unknown one."""
    if not isinstance(data, dict):
        msg = f"{where} must be a table, got {data!r}"
        raise ContentError(msg)
    missing, extra = sorted(wanted - data.keys()), sorted(data.keys() - wanted)
    if missing or extra:
        parts = [
            f"lacks {', '.join(missing)}" if missing else "",
            f"has unknown {', '.join(extra)}" if extra else "",
        ]
        msg = f"{where} {' and '.join(filter(None, parts))}"
        raise ContentError(msg)


def with_optional(optional: set[str], where: str, data: object) -> dict[str, Any]:
    """Return a table with every optional key, so that only others can be too many."""
    return {**dict.fromkeys(optional), **table(where, data)}


def record(kind: type[T], where: str, data: Mapping[str, Any]) -> T:
    """Read a dataclass that has nothing but texts."""
    expect_keys(where, data, {field.name for field in fields(kind)})  # type: ignore[arg-type]
    return kind(**named_texts(where, data, data))


def text(where: str, value: object) -> str:
    """Read a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        msg = f"{where} must be a text, got {value!r}"
        raise ContentError(msg)
    return value


def texts(where: str, value: object) -> tuple[str, ...]:
    """Read a list of texts."""
    return tuple(text(where, item) for item in rows(where, value))


def named_texts(where: str, data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """Read the texts that stand under these keys."""
    return {key: text(f"{where}.{key}", data[key]) for key in keys}


def rows(where: str, value: object) -> list[Any]:
    """Read a list."""
    if not isinstance(value, list):
        msg = f"{where} must be a list, got {value!r}"
        raise ContentError(msg)
    return value


def table(where: str, value: object) -> dict[str, Any]:
    """Read a table."""
    if not isinstance(value, dict):
        msg = f"{where} must be a table, got {value!r}"
        raise ContentError(msg)
    return value


def figure(where: str, value: object) -> float:
    """Read a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"{where} must be a number, got {value!r}"
        raise ContentError(msg)
    return value


def one_of(where: str, value: object, known: tuple[str, ...]) -> str:
    """Read a text that is one of a few."""
    if value not in known:
        msg = f"{where} must be one of {', '.join(known)}, got {value!r}"
        raise ContentError(msg)
    return str(value)
