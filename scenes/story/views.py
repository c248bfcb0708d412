"""The points of view that a person can choose beside the guided one.

Both painters use them: Python from here, the viewer from the extras of the baked file.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scenes.story.cameras import Vector
from scenes.story.track import smoothstep

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

    """

    direction: Vector
    ups: tuple[Vector, ...] = (HEAD_UP,)
    centred: bool = True
    margin: float = 1.25

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


VIEWS: Mapping[str, View] = {
    "side": View(direction=(1.0, 0.0, 0.0), centred=False),
    "front": View(direction=(0.0, 0.0995, 0.995)),
    "top": View(direction=(0.0, 1.0, 0.0), ups=(FRONT_UP,)),
    "behind": View(direction=(0.0, 0.0995, -0.995)),
    "cut": View(direction=(0.966, 0.0, 0.259), ups=(HEAD_UP, BACK_UP), centred=False, margin=1.15),
}
"""``cut`` looks straight at the cut plane of the opened bone, ``behind`` as the operator does."""

CUT, TOP = "cut", "top"
"""The view for which the bone is opened unless the person wants it otherwise, and the one from
which nothing may lie over it."""
