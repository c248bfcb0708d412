"""Paints and encodes the movie: H.264, one frame after the other, nothing kept on disk."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

import imageio_ffmpeg
import numpy as np

from scenes.film.film import Film, Frame
from scenes.film.targets import EncodingError, whole_file
from scenes.paint.lettering import MOVIE_BAND, card_picture, movie_band, room
from scenes.paint.studio import Picture, Studio
from scenes.story.case import Case
from scenes.story.companion import CREDIT

Progress = Callable[[float, float], None]

PAINTING = 60
"""Factor by which painting a frame takes longer than writing it once more."""

QUALITY = 18
"""x264's constant rate factor: no difference is seen."""

SEEKING = 4
"""Seconds between frames that can be jumped to."""

BT709 = (
    "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,"
    "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
)
"""The colours of high-definition video, which players expect at this size."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """Settings of the movie's file.

    Parameters
    ----------
    size : tuple of int
        Width and height in pixels, both even.

    rate : int
        Frames per second.

    """

    size: tuple[int, int] = (1920, 1080)
    rate: int = 30


def write_movie(
    case: Case,
    film: Film,
    file: Path,
    form: Format,
    progress: Progress,
    painters: int | None = None,
) -> None:
    """Make a movie; the file appears whole or not at all.

    Parameters
    ----------
    case : Case
        The case.

    film : Film
        What is shown when.

    file : pathlib.Path
        The file to make, or to replace.

    form : Format
        Size and frame rate.

    progress : callable
        Called with the amount that is done, and the whole.

    painters : int or None, default: None
        How many child processes paint; by default as many as help.

    Raises
    ------
    DrawingError
        If this machine cannot draw, or a painter dies.

    EncodingError
        If the encoder fails.

    TargetError
        If the file cannot be written.

    """
    frames = tuple(film.frames(form.rate))
    times = [time for time, _ in groupby(frame.time for frame, _ in frames if frame.below)]
    total = PAINTING * len(times) + sum(count for _, count in frames)
    with (
        whole_file(file) as unfinished,
        Studio(case, room(form.size, MOVIE_BAND), painters) as studio,
        Encoder(unfinished, form, film.title) as encoder,
    ):
        done = 0.0
        progress(done, total)
        pictures = studio.paint(map(film.shot_at, times))
        for picture, count, painted in _composed(frames, pictures, form.size):
            encoder.add(picture, count)
            done += count + PAINTING * painted
            progress(done, total)
        encoder.finish()


def _composed(
    frames: tuple[tuple[Frame, int], ...], pictures: Iterator[Picture], size: tuple[int, int]
) -> Iterator[tuple[Picture, int, bool]]:
    """Put words and pictures together; tell whether a new picture was needed."""
    shown: float | None = None
    for frame, count in frames:
        if frame.card is not None:
            yield card_picture(size, frame.card), count, False
        elif frame.below is not None:
            new = frame.time != shown
            if new:
                painted, shown = next(pictures), frame.time
            yield np.concatenate([painted, movie_band(size[0], frame.below)]), count, new


class Encoder:
    """A running ffmpeg that takes frames.

    Parameters
    ----------
    file : pathlib.Path
        Where it writes.

    form : Format
        Size and frame rate.

    title : str
        Title in the file.

    """

    def __init__(self, file: Path, form: Format, title: str) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                _command(file, form, title),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                start_new_session=True,  # Ctrl+C is for the program, which ends its encoder
            )
        except OSError as error:
            self._complaints.close()
            msg = f"The movie could not be encoded: ffmpeg did not start ({error.strerror})."
            raise EncodingError(msg) from error
        assert self._process.stdin is not None
        self._input = self._process.stdin

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        with suppress(OSError):
            self._input.close()
        self._process.wait()
        self._complaints.close()

    def add(self, picture: Picture, count: int) -> None:
        """Write ``(h, w, 3)`` unsigned bytes as so many frames."""
        data = np.ascontiguousarray(picture).data
        try:
            for _ in range(count):
                self._input.write(data)
        except OSError as error:
            self._process.wait()
            raise self._failure() from error

    def finish(self) -> None:
        """Wait until the file is whole.

        Raises
        ------
        EncodingError
            If it is not.

        """
        with suppress(OSError):  # it has ended already, and says why
            self._input.close()
        if self._process.wait() != 0:
            raise self._failure()

    def _failure(self) -> EncodingError:
        self._complaints.seek(0)
        said = self._complaints.read().decode(errors="replace").strip().splitlines()
        reason = said[-1].strip(" .") if said else f"it ended with code {self._process.returncode}"
        return EncodingError(f"The movie could not be encoded: {reason}.")


def _command(file: Path, form: Format, title: str) -> list[str]:
    width, height = form.size
    return [
        imageio_ffmpeg.get_ffmpeg_exe(),
        *("-y", "-loglevel", "error"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}"),
        *("-r", str(form.rate), "-i", "pipe:0", "-an"),
        *("-vf", BT709, "-c:v", "libx264", "-preset", "fast", "-crf", str(QUALITY)),
        *("-tune", "animation", "-g", str(SEEKING * form.rate), "-pix_fmt", "yuv420p"),
        *("-metadata", f"title={title}", "-metadata", f"comment={CREDIT}"),
        *("-movflags", "+faststart", "-f", "mp4", str(file)),
    ]
