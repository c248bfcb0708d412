"""The points of view that a person can choose beside the guided one.

Both painters use them: Python from here, the viewer from the extras of the baked file.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from scenes.cameras import Camera, Vector, camera
from scenes.track import smoothstep

HEAD_UP: Vector = (0.0, 1.0, 0.0)
BACK_UP: Vector = (0.0, 0.0, -1.0)
FRONT_UP: Vector = (0.0, 0.0, 1.0)

ROLL = (0.35, 0.65)
"""Share of the guided camera's quarter turn over which a view rolls from one up to the other."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A way to turn the guided camera: same subject, another side of it.

    Parameters
    ----------
    direction : tuple of float
        Unit vector from the subject to the eye.

    ups : tuple of tuple of float
        What may point up in the picture: one vector, or two at a right angle of which the one
        nearer to the guided camera's is taken, with a smooth roll between them.

    centred : bool
        Whether the subject is taken to the middle of the body, ``x = 0``.

    margin : float
        How much more than the guided camera's box is framed.

    hides : tuple of str
        Names of parts that would stand in the way, and are left out.

    """

    direction: Vector
    ups: tuple[Vector, ...] = (HEAD_UP,)
    centred: bool = True
    margin: float = 1.25
    hides: tuple[str, ...] = ()

    def up(self, guided: Vector) -> Vector:
        """Return what points up when this vector points up in the guided picture."""
        if len(self.ups) == 1:
            return self.ups[0]
        first, second = (max(0.0, float(np.dot(up, guided))) for up in self.ups)
        turn = math.atan2(second, first) / (math.pi / 2.0)
        angle = smoothstep(turn, *ROLL) * math.pi / 2.0
        x, y, z = (
            math.cos(angle) * a + math.sin(angle) * b for a, b in zip(*self.ups, strict=True)
        )
        return x, y, z


ABOVE = (
    *("bone_T11", "bone_T12", "bone_T12_opened", "cap_T12"),
    *("disc_T11_T12", "disc_T12_L1", "disc_T12_L1_opened", "disc_T12_L1_cap"),
    *("dura", "cord"),
)
"""What covers the treated bone for those who look down on it; strands of nerves stay in sight."""

VIEWS: Mapping[str, View] = {
    "side": View(direction=(1.0, 0.0, 0.0), centred=False),
    "front": View(direction=(0.0, 0.0995, 0.995)),
    "top": View(direction=(0.0, 1.0, 0.0), ups=(FRONT_UP,), hides=ABOVE),
    "behind": View(direction=(0.0, 0.0995, -0.995)),
    "cut": View(direction=(0.966, 0.0, 0.259), ups=(HEAD_UP, BACK_UP), centred=False, margin=1.15),
}
"""``cut`` looks straight at the cut plane of the opened bone, ``behind`` as the operator does."""

CUT = "cut"
"""The view for which the bone is opened unless the person wants it otherwise."""


def turned(guided: Camera, name: str) -> Camera:
    """Turn the guided camera to a named view.

    Parameters
    ----------
    guided : Camera
        The guided camera of a moment.

    name : str
        Key of :data:`VIEWS`; any other name leaves the camera as it is.

    Returns
    -------
    Camera
        The same subject from there, with a little more around it.

    """
    view = VIEWS.get(name)
    if view is None:
        return guided
    x, y, z = guided.target
    target = (0.0 if view.centred else x, y, z)
    facing = camera(target, view.direction, view.up(guided.up), (guided.width, guided.height))
    return replace(facing, width=view.margin * guided.width, height=view.margin * guided.height)


def hidden(name: str) -> tuple[str, ...]:
    """Return the names of the parts that a view leaves out; none for what is no named view."""
    return VIEWS[name].hides if name in VIEWS else ()


def plain_views() -> dict[str, dict[str, Any]]:
    """Return the views as plain data, for the extras of a baked scene."""
    return {name: asdict(view) for name, view in VIEWS.items()}
