"""Vertebrae and discs seen from afar: a few shapes, each used at several levels.

The shapes come from the vertebrae of :mod:`meshes.spine`; how they change towards the head is
unsourced.  A placement scales a shape to the size of its level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import pyvista as pv

from meshes.person.spine_chain import SACRUM, SPINE, body_size, disc_height
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.stack import translation
from meshes.spine.vertebra import build_vertebra
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.surface import mesh, points_of, triangles_of
from meshes.tools.sweep import lathe, loft

SPACING = 2.0
"""Distance of the nodes on which a far vertebra is sampled, mm."""

TRIANGLES = 660
"""About how many triangles a far vertebra has."""

DISC = "disc"
ATLAS = "atlas"

OVERLAP = 1.2
"""How far a disc reaches into both neighbours together, mm, so that no gap shows."""


@dataclass(frozen=True)
class FarShape:
    """How a far vertebra differs from the one that it is made of (all unsourced).

    Attributes
    ----------
    source : str
        Level of the vertebra that it is made of.

    levels : tuple of str
        Levels at which it stands.

    drop : float
        By how many mm the tip of the spinous process hangs lower.

    spread : float
        Share by which the transverse processes reach farther to the side.

    triangles : int
        About how many triangles it has.

    spacing : float
        Distance of the nodes on which it is sampled, mm; not every pair with `triangles` thins to
        a closed mesh.

    """

    source: str
    levels: tuple[str, ...]
    drop: float = 0.0
    spread: float = 0.0
    triangles: int = TRIANGLES
    spacing: float = SPACING


SHAPES: Mapping[str, FarShape] = MappingProxyType(
    {
        "cervical": FarShape(
            "T12", ("C2", "C3", "C4", "C5", "C6"), spread=0.5, triangles=420, spacing=2.4
        ),
        "upper_thoracic": FarShape("T10", ("C7", "T1", "T2", "T3"), drop=5.0, spread=0.30),
        "middle_thoracic": FarShape("T10", ("T4", "T5", "T6", "T7", "T8"), drop=18.0, spread=0.14),
        "lower_thoracic": FarShape("T10", ("T9", "T10", "T11")),
        "last_thoracic": FarShape("T12", ("T12",)),
        "lumbar": FarShape("L2", ("L1", "L2", "L3")),
        "lower_lumbar": FarShape("L4", ("L4", "L5")),
    }
)
"""The shapes of vertebrae by name."""


def far_shape(name: str) -> pv.PolyData:
    """Build a shape in its own frame.

    Parameters
    ----------
    name : str
        Key of `SHAPES`, ``"atlas"`` or ``"disc"``; the atlas has a radius of 1, the disc lies in a
        box of 1 mm.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    return _far_shape(name).copy()


def vertebra_placement(level: str, place: Floats) -> tuple[str, Floats]:
    """Choose the shape of a vertebra and where to put it.

    Parameters
    ----------
    level : str
        A level of :data:`meshes.person.spine_chain.SPINE`.

    place : (4, 4) float
        Transform from the vertebra's frame to the world.

    Returns
    -------
    str, (4, 4) float
        Name of the shape, and the transform that scales and places it.

    """
    if level == "C1":
        ring = translation((0.0, 0.0, -11.0)) @ np.diag([21.0, 21.0, 14.0, 1.0])
        return ATLAS, place @ ring
    name = next(name for name, shape in SHAPES.items() if level in shape.levels)
    share = body_size(level) / body_size(SHAPES[name].source)
    return name, place @ np.diag([*share, 1.0])


def disc_placement(level: str, places: Mapping[str, Floats]) -> Floats:
    """Place the disc below a vertebra.

    Parameters
    ----------
    level : str
        A level of :data:`meshes.person.spine_chain.SPINE` but the first.

    places : mapping of str to (4, 4) float
        Places of all vertebrae and of the sacrum's plate.

    Returns
    -------
    (4, 4) float
        Transform that scales and places the shape ``"disc"``.

    """
    lower = (*SPINE, SACRUM)[SPINE.index(level) + 1]
    above, below = places[level], places[lower]
    size = body_size(level)
    under = 0.0 if lower == SACRUM else body_size(lower)[1] / 2
    bottom = above[:3, 3] - above[:3, 1] * size[1] / 2
    top = below[:3, 3] + below[:3, 1] * under
    turned = above[:3, :3] + below[:3, :3]
    placement = np.eye(4)
    axes = turned / np.linalg.norm(turned, axis=0)
    extent = [0.94 * size[0], disc_height(level) + OVERLAP, 0.94 * size[2]]
    placement[:3, :3] = axes * extent
    placement[:3, 3] = (bottom + top) / 2
    return placement


@cache
def _far_shape(name: str) -> pv.PolyData:
    if name == DISC:
        return _disc()
    if name == ATLAS:
        turn = np.linspace(0.0, 2 * np.pi, 6, endpoint=False)
        profile = np.stack([0.24 * np.sin(turn), 1.0 + 0.16 * np.cos(turn)], axis=1)
        return lathe(profile, (0.0, 0.0, 0.0), (0.0, 1.0, 0.0), 20, closed=True)
    shape = SHAPES[name]
    size = VERTEBRAE[shape.source]
    plain = build_vertebra(size, shape.spacing).surface(shape.triangles)
    x, y, z = points_of(plain).T
    behind = np.clip((-z - 16.0) / (-16.0 - size.spinous_process_z), 0.0, 1.0)
    side = smoothstep(np.abs(x), 0.36 * size.body_width, 0.75 * size.body_width)
    points = np.stack(
        [x * (1.0 + shape.spread * side), y - shape.drop * behind**1.3, z],
        axis=1,
    )
    return mesh(points, triangles_of(plain))


def _disc() -> pv.PolyData:
    """Build a cushion with a rounded side, 1 mm wide, high and deep."""
    turn = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
    x, z = (np.sign(f) * np.abs(f) ** 0.85 for f in (np.sin(turn), np.cos(turn)))
    levels = ((-0.5, 0.46), (-0.2, 0.5), (0.2, 0.5), (0.5, 0.46))
    rings = [
        np.stack([2 * r * x * 0.5, np.full(24, y), 2 * r * z * 0.5], axis=1) for y, r in levels
    ]
    return loft(np.array(rings))
