"""The room as pieces: the lying person and everything around, in the case's frame."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyvista as pv

from meshes.person.body_surface import body_surface
from meshes.person.fitted_body import standing_places
from meshes.person.person import Piece, Pieces
from meshes.person.poses import lying
from meshes.person.spine_chain import lying_up, standing_to_case
from meshes.room.c_arm import c_arm
from meshes.room.drape import drape
from meshes.room.height_field import HeightField
from meshes.room.skin_marks import cross, plaster, ring
from meshes.room.table import floor, pillows, table
from meshes.spine.stack import apply, inverse, rotate, translation
from meshes.tools.arrays import Floats
from meshes.tools.rays import Target
from meshes.tools.surface import mesh

SIDES = ("left", "right")


@dataclass(frozen=True, eq=False)
class Room(Pieces):
    """The person lying face down and everything around, in the case's frame.

    The spine of the lying person is the healthy one at rest, unbent.  The shapes are the same for
    every level but for the marks; placements differ.

    Attributes
    ----------
    level : str
        The treated level.

    pieces : tuple of Piece
        ``"patient"``, ``"table"``, ``"mat"``, ``"pillow_chest"`` (``hips``, ``shins``, ``head``),
        ``"drape"``, ``"hem"``, ``"c_arm"``, ``"c_arm_dark"``, ``"floor"``, and for each side
        ``"cross_left"``, ``"ring_left"``, ``"plaster_left"``, ``"pad_left"``.

    up : (3,) float
        Which way is up.

    """

    up: Floats = field(repr=False)


def room_of(level: str, entries: Sequence[Floats]) -> Room:
    """Build the room around a treated bone.

    Parameters
    ----------
    level : str
        The treated level, T11 to L3.

    entries : sequence of (3,) float
        Where needles pass the skin, in the case's frame, mm; see `skin_entry`.  One with a
        positive X is named "left".

    Returns
    -------
    Room
        All of it.

    Raises
    ------
    ValueError
        If the frame of this level cannot be the world.

    BodyDataMissingError
        If the package with the files of a body is not installed.

    """
    to_case = standing_to_case(level)
    height = float(standing_places()[level][1, 3])
    at_bone = to_case @ translation((0.0, height, 0.0))
    still = {"patient": patient(), "floor": floor(), **table(), **_cloth()}
    pieces = [Piece(name, name, shape, to_case) for name, shape in still.items()]
    pieces += [Piece(name, name, shape, at_bone) for name, shape in c_arm().items()]
    marks = _marks(level, entries)
    pieces += [Piece(name, name, shape, to_case) for name, shape in marks.items()]
    return Room(level, tuple(pieces), lying_up(level))


def skin_entry(level: str, point: Floats, direction: Floats) -> Floats:
    """Find where a needle's way comes out of the skin of the lying person's back.

    Parameters
    ----------
    level : str
        The treated level.

    point : (3,) float
        A point of the way within the body, in the case's frame, mm.

    direction : (3,) float
        Unit vector of the way, into the body.

    Returns
    -------
    (3,) float
        Point of the skin in the case's frame, mm.

    """
    to_standing = inverse(standing_to_case(level))
    start, out = apply(to_standing, point), rotate(to_standing, -np.asarray(direction))
    way = Target(patient()).distance(start[None], out[None])[0]
    return np.asarray(point - way * np.asarray(direction))


@cache
def patient() -> pv.PolyData:
    """Build the lying person.

    Returns
    -------
    pyvista.PolyData
        In the standing frame; ``point_data["hair"]`` marks the hair, 0 to 1.

    """
    surface = body_surface(dressed=False)
    skin = mesh(lying(surface), surface.triangles)
    skin.point_data["hair"] = surface.hair
    return skin


@cache
def _cloth() -> dict[str, pv.PolyData]:
    """Pillows and drape, which lie close to the person."""
    return pillows(patient()) | drape(patient())


@cache
def _back() -> HeightField:
    """Measure the skin of the back, smooth enough to draw on."""
    x, y = np.arange(-140.0, 141.0, 4.0), np.arange(-260.0, 260.0, 4.0)
    return HeightField.seen(patient(), x, y, behind=True, missing=0.0).smoothed(3.0)


def _marks(level: str, entries: Sequence[Floats]) -> dict[str, pv.PolyData]:
    """Everything that is drawn or stuck on at each entry."""
    to_standing = inverse(standing_to_case(level))
    marks: dict[str, pv.PolyData] = {}
    for entry in entries:
        place = apply(to_standing, np.asarray(entry, dtype=float))[:2]
        side = SIDES[0] if place[0] > 0.0 else SIDES[1]
        shapes = {"cross": cross(_back(), place), "ring": ring(_back(), place)}
        shapes |= plaster(_back(), place)
        marks |= {f"{name}_{side}": shape for name, shape in shapes.items()}
    return marks
