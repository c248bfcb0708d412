"""Words in pictures: they are there, they can be read, and they stay out of each other's way."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw

from scenes.paint import lettering
from scenes.paint.lettering import Card, Words, card_picture, movie_band, room, still_band, wrap

DISCLAIMER = "Simplified, illustrative, not physiological; not medical advice."
WORDS = Words(step="Step 4 of 12", title="Two needles go in", disclaimer=DISCLAIMER)
SPANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡«»"


def printed(text, size, colour, *, bold=False):
    """Print a line alone on white, cut to its ink."""
    sheet = Image.new("RGB", (1900, 80), "white")
    font = lettering._font(size, bold=bold)
    ImageDraw.Draw(sheet).text((10, 40), text, colour, font, "lm")
    return np.asarray(sheet.crop(Image.eval(sheet, lambda byte: 255 - byte).getbbox()))


def found(needle, picture):
    """Tell whether a picture holds another one exactly."""
    height, width = needle.shape[:2]
    # Few places are as dark as its darkest one.
    down, across = np.unravel_index(needle.sum(axis=2).argmin(), (height, width))
    places = np.argwhere(np.all(picture == needle[down, across], axis=2))
    return any(
        min(row, column) >= 0
        and np.array_equal(picture[row : row + height, column : column + width], needle)
        for row, column in places - (down, across)
    )


@pytest.mark.parametrize(
    ("text", "size", "colour", "bold"),
    [
        (WORDS.step, 24, lettering.ACCENT, True),
        (WORDS.title, 30, lettering.INK, True),
        (DISCLAIMER, 24, lettering.SOFT, False),
    ],
)
def test_still_says_what_it_is(text, size, colour, bold):
    """Step, title and disclaimer stand below a still, letter by letter."""
    line = printed(text, size, colour, bold=bold)
    assert found(line, still_band(1920, WORDS))
    without = Words(step="", title="", disclaimer="")
    assert not found(line, still_band(1920, without))


def test_movie_says_what_it_is():
    """The disclaimer stands below every picture of a movie, with or without sentences."""
    line = printed(DISCLAIMER, 24, lettering.SOFT)
    words = replace(WORDS, text="One. " * 30, lead="What you may feel")
    assert found(line, movie_band(1920, WORDS))
    assert found(line, movie_band(1920, words))


def test_card_says_what_it_is():
    """The disclaimer is the last line of a card and stands out."""
    card = Card(title="Kyphoplasty", sentences=("One.", "Two."), disclaimer=DISCLAIMER)
    there = card_picture((1920, 1080), card)
    without = card_picture((1920, 1080), replace(card, disclaimer=""))
    blank = card_picture((1920, 1080), Card(title="", sentences=(), disclaimer=""))
    rows = np.flatnonzero((there != without).any(axis=(1, 2)))
    assert np.ptp(rows) > 20
    assert np.array_equal(without[rows.min() :], blank[rows.min() :])


def test_spanish_letters_are_there():
    """Every letter and sign of Spanish has a shape of its own, and none the shape of a gap."""
    font = lettering._font(40.0)
    shapes = {bytes(font.getmask(sign)) for sign in SPANISH}
    assert len(shapes) == len(SPANISH)
    assert bytes(font.getmask("\uffff")) not in shapes


def test_lines_are_as_long_as_they_may_be():
    """No line is too long, no word could have stood a line higher, and no word is lost."""
    font, text = lettering._font(33.0), "The doctor fills the balloons slowly. " * 4
    lines = wrap(text, font, 500.0)
    assert " ".join(lines).split() == text.split()
    assert all(font.getlength(line) <= 500.0 for line in lines)
    longer = [f"{line} {after.split()[0]}" for line, after in pairwise(lines)]
    assert all(font.getlength(line) > 500.0 for line in longer)


@pytest.mark.parametrize("size", [(1920, 1080), (320, 180), (1080, 1920), (1280, 720)])
def test_band_and_picture_fill_the_frame(size):
    """Whatever the size, the picture above the band has even sides and nothing is left over."""
    for designed, band in (
        (lettering.STILL_BAND, still_band),
        (lettering.MOVIE_BAND, movie_band),
    ):
        width, height = room(size, designed)
        assert (width, height + len(band(size[0], WORDS))) == size
        assert height % 2 == 0
