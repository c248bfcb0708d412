"""The frame of the movie at any second: a pure function of its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from scenes.paint.lettering import Card, Words
from scenes.story.shots import Shot
from scenes.story.track import smoothstep

MOVEMENT_SECONDS = 3.0
"""As on the page at speed 1."""

FADE = (0.35, 0.65)
"""Share of a movement in which the X-ray pictures appear or go."""


@dataclass(frozen=True, kw_only=True)
class Caption:
    """Sentences that are shown together for as long as reading takes."""

    words: Words
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One step of the movie.

    Parameters
    ----------
    arriving : Words
        What is shown while the scene moves to the step.

    captions : tuple of Caption
        What is shown while it rests, one after the other.

    xray : bool, default: False
        Whether the team works under X-ray then, so that it is shown too.

    """

    arriving: Words
    captions: tuple[Caption, ...]
    xray: bool = False


@dataclass(frozen=True, kw_only=True)
class Plate:
    """A card, and how long it is shown."""

    card: Card
    seconds: float


@dataclass(frozen=True)
class Frame:
    """Contents of one frame.

    Parameters
    ----------
    below : Words or None
        The words below the picture; None where a card fills the frame.

    time : float, default: 0.0
        Moment of the walkthrough.

    card : Card or None, default: None
        The card, if it is one.

    """

    below: Words | None
    time: float = 0.0
    card: Card | None = None


@dataclass(frozen=True, kw_only=True)
class Film:
    """The whole movie: a card, a chapter for each step, a card.

    Parameters
    ----------
    title : str
        Title of the file.

    opening, ending : Plate
        First and last card.

    chapters : sequence of Chapter
        One for each rest state, in their order.

    notes : tuple of str, default: ()
        What stands below the X-ray pictures.

    """

    title: str
    opening: Plate
    ending: Plate
    chapters: Sequence[Chapter]
    notes: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """Seconds that the movie lasts."""
        return self._stretches[-1].end

    def frame_at(self, second: float) -> Frame:
        """Return what is shown at a moment of the movie."""
        for stretch in self._stretches:
            if second < stretch.end:
                break
        if stretch.moves:
            share = (second - stretch.start) / (stretch.end - stretch.start)
            return Frame(stretch.frame.below, stretch.frame.time + share)
        return stretch.frame

    def frames(self, rate: int) -> Iterator[tuple[Frame, int]]:
        """Yield every frame that differs from the one before, and how often it is shown.

        Parameters
        ----------
        rate : int
            Frames per second.

        Yields
        ------
        tuple of Frame and int
            What is shown, and for how many frames.

        """
        every = (self.frame_at(number / rate) for number in range(round(self.seconds * rate)))
        for frame, same in groupby(every):
            yield frame, sum(1 for _ in same)

    def shot_at(self, time: float) -> Shot:
        """Return what is painted for a moment of the walkthrough."""
        step = min(int(time), len(self.chapters) - 1)
        here = self.chapters[step].xray
        there = self.chapters[min(step + 1, len(self.chapters) - 1)].xray
        inset = here + (there - here) * smoothstep(time - step, *FADE)
        return Shot(time=time, inset=inset, notes=self.notes if inset > 0.0 else ())

    @cached_property
    def _stretches(self) -> tuple["_Stretch", ...]:
        parts = [(Frame(None, 0.0, self.opening.card), self.opening.seconds, False)]
        for step, chapter in enumerate(self.chapters):
            if step:
                parts.append((Frame(chapter.arriving, step - 1.0), MOVEMENT_SECONDS, True))
            parts += [
                (Frame(caption.words, float(step)), caption.seconds, False)
                for caption in chapter.captions
            ]
        parts.append((Frame(None, 0.0, self.ending.card), self.ending.seconds, False))
        stretches, start = [], 0.0
        for frame, seconds, moves in parts:
            stretches.append(_Stretch(start, start + seconds, frame, moves))
            start += seconds
        return tuple(stretches)


@dataclass(frozen=True)
class _Stretch:
    """A stretch of seconds in which the same is shown, or the scene moves evenly."""

    start: float
    end: float
    frame: Frame
    moves: bool
