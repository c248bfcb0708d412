"""How hard a text is to read: English after Flesch and Kincaid, Spanish after Fernández Huerta."""

import re

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouy]+")


def sentences(text):
    """Return the sentences of a text as lists of words."""
    parts = [WORD.findall(part) for part in re.split(r"[.!?:]+(?:\s|$)", text)]
    return [words for words in parts if words]


def grade(text):
    """Return the US school grade that reads the text with ease."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * spoken / len(words) - 15.59


def syllables(word):
    """Return about how many syllables an English word has."""
    word = word.lower()
    silent = (word.endswith("e") and not word.endswith("le")) or word.endswith("es")
    silent = silent or (word.endswith("ed") and not word.endswith(("ted", "ded")))
    return max(1, len(VOWELS.findall(word)) - silent)


def ease(text):
    """Return the ease of a Spanish text, 0 to 100: 70 is fairly easy (Fernández Huerta, 1959)."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    syllables = sum(_spanish_syllables(word.lower()) for word in words)
    return 206.84 - 60.0 * syllables / len(words) - 1.02 * len(words) / len(found)


def _spanish_syllables(word):
    """Count vowels, a weak one beside a strong one not by itself."""
    groups = re.findall(r"[aeiouyáéíóúü]+", re.sub(r"([qg])u(?=[eiéí])", r"\1", word))
    return max(1, sum(_vowels(group) for group in groups))


def _vowels(group):
    strong = sum(letter in "aeoáéóíú" for letter in group)
    return max(1, strong)
