"""Lays the lens over a picture of a person: a round near picture, and lines from what it shows."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from scenes.look.colours import LENS_LINE, LENS_RING
from scenes.model.parts import Part
from scenes.motion.pose import Pose
from scenes.paint.stage import Picture, Stage
from scenes.story.cameras import Camera
from scenes.story.lens import LENS

FINER = 3
"""How many times finer lines are drawn than they are shown."""

RIM, LINE = 2, 1
"""Pixels: width of the rims, and of the lines."""

MARGIN = 8
"""Pixels that always lie between the lens and the edge of the picture."""

Point = NDArray[np.float64]


def with_lens(
    picture: Picture, stage: Stage, parts: Iterable[Part], pose: Pose, camera: Camera
) -> Picture:
    """Return a picture with the lens over it, as opaque as the moment asks for.

    Parameters
    ----------
    picture : numpy.ndarray
        ``(h, w, 3)`` unsigned bytes, as the stage has just painted it.

    stage : Stage
        Paints the near picture too.

    parts : iterable of Part
        What is on the stage.

    pose : Pose
        The moment.

    camera : Camera
        From where the picture is seen.

    Returns
    -------
    numpy.ndarray
        The same picture where nothing is magnified.

    """
    opacity = pose.shown[LENS.shown]
    if opacity <= 0.0:
        return picture
    height, width = picture.shape[:2]
    centre = np.array(LENS.centre) * (width, height)
    room = min(*centre, *((width, height) - centre)) - MARGIN
    radius = min(LENS.radius * height, room)
    hidden = [part.name for part in parts if part.shown in LENS.hides]
    near = Image.fromarray(stage.paint(pose, camera=LENS.camera, hidden=hidden))
    across, left = round(2 * radius), (width - height) // 2
    near = near.crop((left, 0, left + height, height)).resize((across, across))
    at, ring = _magnified(camera, (width, height))
    return _composed(picture, near, (centre, radius), (at, ring), opacity)


def _magnified(camera: Camera, size: tuple[int, int]) -> tuple[Point, float]:
    """Return where what is magnified lies in a picture, and the radius around it, in pixels."""
    anchor = np.asarray(LENS.anchor)
    at = _pixel(camera, size, anchor)
    end = _pixel(camera, size, anchor + LENS.reach * np.asarray(camera.up))
    return at, float(np.linalg.norm(end - at))


def _pixel(camera: Camera, size: tuple[int, int], point: Point) -> Point:
    width, height = size
    aspect = width / height
    forward = -np.asarray(camera.direction)
    right = np.cross(forward, camera.up)
    way = point - camera.eye(aspect)
    scale = height * camera.distance(aspect) / camera.field(aspect) / (way @ forward)
    return np.array(
        [width / 2 + scale * (way @ right), height / 2 - scale * (way @ np.asarray(camera.up))]
    )


def _composed(
    picture: Picture,
    near: Image.Image,
    lens: tuple[Point, float],
    magnified: tuple[Point, float],
    opacity: float,
) -> Picture:
    """Draw lines and rims finer than they are shown, and blend all of it."""
    (centre, radius), (at, ring) = lens, magnified
    height, width = picture.shape[:2]
    below = Image.fromarray(picture)
    fine = below.resize((width * FINER, height * FINER), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(fine)
    way = (centre - at) / np.linalg.norm(centre - at)
    aside = np.array([-way[1], way[0]])
    for side in (aside, -aside):
        ends = np.concatenate([at + side * ring, centre + side * radius * 0.97]) * FINER
        draw.line(ends.tolist(), fill=LENS_LINE, width=LINE * FINER)
    _ring(draw, at, ring)
    above = fine.resize((width, height), Image.Resampling.BOX)
    mask = Image.new("L", (near.width * FINER,) * 2, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, mask.width - 1, mask.height - 1), fill=255)
    corner = tuple(np.round(centre - radius).astype(int).tolist())
    above.paste(near, corner, mask.resize(near.size, Image.Resampling.BOX))
    fine = above.resize(fine.size, Image.Resampling.NEAREST)
    _ring(ImageDraw.Draw(fine), centre, radius)
    whole = fine.resize((width, height), Image.Resampling.BOX)
    return np.asarray(Image.blend(below, whole, opacity))


def _ring(draw: ImageDraw.ImageDraw, centre: Point, radius: float) -> None:
    box = np.concatenate([centre - radius - RIM / 2, centre + radius + RIM / 2]) * FINER
    draw.ellipse(box.tolist(), outline=LENS_RING, width=RIM * FINER)
