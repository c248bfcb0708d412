"""The words of the page, one file per language, with the sources of every statement."""

from visualizer.content.loading import FOLDER, ContentError, load_content
from visualizer.content.model import (
    READING_WORDS_PER_SECOND,
    SHORTEST_PAUSE,
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

__all__ = [
    "FOLDER",
    "READING_WORDS_PER_SECOND",
    "SHORTEST_PAUSE",
    "AsideWords",
    "CallGroup",
    "Content",
    "ContentError",
    "KeyHelp",
    "PageWords",
    "PictureWords",
    "Sentence",
    "StepWords",
    "Term",
    "load_content",
    "sentences_of",
]
