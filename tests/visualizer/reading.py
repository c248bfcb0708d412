"""How hard a text is to read, after Flesch and Kincaid."""

import re

VOWELS = re.compile(r"[aeiouy]+")


def sentences(text):
    """Return the sentences of a text as lists of words."""
    parts = [re.findall(r"[A-Za-z']+", part) for part in re.split(r"[.!?:]+(?:\s|$)", text)]
    return [words for words in parts if words]


def grade(text):
    """Return the US school grade that reads the text with ease."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * syllables / len(words) - 15.59


def _syllables(word):
    word = word.lower()
    silent = (word.endswith("e") and not word.endswith("le")) or word.endswith("es")
    silent = silent or (word.endswith("ed") and not word.endswith(("ted", "ded")))
    return max(1, len(VOWELS.findall(word)) - silent)
