"""The movie's file: decoded again, and never left half done."""

import re
import subprocess
from itertools import pairwise

import imageio_ffmpeg
import numpy as np
import pytest

from scenes.film.film import Caption, Chapter, Film, Plate
from scenes.film.movie import Format, write_movie
from scenes.film.targets import EncodingError
from scenes.paint.drawing import DrawingError
from scenes.paint.lettering import MOVIE_BAND, Card, Words, card_picture, movie_band, room
from scenes.story.case import Case
from tests import plain_painter

SIZE, RATE = (640, 360), 5
HEIGHT = room(SIZE, MOVIE_BAND)[1]
FORM = Format(size=SIZE, rate=RATE)
CARD = Card(title="Kyphoplasty", sentences=(), disclaimer="Not advice.")


def words(text, disclaimer="Not medical advice."):
    """Return words with a text."""
    return Words(step="Step", title="A bone breaks", disclaimer=disclaimer, text=text)


FILM = Film(
    title="A film of 11 seconds",
    opening=Plate(card=CARD, seconds=1.0),
    ending=Plate(card=CARD, seconds=1.0),
    chapters=[
        Chapter(
            arriving=words(""),
            captions=(
                Caption(words=words(f"The first of {step}."), seconds=1.0),
                Caption(words=words(f"The other of {step}."), seconds=2.0),
            ),
        )
        for step in range(2)
    ],
)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    """Let painters paint plain colours, so that no OpenGL is needed."""
    plain_painter.stand_in(monkeypatch)


@pytest.fixture(scope="module")
def reports():
    """Keep what the progress is told."""
    return []


@pytest.fixture(scope="module")
def movie(tmp_path_factory, reports):
    """Write the movie once."""
    with pytest.MonkeyPatch.context() as patch:
        plain_painter.stand_in(patch)
        file = tmp_path_factory.mktemp("movie") / "movie.mp4"
        write_movie(Case(), FILM, file, FORM, lambda *done: reports.append(done), 2)
    return file


@pytest.fixture(scope="module")
def frames(movie):
    """Decode every frame."""
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", str(movie)]
    program += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    data = subprocess.run(program, capture_output=True, check=True).stdout
    return np.frombuffer(data, dtype=np.uint8).reshape(-1, SIZE[1], SIZE[0], 3).astype(int)


def apart(frame, picture):
    """Return the mean difference of a frame and what it should be."""
    return np.abs(frame - picture.astype(int)).mean()


def test_it_plays_everywhere(movie):
    """H.264 with plain colours, named sizes and times, and the index in front."""
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", str(movie)]
    said = subprocess.run(program, capture_output=True, text=True, check=False).stderr
    assert re.search(r"Video: h264 .*yuv420p\(tv, bt709, progressive\)", said)
    assert "640x360" in said
    assert "5 fps" in said
    assert "Duration: 00:00:11.00" in said
    assert "A film of 11 seconds" in said
    data = movie.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_every_frame_is_there(frames):
    """Eleven seconds at five frames a second are 55 frames."""
    assert len(frames) == 55


def test_scene_is_shown_at_its_time(frames):
    """The picture above the words is the one that was painted for that moment."""
    for number, time in ((5, 0.0), (19, 0.0), (21, 1 / 15), (30, 2 / 3), (35, 1.0), (49, 1.0)):
        shown = frames[number][: HEIGHT - 4].mean(axis=(0, 1))
        assert np.abs(shown - plain_painter.colour(time)).max() < 4, (number, time)


def test_captions_change_at_their_frames(frames):
    """Before and after each change a frame's words are nearer to the wanted ones than to others."""
    texts = [f"The {which} of {step}." for step in range(2) for which in ("first", "other")]
    bands = {text: movie_band(SIZE[0], words(text)) for text in ["", *texts]}
    wanted = {5: texts[0], 9: texts[0], 10: texts[1], 19: texts[1], 20: "", 34: ""}
    wanted |= {35: texts[2], 39: texts[2], 40: texts[3], 49: texts[3]}
    for number, text in wanted.items():
        distance = {one: apart(frames[number][HEIGHT:], band) for one, band in bands.items()}
        assert min(distance, key=distance.get) == text, number


def test_disclaimer_is_in_every_frame(frames):
    """Every frame is nearer to itself with the disclaimer than to itself without."""
    card = card_picture(SIZE, CARD)
    bare_card = card_picture(SIZE, Card(title=CARD.title, sentences=(), disclaimer=""))
    band, bare_band = (movie_band(SIZE[0], words("", text)) for text in (words("").disclaimer, ""))
    card_place = (card != bare_card).any(axis=2)
    band_place = (band != bare_band).any(axis=2)
    for number, frame in enumerate(frames):
        if 5 <= number < 50:
            seen, there, bare = frame[HEIGHT:][band_place], band[band_place], bare_band[band_place]
        else:
            seen, there, bare = frame[card_place], card[card_place], bare_card[card_place]
        assert 2 * apart(seen, there) < apart(seen, bare), number


def test_progress_only_grows_and_reaches_the_end(movie, reports):
    """It starts at nothing, every report is more than the one before, and the last is all."""
    assert reports[0][0] == 0
    assert all(earlier[0] < later[0] for earlier, later in pairwise(reports))
    assert reports[-1][0] == reports[-1][1]
    assert len({total for _, total in reports}) == 1


def refused(tmp_path, kind, film=FILM, report=lambda *_: None):
    """Make a movie that fails, see that nothing is left, and return what is said."""
    with pytest.raises(kind) as ended:
        write_movie(Case(), film, tmp_path / "movie.mp4", FORM, report, 1)
    assert [path.name for path in tmp_path.iterdir() if "movie" in path.name] == []
    return str(ended.value)


def test_killed_painter_leaves_nothing(tmp_path):
    """A painter that dies in the middle costs one sentence and the unfinished file."""
    chapters = [FILM.chapters[0]] * 10
    film = Film(title="", opening=FILM.opening, ending=FILM.ending, chapters=chapters)
    form = Format(size=SIZE, rate=4)
    with pytest.raises(DrawingError, match="the painter has ended"):
        write_movie(Case(), film, tmp_path / "movie.mp4", form, lambda *_: None, 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (
            "head -c 1000 > /dev/null; echo 'x.mp4: No space left on device.' >&2; exit 1",
            "The movie could not be encoded: x.mp4: No space left on device.",
        ),
        ("cat > /dev/null; exit 3", "The movie could not be encoded: it ended with code 3."),
        ("kill -9 $$", "The movie could not be encoded: it ended with code -9."),
    ],
    ids=["full disk", "fails at the end", "killed"],
)
def test_encoder_that_fails_leaves_nothing(tmp_path, monkeypatch, script, sentence):
    """Whenever the encoder ends, its last words are told and the unfinished file goes."""
    program = tmp_path / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(program))
    assert refused(tmp_path, EncodingError) == sentence


def test_missing_encoder_is_one_sentence(tmp_path, monkeypatch):
    """Where ffmpeg cannot be started, the sentence says why."""
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(tmp_path / "none"))
    said = refused(tmp_path, EncodingError)
    assert said == (
        "The movie could not be encoded: ffmpeg did not start (No such file or directory)."
    )


def test_interruption_leaves_nothing(tmp_path):
    """Ctrl+C in the middle ends painters and encoder, and the unfinished file goes."""

    def interrupt(done, total):
        if done > total / 2:
            raise KeyboardInterrupt

    refused(tmp_path, KeyboardInterrupt, report=interrupt)
