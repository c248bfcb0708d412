"""The picture painted on this machine and streamed: for one local person whose browser cannot draw.

The page, its words and its slider stay the same.  Only here does the slider's time reach the
server, and only here does the server send pictures; so it listens on loopback alone.
"""

import asyncio
import os
from collections.abc import Mapping

from aiohttp import web
from trame.widgets import client, html
from trame_pyvista.widgets import PyVistaRemoteView
from trame_server.core import Server

from scenes.model.spine import Spine
from scenes.motion.pose import pose_at
from scenes.motion.viewpoints import hidden, turned
from scenes.paint.drawing import drawing_environment, drawing_failure
from scenes.paint.stage import Stage
from scenes.story.cameras import Camera
from scenes.story.views import CUT
from visualizer.links.look_parts import FREE, GUIDED
from visualizer.remote.streaming_guard import REMOTE_METHODS, SHOW, StreamingHandler
from visualizer.serving.guard import Check
from visualizer.serving.listening import LOOPBACK_NAMES, ServeError

GATHER_SECONDS = 0.01
"""Pause before each picture, in which newer wishes arrive and replace older ones."""

WINDOW = (960, 600)
"""Pixels until the page tells its own size."""
JPEG_QUALITY = 88


def check_remote(host: str) -> None:
    """Find out whether the picture can be painted here, before any long work.

    Parameters
    ----------
    host : str
        Name or address that the server will listen on.

    Raises
    ------
    ServeError
        If the host is not loopback, or this machine cannot draw.

    """
    if host not in LOOPBACK_NAMES:
        msg = (
            f"--remote paints for one person on this machine, so it cannot listen on {host}; "
            "leave --host out."
        )
        raise ServeError(msg)
    if reason := drawing_failure():
        raise ServeError(reason)


class Remote:
    """Paints the moment that the page asks for and streams it.

    Ask :func:`check_remote` first: without OpenGL the process ends here.

    Parameters
    ----------
    spine : Spine
        The assembled case.

    """

    def __init__(self, spine: Spine) -> None:
        os.environ.update(drawing_environment())
        self._case = spine.case
        self._stage = Stage(spine, WINDOW, oversampling=1)
        self._window_events()
        self._wanted = (0.0, GUIDED)
        self._shown: tuple[float, str] | None = None
        self._pose = pose_at(self._case, 0.0)
        # The first picture compiles the shaders: better now than while someone waits for it.
        self._stage.paint(self._pose)
        self._view: PyVistaRemoteView | None = None
        self._painting: asyncio.Task[None] | None = None

    @property
    def handler(self) -> type[StreamingHandler]:
        """The doorman of this mode."""
        return StreamingHandler

    @property
    def methods(self) -> Mapping[str, Check]:
        """Name the methods that the page may call on the server in this mode."""
        return REMOTE_METHODS

    def close(self) -> None:
        """Give back the window."""
        self._stage.close()

    def place(self, server: Server) -> None:
        """Put the streamed picture into the widget that is being filled.

        It lies over the viewer, which shows stills and keeps the time of playing.
        """
        server.trigger(SHOW)(self.show)
        drag = f"view = $event.buttons ? '{FREE}' : view"
        with html.Div(
            classes="remote",
            raw_attrs=[f'@pointermove="{drag}"', f"@wheel.passive=\"view = '{FREE}'\""],
        ):
            self._view = PyVistaRemoteView(
                self._stage.plotter,
                trame_server=server,
                still_quality=JPEG_QUALITY,
                interactive_quality=JPEG_QUALITY,
            )
            client.ClientStateChange(
                value="`${time} ${view}`",
                change=f"trigger('{SHOW}', [time, view])",
                trigger_on_create=True,
            )

    def bind(self, app: web.Application, server: Server) -> None:
        """Serve the script that receives the stream."""
        for name, folder in server.serve.items():
            app.router.add_static(f"/{name}", folder)

    def show(self, time: float, view: str) -> None:
        """Ask for a moment and a point of view; the last one asked for is painted.

        Parameters
        ----------
        time : float
            0 to 11.

        view : str
            ``guided``, a key of :data:`scenes.story.views.VIEWS`, or ``free`` to leave the
            camera where the person has turned it.

        """
        self._wanted = (float(time), view)
        if self._painting is None or self._painting.done():
            self._painting = asyncio.ensure_future(self._paint())

    async def _paint(self) -> None:
        while self._wanted != self._shown:
            await asyncio.sleep(GATHER_SECONDS)
            self._shown = self._wanted
            time, view = self._shown
            self._pose = pose_at(self._case, time, "opened" if view == CUT else "guided")
            self._stage.take(self._pose, hidden=hidden(self._case, view))
            if self._view is not None:
                self._view.update()

    def _camera(self) -> Camera | None:
        """Return the camera to look from; None leaves it where the person has turned it."""
        view = self._wanted[1]
        return None if view == FREE else turned(self._case, self._pose.camera, view)

    def _window_events(self) -> None:
        """Frame the guided picture anew whenever the page has changed its size."""
        self._stage.plotter.renderer.AddObserver("StartEvent", lambda *_: self._frame())

    def _frame(self) -> None:
        view = self._camera()
        if view is None:
            self._stage.fit()
        else:
            self._stage.look(view)
