"""The other broken bone of a pair: where it lies, how it is deformed, and what goes with it.

The treated bone stays where it is.  A broken bone above it goes down with the spine above, and the
spine over both follows both.  Where the broken bone lies below, the spine from there down is placed
so that it fits: turned as the spine above would have been, but the other way.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyvista as pv

from meshes.fracture.disc_motion import disc_targets_above, disc_targets_below, disc_weights
from meshes.fracture.soft_motion import soft_displace
from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.disc import Disc
from meshes.spine.stack import apply, inverse, rotate
from meshes.tools.arrays import Floats
from meshes.tools.surface import mesh, moved, points_of, triangles_of
from scenes.motion.broken import BoneState, crack_at
from scenes.story.case import Case


@dataclass(frozen=True, eq=False)
class Neighbour:
    """The other broken bone, which nothing is done to.

    Parameters
    ----------
    level : str
        Which bone it is.

    fracture : Fracture
        Its warp, in its own frame.

    is_above : bool
        Whether it lies over the treated bone and waits; else it lies below and has its cement.

    healthy : (4, 4) float
        From its own frame to its place in the healthy spine.

    rest : (4, 4) float
        From its own frame to where it is shown.

    broken : BoneState
        Its shape from the fracture on.

    """

    level: str
    fracture: Fracture
    is_above: bool
    healthy: Floats
    rest: Floats
    broken: BoneState

    def weights(self, collapse: float) -> Floats:
        """Return the weights of its targets when it has broken down by a share, 0 to 1."""
        state = self._state(collapse)
        return self.fracture.weights(state.loss, state.crack)

    def disc_weights(self, collapse: float) -> Floats:
        """Return the weights of the disc over it."""
        state = self._state(collapse)
        return disc_weights(self.fracture, state.loss, state.crack)

    def spine_above(self, collapse: float) -> Floats:
        """Return the ``(4, 4)`` motion in the world of what lies over it, but for its own place."""
        motion = self.fracture.spine_above(self._state(collapse).loss)
        return np.asarray(self.rest @ motion @ inverse(self.rest))

    def targets(self, points: Floats) -> Floats:
        """Return the ``(k, n, 3)`` targets of ``(n, 3)`` points of the bone, all in the world."""
        return rotate(self.rest, self.fracture.targets(apply(inverse(self.rest), points)))

    def disc_targets(self, disc: Disc) -> Floats:
        """Return the ``(k, n, 3)`` targets of the disc over it, in the world."""
        return rotate(self.rest, disc_targets_above(self._own(disc, self.rest), self.fracture))

    def under_targets(self, disc: Disc) -> Floats:
        """Return the ``(k, n, 3)`` targets of the disc under it, in the world."""
        return rotate(self.rest, disc_targets_below(self._own(disc, self.rest), self.fracture))

    def settled(self, disc: Disc, *, is_over: bool) -> Disc:
        """Press a disc of the healthy spine to its last shape, and take it to where that is shown.

        Parameters
        ----------
        disc : Disc
            The disc over or under this bone.

        is_over : bool
            Which of the two it is.

        Returns
        -------
        Disc
            A disc that the fracture of this bone has moved.

        """
        own = self._own(disc, self.healthy)
        if is_over:
            weights, targets = self.disc_weights(1.0), disc_targets_above(own, self.fracture)
        else:
            weights, targets = self.weights(1.0), disc_targets_below(own, self.fracture)
        points = points_of(own.surface) + np.tensordot(weights, targets, axes=1)
        return Disc(mesh(apply(self.rest, points), triangles_of(own.surface)), disc.share)

    def bend(self, points: Floats, collapse: float) -> Floats:
        """Move ``(n, 3)`` points of soft tissue from the healthy spine, in the world."""
        own = apply(inverse(self.healthy), points)
        return apply(self.rest, soft_displace(own, self.fracture, self._state(collapse).loss))

    def bent(self, surface: pv.PolyData) -> pv.PolyData:
        """Bend soft tissue to its last shape."""
        return mesh(self.bend(points_of(surface), 1.0), triangles_of(surface))

    def _state(self, collapse: float) -> BoneState:
        return BoneState(self.broken.loss * collapse, self.broken.crack * collapse)

    def _own(self, disc: Disc, place: Floats) -> Disc:
        return Disc(moved(disc.surface, inverse(place)), disc.share)


def neighbour_of(case: Case, healthy: Mapping[str, Floats]) -> Neighbour | None:
    """Return the other broken bone of a case.

    Parameters
    ----------
    case : Case
        The case.

    healthy : mapping of str to (4, 4) float
        Places of the healthy vertebrae in the world, by level.

    Returns
    -------
    Neighbour or None
        None where only one bone is broken.

    """
    usual = case.other
    if usual is None:
        return None
    fracture, place = Fracture(VERTEBRAE[usual.level], usual.shape), healthy[usual.level]
    if case.neighbour == "waiting":
        broken = BoneState(usual.fractured_loss, 1.0)
        return Neighbour(usual.level, fracture, True, place, place, broken)
    loss = usual.final_loss
    broken = BoneState(loss, crack_at(usual.fractured_loss, loss))
    lowered = place @ inverse(fracture.spine_above(loss))
    return Neighbour(usual.level, fracture, False, place, lowered, broken)
