"""Paints every view of a case at any moment, in one size."""

from types import TracebackType
from typing import Self

from scenes.model.companions import accompany
from scenes.model.sources import has_body
from scenes.model.spine import Spine
from scenes.motion.pose import pose_at
from scenes.motion.viewpoints import hidden, turned
from scenes.paint.lens_picture import with_lens
from scenes.paint.screens import Pair, screen_picture
from scenes.paint.stage import Picture, Stage
from scenes.story.case import Case
from scenes.story.shots import XRAYS, Shot
from scenes.story.views import CUT
from scenes.story.visibility import Opening


class Painter:
    """Paints every view of a case in one size, with person and room where they can be had.

    Parameters
    ----------
    spine : Spine
        The assembled case.

    size : tuple of int
        Width and height in pixels.

    Attributes
    ----------
    spine, stage : Spine, Stage
        The case, and where it is painted.

    is_accompanied : bool
        Whether person and room are in the pictures.

    """

    def __init__(self, spine: Spine, size: tuple[int, int]) -> None:
        self.spine = spine
        self._size = size
        self.is_accompanied = has_body()
        self._whole = accompany(spine) if self.is_accompanied else spine
        self.stage = Stage(self._whole, size)
        self._pair = Pair(spine, size[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stage.close()

    def paint(self, shot: Shot) -> Picture:
        """Paint a shot.

        Parameters
        ----------
        shot : Shot
            The moment and the view.

        Returns
        -------
        numpy.ndarray
            ``(h, w, 3)`` unsigned bytes, first row on top.

        """
        if shot.view in XRAYS:
            xray = XRAYS[shot.view]
            return screen_picture(self.spine, shot.time, xray, self._size, shot.notes)
        opening: Opening = "opened" if shot.view == CUT else "guided"
        case = self.spine.case
        picture = self.view(case, shot.time, shot.view, opening)
        if shot.inset > 0.0:
            picture = self._pair.lay_over(picture, shot.time, shot.notes, shot.inset)
        return picture

    def view(
        self, case: Case, time: float, view: str = "guided", opening: Opening = "guided"
    ) -> Picture:
        """Paint one view of a moment.

        Parameters
        ----------
        case : Case
            The case of the spine, under any treatment.

        time : float
            Of that treatment.

        view : str, default: "guided"
            The guided one, or a key of :data:`scenes.story.views.VIEWS`.

        opening : {"guided", "closed", "opened", "ghost"}, default: "guided"
            How the bones are shown.

        Returns
        -------
        numpy.ndarray
            ``(h, w, 3)`` unsigned bytes, first row on top.

        """
        pose = pose_at(case, time, opening, accompanied=self.is_accompanied)
        camera = turned(case, pose.camera, view)
        picture = self.stage.paint(pose, camera=camera, hidden=hidden(case, view))
        if not self.is_accompanied:
            return picture
        return with_lens(picture, self.stage, self._whole.parts, pose, camera)
