"""The page's words, set out for stills and for the movie."""

from collections.abc import Iterable, Iterator

from scenes.film.film import Caption, Chapter, Film, Plate
from scenes.paint.lettering import Card, Words
from scenes.story.shots import XRAYS
from scenes.story.steps import STEPS
from visualizer.content import (
    READING_WORDS_PER_SECOND,
    SHORTEST_PAUSE,
    Content,
    Sentence,
)

LONGEST_CAPTION = 170
"""Characters that are shown at once: three lines."""


def still_words(content: Content, step: int, view: str) -> Words:
    """Return what stands below a still.

    Parameters
    ----------
    content : Content
        All words of a language.

    step : int
        Index of the step.

    view : str
        Name of the view.

    Returns
    -------
    Words
        Number, view, title, disclaimer.

    """
    page = content.page
    number = page.step_of.format(number=step + 1, count=len(content.steps))
    seen = "" if view == "guided" else f" · {_view_name(content, view)}"
    return Words(step=number + seen, title=content.steps[step].title, disclaimer=page.disclaimer)


def film_of(content: Content) -> Film:
    """Return the whole movie in a language.

    Parameters
    ----------
    content : Content
        All words of the language.

    Returns
    -------
    Film
        Every step rests for as long as it does on the page.

    """
    page = content.page
    opening = (page.description, page.reviewed)
    ending = (page.about_model, page.about_advice, page.reviewed)
    return Film(
        title=page.title,
        opening=_plate(content, opening),
        ending=_plate(content, ending),
        chapters=tuple(_chapter(content, step) for step in range(len(content.steps))),
        notes=tuple(_view_name(content, view) for view in XRAYS),
    )


def xray_notes(content: Content) -> tuple[str, ...]:
    """Return what stands beside an X-ray picture that fills a still."""
    return (content.picture.xray_made,)


def _view_name(content: Content, view: str) -> str:
    if view in XRAYS:
        name: str = getattr(content.picture, f"xray_{XRAYS[view]}")
    else:
        name = getattr(content.page, f"view_{view}")
    return name


def _plate(content: Content, sentences: tuple[str, ...]) -> Plate:
    page = content.page
    card = Card(title=page.title, sentences=sentences, disclaimer=page.disclaimer)
    return Plate(card=card, seconds=_reading((page.title, *sentences, page.disclaimer)))


def _chapter(content: Content, index: int) -> Chapter:
    step = content.steps[index]
    pages = [("", text) for text in _pages(step.words)]
    pages += [(content.page.feel, text) for text in _pages(step.feel)]
    arriving = still_words(content, index, "guided")
    stretch = step.pause / sum(_reading((text,), 0.0) for _, text in pages)
    return Chapter(
        arriving=arriving,
        captions=tuple(
            Caption(
                words=Words(
                    step=arriving.step,
                    title=arriving.title,
                    disclaimer=arriving.disclaimer,
                    text=text,
                    lead=lead,
                ),
                seconds=stretch * _reading((text,), 0.0),
            )
            for lead, text in pages
        ),
        xray=STEPS[index].xray,
    )


def _pages(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield as many whole sentences at once as can be shown."""
    shown = ""
    for sentence in sentences:
        longer = f"{shown} {sentence.text}".strip()
        if shown and len(longer) > LONGEST_CAPTION:
            yield shown
            longer = sentence.text
        shown = longer
    if shown:
        yield shown


def _reading(texts: Iterable[str], shortest: float = SHORTEST_PAUSE) -> float:
    """Return the seconds that reading takes."""
    words = sum(len(text.split()) for text in texts)
    return max(shortest, words / READING_WORDS_PER_SECOND)
