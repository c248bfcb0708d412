"""Writes a still picture of every step in each view, as PNG with words below."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scenes.film.targets import filled_folder, whole_file
from scenes.paint.lettering import STILL_BAND, Words, room, still_band
from scenes.paint.studio import Studio
from scenes.story.case import Case
from scenes.story.companion import CREDIT
from scenes.story.shots import Shot
from scenes.story.steps import STEPS

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Album:
    """Choice of the pictures to write.

    Parameters
    ----------
    steps : sequence of int
        Indices of steps.

    views : sequence of str
        Names of views.

    size : tuple of int
        Width and height in pixels, words included.

    words : mapping of (int, str) to Words
        What stands below each picture, by step and view.

    notes : sequence of str, default: ()
        What stands beside every X-ray picture.

    """

    steps: Sequence[int]
    views: Sequence[str]
    size: tuple[int, int]
    words: Mapping[tuple[int, str], Words]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of pictures."""
        return len(self.steps) * len(self.views)

    def pages(self) -> Iterator[tuple[str, Shot, Words]]:
        """Yield every picture's file name, shot and words, step after step."""
        for step in self.steps:
            for view in self.views:
                name = f"{step + 1:02d}-{STEPS[step].key}-{view}.png"
                shot = Shot(time=STEPS[step].time, view=view, notes=self.notes)
                yield name, shot, self.words[step, view]


def write_album(
    case: Case, album: Album, folder: Path, progress: Progress, painters: int | None = None
) -> tuple[Path, ...]:
    """Paint an album into a folder; each file appears whole or not at all.

    Parameters
    ----------
    case : Case
        The case.

    album : Album
        Which pictures.

    folder : pathlib.Path
        Where to; made if need be.

    progress : callable
        Called with the number of pictures that are done, and of all.

    painters : int or None, default: None
        How many child processes paint; by default as many as help.

    Returns
    -------
    tuple of pathlib.Path
        The files, step after step.

    Raises
    ------
    DrawingError
        If this machine cannot draw, or a painter dies.

    TargetError
        If a file cannot be written.

    """
    files = []
    with (
        filled_folder(folder),
        Studio(case, room(album.size, STILL_BAND), painters) as studio,
    ):
        progress(0, len(album))
        pictures = studio.paint(shot for _, shot, _ in album.pages())
        for (name, _, words), picture in zip(album.pages(), pictures, strict=True):
            whole = np.concatenate([picture, still_band(album.size[0], words)])
            with whole_file(folder / name) as unfinished:
                Image.fromarray(whole).save(unfinished, "PNG", pnginfo=_credit())
            files.append(folder / name)
            progress(len(files), len(album))
    return tuple(files)


def _credit() -> PngInfo:
    note = PngInfo()
    note.add_text("Copyright", CREDIT)
    return note
