"""Where the names of the vertebrae may stand: on the bodies, and beside them on X-ray pictures."""

from typing import Any

import numpy as np

from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.stack import apply
from scenes.model.labels import Vector, place_on
from scenes.model.spine import Spine
from scenes.motion.site import Site, site_of
from scenes.story.cameras import vector_of

SIDES: tuple[Vector, ...] = (
    (0.0, 0.0, 0.5),
    (0.36, 0.0, 0.36),
    (-0.36, 0.0, 0.36),
    (0.5, 0.0, 0.0),
    (-0.5, 0.0, 0.0),
)
"""Places around a body, in shares of its width, height and depth."""

CORNER = (0.2, -0.24, 0.34)
"""Place on a cut face, low in front, where neither tool nor balloon nor cement comes."""

NEXT: tuple[Vector, ...] = ((0.2, 0.3, 0.2), (0.2, -0.3, 0.2), (0.2, 0.3, -0.2), (0.2, -0.3, -0.2))
"""More places on the cut faces of the bones beside the treated one, of which a part is seen."""

ON_XRAY: dict[str, Vector] = {"lateral": (0.0, 0.0, 0.5), "ap": (-0.5, 0.0, 0.0)}
"""Edge of the body beside which a name stands, by view: the front, and the patient's right, which
are on the left of the picture."""


def plain_levels(spine: Spine) -> dict[str, Any]:
    """Return where names may stand, by level from the head down.

    Parameters
    ----------
    spine : Spine
        The parts of one case.

    Returns
    -------
    dict
        For each level ``spots`` for the 3D picture, and ``xray`` with one place for each view;
        all as :func:`scenes.model.labels.plain_labels` has them, the level as their key.

    """
    site = site_of(spine.case)
    return {
        level: {
            "spots": [_place(spine, level, part, near) for part, near in _spots(site, level)],
            "xray": {
                view: _place(spine, level, f"bone_{level}", _at(site, level, side))
                for view, side in ON_XRAY.items()
            },
        }
        for level in site.levels
    }


def _spots(site: Site, level: str) -> list[tuple[str, Vector]]:
    """List parts and places on them, in the middle of the body and on its spinous process."""
    size = VERTEBRAE[level]
    tip = apply(site.rest[level], np.array([0.0, size.spinous_process_y, size.spinous_process_z]))
    around = [_at(site, level, side) for side in SIDES]
    spots = [(f"bone_{level}", near) for near in (*around, vector_of(tip))]
    if level in site.opened:
        treated = level == site.level
        faces = [_at(site, level, one) for one in ((CORNER,) if treated else (CORNER, *NEXT))]
        spots += [(f"cap_{level}", face) for face in faces]
        spots += [(f"bone_{level}_opened", near) for near in (around[2], around[4], vector_of(tip))]
        if treated:
            spots.append((f"cap_{level}_hollow", faces[0]))
    return spots


def _at(site: Site, level: str, shares: Vector) -> Vector:
    size = VERTEBRAE[level]
    own = np.array(shares) * (size.body_width, 2.0 * size.half_height, size.body_depth)
    return vector_of(apply(site.rest[level], own))


def _place(spine: Spine, level: str, name: str, near: Vector) -> dict[str, Any]:
    part = spine.part(name)
    return {"key": level, "parts": [name], **place_on(part, near, faces=True)}
