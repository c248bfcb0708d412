"""How the words read: easily, briefly, actively, without promises or unexplained terms."""

import re

import pytest

from tests.visualizer.reading import ease, grade, sentences, syllables
from visualizer.content import load_content, patient_sentences, sentences_of, topic_sentences

PROMISES = {
    "en": (
        "cure",
        "guarantee",
        "painless",
        "pain-free",
        "completely safe",
        "no risk",
        "always works",
        "fully restore",
        "natural height",
        "minor procedure",
        "perfect",
        "best treatment",
        "will feel better",
    ),
    "es": (
        "cura",
        "garantiza",
        "garantía",
        "sin dolor",
        "indolor",
        "sin riesgo",
        "totalmente segur",
        "siempre funciona",
        "por completo",
        "altura natural",
        "perfect",
        "mejor tratamiento",
        "se sentirá mejor",
    ),
}
HARD_WORDS = ("percutaneous", "polymethylmethacrylate", "augmentation", "fluoroscopy", "bilateral")
EVERYDAY = frozenset({"operation", "emergency", "urinary"})
"""Long words that need no definition; every other one of four syllables or more has one."""
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|not\s+|then\s+)?"
    r"(?:\w+ed|done|made|put|shown|given|known|taken|seen|held|kept|found|told|meant|drawn)\b"
)
MOST_PASSIVE = 0.10


@pytest.fixture
def english():
    """Load the words that the measures of reading are made for."""
    return load_content("en")


def step_text(step):
    """Return everything that a step says."""
    return " ".join(sentence.text for sentence in step.sentences)


def test_the_words_are_easy(english):
    """Each step reads at grade 6 or below, and no sentence is longer than 25 words."""
    for step in english.steps:
        text = step_text(step)
        assert grade(text) <= english.reading["reading_level"], step.key
        assert max(len(words) for words in sentences(text)) <= 25, step.key


def test_the_urgent_signs_are_easy(english):
    """What to do in an emergency reads at grade 6 or below."""
    text = " ".join(
        f"{group.title}. {group.lead} " + ". ".join(item.text for item in group.items) + "."
        for group in english.call
    )
    assert grade(text) <= english.reading["reading_level"]


def test_labels_and_notes_are_easy(english):
    """What parts are, and what stands in the boxes, reads at grade 6 or below."""
    texts = [term.definition.text for term in english.labels]
    texts += [note.text for note in english.notes.values()]
    assert grade(" ".join(texts)) <= english.reading["reading_level"]
    assert max(len(words) for text in texts for words in sentences(text)) <= 25


def test_sentences_are_short_on_the_whole(english):
    """A sentence has 15 words at most on average."""
    found = sentences(" ".join(step_text(step) for step in english.steps))
    assert sum(map(len, found)) / len(found) <= 15


@pytest.mark.parametrize("language", PROMISES)
def test_nothing_is_promised(language):
    """No word promises an outcome."""
    content = load_content(language)
    everything = " ".join(sentence.text for sentence in sentences_of(content)).lower()
    assert not [word for word in PROMISES[language] if re.search(rf"\b{word}", everything)]


def test_no_word_needs_a_dictionary(english):
    """Long words are everyday words, or have a definition on the page."""
    plain = " ".join(sentence.text for sentence in patient_sentences(english)).lower()
    assert not [word for word in HARD_WORDS if re.search(rf"\b{word}", plain)]
    defined = " ".join(term.name for term in (*english.glossary, *english.labels)).lower()
    long = {word for word in re.findall(r"[a-z]+", plain) if syllables(word) >= 4}
    assert {word for word in long if word not in defined} <= EVERYDAY


def test_topics_are_easy(english):
    """Each topic reads at grade 7 or below, all of it at 6, and no sentence is over 25 words."""
    for topic in english.topics:
        text = _running(topic_sentences(topic))
        if not text:
            continue
        print(f"{topic.key}: grade {grade(text):.1f}")  # noqa: T201
        assert grade(text) <= 7.0, topic.key
        assert max(len(words) for words in sentences(text)) <= 25, topic.key
    text = _running(patient_sentences(english))
    mean = sum(map(len, sentences(text))) / len(sentences(text))
    print(f"all of it: grade {grade(text):.1f}, {mean:.1f} words a sentence")  # noqa: T201
    assert grade(text) <= english.reading["reading_level"]
    assert mean <= 15


def test_spanish_is_easy():
    """The whole and each topic reach 70 on the scale of Fernández Huerta."""
    spanish = load_content("es")
    texts = {topic.key: _running(topic_sentences(topic)) for topic in spanish.topics}
    texts["all of it"] = _running(patient_sentences(spanish))
    for name, text in texts.items():
        if not text:
            continue
        mean = sum(map(len, sentences(text))) / len(sentences(text))
        print(f"{name}: ease {ease(text):.0f}, {mean:.1f} words a sentence")  # noqa: T201
        assert ease(text) >= spanish.reading["reading_ease"], name
        assert max(len(words) for words in sentences(text)) <= 25, name
        assert mean <= 15, name


def _running(found):
    """Join sentences and items into text with full stops."""
    return " ".join(f"{sentence.text.rstrip('.:')}." for sentence in found)


def test_things_are_done_by_someone(english):
    """At most one text in ten leaves open who does it."""
    texts = [sentence.text for sentence in patient_sentences(english)]
    passive = [text for text in texts if PASSIVE.search(text)]
    print(f"passive: {len(passive)} of {len(texts)}")  # noqa: T201
    assert len(passive) / len(texts) <= MOST_PASSIVE
