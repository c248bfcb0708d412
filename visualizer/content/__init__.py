"""The words of the page, one file per language, with the sources of every statement."""

from visualizer.content.case_words import CaseWords, LinkWords, ShareWords, TakenWords
from visualizer.content.fields import ContentError
from visualizer.content.handout_words import HandoutWords, QuestionWords
from visualizer.content.height_words import HeightWords
from visualizer.content.loading import (
    DEFAULT_LANGUAGE,
    FOLDER,
    load_content,
    load_contents,
)
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
    READING_WORDS_PER_SECOND,
    SHORTEST_PAUSE,
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
    patient_sentences,
    sentences_of,
    topic_sentences,
)
from visualizer.content.variants import varied, varied_sentences

__all__ = [
    "DEFAULT_LANGUAGE",
    "FOLDER",
    "READING_WORDS_PER_SECOND",
    "SHORTEST_PAUSE",
    "AsideWords",
    "CallGroup",
    "CaseWords",
    "Content",
    "ContentError",
    "EmergencyNumber",
    "HandoutWords",
    "HeightWords",
    "KeyHelp",
    "LinkWords",
    "LocatorWords",
    "MakingWords",
    "Option",
    "PageWords",
    "PictureWords",
    "QuestionWords",
    "ReadingWords",
    "Review",
    "Sentence",
    "ShareWords",
    "StepWords",
    "TakenWords",
    "Term",
    "Topic",
    "TopicSection",
    "load_content",
    "load_contents",
    "patient_sentences",
    "sentences_of",
    "topic_sentences",
    "varied",
    "varied_sentences",
]
