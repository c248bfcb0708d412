"""The discs on both sides of a fractured vertebra follow its endplates."""

import numpy as np

from meshes.fracture.warp import SHARE_ABOVE, Fracture
from meshes.spine.disc import Disc
from meshes.tools.arrays import Floats
from meshes.tools.surface import points_of


def disc_targets_above(disc: Disc, fracture: Fracture) -> Floats:
    """Return how the disc over the fractured vertebra moves, exactly, for its weights.

    Parameters
    ----------
    disc : Disc
        The disc at rest.

    fracture : Fracture
        Fracture of the vertebra below this disc.

    Returns
    -------
    (k, n, 3) float
        Displacements in mm per unit of the weights from `disc_weights`.

    """
    points = points_of(disc.surface)
    _, y, z = (points - fracture.hinge).T
    zero, one = np.zeros_like(y), np.ones_like(y)
    moves = [[zero, -z, y], [zero, y, z]]
    if fracture.shape.sink:
        moves.append([zero, -one, zero])
    with_upper = disc.share[:, None] * np.stack([np.stack(move, axis=1) for move in moves])
    with_lower = (1.0 - disc.share)[:, None] * fracture.targets(points)
    return np.concatenate([with_lower, with_upper])


def disc_targets_below(disc: Disc, fracture: Fracture) -> Floats:
    """Return how the disc under the fractured vertebra moves with its lower endplate.

    Parameters
    ----------
    disc : Disc
        The disc at rest.

    fracture : Fracture
        Fracture of the vertebra above this disc.

    Returns
    -------
    (k, n, 3) float
        Displacements in mm per unit of the fracture's own weights.

    """
    return np.asarray(disc.share[:, None] * fracture.targets(points_of(disc.surface)))


def disc_weights(fracture: Fracture, loss: float, crack: float) -> Floats:
    """Return the weights of the targets of the disc over the fractured vertebra.

    Parameters
    ----------
    fracture : Fracture
        The fracture.

    loss, crack : float
        State, see `Fracture.weights`.

    Returns
    -------
    (k,) float
        The weights of the fracture, then sine and cosine minus one of the angle by which the
        spine above turns, and, where it sinks too, by how many mm.

    """
    angle = SHARE_ABOVE * fracture.wedge_angle(loss)
    above = [np.sin(angle), np.cos(angle) - 1.0]
    if fracture.shape.sink:
        above.append(fracture.drop_above(loss))
    return np.append(fracture.weights(loss, crack), above)
