"""The folder of stills."""

import numpy as np
import pytest
from PIL import Image

from scenes.film.album import Album, write_album
from scenes.film.targets import TargetError
from scenes.paint.drawing import DrawingError
from scenes.paint.lettering import Words, still_band
from scenes.story.case import Case
from scenes.story.shots import Shot
from scenes.story.steps import STEPS
from tests import plain_painter

SIZE = (320, 180)
NAMES = [f"{number:02d}-{step.key}-guided.png" for number, step in enumerate(STEPS, start=1)]


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    """Let painters paint plain colours, so that no OpenGL is needed."""
    plain_painter.stand_in(monkeypatch)


def album(*steps):
    """Make an album of some steps."""
    words = {
        (step, "guided"): Words(step=f"{step}", title="Title", disclaimer="Not advice.")
        for step in steps
    }
    return Album(steps=steps, views=("guided",), size=SIZE, words=words)


def test_every_step_has_a_picture_with_its_words(tmp_path):
    """Number, key and view are the name; the painted picture is above, the words are below."""
    steps = range(len(STEPS))
    reports = []
    files = write_album(
        Case(), album(*steps), tmp_path / "new", lambda *done: reports.append(done), 2
    )
    assert sorted(files) == sorted((tmp_path / "new").iterdir())
    assert [file.name for file in files] == NAMES
    assert reports == [(done, len(STEPS)) for done in range(len(STEPS) + 1)]
    for step, file in zip(steps, files, strict=True):
        with Image.open(file) as image:
            picture = np.asarray(image)
        band = still_band(320, album(step).words[step, "guided"])
        assert (picture.shape, image.format) == ((180, 320, 3), "PNG")
        assert np.array_equal(picture[-len(band) :], band)
        assert (picture[: -len(band)] == plain_painter.colour(STEPS[step].time)).all()


def test_killed_painter_leaves_whole_pictures(tmp_path, monkeypatch):
    """What was finished before a painter died is there and whole; nothing else is."""
    monkeypatch.setattr(
        Album,
        "pages",
        lambda self: iter(
            (f"{time}.png", Shot(time=time), self.words[0, "guided"])
            for time in (1.0, plain_painter.DEADLY, 2.0)
        ),
    )
    with pytest.raises(DrawingError, match="the painter has ended"):
        write_album(Case(), album(0), tmp_path, lambda *_: None, 1)
    assert [file.name for file in tmp_path.iterdir()] == ["1.0.png"]
    with Image.open(tmp_path / "1.0.png") as image:
        assert image.size == SIZE


def test_full_disk_leaves_no_half_picture(tmp_path, monkeypatch):
    """Where no room is left for a picture, the sentence names it, and the new folder goes."""

    def run_out(_, file, *__, **___):
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", run_out)
    with pytest.raises(TargetError, match=f"{NAMES[1]} cannot be written: No space"):
        write_album(Case(), album(1), tmp_path / "new", lambda *_: None, 1)
    assert list(tmp_path.iterdir()) == []


def test_interruption_leaves_whole_pictures(tmp_path):
    """Ctrl+C after two pictures leaves these two."""

    def interrupt(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_album(Case(), album(*range(len(STEPS))), tmp_path, interrupt, 2)
    assert sorted(file.name for file in tmp_path.iterdir()) == NAMES[:2]
