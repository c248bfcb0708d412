"""The soft tissue of the spinal canal: dura, cord, cauda equina and nerve roots.

Widths and courses are unsourced: rounded, textbook-like values.  The cord ends at the lower edge of
L1, where Saifuddin 1998 (MRI, n = 504) found it on average in the lower third of L1.
"""

from collections.abc import Mapping

import numpy as np
import pyvista as pv

from meshes.spine.anatomy import VERTEBRAE, VertebraSize
from meshes.spine.stack import apply
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.surface import merge
from meshes.tools.sweep import catmull_rom, loft, tube

STRANDS = (
    *((4.7 * np.sin(turn), 3.0 * np.cos(turn)) for turn in np.radians(range(30, 390, 60))),
    *((2.0, 0.0), (-2.0, 0.0)),
)
"""Where the strands of the cauda equina lie in the canal, mm to the left and to the front: six
around two, so that none touches another."""
STRAND, GATHERED = 0.72, 0.62
"""Radius of a strand in mm, and how far apart strands are where they leave the cord, as a share."""
CORD_END = -16.0
"""Height of the lower tip of the cord, mm over the centre of L1."""


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
    major, minor = (7.4 + 1.2 * along) * swell, (5.2 + 0.2 * along) * swell
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
    inside = canal[canal[:, 1] < start][::3]
    share = GATHERED + (1.0 - GATHERED) * smoothstep(inside[:, 1], start + 2.0, start - 34.0)
    strands = []
    for k, (across, forward) in enumerate(STRANDS):
        reach = 6.0 + 3.0 * np.sin(2.4 * k + 1.0)
        spread = np.array([across, 0.0, forward])
        end = canal[-1] + 1.03 * spread + reach * down
        path = np.concatenate([inside + share[:, None] * spread, [end]])
        strands.append(tube(path, np.append(np.full(len(inside), STRAND), 0.65), 6))
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


def _canal_line(transforms: Mapping[str, Floats], steps: int) -> Floats:
    """Centreline of the canal in the world, past the first and the last level, (n, 3) mm."""
    levels = list(transforms)
    middles = [(level, 0.0, 0.6) for level in levels]
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
