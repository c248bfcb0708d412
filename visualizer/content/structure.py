"""The shape of the words: what every language must say, and where each statement comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from visualizer.content.case_words import CaseWords, LinkWords, ShareWords, TakenWords
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

READING_WORDS_PER_SECOND = 2.5
"""Slow reading aloud; keeps each text on the screen as long as it takes (PEMAT item 13)."""
SHORTEST_PAUSE = 3.0
"""Seconds at a rest state even where there is little to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One statement with its id and the keys of its sources.

    Attributes
    ----------
    id : str
        Unique in a language, and the same in all of them.

    text : str
        What it says.

    sources : tuple of str
        Keys of ``sources.toml``.

    differs : str
        Number of the disagreement between sources that it shows, "D1" to "D13"; empty for none.

    low, high : float or None
        The range that it states, in the unit of its section; None where it states none.

    """

    id: str
    text: str
    sources: tuple[str, ...]
    differs: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """Words of one step."""

    key: str
    title: str
    short: str
    picture: str
    words: tuple[Sentence, ...]
    feel: tuple[Sentence, ...] = ()
    why: tuple[Sentence, ...] = ()
    matters: tuple[Sentence, ...] = ()
    note: tuple[Sentence, ...] = ()
    differ: tuple[Sentence, ...] = ()
    clinicians: tuple[Sentence, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence for patients, in reading order."""
        return self.words + self.feel + self.why + self.matters + self.note + self.differ

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
class Term:
    """A part of the picture: its name, and what it is in one sentence."""

    key: str
    name: str
    definition: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of several treatments: what can be good about it, and what can be hard."""

    key: str
    title: str
    good: tuple[Sentence, ...]
    hard: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSection:
    """A part of a topic under its own heading.

    Attributes
    ----------
    key, title : str
        Its name in the file, and on the page.

    kind : str
        ``text`` runs on, ``list`` is a list, ``compare`` sets options side by side, ``range``
        draws how often or how long.

    items : tuple of Sentence
        What it says.

    options : tuple of Option
        What it compares.

    unit : str
        What the ranges count: ``in_100``, ``minutes`` or ``hours``.

    group : str
        Key of the :class:`CallGroup` that it shows in place of words of its own.

    shows : str
        ``numbers`` or ``glossary`` where it shows that table.

    """

    key: str
    title: str
    kind: str
    items: tuple[Sentence, ...] = ()
    options: tuple[Option, ...] = ()
    unit: str = ""
    group: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something to read about, reachable from every step."""

    key: str
    title: str
    short: str
    lead: str
    sections: tuple[TopicSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumber:
    """Telephone number for emergencies in one country."""

    key: str
    country: str
    number: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Dates of the last review of the words and of the next, and the clinician."""

    reviewed: date
    due: date
    reviewer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All words of one language.

    Attributes
    ----------
    all_steps : tuple of StepWords
        The steps of all treatments, each once.

    steps : tuple of StepWords
        Those of the treatment that is shown; see :func:`visualizer.content.variants.varied`.

    """

    language: str
    direction: str
    name: str
    reading: Mapping[str, float]
    review: Review
    page: PageWords
    keys: tuple[KeyHelp, ...]
    key_switch: str
    call: tuple[CallGroup, ...]
    all_steps: tuple[StepWords, ...]
    steps: tuple[StepWords, ...]
    picture: PictureWords
    locator: LocatorWords
    asides: AsideWords
    heights: HeightWords
    questions: QuestionWords
    handout: HandoutWords
    reading_bar: ReadingWords
    making: MakingWords
    cases: CaseWords
    share: ShareWords
    links: LinkWords
    taken: TakenWords
    variants: Mapping[str, Mapping[str, StepWords]]
    notes: Mapping[str, Sentence]
    labels: tuple[Term, ...]
    numbers: tuple[EmergencyNumber, ...]
    topics: tuple[Topic, ...]
    glossary: tuple[Term, ...]
    sources: Mapping[str, str]


def patient_sentences(content: Content) -> tuple[Sentence, ...]:
    """Return every sentence that is written for patients, in the order of the page."""
    called = [item for group in content.call for item in group.items]
    stepped = [sentence for step in content.all_steps for sentence in step.sentences]
    noted = [*content.notes.values()]
    terms = [term.definition for term in (*content.labels, *content.glossary)]
    explained = [sentence for topic in content.topics for sentence in topic_sentences(topic)]
    return tuple(stepped + called + noted + terms + explained)


def sentences_of(content: Content) -> tuple[Sentence, ...]:
    """Return every sentence that states something, those for clinicians last."""
    deeper = [sentence for step in content.all_steps for sentence in step.clinicians]
    return (*patient_sentences(content), *deeper)


def topic_sentences(topic: Topic) -> tuple[Sentence, ...]:
    """Return every sentence of a topic, in reading order."""
    found: list[Sentence] = []
    for section in topic.sections:
        found += section.items
        for option in section.options:
            found += option.good + option.hard
    return tuple(found)
