"""What the movie shows at which second."""

from dataclasses import replace

import pytest

from scenes.film.film import MOVEMENT_SECONDS, Caption, Chapter, Film, Frame, Plate
from scenes.paint.lettering import Card, Words


def words(text):
    """Return words with a text."""
    return Words(step="Step", title="Title", disclaimer="Not advice.", text=text)


OPENING, ENDING = (Card(title=title, sentences=(), disclaimer="Not advice.") for title in "OE")


@pytest.fixture
def film():
    """Make a movie of three short chapters."""
    chapters = [
        Chapter(
            arriving=words(f"to {step}"),
            captions=(
                Caption(words=words(f"{step}a"), seconds=1.0),
                Caption(words=words(f"{step}b"), seconds=0.5),
            ),
        )
        for step in range(3)
    ]
    return Film(
        title="Film",
        opening=Plate(card=OPENING, seconds=2.0),
        ending=Plate(card=ENDING, seconds=2.5),
        chapters=chapters,
    )


def test_it_lasts_as_long_as_its_parts(film):
    """Cards, rests and movements add up, and so do the frames at any rate."""
    assert film.seconds == 2.0 + 3 * 1.5 + 2 * MOVEMENT_SECONDS + 2.5
    for rate in (1, 7, 30):
        assert sum(count for _, count in film.frames(rate)) == round(15.0 * rate)


def test_captions_change_at_their_times(film):
    """Each sentence stands for its seconds; on the way to a step its title stands alone."""
    changes = {}
    for number in range(150):
        frame = film.frame_at(number / 10)
        changes.setdefault(frame.below.text if frame.below else frame.card.title, number / 10)
    assert changes == {
        "O": 0.0,
        "0a": 2.0,
        "0b": 3.0,
        "to 1": 3.5,
        "1a": 6.5,
        "1b": 7.5,
        "to 2": 8.0,
        "2a": 11.0,
        "2b": 12.0,
        "E": 12.5,
    }


def test_scene_moves_evenly_and_rests(film):
    """A movement takes three seconds at an even pace; at rest the time is whole."""
    assert [film.frame_at(second).time for second in (2.0, 3.4)] == [0.0, 0.0]
    times = [film.frame_at(3.5 + second).time for second in (0.0, 0.75, 1.5, 2.25)]
    assert times == pytest.approx([0.0, 0.25, 0.5, 0.75])
    assert film.frame_at(6.5).time == 1.0


def test_what_does_not_change_is_one_frame(film):
    """Two captions are two frames, a movement as many as it has, a card one."""
    frames = list(film.frames(10))
    assert frames[0] == (Frame(None, 0.0, OPENING), 20)
    assert frames[1:3] == [(Frame(words("0a"), 0.0), 10), (Frame(words("0b"), 0.0), 5)]
    assert [count for frame, count in frames if frame.time % 1.0] == [1] * 58
    assert frames[-1] == (Frame(None, 0.0, ENDING), 25)


def test_x_ray_is_shown_where_the_team_works_under_it(film):
    """It fades in on the way to such a step, stays through it, and fades out after it."""
    chapters = [replace(chapter, xray=step == 1) for step, chapter in enumerate(film.chapters)]
    film = replace(film, chapters=chapters, notes=("side", "front"))
    times = (0.0, 0.3, 0.5, 0.7, 1.0, 1.3, 1.5, 1.7, 2.0)
    shots = [film.shot_at(time) for time in times]
    assert [shot.time for shot in shots] == list(times)
    assert [shot.inset for shot in shots] == pytest.approx([0, 0, 0.5, 1, 1, 1, 0.5, 0, 0])
    assert all(bool(shot.notes) == (shot.inset > 0.0) for shot in shots)
