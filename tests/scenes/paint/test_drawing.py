"""Drawing in a child process, and the stills."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from scenes.paint import drawing
from scenes.paint.drawing import DrawingError, drawing_environment, drawing_failure
from scenes.paint.stills import encode, paint_stills
from scenes.story.case import Case
from scenes.story.steps import STEPS
from tests.bodies import Scene, ball


@dataclass
class WrongCase:
    """A case that the painter refuses."""

    def to_dict(self):
        """Return a level that is not modelled."""
        return {"level": "S1"}


def test_probe_that_dies_costs_one_sentence():
    """A probe that kills its process gives one line that names the packages."""
    reason = drawing_failure("import os; os.abort()")
    assert reason.count("\n") == 0
    assert reason.endswith("(on Debian and Ubuntu: apt-get install libegl1 libgl1-mesa-dri).")


def test_probe_that_hangs_is_given_up(monkeypatch):
    """A probe that never answers is stopped."""
    monkeypatch.setattr(drawing, "PROBE_SECONDS", 0.3)
    assert "did not answer" in drawing_failure("import time; time.sleep(60)")


def test_probe_that_works_gives_no_reason():
    """Where drawing works there is nothing to say."""
    assert drawing_failure("") is None


@pytest.mark.drawing
def test_this_machine_can_draw():
    """The real probe agrees with the tests that draw."""
    assert drawing_failure() is None


def test_own_choice_of_window_is_kept(monkeypatch):
    """A window class that the person has chosen is not overruled."""
    monkeypatch.setenv("VTK_DEFAULT_OPENGL_WINDOW", "vtkOSOpenGLRenderWindow")
    assert drawing_environment()["VTK_DEFAULT_OPENGL_WINDOW"] == "vtkOSOpenGLRenderWindow"


def test_machine_that_cannot_draw_loses_only_the_stills(monkeypatch, tmp_path):
    """Without OpenGL no child is started and the reason is passed on."""
    monkeypatch.setattr(drawing, "drawing_failure", lambda: "No OpenGL here.")
    with pytest.raises(DrawingError, match="No OpenGL here"):
        drawing.paint_stills_in_child(Case(), tmp_path)


def test_child_that_fails_is_reported(monkeypatch, tmp_path):
    """A painter that ends early is one sentence with its code, and leaves no picture."""
    monkeypatch.setattr(drawing, "drawing_failure", lambda: None)
    with pytest.raises(DrawingError, match="ended with code 2"):
        drawing.paint_stills_in_child(WrongCase(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_busy_picture_is_saved_coarser():
    """However busy a picture is, its file stays small and shows the whole of it."""
    noise = np.random.default_rng(0).integers(0, 256, (400, 600, 3), dtype=np.uint8)
    calm = np.full((400, 600, 3), 200, dtype=np.uint8)
    limit = len(encode(noise, largest=10**9)) // 2
    assert len(encode(noise, largest=limit)) <= limit
    assert encode(calm, largest=limit) == encode(calm, largest=10**9)
    with Image.open(BytesIO(encode(noise, largest=limit))) as image:
        assert (image.format, image.size) == ("WEBP", (600, 400))


@pytest.mark.drawing
def test_every_rest_state_has_a_still(tmp_path):
    """One file per step is written, in order, and each is told."""
    told = []
    files = paint_stills(
        Scene((ball(),)), tmp_path, size=(90, 60), progress=lambda *done: told.append(done)
    )
    usual = [f"{number:02d}.webp" for number in range(len(STEPS))]
    others = [
        *(f"vertebroplasty_{number:02d}.webp" for number in range(5, 9)),
        *(f"time_{number:02d}.webp" for number in (2, 3)),
    ]
    assert [file.name for file in files] == usual + others
    assert told == [(number + 1, len(files)) for number in range(len(files))]
    for file in files:
        with Image.open(file) as image:
            assert image.size == (90, 60)
