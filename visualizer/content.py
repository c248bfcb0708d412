"""Load and check the words of the page: one TOML file per language, sources beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).with_name("content")
READING_WORDS_PER_SECOND = 2.5
"""Slow reading aloud; keeps each text on the screen as long as it takes (PEMAT item 13)."""
SHORTEST_PAUSE = 3.0
"""Seconds at a rest state even where there is little to read."""


T = TypeVar("T")


class ContentError(ValueError):
    """A word file is incomplete or wrong; the message says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One statement with its id and the keys of its sources."""

    id: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """What the page says at one step."""

    key: str
    title: str
    short: str
    picture: str
    words: tuple[Sentence, ...]
    feel: tuple[Sentence, ...] = ()
    note: tuple[Sentence, ...] = ()
    differ: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the step, in reading order."""
        return self.words + self.feel + self.note + self.differ

    @property
    def pause(self) -> float:
        """Seconds that playing waits here, so that the words can be read."""
        count = sum(len(sentence.text.split()) for sentence in self.words + self.feel)
        return max(SHORTEST_PAUSE, count / READING_WORDS_PER_SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallGroup:
    """One level of urgency in "When to call"."""

    key: str
    title: str
    lead: str
    items: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHelp:
    """A key, or a few, and what they do."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Words of the controls and notices; a missing or extra key in a file is an error."""

    title: str
    description: str
    disclaimer: str
    badge: str
    reviewed: str
    purpose: str
    step_of: str
    feel: str
    note: str
    differ: str
    seen: str
    sources: str
    all_steps: str
    about: str
    about_model: str
    about_advice: str
    about_data: str
    slider: str
    play: str
    pause: str
    back: str
    next: str
    speed: str
    full_screen: str
    views: str
    view_guided: str
    view_side: str
    view_front: str
    view_top: str
    view_behind: str
    view_cut: str
    reset: str
    canvas: str
    loading: str
    loaded_of: str
    load_failed: str
    retry: str
    stills_notice: str
    context_lost: str
    offline: str
    bad_time: str
    bad_step: str
    close: str
    help: str
    call: str
    call_unsure: str
    help_links: str
    picture: str
    text: str
    controls: str
    no_script: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWords:
    """Words of what a person can choose for the picture, and of what lies over it."""

    more: str
    panel: str
    bones: str
    bones_closed: str
    bones_opened: str
    bones_ghost: str
    layers: str
    layer_skin: str
    layer_bones: str
    layer_discs: str
    layer_nerves: str
    layer_tools: str
    layer_balloon: str
    layer_cement: str
    step_view: str
    labels: str
    card: str
    xray: str
    xray_off: str
    xray_inset: str
    xray_large: str
    xray_lateral: str
    xray_ap: str
    xray_made: str
    polarity: str
    polarity_dark: str
    polarity_bright: str
    xray_is_dark: str
    xray_is_bright: str
    enlarge: str
    shrink: str
    compare: str
    compare_off: str
    compare_slider: str
    compare_value: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideWords:
    """Words of the boxes beside a step: measures, checks, clock, two kinds of bone."""

    measured: str
    front_height: str
    tilt: str
    millimetres: str
    degrees: str
    to: str
    before_break: str
    since_break: str
    healthy: str
    checks: str
    side_view: str
    front_view: str
    side_before: str
    side_past: str
    front_outside: str
    front_past: str
    clock: str
    clock_range: str
    clock_picture: str
    bones: str
    bone_healthy: str
    bone_weak: str
    bone_healthy_picture: str
    bone_weak_picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A part of the picture: its name, and what it is in one sentence."""

    key: str
    name: str
    definition: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All words of one language."""

    language: str
    direction: str
    reading_level: float
    page: PageWords
    keys: tuple[KeyHelp, ...]
    key_switch: str
    call: tuple[CallGroup, ...]
    steps: tuple[StepWords, ...]
    picture: PictureWords
    asides: AsideWords
    notes: Mapping[str, Sentence]
    labels: tuple[Term, ...]
    sources: Mapping[str, str]


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


def sentences_of(content: Content) -> tuple[Sentence, ...]:
    """Return every sentence that states something, in the order of the page."""
    called = [item for group in content.call for item in group.items]
    stepped = [sentence for step in content.steps for sentence in step.sentences]
    noted = [*content.notes.values(), *(term.definition for term in content.labels)]
    return tuple(stepped + called + noted)


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
