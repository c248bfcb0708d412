"""The points of view that a person can choose beside the guided one.

Both painters use them: Python from here, the viewer from the extras of the baked file.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from scenes.motion.site import Site, site_of
from scenes.story.cameras import Camera, Vector, camera
from scenes.story.case import Case
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


def turned(case: Case, guided: Camera, name: str) -> Camera:
    """Turn the guided camera to a named view.

    Parameters
    ----------
    case : Case
        The case that is shown.

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
    facing = camera(
        target, _direction(site_of(case), name), view.up(guided.up), (guided.width, guided.height)
    )
    return replace(facing, width=view.margin * guided.width, height=view.margin * guided.height)


def hidden(case: Case, name: str) -> tuple[str, ...]:
    """Return the names of the parts that would stand in the way of a view, and are left out."""
    if name != TOP:
        return ()
    site = site_of(case)
    over = [level for level in site.levels if site.is_above(level)]
    bones = [f"bone_{level}" for level in over]
    discs = [f"disc_{upper}_{lower}" for upper, lower in pairwise([*over, site.level])]
    above = site.opened[0]
    cut = [f"bone_{above}_opened", f"cap_{above}", f"{discs[-1]}_opened", f"{discs[-1]}_cap"]
    waits = site.neighbour is not None and site.neighbour.is_above
    cracks = ["crack_beside", "crack_beside_opened"] if waits else []
    # Strands of nerves stay in sight.
    return (*bones, *discs, *cut, *cracks, "dura", "cord")


def plain_views(case: Case) -> dict[str, dict[str, Any]]:
    """Return the views of a case as plain data, for the extras of a baked scene."""
    site = site_of(case)
    return {
        name: asdict(view) | {"direction": _direction(site, name), "hides": hidden(case, name)}
        for name, view in VIEWS.items()
    }


def _direction(site: Site, name: str) -> Vector:
    """Return the unit vector from the subject to the eye; the cut faces its viewer."""
    if name != CUT:
        return VIEWS[name].direction
    x, y, z = (float(part) for part in site.plane.normal)
    return x, y, z
