"""Paints any pose off screen with pyvista."""

from collections.abc import Collection, Mapping
from types import TracebackType
from typing import Protocol, Self

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderWindow, vtkTexture

from meshes.tools.surface import mesh, points_of, triangles_of
from scenes.look.materials import BACKGROUND, LIGHTS, MATERIALS, PLAIN, Detail
from scenes.look.recipe import OUTLINE_WIDTH, SHIFTS, looks_of
from scenes.model.parts import Part
from scenes.model.point_colours import corner_masks, point_colours, specular
from scenes.model.seepage import NOTHING_SEEPS, seeping_at
from scenes.motion.pose import Pose
from scenes.paint.actors import Drawn, Values
from scenes.paint.shaders import MASK, REST
from scenes.story.cameras import VERTICAL_FIELD_OF_VIEW, Camera

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

OVERSAMPLING = 2
"""Each pixel is the mean of this many squared."""

SAMPLES = 4
"""Points within a pixel that smooth its edges where it is not drawn finer."""

NEAR, FAR = 300.0, 400.0
"""Millimetres before and behind the target that are drawn."""

DEPTH = 1.5
"""The same in heights of the picture, where that is more."""

BLANK = 2
"""Opacity, as a byte, up to which a pixel counts as background."""


class Parts(Protocol):
    """Anything that has parts to draw."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts."""


class Stage:
    """An off-screen picture of the scene that takes on one pose after the other.

    Everything is built once; a pose changes only what differs from the one before.  It needs
    OpenGL: without it the process dies, so ask :func:`scenes.paint.drawing.drawing_failure` first.

    Parameters
    ----------
    spine : Parts
        What to draw.

    size : tuple of int, default: (1280, 720)
        Width and height of the picture in pixels.

    oversampling : int, default: 2
        How many times finer, in each direction, the picture is drawn than it is returned.

    """

    def __init__(
        self, spine: Parts, size: tuple[int, int] = (1280, 720), *, oversampling: int = OVERSAMPLING
    ) -> None:
        self.oversampling = oversampling
        window = (size[0] * oversampling, size[1] * oversampling)
        self.plotter = pv.Plotter(off_screen=True, window_size=list(window), lighting="none")
        self._prepare_window()
        self._actors = tuple(_PartActors(part) for part in spine.parts)
        self._drawn = [one for actors in self._actors for one in actors.drawn]
        for one in sorted(self._drawn, key=lambda one: one.look.rank):
            self.plotter.renderer.AddActor(one.actor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the window and its memory."""
        self.plotter.close()

    def paint(
        self,
        pose: Pose,
        *,
        camera: Camera | None = None,
        layers: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> Picture:
        """Return a picture of one moment.

        Parameters
        ----------
        pose : Pose
            The moment.

        camera : Camera or None, default: None
            From where it is seen; the pose's own camera by default.

        layers : collection of str or None, default: None
            The only layers to draw; all by default.

        hidden : collection of str, default: ()
            Names of parts to leave out.

        Returns
        -------
        numpy.ndarray
            ``(h, w, 3)`` unsigned bytes, first row on top.

        """
        self.take(pose, layers=layers, hidden=hidden)
        self.look(camera or pose.camera)
        return _shrink(self._pixels()[..., :3], self.oversampling)

    def silhouette(
        self,
        pose: Pose,
        *,
        camera: Camera | None = None,
        layers: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> Mask:
        """Return which pixels are covered by a part, its outline left aside.

        Parameters
        ----------
        pose : Pose
            The moment.

        camera : Camera or None, default: None
            From where it is seen; the pose's own camera by default.

        layers : collection of str or None, default: None
            The only layers to draw; all by default.

        hidden : collection of str, default: ()
            Names of parts to leave out.

        Returns
        -------
        numpy.ndarray
            ``(h, w)`` bool, first row on top; true where half of the pixel or more is covered.

        """
        self.take(pose, layers=layers, hidden=hidden)
        for one in self._drawn:
            if one.look.kind == "outline":
                one.fade(0.0)
        self.look(camera or pose.camera)
        covered = np.where(self._pixels(transparent=True)[..., 3:] > BLANK, 255, 0)
        mask: Mask = _shrink(covered.astype(np.uint8), self.oversampling)[..., 0] >= 128
        return mask

    def take(
        self,
        pose: Pose,
        *,
        layers: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> None:
        """Take on a pose without drawing it yet, and without moving the camera."""
        shown = {
            actors.part: 0.0
            if actors.part.name in hidden
            or (layers is not None and actors.part.layer not in layers)
            else pose.shown[actors.part.shown]
            for actors in self._actors
        }
        values = _uniforms(pose, shown)
        for actors in self._actors:
            actors.take(pose, shown[actors.part], values)

    def look(self, camera: Camera) -> None:
        """Look from a camera, framed for the window's present shape."""
        width, height = self._window.GetSize()
        view = self.plotter.camera
        view.view_angle = VERTICAL_FIELD_OF_VIEW
        view.focal_point = camera.target
        view.position = tuple(camera.eye(width / height))
        view.up = camera.up
        distance = camera.distance(width / height)
        depth = DEPTH * camera.field(width / height)
        near, far = max(NEAR, depth), max(FAR, depth)
        view.clipping_range = (max(0.1 * distance, distance - near), distance + far)
        self.fit()

    def fit(self) -> None:
        """Keep outlines as wide as they should be after the window or its camera changed."""
        width, height = self._window.GetSize()
        near, far = self.plotter.camera.clipping_range
        depth = 2.0 * near * far / (far - near)
        line = OUTLINE_WIDTH * self.oversampling
        for one in self._drawn:
            one.fit((2.0 * line / width, 2.0 * line / height), depth, self.oversampling)

    def _pixels(self, *, transparent: bool = False) -> Picture:
        """Draw the window and return it as ``(h, w, 4)``, with or without the background."""
        window, renderer = self._window, self.plotter.renderer
        width, height = window.GetSize()
        renderer.SetGradientBackground(not transparent)
        renderer.SetBackgroundAlpha(0.0 if transparent else 1.0)
        window.Render()
        pixels = vtkUnsignedCharArray()
        window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 1, pixels, 0)
        picture: Picture = pv.convert_array(pixels).reshape(height, width, 4)
        return picture[::-1]

    @property
    def _window(self) -> vtkRenderWindow:
        window: vtkRenderWindow | None = self.plotter.render_window
        if window is None:
            msg = "The stage is closed."
            raise RuntimeError(msg)
        return window

    def _prepare_window(self) -> None:
        """Light and background; the order of drawing is ours, so VTK must not sort."""
        self.plotter.renderer.set_background(BACKGROUND[1], top=BACKGROUND[0])
        self._window.SetMultiSamples(0 if self.oversampling > 1 else SAMPLES)
        self._window.SetAlphaBitPlanes(True)
        renderer = self.plotter.renderer
        renderer.SetUseOIT(False)
        renderer.GetCullers().RemoveAllItems()
        for light in LIGHTS:
            self.plotter.add_light(
                pv.Light(
                    position=light.direction,
                    focal_point=(0.0, 0.0, 0.0),
                    color=light.colour,
                    intensity=light.intensity,
                    light_type="camera light",
                )
            )


class _PartActors:
    """All actors of one part, and what they show at present."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.material = MATERIALS[part.material]
        self._mesh = _own_mesh(part)
        self._texture, brought = None, PLAIN
        if part.texture is not None:
            self._texture, brought = vtkTexture(), Detail.TEXTURED
            self._texture.InterpolateOn()
            self._texture.MipmapOn()
            self._texture.RepeatOff()
            self._texture.SetMaximumAnisotropicFiltering(4.0)
            self._texture.SetInputData(_image(part.texture))
        if "seepage" in part.mesh.point_data:
            brought |= Detail.TINTED
        shift = SHIFTS.get(part.layer, 0.0)
        self.drawn = tuple(
            Drawn(self._mesh, self.material, look, self._texture, shift, brought)
            for look in looks_of(self.material)
        )
        self._weights: bytes | None = None
        self._hardness: float | None = None
        self._values: dict[str, Values] | None = None

    def take(self, pose: Pose, shown: float, values: dict[str, Values]) -> None:
        """Take on a pose; a part that is not shown takes on nothing else."""
        for one in self.drawn:
            one.fade(shown)
        if shown > 0.0:
            self._move(pose.frames[self.part.frame])
            if self.part.weights:
                self._bend(np.asarray(pose.weights_of(self.part.weights), dtype=float))
            self._colour(pose.shades.get("hardness", 0.0))
            self._set_uniforms(values)

    def _move(self, frame: NDArray[np.float64]) -> None:
        if self.part.placement is not None:
            frame = frame @ self.part.placement
        matrix = pv.vtkmatrix_from_array(_mirror(frame) if self.part.mirrored else frame)
        for one in self.drawn:
            one.actor.SetUserMatrix(matrix)

    def _bend(self, weights: NDArray[np.float64]) -> None:
        if weights.tobytes() == self._weights:
            return
        self._weights = weights.tobytes()
        _write(self._mesh, self.part, self.part.points_at(weights), self.part.normals_at(weights))

    def _colour(self, hardness: float) -> None:
        if hardness == self._hardness:
            return
        self._hardness, shades = hardness, {"hardness": hardness}
        self._mesh.point_data["colours"] = point_colours(self.part, self.material, shades)
        self._mesh.point_data.active_scalars_name = "colours"
        for one in self.drawn:
            if one.look.kind == "surface":
                one.actor.GetProperty().SetSpecular(specular(self.material, shades))

    def _set_uniforms(self, values: dict[str, Values]) -> None:
        if values != self._values:
            self._values = values
            for one in self.drawn:
                one.set_uniforms(values)


def _uniforms(pose: Pose, shown: Mapping[Part, float]) -> dict[str, Values]:
    """Return what shaders ask for of a moment, in which parts are this opaque."""
    opened = max((alpha for part, alpha in shown.items() if part.shown == "opened"), default=0.0)
    cement = max((alpha for part, alpha in shown.items() if part.weights == "cement"), default=0.0)
    seeping = seeping_at(pose.weights["cement"]) if cement > 0.0 else NOTHING_SEEPS
    shades = (pose.shades.get(name, 0.0) for name in ("crack", "compaction", "hardness"))
    return {
        "shades": tuple(shades),
        "stand": (opened, cement * seeping.reach, 0.0),
        "seeping": seeping.weights,
        "cut": pose.cut,
    }


def _image(picture: Picture) -> pv.ImageData:
    """Wrap an ``(h, w, 4)`` picture; VTK counts rows from below."""
    image = pv.ImageData(dimensions=(picture.shape[1], picture.shape[0], 1))
    image.point_data["colours"] = picture[::-1].reshape(-1, 4)
    return image


def _own_mesh(part: Part) -> pv.PolyData:
    """Copy a part's mesh for drawing; a mirrored one is turned inside out to stay outward."""
    triangles = triangles_of(part.mesh)
    drawn = mesh(points_of(part.mesh), triangles[:, ::-1] if part.mirrored else triangles)
    coordinates = part.mesh.active_texture_coordinates
    if coordinates is not None:
        drawn.active_texture_coordinates = np.asarray(coordinates, dtype=float)
    drawn.point_data[REST] = points_of(part.mesh).astype(np.float32)
    drawn.point_data[MASK] = corner_masks(part).astype(np.float32)
    rest = np.zeros(len(part.targets))
    _write(drawn, part, part.points_at(rest), part.normals_at(rest))
    return drawn


def _write(
    drawn: pv.PolyData, part: Part, points: NDArray[np.float64], normals: NDArray[np.float64]
) -> None:
    if part.mirrored:
        points, normals = points * (-1.0, 1.0, 1.0), normals * (-1.0, 1.0, 1.0)
    drawn.points = points
    drawn.point_data["Normals"] = normals
    drawn.point_data.active_normals_name = "Normals"


def _mirror(frame: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the motion of the mirror image of what moves by ``frame``."""
    flip = np.diag([-1.0, 1.0, 1.0, 1.0])
    mirrored: NDArray[np.float64] = flip @ frame @ flip
    return mirrored


def _shrink(picture: Picture, times: int) -> Picture:
    """Return a picture smaller by whole times, each pixel the mean of those that it replaces."""
    height, width, channels = picture.shape
    total = np.full((height // times, width // times, channels), times * times // 2, np.uint16)
    for row in range(times):
        for column in range(times):
            total += picture[row::times, column::times]
    shrunk: Picture = (total // (times * times)).astype(np.uint8)
    return shrunk
