"""States of the treated bone, and measures that share nothing with what they check."""

import numpy as np

from meshes.tools.surface import mesh

BROKEN, LIFTED, SETTLED = (0.38, 1.0), (0.19, 0.55), (0.209, 0.60)
"""Loss and crack after the collapse, at full inflation, and when the balloon is out."""

LOSSES = (0.2, 0.42)
"""Losses for which balloons are shaped."""


def welded(surface):
    """Merge the points of a mesh that lie in the same place."""
    joined = surface.clean(tolerance=1e-7, absolute=True)
    return mesh(joined.points, joined.regular_faces)


def tight(loss):
    """Return loss and crack of the bone that leaves least room at a loss."""
    return loss, 0.1 if loss <= LOSSES[0] else 1.0 - 0.9 * (1.0 - loss / LOSSES[-1])


def walls_at(shell, loss):
    """Return the bones that leave least room to what is shaped for a loss."""
    bones = [tight(loss)] if loss > LOSSES[0] else [tight(loss), tight(0.0)]
    return [shell(*bone) for bone in bones]


def bone_at(inflation):
    """Return loss and crack of the bone that a balloon lifts."""
    lift = float(np.clip((inflation - 0.15) / 0.85, 0, 1))
    lift = lift * lift * (3 - 2 * lift)
    return tuple(a + (b - a) * lift for a, b in zip(BROKEN, LIFTED, strict=True))
