"""How far the corners of a cut face lie from the cement, so that both painters let it seep in.

How far the cement reaches there changes with the amount that goes in and with the loss of height.
So each corner has four distances: to the outline of a cavity that is just full and of the usual
amount, each at both losses for which cement is shaped; a painter weighs them by the weights of the
cement's own shape.  Both stops of cement are part of the distances: none is drawn nearer to the
bone's surface, or further back, than the cement itself may be.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from meshes.devices.cement import FILLED, POSITIONS, USUAL
from meshes.fracture.cutaway import clipped
from meshes.spine.stack import inverse
from meshes.tools.arrays import Floats
from meshes.tools.morph import grid_weights
from meshes.tools.planar import inside, sampled
from meshes.tools.surface import mesh, moved, points_of, triangles_of
from scenes.look.detail import INSIDE, OUTSIDE
from scenes.model.bones import Bones
from scenes.model.parts import Part
from scenes.model.vertebrae import shape_of
from scenes.motion.pose import SHAPED_FOR, tightest_bones

BEGIN = 0.68
"""Position of the cement's morph from which it seeps: the cavity is all but full."""

MOST = 1.2
"""How far it seeps at most, where 1 is for the usual amount."""

MARGIN, STEEPNESS = 1.5, 12.0
"""Millimetres below the bone's surface, or in front of the rear stop, where the distances begin to
rise, and by how much: 1 mm before a stop, nothing is near enough to be reached."""

SAMPLES = 0.15
"""Millimetres between the points that stand for an outline."""


class Seeping(NamedTuple):
    """How the cement seeps at one moment.

    Parameters
    ----------
    reach : float
        How far, where 1 is for the usual amount.

    weights : (4,) float
        Weights of the four distances of each corner.

    """

    reach: float
    weights: tuple[float, float, float, float]


NOTHING_SEEPS = Seeping(0.0, (1.0, 0.0, 0.0, 0.0))


def seeping_at(weights: NDArray[np.float64]) -> Seeping:
    """Read from the weights of the cement's shape how it seeps.

    Parameters
    ----------
    weights : (k,) float
        Weights of the channel ``cement`` of :attr:`scenes.motion.pose.Pose.weights`.

    """
    grid = np.insert(weights, 0, 1.0 - weights.sum()).reshape(len(POSITIONS), len(SHAPED_FOR))
    position, flat = float(grid.sum(axis=1) @ POSITIONS), float(grid[:, 1].sum())
    along = float(np.clip((position - FILLED) / (USUAL - FILLED), 0.0, 1.0))
    reach = float(np.clip((position - BEGIN) / (USUAL - BEGIN), 0.0, MOST))
    early, late = 1.0 - along, along
    return Seeping(reach, (early * (1.0 - flat), early * flat, late * (1.0 - flat), late * flat))


def plain_seeping() -> dict[str, float]:
    """Return the numbers of :func:`seeping_at` as plain data, as the viewer reads them."""
    return {"begin": BEGIN, "filled": FILLED, "usual": USUAL, "most": MOST}


def let_seep(bones: Bones, part: Part, cement: Part) -> None:
    """Write point data ``seepage`` into the mesh of a cut face of the treated bone.

    These are ``(n, 4)`` shares, from 0 at `INSIDE` mm within the cement to 1 at `OUTSIDE` mm away.

    Parameters
    ----------
    bones : Bones
        The bones of the case.

    part : Part
        The cut face.

    cement : Part
        The cement on the side that is cut.

    """
    stopped = _stopped(bones, part)
    columns = [
        np.maximum(_distance(bones, part, cement, position, loss), stopped)
        for position in (FILLED, USUAL)
        for loss in SHAPED_FOR
    ]
    shares = (np.stack(columns, axis=1) + INSIDE) / (INSIDE + OUTSIDE)
    part.mesh.point_data["seepage"] = np.clip(shares, 0.0, 1.0)


def _distance(bones: Bones, part: Part, cement: Part, position: float, loss: float) -> Floats:
    """Measure how far the corners lie from the cement's outline in the cut, negative within it."""
    plane, (state, *_) = bones.site.plane, tightest_bones(loss)
    weights = grid_weights(position, POSITIONS, loss, SHAPED_FOR)
    body = mesh(cement.points_at(weights), triangles_of(cement.mesh))
    half, loops = clipped(body, plane)
    outlines = [plane.flat(points_of(half)[loop]) for loop in loops]
    corners = plane.flat(part.points_at(bones.fracture.weights(state.loss, state.crack)))
    line = sampled(outlines, SAMPLES)
    apart = np.linalg.norm(corners[:, np.newaxis] - line, axis=2).min(axis=1)
    return np.asarray(np.where(inside(corners, outlines), -apart, apart))


def _stopped(bones: Bones, part: Part) -> Floats:
    """Return the least distance that keeps what seeps within the stops of cement, mm."""
    points = points_of(part.mesh)
    own = points_of(moved(part.mesh, inverse(bones.rest[bones.case.level])))
    depth = -shape_of(bones.case.level).field(own)
    before = points[:, 2] - bones.site.trajectory.stops.rear
    return np.asarray(STEEPNESS * (MARGIN - np.minimum(depth, before)))
