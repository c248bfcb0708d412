"""The bend of the soft tissue in the spinal canal over one or two fractures."""

from collections.abc import Callable

import numpy as np

from meshes.fracture.warp import SHARE_ABOVE, Fracture, fit_targets
from meshes.tools.arrays import Floats, smoothstep

BLEND = (2.0, 34.0)
"""Heights in mm between which soft tissue passes from the fixed spine to the one that moves."""


def soft_share(points: Floats) -> Floats:
    """Return how much soft tissue goes with the spine above the fracture.

    Parameters
    ----------
    points : (n, 3) float
        Positions at rest in the world, mm.

    Returns
    -------
    (n,) float
        0 below the fracture to 1 above it.

    """
    return smoothstep(points[:, 1], *BLEND)


def soft_displace(points: Floats, fracture: Fracture, loss: float) -> Floats:
    """Bend soft tissue with the spine.

    Parameters
    ----------
    points : (n, 3) float
        Positions at rest in the world, mm.

    fracture : Fracture
        The fracture.

    loss : float
        Loss of height, 0 to 0.6.

    Returns
    -------
    (n, 3) float
        Positions in mm.

    """
    angle = SHARE_ABOVE * fracture.wedge_angle(loss)
    return _bend(points, fracture, angle, fracture.drop_above(loss))


def soft_weights(loss: float, reference: float) -> Floats:
    """Return the weights of the two targets of soft tissue.

    Parameters
    ----------
    loss : float
        Loss of height of the state, at most ``reference``.

    reference : float
        Loss at which the weights are one: the greatest that is shown.

    Returns
    -------
    (2,) float
        Share of the greatest loss, and its square.

    """
    share = loss / reference if reference else 0.0
    return np.array([share, share * share])


def soft_targets(points: Floats, fracture: Fracture, reference: float) -> Floats:
    """Return the two targets that follow `soft_displace` up to a reference state.

    Parameters
    ----------
    points : (n, 3) float
        Positions at rest in the world, mm.

    fracture : Fracture
        The fracture.

    reference : float
        Greatest loss of height that is shown.

    Returns
    -------
    (2, n, 3) float
        Displacements in mm for the weights from `soft_weights`, within 0.05 mm.

    """
    shares = np.linspace(0.1, 1.0, 10)
    changes = np.stack(
        [soft_displace(points, fracture, share * reference) - points for share in shares]
    )
    return fit_targets(np.stack([shares, shares**2], axis=1), changes)


def paired_weights(loss: float, reference: float, collapse: float) -> Floats:
    """Return the weights of the six targets of soft tissue that two fractures bend.

    Parameters
    ----------
    loss : float
        Loss of height of the lower bone, at most ``reference``.

    reference : float
        Loss at which the weights are one: the greatest that is shown.

    collapse : float
        How far the upper bone has broken down, 0 to 1.

    Returns
    -------
    (6,) float
        Products of powers of both shares.

    """
    share, square = soft_weights(loss, reference)
    one, other = share * collapse, square * collapse
    return np.array([share, square, collapse, collapse * collapse, one, other])


def paired_targets(
    points: Floats, displace: Callable[[float, float], Floats], reference: float
) -> Floats:
    """Return the six targets that follow a bend by two fractures up to a reference state.

    Parameters
    ----------
    points : (n, 3) float
        Positions at rest in the world, mm.

    displace : callable
        Gives the ``(n, 3)`` positions for a loss of the lower and a collapse of the upper bone.

    reference : float
        Greatest loss of height that is shown.

    Returns
    -------
    (6, n, 3) float
        Displacements in mm for the weights from `paired_weights`, within 0.1 mm.

    """
    shares = np.linspace(0.0, 1.0, 6)
    states = [(share * reference, collapse) for share in shares for collapse in shares]
    weights = np.stack([paired_weights(loss, reference, collapse) for loss, collapse in states])
    return fit_targets(weights, np.stack([displace(*state) - points for state in states]))


def _bend(points: Floats, fracture: Fracture, angle: float, drop: float) -> Floats:
    """Turn every point about the hinge by its share of an angle, and lower it by that of a drop."""
    share = soft_share(points)
    turn = share * angle
    c, s = np.cos(turn), np.sin(turn)
    x, y, z = (points - fracture.hinge).T
    return np.stack([x, c * y - s * z - share * drop, s * y + c * z], axis=1) + fracture.hinge
