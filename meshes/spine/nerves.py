"""The soft tissue of the spinal canal: dura, cord, cauda equina and nerve roots.

Widths and courses are unsourced: rounded, textbook-like values.  The cord ends at the lower edge of
L1, where Saifuddin 1998 (MRI, n = 504) found it on average in the lower third of L1.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pyvista as pv

from meshes.fracture.warp import SHARE_ABOVE, Fracture, fit_targets
from meshes.spine.anatomy import VERTEBRAE, VertebraSize
from meshes.spine.stack import apply
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.surface import merge
from meshes.tools.sweep import catmull_rom, loft, tube

CORD_END = -16.0
"""Height of the lower tip of the cord, mm over the centre of L1."""

BLEND = (2.0, 34.0)
"""Heights in mm between which soft tissue passes from the fixed spine to the one that moves."""


def dura(transforms: Mapping[str, Floats]) -> pv.PolyData:
    """Build the sheath of the cord and the nerves, cut open at both ends.

    Parameters
    ----------
    transforms : mapping of str to (4, 4) float
        Place of every vertebra in the world at rest.

    Returns
    -------
    pyvista.PolyData
        Closed mesh in the world frame; its ends are shallow cups.

    """
    line = _canal_line(transforms, 6)
    along = np.linspace(0.0, 1.0, len(line))
    swell = 1.0 + 0.035 * np.cos(2 * np.pi * 5.0 * along)
    major, minor = (7.4 + 1.2 * along) * swell, (5.9 + 0.6 * along) * swell
    rings = _ellipses(line, major, minor)
    top = _cup(rings[0], line[0] - line[1])
    bottom = _cup(rings[-1], line[-1] - line[-2])
    return loft(np.concatenate([top[::-1], rings, bottom]))


def cord(transforms: Mapping[str, Floats]) -> pv.PolyData:
    """Build the cord, from above the cut dura down to its tapering end near L1-L2.

    Parameters
    ----------
    transforms : mapping of str to (4, 4) float
        Place of every vertebra in the world at rest.

    Returns
    -------
    pyvista.PolyData
        Closed mesh in the world frame.

    """
    line = _canal_line(transforms, 6)
    top = line[0] + (line[0] - line[1]) / np.linalg.norm(line[0] - line[1]) * 7.0
    line = np.concatenate([top[None], line])
    end = transforms["L1"][1, 3] + CORD_END
    heights = np.append(line[line[:, 1] > end + 1.0, 1], [end + 0.6, end])
    line = np.column_stack([np.interp(heights, line[::-1, 1], line[::-1, k]) for k in range(3)])
    radius = 4.6 * np.maximum(np.sqrt(smoothstep(heights, end - 1.0, end + 30.0)), 0.05)
    return tube(line, 1.12 * radius, 14, minor=0.90 * radius)


def cauda_equina(transforms: Mapping[str, Floats]) -> pv.PolyData:
    """Build the strands that hang from the end of the cord and leave the dura below.

    Parameters
    ----------
    transforms : mapping of str to (4, 4) float
        Place of every vertebra in the world at rest.

    Returns
    -------
    pyvista.PolyData
        Closed strands in one mesh, in the world frame.

    """
    canal = _canal_line(transforms, 6)
    start = transforms["L1"][1, 3] + 4.0
    down = (canal[-1] - canal[-2]) / np.linalg.norm(canal[-1] - canal[-2])
    strands = []
    for k in range(9):
        turn = 2 * np.pi * k / 9 + 0.4 * np.sin(5.0 * k)
        wide = 1.0 if k % 3 else 0.45
        reach = 6.0 + 3.0 * np.sin(2.4 * k + 1.0)
        inside = canal[canal[:, 1] < start][::3]
        share = smoothstep(inside[:, 1], start + 2.0, start - 34.0)[:, None]
        spread = np.array([4.9 * wide * np.sin(turn), 0.0, 3.2 * wide * np.cos(turn)])
        path = np.concatenate([inside + share * spread, [canal[-1] + 1.03 * spread + reach * down]])
        strands.append(tube(path, np.append(np.full(len(inside), 0.85), 0.75), 6))
    return merge(strands)


def nerve_roots(transforms: Mapping[str, Floats]) -> pv.PolyData:
    """Build the nerve roots of the left side; those of the right side mirror them.

    Parameters
    ----------
    transforms : mapping of str to (4, 4) float
        Place of every vertebra in the world at rest.

    Returns
    -------
    pyvista.PolyData
        Five closed tubes with rounded ends in one mesh, in the world frame.

    """
    return merge([_root(VERTEBRAE[level], transforms[level]) for level in transforms])


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


def _canal_line(transforms: Mapping[str, Floats], steps: int) -> Floats:
    """Centreline of the canal in the world, past the first and the last level, (n, 3) mm."""
    levels = list(transforms)
    middles = [(level, 0.0, 1.3) for level in levels]
    places = [(levels[0], 26.0, 1.0), *middles, (levels[-1], -30.0, 2.0)]
    line = [
        apply(transforms[level], np.array([0.0, y, VERTEBRAE[level].canal_z + z]))
        for level, y, z in places
    ]
    return catmull_rom(np.array(line), steps)


def _ellipses(line: Floats, major: Floats, minor: Floats) -> Floats:
    """Upright elliptical rings around a line in the plane x = 0, (k, s, 3)."""
    turn = np.linspace(0.0, 2 * np.pi, 22, endpoint=False)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    front = np.cross(np.array([1.0, 0.0, 0.0]), tangent)
    # Flatter in front, where the dura lies on the bodies.
    depth = np.sin(turn) - 0.10 * np.cos(2 * turn)
    across = major[:, None, None] * np.cos(turn)[:, None] * np.array([1.0, 0.0, 0.0])
    return np.asarray(line[:, None] + across + (minor[:, None] * depth)[..., None] * front[:, None])


def _cup(ring: Floats, outward: Floats) -> Floats:
    """Rings that turn inward at a cut end: lip, inner edge and bottom of a shallow cup."""
    center = ring.mean(axis=0)
    direction = outward / np.linalg.norm(outward)
    shape = [(0.97, 0.3), (0.90, 0.3), (0.84, -1.5), (0.40, -1.6)]
    return np.stack([center + size * (ring - center) + depth * direction for size, depth in shape])


def _root(size: VertebraSize, transform: Floats) -> pv.PolyData:
    """Left root that leaves the canal under the pedicle of its vertebra."""
    wide, back, low = size.canal_half_width, -size.body_depth / 2, -size.posterior_height
    course = np.array(
        [
            (4.5, 4.0, size.canal_z + 1.0),
            (wide - 2.5, -2.0, size.canal_z + 2.0),
            (wide + 2.5, 0.30 * low - 2.0, back - 5.0),
            (wide + 8.0, 0.50 * low - 2.0, back - 3.5),
            (wide + 16.0, 0.50 * low - 11.0, back - 2.0),
            (wide + 21.0, 0.50 * low - 22.0, back + 1.0),
        ]
    )
    line = apply(transform, catmull_rom(course, 4))
    along = np.linspace(0.0, 1.0, len(line))
    ganglion = 1.1 * np.exp(-(((along - 0.47) / 0.10) ** 2))
    return tube(line, 1.55 + ganglion - 0.45 * along**2, 9)
