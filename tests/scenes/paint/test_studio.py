"""Painting with several child processes."""

from multiprocessing.connection import wait

import numpy as np
import pytest

from scenes.paint import studio as studio_module
from scenes.paint.drawing import DrawingError
from scenes.paint.painter import Painter
from scenes.paint.studio import AHEAD, Studio
from scenes.story.case import Case
from scenes.story.shots import Shot
from scenes.story.timeline import time_of
from tests import plain_painter

SIZE = (64, 36)


@pytest.fixture
def stand_in(monkeypatch):
    """Let painters paint plain colours, so that no OpenGL is needed."""
    plain_painter.stand_in(monkeypatch)


@pytest.mark.parametrize("painters", [1, 2])
def test_pictures_come_in_the_order_of_the_shots(stand_in, painters):
    """However many paint, and however much faster than they are fetched, the order is kept."""
    times = [number / 10 for number in range(3 * AHEAD * painters)]
    with Studio(Case(), SIZE, painters) as studio:
        pictures = list(studio.paint(Shot(time=time) for time in times))
    shown = [tuple(picture[0, 0]) for picture in pictures]
    assert shown == [plain_painter.colour(time) for time in times]
    assert {picture.shape for picture in pictures} == {(36, 64, 3)}


def test_painter_that_is_killed_costs_one_sentence(stand_in):
    """Whoever waits for a picture learns so."""
    with Studio(Case(), SIZE, 1) as studio:
        pictures = studio.paint([Shot(time=plain_painter.DEADLY), Shot(time=3.0)])
        with pytest.raises(DrawingError, match="The picture could not be painted"):
            next(pictures)


def test_closing_ends_painters_at_work(stand_in):
    """Painters that nobody fetches from end at once."""
    with Studio(Case(), SIZE, 2) as studio:
        next(studio.paint(Shot(time=0.1) for _ in range(1000)))
        workers = list(studio._pool._processes.values())
    assert workers
    for worker in workers:
        assert wait([worker.sentinel], 10)


def test_no_opengl_is_one_sentence(monkeypatch):
    """Where nothing can be drawn no painter starts."""
    monkeypatch.setattr(studio_module, "drawing_failure", lambda: "No OpenGL here.")
    with pytest.raises(DrawingError, match="No OpenGL here"):
        Studio(Case(), SIZE)


@pytest.mark.drawing
def test_painters_paint_what_one_paints_here(spine, case):
    """The pictures of the child processes are the same, byte for byte."""
    shots = [Shot(time=time_of("cement")), Shot(time=time_of("trocars", -0.5))]
    with Painter(spine, SIZE) as painter:
        wanted = [painter.paint(shot) for shot in shots]
    with Studio(case, SIZE, 1) as studio:
        pictures = list(studio.paint(shots))
    assert all(np.array_equal(*pair) for pair in zip(pictures, wanted, strict=True))
