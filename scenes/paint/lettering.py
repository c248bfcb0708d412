"""Sets words beside and below painted pictures, and on cards of their own."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from scenes.look.colours import ACCENT, INK, LINE, PAPER, SOFT
from scenes.look.materials import BACKGROUND

Picture = NDArray[np.uint8]
Font = ImageFont.FreeTypeFont

DESIGNED_WIDTH = 1920
"""All sizes below are pixels of a picture this wide; another one is set in proportion."""

MARGIN = 56
STILL_BAND = 84
MOVIE_BAND = 236
TEXT_LEFT = 640
"""Left edge of a movie's sentences, right of the step's title."""

TEXT_LINES = 3
TITLE_LINES = 2
SMALLEST = 0.5
"""Smallest share of their size to which words shrink that would not fit."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words below a picture.

    Parameters
    ----------
    step : str
        Which step it is, and from where it is seen.

    title : str
        The step's title.

    disclaimer : str
        What the picture is not.

    text : str, default: ""
        A few sentences.

    lead : str, default: ""
        What the sentences are about, where that is not plain.

    """

    step: str
    title: str
    disclaimer: str
    text: str = ""
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A picture of words alone.

    Parameters
    ----------
    title : str
        The largest words.

    sentences : tuple of str
        Paragraphs.

    disclaimer : str
        What the pictures are not; stands out.

    """

    title: str
    sentences: tuple[str, ...]
    disclaimer: str


def band_height(size: tuple[int, int], designed: int) -> int:
    """Return the height in pixels of a band, even, so that what is left of the picture is too."""
    return 2 * round(size[0] * designed / DESIGNED_WIDTH / 2)


def room(size: tuple[int, int], designed: int) -> tuple[int, int]:
    """Return the width and height that a band leaves to the painted picture."""
    return size[0], size[1] - band_height(size, designed)


def still_band(width: int, words: Words) -> Picture:
    """Set the band below a still: step and title on the left, disclaimer on the right.

    Parameters
    ----------
    width : int
        Pixels.

    words : Words
        What to set.

    Returns
    -------
    numpy.ndarray
        ``(h, width, 3)`` unsigned bytes.

    """
    sheet = Sheet((width, band_height((width, 0), STILL_BAND)), PAPER)
    sheet.rule()
    middle = STILL_BAND / 2
    end = sheet.line((MARGIN, middle), words.step, 24, ACCENT, bold=True)
    sheet.line((end + 28, middle), words.title, 30, INK, bold=True)
    right = DESIGNED_WIDTH - MARGIN
    sheet.line((right, middle), words.disclaimer, 24, SOFT, anchor="rm")
    return sheet.picture


def movie_band(width: int, words: Words) -> Picture:
    """Set the band below a movie: title on the left, sentences right of it, disclaimer below."""
    sheet = Sheet((width, band_height((width, 0), MOVIE_BAND)), PAPER)
    sheet.rule()
    sheet.line((MARGIN, 44), words.step, 24, ACCENT, bold=True)
    sheet.block((MARGIN, 70), words.title, 36, 1.22, (540, TITLE_LINES), INK, bold=True)
    lines = TEXT_LINES
    top = 26.0
    if words.lead:
        sheet.line((TEXT_LEFT, 44), words.lead, 24, ACCENT, bold=True)
        lines, top = TEXT_LINES - 1, 70.0
    wide = DESIGNED_WIDTH - MARGIN - TEXT_LEFT
    sheet.block((TEXT_LEFT, top), words.text, 33, 1.4, (wide, lines), INK)
    sheet.line((TEXT_LEFT, MOVIE_BAND - 32), words.disclaimer, 24, SOFT)
    return sheet.picture


def card_picture(size: tuple[int, int], card: Card) -> Picture:
    """Set a card on the background of the pictures.

    Parameters
    ----------
    size : tuple of int
        Width and height in pixels.

    card : Card
        What to set.

    Returns
    -------
    numpy.ndarray
        ``(h, w, 3)`` unsigned bytes.

    """
    sheet = Sheet(size, BACKGROUND)
    wide, left = 1240, (DESIGNED_WIDTH - 1240) / 2
    top = 0.27 * size[1] / sheet.unit
    top = sheet.block((left, top), card.title, 64, 1.25, (wide, 2), INK, bold=True) + 30
    for sentence in card.sentences:
        top = sheet.block((left, top), sentence, 34, 1.45, (wide, 3), INK) + 16
    sheet.block((left, top + 24), card.disclaimer, 34, 1.45, (wide, 2), ACCENT, bold=True)
    return sheet.picture


class Sheet:
    """A picture on which words are set, measured in pixels of the designed width.

    Parameters
    ----------
    size : tuple of int
        Width and height in pixels.

    colour : str or tuple of str
        Its ground, or what that falls from and to.

    unit : float or None, default: None
        Pixels of the picture to one of the designed width, where the sheet is not as wide.

    """

    def __init__(
        self, size: tuple[int, int], colour: str | tuple[str, str], unit: float | None = None
    ) -> None:
        self.unit = unit or size[0] / DESIGNED_WIDTH
        self._size = size
        if isinstance(colour, str):
            self._image = Image.new("RGB", size, colour)
        else:
            fall = Image.linear_gradient("L").resize(size)
            top, bottom = (Image.new("RGB", size, one) for one in colour)
            self._image = Image.composite(bottom, top, fall)
        self._draw = ImageDraw.Draw(self._image)

    @property
    def picture(self) -> Picture:
        """The finished sheet."""
        return np.asarray(self._image)

    def rule(self) -> None:
        """Draw the quiet line at the top."""
        self._draw.rectangle((0, 0, self._size[0], max(1, round(2 * self.unit)) - 1), fill=LINE)

    def lay(self, picture: Picture, place: tuple[int, int]) -> None:
        """Lay a ``(h, w, 4)`` picture over the sheet, its corner at a pixel."""
        image = Image.fromarray(picture)
        self._image.paste(image, place, image)

    def line(
        self,
        place: tuple[float, float],
        text: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        anchor: str = "lm",
    ) -> float:
        """Set one line and return where it ends."""
        font = _font(size * self.unit, bold=bold)
        x, y = (round(number * self.unit) for number in place)
        self._draw.text((x, y), text, colour, font, anchor)
        return place[0] + font.getlength(text) / self.unit

    def block(
        self,
        place: tuple[float, float],
        text: str,
        size: float,
        leading: float,
        box: tuple[float, int],
        colour: str,
        *,
        bold: bool = False,
    ) -> float:
        """Set lines of a width, smaller if they are too many; return where they end."""
        share = 1.0
        while True:
            font = _font(share * size * self.unit, bold=bold)
            lines = wrap(text, font, box[0] * self.unit)
            if len(lines) <= box[1] or share <= SMALLEST:
                break
            share -= 0.05
        x, y = place
        for line in lines:
            self._draw.text((round(x * self.unit), round(y * self.unit)), line, colour, font, "la")
            y += share * size * leading
        return y


def wrap(text: str, font: Font, width: float) -> list[str]:
    """Break a text into lines that are at most so many pixels wide, where words allow it."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size: float, *, bold: bool = False) -> Font:
    """Return the sans serif that comes with matplotlib, so that it looks alike everywhere."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(Path(mpl.get_data_path()) / "fonts" / "ttf" / name, max(1.0, size))
