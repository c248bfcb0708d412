"""Ligaments that hold the vertebrae together: in front of the bodies, and behind the arches.

Each is built in pieces, one from a vertebra to the next, so that a piece can go with the two bones
that it joins, as a disc does.  Widths are unsourced; in front it is so narrow that it never hides a
fracture.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pyvista as pv
from scipy.ndimage import gaussian_filter

from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.disc import Disc
from meshes.spine.stack import apply
from meshes.spine.vertebral_body import endplate_height
from meshes.tools.arrays import Floats, smoothstep
from meshes.tools.rays import Target
from meshes.tools.surface import merge, mesh, points_of, triangles_of
from meshes.tools.sweep import catmull_rom, loft, ring_triangles, tube

HALF_WIDTH, WAVE = 7.7, 0.8
"""Half the width in front, and how much it varies, mm."""

ROW, ACROSS, BEHIND = 3.6, 7, 3
"""Millimetres between the rows of corners in front, and corners across its outer and inner face."""

THICK, EDGE = 1.15, 0.55
"""Thickness in the middle, and how deep the edges dive into bone, mm."""

SUNK = 1.4
"""Millimetres that the inner face lies below the bone."""

STRIP = 3.5
"""Half the width in mm of the strip about the midline in which spinous processes are measured."""

FROM_CANAL = -40.0
"""Depth in mm up to which a sheet between spinous processes reaches to the front."""

ROWS = 6
"""Rows of corners from the tip of a sheet to its front."""


def front_ligament(
    levels: Sequence[str], places: Mapping[str, Floats], spine: pv.PolyData
) -> list[Disc]:
    """Build the ligament in front of bodies and discs.

    Parameters
    ----------
    levels : sequence of str
        Vertebrae from the head down.

    places : mapping of str to (4, 4) float
        Their places in the world at rest.

    spine : pyvista.PolyData
        Surfaces of bones and discs there.

    Returns
    -------
    list of Disc
        A closed strip over every vertebra but the first, and the disc on top of it.

    """
    plates = np.array([_front_edges(level, places) for level in levels])
    middle = plates.mean(axis=1)
    heights = np.arange(middle[-1], middle[0], ROW)
    outer = _outer_face(heights, spine)
    inner = outer[:, :: -(ACROSS // BEHIND)] - [0.0, 0.0, SUNK + THICK]
    rings = np.concatenate([outer, inner], axis=1)
    sheet = mesh(rings.reshape(-1, 3), ring_triangles(len(rings), rings.shape[1]))
    normals = np.asarray(sheet.point_data["Normals"]).reshape(rings.shape)
    pieces = []
    for number, (upper, lower) in enumerate(pairwise(plates)):
        start = lower[1] - ROW if number < len(levels) - 2 else -np.inf
        end = upper[1] + ROW if number else np.inf
        taken = (heights > start) & (heights < end)
        share = np.clip((rings[taken, :, 1] - lower[0]) / (upper[1] - lower[0]), 0.0, 1.0)
        pieces.append(_piece(rings[taken], normals[taken], share))
    return pieces


def back_ligaments(levels: Sequence[str], surfaces: Mapping[str, pv.PolyData]) -> list[Disc]:
    """Build the ligaments over the tips of the spinous processes and between these.

    Parameters
    ----------
    levels : sequence of str
        Vertebrae from the head down.

    surfaces : mapping of str to pyvista.PolyData
        Their surfaces in the world at rest.

    Returns
    -------
    list of Disc
        For every vertebra but the first what joins it to the one above: two closed surfaces.

    """
    strips = {level: _strip(surfaces[level]) for level in levels}
    pieces = []
    for upper, lower in pairwise(levels):
        over, under = _over_tips(strips[upper], strips[lower])
        rows, low, high = _gap(strips[upper], strips[lower])
        between, share = _sheet(rows, low, high)
        pieces.append(Disc(merge([over, between]), np.concatenate([under, share])))
    return pieces


def _front_edges(level: str, places: Mapping[str, Floats]) -> tuple[float, float]:
    """Return how high the front edges of the upper and the lower endplate lie."""
    size = VERTEBRAE[level]
    z = np.array([0.42 * size.body_depth])
    height = float(endplate_height(size, np.zeros(1), z)[0])
    ends = apply(places[level], np.array([[0.0, height, z[0]], [0.0, -height, z[0]]]))
    return float(ends[0, 1]), float(ends[1, 1])


def _outer_face(heights: Floats, spine: pv.PolyData) -> Floats:
    """Lay rows of corners onto the front of the spine, ``(k, ACROSS, 3)``."""
    across = np.linspace(-1.0, 1.0, ACROSS)
    x = np.outer(HALF_WIDTH + WAVE * np.sin(0.19 * heights), across)
    start = np.stack([x, np.tile(heights[:, None], ACROSS), np.full_like(x, 70.0)], axis=-1)
    way = Target(spine).distance(start.reshape(-1, 3), np.tile([0.0, 0.0, -1.0], (x.size, 1)))
    depth = 70.0 - way.reshape(x.shape)
    # It bridges hollows, and never sinks into what stands out.
    bridged = np.maximum(gaussian_filter(depth, (1.3, 0.6)), depth)
    thick = THICK * (1.0 - np.abs(across) ** 3) - EDGE * np.abs(across) ** 6
    # Both ends fray out into bone.
    ending = np.minimum(heights - heights[0], heights[-1] - heights)
    bridged -= 2.0 * (1.0 - smoothstep(ending, 0.0, 3.0 * ROW))[:, None]
    return np.stack([x, start[..., 1], bridged + thick], axis=-1)


def _piece(rings: Floats, normals: Floats, share: Floats) -> Disc:
    """Close a stretch of rings; it is lit as the whole, so that no seam shows between pieces."""
    solid = loft(rings)
    ends = [[0.0, -1.0, 0.0], [0.0, 1.0, 0.0]]
    lit = np.concatenate([normals.reshape(-1, 3), ends])
    surface = mesh(points_of(solid), triangles_of(solid), lit)
    return Disc(surface, np.append(share.ravel(), [share[0].mean(), share[-1].mean()]))


def _strip(surface: pv.PolyData) -> Floats:
    """Return the corners of a spinous process near the midline."""
    points = points_of(surface)
    return points[(np.abs(points[:, 0]) < STRIP) & (points[:, 2] < FROM_CANAL + 4.0)]


def _tip(strip: Floats) -> tuple[float, float, float]:
    """Return upper and lower end of a tip, and how far back it reaches."""
    back = float(strip[:, 2].min())
    end = strip[strip[:, 2] < back + 3.0, 1]
    return float(end.max()), float(end.min()), back


def _over_tips(upper: Floats, lower: Floats) -> tuple[pv.PolyData, Floats]:
    """Sweep a flat cord from tip to tip; shares are 0 on the lower and 1 on the upper."""
    (top, edge, back), (low_top, low_edge, low_back) = _tip(upper), _tip(lower)
    between = 0.5 * (edge + low_top)
    rows = np.array(
        [
            [0.0, 0.5 * (low_top + low_edge), low_back - 0.3],
            [0.0, low_top - 1.0, low_back + 0.5],
            [0.0, between, max(back, low_back) + 1.4],
            [0.0, edge + 1.0, back + 0.5],
            [0.0, 0.5 * (top + edge), back - 0.3],
        ]
    )
    cord = tube(catmull_rom(rows, 2), 2.5, 6, minor=1.7)
    share = np.clip((points_of(cord)[:, 1] - low_top) / (edge - low_top), 0.0, 1.0)
    return cord, share


def _gap(upper: Floats, lower: Floats) -> tuple[Floats, Floats, Floats]:
    """Measure the gap between two spinous processes: depths, and its edges there."""
    start = max(float(strip[:, 2].min()) for strip in (upper, lower)) + 1.0
    depths = np.linspace(start, FROM_CANAL, ROWS)

    def edge(strip: Floats, side: float) -> Floats:
        near = [strip[np.abs(strip[:, 2] - depth) < 3.0, 1] for depth in depths]
        return np.array([side * (side * one).max() for one in near])

    return depths, edge(lower, 1.0) - 1.5, edge(upper, -1.0) + 1.5


def _sheet(depths: Floats, low: Floats, high: Floats) -> tuple[pv.PolyData, Floats]:
    """Span a thin closed sheet over a gap, narrower in the middle."""
    up = np.linspace(0.0, 1.0, 5)
    x = 2.3 - 0.9 * np.sin(np.pi * up)
    y = low[:, None] + (high - low)[:, None] * up
    z = depths[:, None] + 1.4 * np.sin(np.pi * up)
    one, other = (np.stack([side * np.tile(x, (ROWS, 1)), y, z], axis=-1) for side in (1, -1))
    rings = np.concatenate([one, other[:, ::-1]], axis=1)
    share = np.tile(np.concatenate([up, up[::-1]]), (ROWS, 1))
    return loft(rings), np.append(share.ravel(), [0.5, 0.5])
