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


EMERGENCIES = {
    "en": (
        "passed out",
        "severe trouble breathing",
        "chest pain",
        "cannot move a leg",
        "weakness in the legs",
        "cannot pass urine, or leaks urine or stool",
        "numb between the legs",
    ),
    "es": (
        "se ha desmayado",
        "mucha dificultad para respirar",
        "dolor de pecho",
        "no puede mover una pierna",
        "debilidad nueva en las piernas",
        "no puede orinar, o se le escapa la orina o las heces",
        "sensibilidad entre las piernas",
    ),
}
WAY_ON = {"en": "go to the emergency department", "es": "vaya a urgencias"}
"""For whoever reaches nobody."""


@pytest.mark.parametrize("language", EMERGENCIES)
def test_signs_of_a_pressed_cord_are_emergencies(language):
    """Breath, heart, legs, bladder and bowel stand first, and no list of countries before more."""
    content = load_content(language)
    emergency, urgent, _ = content.call
    said = " | ".join(item.text for item in emergency.items)
    assert [sign for sign in EMERGENCIES[language] if sign not in said] == []
    assert WAY_ON[language] in urgent.lead
    (topic,) = (topic for topic in content.topics if topic.key == "call")
    order = [section.key for section in topic.sections]
    assert order.index("emergency") + 1 == order.index("urgent") < order.index("numbers")


BANNED = {
    "en": ("numb or asleep", "arms or legs", "all risks", "lists all", "a like treatment"),
    "es": (
        *(
            "brazos o piernas",
            "todos los riesgos",
            "nombra todos",
            "está dormido",
            "está despierto",
        ),
        *("balón", "fingido", "venda", "escape", "se calman", "volcado"),
    ),
}
"""False, cold, or a second word for a thing that has one."""


@pytest.mark.parametrize("language", BANNED)
def test_what_was_wrong_is_not_said_again(language):
    """No sentence, title or picture text holds a banned phrase."""
    content = load_content(language)
    texts = [sentence.text for sentence in sentences_of(content)]
    texts += [step.picture for step in content.all_steps]
    texts += [section.title for topic in content.topics for section in topic.sections]
    said = " ".join(texts).lower()
    assert [phrase for phrase in BANNED[language] if phrase in said] == []


OF_HOW_MANY = {
    "en": r"in 100|in 1,000|of \d+|\d[\d,]* (?:people|cases|kyphoplasties)",
    "es": r"de cada 1000?|de \d+|\d[\d ]* (?:personas|casos|cifoplastias)",
}
TIME_SPAN = {
    "en": r"year|month|day|during|soon after|up to \d{4}|could not read",
    "es": r"año|mes|día|durante|poco después|hasta \d{4}|no pudimos leer",
}


@pytest.mark.parametrize("language", OF_HOW_MANY)
def test_numbers_of_risks_can_be_weighed(language):
    """Each names how many were counted; each group a time span, or that we could not read one."""
    (risks,) = (topic for topic in load_content(language).topics if topic.key == "risks")
    for section in risks.sections[1:]:
        counted = [item.text for item in section.items if re.search(r"\d", item.text)]
        for text in counted:
            assert re.search(OF_HOW_MANY[language], text), text
        if counted:
            whole = " ".join(item.text for item in section.items)
            assert re.search(TIME_SPAN[language], whole), section.key
    said = " ".join(item.text.lower() for section in risks.sections for item in section.items)
    assert {"en": "death", "es": "la muerte"}[language] in said
    assert {"en": "paralysis", "es": "parálisis"}[language] in said


SCRAPERS = (
    *("radiologykey", "alpfmedical", "coek.info", "jesse.tg", "openpayer", "vdocuments"),
    *("manualmachine", "spine67", "findorthosurgeon", "researcher.life", "fracturescout"),
)
"""Addresses that copy what others wrote."""
MOST_UNCHECKED = 10


def test_sources_are_those_who_wrote_it(english):
    """No address of a copier is a source, and few statements wait for a first source."""
    assert [text for text in english.sources.values() if any(s in text for s in SCRAPERS)] == []
    rows = (*sentences_of(english), *english.numbers)
    unchecked = [row for row in rows if set(row.sources) == {"unchecked"}]
    print(f"rest on nothing but background: {len(unchecked)}")  # noqa: T201
    assert len(unchecked) <= MOST_UNCHECKED
