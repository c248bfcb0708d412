"""The page's words in stills and in the movie."""

import numpy as np
import pytest

from scenes.film.film import MOVEMENT_SECONDS
from scenes.paint.lettering import MARGIN, MOVIE_BAND, movie_band, still_band
from scenes.story.shots import VIEWS
from visualizer.commands.picture_words import film_of, still_words
from visualizer.content import load_content

CONTENT = load_content()
STEPS = range(len(CONTENT.steps))
FILM = film_of(CONTENT)
CAPTIONS = [caption.words for chapter in FILM.chapters for caption in chapter.captions]


def test_every_step_rests_as_on_the_page():
    """The captions of a step take its pause together, each its share of the words."""
    for step, chapter in zip(CONTENT.steps, FILM.chapters, strict=True):
        seconds = [caption.seconds for caption in chapter.captions]
        words = [len(caption.words.text.split()) for caption in chapter.captions]
        assert sum(seconds) == pytest.approx(step.pause)
        assert np.divide(seconds, words) == pytest.approx(step.pause / sum(words))


def test_every_sentence_is_there_once():
    """What happens and what one may feel is there, whole and in order; the latter is named."""
    for step, chapter in zip(CONTENT.steps, FILM.chapters, strict=True):
        texts = {
            lead: " ".join(one.words.text for one in chapter.captions if one.words.lead == lead)
            for lead in ("", CONTENT.page.feel)
        }
        assert texts[""] == " ".join(sentence.text for sentence in step.words)
        assert texts[CONTENT.page.feel] == " ".join(sentence.text for sentence in step.feel)


def test_it_lasts_as_long_as_reading_takes():
    """Pauses, movements and two cards are the movie."""
    pauses = sum(step.pause for step in CONTENT.steps)
    cards = FILM.opening.seconds + FILM.ending.seconds
    assert FILM.seconds == pytest.approx(cards + pauses + (len(STEPS) - 1) * MOVEMENT_SECONDS)


def test_disclaimer_is_everywhere():
    """No caption, no movement, no card and no still is without it."""
    everywhere = {words.disclaimer for words in CAPTIONS}
    everywhere |= {chapter.arriving.disclaimer for chapter in FILM.chapters}
    everywhere |= {FILM.opening.card.disclaimer, FILM.ending.card.disclaimer}
    everywhere |= {still_words(CONTENT, step, view).disclaimer for step in STEPS for view in VIEWS}
    assert everywhere == {CONTENT.page.disclaimer}
    assert "not medical advice" in CONTENT.page.disclaimer


def test_both_cards_say_who_has_not_checked_it():
    """That no clinician has reviewed it is told first and last."""
    for plate in (FILM.opening, FILM.ending):
        assert CONTENT.page.reviewed in plate.card.sentences


@pytest.mark.parametrize("words", CAPTIONS, ids=lambda words: f"{words.step} {words.text[:24]}")
def test_caption_fits_its_band(words):
    """A quiet line lies between sentences and disclaimer, and the margins are free."""
    band = movie_band(1920, words)
    free = (band == 255).all(axis=(1, 2))
    assert free[MOVIE_BAND - 52 : MOVIE_BAND - 44].all()
    assert free[-10:].all()
    assert (band[4:, :MARGIN] == 255).all()
    assert (band[4:, -MARGIN:] == 255).all()


@pytest.mark.parametrize("view", VIEWS)
def test_title_and_disclaimer_keep_apart(view):
    """Below a still a wide gap lies between what is seen and what it is not."""
    for step in STEPS:
        inked = (still_band(1920, still_words(CONTENT, step, view))[4:] != 255).any(axis=(0, 2))
        columns = np.flatnonzero(inked)
        assert np.diff(columns).max() > 100


def test_view_is_named_beside_the_step():
    """The guided view is the plain one; any other is named."""
    assert still_words(CONTENT, 3, "guided").step == f"Step 4 of {len(STEPS)}"
    assert still_words(CONTENT, 3, "behind").step == f"Step 4 of {len(STEPS)} · From behind"
    assert len({still_words(CONTENT, 3, view).step for view in VIEWS}) == len(VIEWS)


def test_x_ray_is_shown_while_the_team_works_under_it():
    """From getting ready to the hard cement, both pictures named as on the page."""
    shown = [step.key for step, one in zip(CONTENT.steps, FILM.chapters, strict=True) if one.xray]
    assert (shown[0], shown[-1], len(shown)) == ("ready", "hardening", 8)
    assert FILM.notes == (CONTENT.picture.xray_lateral, CONTENT.picture.xray_ap)
