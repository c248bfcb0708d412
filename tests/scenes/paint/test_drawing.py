"""Drawing in a child process, and the stills."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from scenes.paint import drawing
from scenes.paint.drawing import drawing_environment, drawing_failure
from scenes.paint.painter import Painter
from scenes.paint.still_names import still_names
from scenes.paint.stills import encode, still
from scenes.story.case import Case
from scenes.story.script import SCRIPTS
from scenes.story.steps import STEPS
from tests.moments import picture_of, place_of


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


def test_busy_picture_is_saved_coarser():
    """However busy a picture is, its file stays small and shows the whole of it."""
    noise = np.random.default_rng(0).integers(0, 256, (400, 600, 3), dtype=np.uint8)
    calm = np.full((400, 600, 3), 200, dtype=np.uint8)
    limit = len(encode(noise, largest=10**9)) // 2
    assert len(encode(noise, largest=limit)) <= limit
    assert encode(calm, largest=limit) == encode(calm, largest=10**9)
    with Image.open(BytesIO(encode(noise, largest=limit))) as image:
        assert (image.format, image.size) == ("WEBP", (600, 400))


FIRST, FULL = map(picture_of, ("person", "inflation"))
HEALING = f"time_{place_of('healing', SCRIPTS['time'].steps):02d}"


@pytest.mark.drawing
def test_every_name_has_a_still(spine):
    """Steps of every treatment, kinds of bone and X-rays: each is small, and none like another."""
    with Painter(spine, (90, 60)) as painter:
        names = (FIRST, FULL, HEALING, "bone_weak", f"ap_{FULL}")
        shown = {name: still(painter, name) for name in names}
    assert set(shown) < set(still_names(Case()))
    assert len(set(shown.values())) == len(shown)
    sizes = {}
    for name, file in shown.items():
        with Image.open(BytesIO(file)) as image:
            assert image.format == "WEBP"
            sizes[name] = image.size
    assert sizes[FIRST] == sizes[HEALING] == (90, 60)


def test_names_of_stills_are_those_of_the_steps():
    """Every rest state of every treatment has one, what treatments share is painted once."""
    usual = [f"{number:02d}" for number in range(len(STEPS))]
    alone = {"vertebroplasty": "injection", "time": "healing"}
    others = [
        f"{treatment}_{number:02d}"
        for treatment, key in alone.items()
        for number in range(place_of(key, SCRIPTS[treatment].steps), len(SCRIPTS[treatment].steps))
    ]
    steps = usual + others
    x_rays = [f"{view}_{name}" for view in ("lateral", "ap") for name in steps]
    assert still_names(Case()) == [*steps, "bone_healthy", "bone_weak", *x_rays]
