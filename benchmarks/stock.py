"""The same scene shown the stock way: pyvista's ``plotter_ui`` and a slider, nothing else.

Run as ``python -m benchmarks.stock server`` or ``client``: who draws.
"""

import sys
from typing import Any, Literal, cast, get_args

import numpy as np
import pyvista as pv
from trame.app import get_server
from trame.ui.html import DivLayout
from trame.widgets import html
from trame_pyvista.ui import plotter_ui
from trame_server.core import Server

from scenes.look.materials import BACKGROUND, MATERIALS
from scenes.model.parts import Part
from scenes.model.spine import assemble
from scenes.motion.pose import Pose, pose_at
from scenes.story.cameras import VERTICAL_FIELD_OF_VIEW
from scenes.story.case import Case
from scenes.story.timeline import DURATION

Painter = Literal["server", "client"]

ASPECT = 1280 / 740


class StockScene:
    """A plotter that holds every part as one mesh."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.plotter = pv.Plotter(off_screen=True)
        self.plotter.renderer.set_background(BACKGROUND[1], top=BACKGROUND[0])
        self._parts = parts
        self._actors = {part.name: self._add(part) for part in parts}

    def take(self, pose: Pose) -> None:
        """Move, bend, fade and look as the pose says."""
        for part in self._parts:
            opacity = pose.shown[part.shown]
            actor = self._actors[part.name]
            actor.visibility = opacity > 0.0
            if actor.visibility:
                actor.prop.opacity = opacity * MATERIALS[part.material].alpha
                self._place(part, actor, pose)
        view = self.plotter.camera
        view.view_angle = VERTICAL_FIELD_OF_VIEW
        view.focal_point = pose.camera.target
        view.position = tuple(pose.camera.eye(ASPECT))
        view.up = pose.camera.up
        self.plotter.reset_camera_clipping_range()

    def _add(self, part: Part) -> pv.Actor:
        colour = MATERIALS[part.material].colour
        actor = self.plotter.add_mesh(part.mesh.copy(), color=colour, name=part.name)
        actor.prop.interpolation = "Gouraud"
        return actor

    def _place(self, part: Part, actor: pv.Actor, pose: Pose) -> None:
        mirror = np.diag([-1.0 if part.mirrored else 1.0, 1.0, 1.0, 1.0])
        actor.user_matrix = mirror @ pose.frames[part.frame]
        if part.weights:
            mesh = cast("pv.PolyData", actor.mapper.dataset)
            weights = np.asarray(pose.weights[part.weights])
            mesh.points = part.points_at(weights)
            mesh.point_data["Normals"] = part.normals_at(weights)


def serve(painter: Painter) -> None:
    """Serve the page until it is stopped."""
    case = Case()
    scene = StockScene(assemble(case).parts)
    scene.take(pose_at(case, 0.0))
    server = cast("Server", get_server(client_type="vue3"))

    with DivLayout(server) as layout:
        layout.root.style = "position: absolute; inset: 0; display: flex; flex-direction: column"
        with html.Div(style="flex: 1; position: relative"):
            view = plotter_ui(scene.plotter, mode=painter, add_menu=False)
        html.Input(type="range", min=0, max=DURATION, step=0.01, v_model=("time", 0))

    @server.state.change("time")  # type: ignore[untyped-decorator]
    def show(time: str | float, **_: Any) -> None:
        scene.take(pose_at(case, float(time)))
        view.update()
        if painter == "client":
            view.push_camera()

    def announce(**_: Any) -> None:
        sys.stdout.write(f"http://localhost:{server.port}/\n")
        sys.stdout.flush()

    server.controller.on_server_ready.add(announce)
    server.start(
        host="localhost", port=0, timeout=0, open_browser=False, show_connection_info=False
    )


if __name__ == "__main__":
    if sys.argv[1:] not in [[painter] for painter in get_args(Painter)]:
        sys.exit(f"usage: python -m benchmarks.stock {'|'.join(get_args(Painter))}")
    serve(cast("Painter", sys.argv[1]))
