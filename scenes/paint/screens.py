"""X-ray pictures as they stand in stills and movies: one alone, or a small pair in a corner."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from scenes.look.colours import NIGHT, PALE
from scenes.look.xray import VIEWS
from scenes.model.spine import Spine
from scenes.motion.pose import pose_at
from scenes.paint.fluoroscopy import fluoroscopy
from scenes.paint.lettering import DESIGNED_WIDTH, Sheet

Picture = NDArray[np.uint8]

FILLING = 0.95
"""Share of the picture's height that the round X-ray picture takes."""

SMALL, GAP, FOOT, CORNER, ASIDE = 216, 14, 44, 16, 28
"""The pair, in pixels of the designed width: a picture, what is around it, words, rounding, and
the way to the corner."""

PULSES = 15
"""X-ray pictures of the pair in one movement, as a pulsed C-arm makes some per second."""

FINER = 4
"""Factor by which the panel is drawn finer, so that its corners are smooth."""


def screen_picture(
    spine: Spine, time: float, view: str, size: tuple[int, int], notes: Sequence[str]
) -> Picture:
    """Make an X-ray picture that fills a picture's height.

    Parameters
    ----------
    spine : Spine
        The parts of one case.

    time : float
        0 to 11.

    view : {"lateral", "ap"}
        From the patient's left side, or from the front.

    size : tuple of int
        Width and height in pixels.

    notes : sequence of str
        What stands beside it, one line each.

    Returns
    -------
    numpy.ndarray
        ``(h, w, 3)`` unsigned bytes.

    """
    width, height = size
    side = round(FILLING * min(size))
    sheet = Sheet(size, NIGHT)
    place = ((width - side) // 2, (height - side) // 2)
    sheet.lay(fluoroscopy(spine, pose_at(spine.case, time), view, side), place)
    low = height / sheet.unit - 36
    for number, note in enumerate(reversed(notes)):
        sheet.line((40, low - 32 * number), note, 22, PALE)
    return sheet.picture


class Pair:
    """The small X-ray pictures from the side and from the front, for one size of picture.

    Parameters
    ----------
    spine : Spine
        The parts of one case.

    width : int
        Pixels of the whole picture.

    """

    def __init__(self, spine: Spine, width: int) -> None:
        self._spine = spine
        self._unit = width / DESIGNED_WIDTH
        self._made: tuple[tuple[float, tuple[str, ...]], Picture] | None = None

    def lay_over(
        self, picture: Picture, time: float, notes: Sequence[str], opacity: float
    ) -> Picture:
        """Lay the pair over the lower left corner of a picture.

        Parameters
        ----------
        picture : numpy.ndarray
            ``(h, w, 3)`` unsigned bytes.

        time : float
            0 to 11; between two pulses the pair shows the earlier one.

        notes : sequence of str
            What stands below each of the two.

        opacity : float
            0 to 1.

        Returns
        -------
        numpy.ndarray
            ``(h, w, 3)`` unsigned bytes.

        """
        panel = self._panel(math.floor(time * PULSES) / PULSES, tuple(notes))
        aside = round(ASIDE * self._unit)
        height, width = panel.shape[:2]
        rows = slice(len(picture) - aside - height, len(picture) - aside)
        columns = slice(aside, aside + width)
        share = opacity * panel[..., 3:] / 255.0
        laid = picture.copy()
        laid[rows, columns] = np.rint(
            (1.0 - share) * picture[rows, columns] + share * panel[..., :3]
        )
        return laid

    def _panel(self, time: float, notes: tuple[str, ...]) -> Picture:
        """Return the ``(h, w, 4)`` panel of one pulse."""
        if self._made is None or self._made[0] != (time, notes):
            self._made = (time, notes), self._new_panel(time, notes)
        return self._made[1]

    def _new_panel(self, time: float, notes: tuple[str, ...]) -> Picture:
        pose, side = pose_at(self._spine.case, time), round(SMALL * self._unit)
        designed = (2 * SMALL + 3 * GAP, SMALL + GAP + FOOT)
        size = (round(designed[0] * self._unit), round(designed[1] * self._unit))
        sheet = Sheet(size, NIGHT, self._unit)
        for number, view in enumerate(VIEWS):
            left = GAP + number * (SMALL + GAP)
            place = (round(left * self._unit), round(GAP * self._unit))
            sheet.lay(fluoroscopy(self._spine, pose, view, side), place)
            for note in notes[number : number + 1]:
                middle = (left + SMALL / 2, SMALL + GAP + FOOT / 2)
                sheet.line(middle, note, 19, PALE, anchor="mm")
        return np.dstack([sheet.picture, _rounded(size, CORNER * self._unit)])


def _rounded(size: tuple[int, int], radius: float) -> Picture:
    """Return the ``(h, w)`` opacity of a rectangle with round corners."""
    fine = Image.new("L", (FINER * size[0], FINER * size[1]))
    edge = (0, 0, fine.width - 1, fine.height - 1)
    ImageDraw.Draw(fine).rounded_rectangle(edge, FINER * radius, fill=255)
    return np.asarray(fine.resize(size, Image.Resampling.BOX))
