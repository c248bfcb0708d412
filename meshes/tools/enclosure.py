"""Keeping clear of a wall: how near a surface is, and how far one may go towards it."""

from collections.abc import Sequence

import numpy as np
import pyvista as pv
from scipy.spatial import cKDTree

from meshes.tools.arrays import Floats
from meshes.tools.surface import points_of, triangles_of

STEP = 0.8
"""Largest distance in mm between the sample points that stand for the surface."""

HORIZON = 4.0
"""Distance in mm beyond which walls are not looked for."""


class Enclosure:
    """The walls around a room, sampled densely enough that no answer is ever too hopeful.

    Parameters
    ----------
    walls : sequence of pyvista.PolyData
        Surfaces of triangles.

    lower, upper : (3,) float
        Corners of the room in mm; triangles of the walls wholly outside are left out.

    """

    def __init__(self, walls: Sequence[pv.PolyData], lower: Floats, upper: Floats) -> None:
        samples = []
        for wall in walls:
            points, triangles = points_of(wall), triangles_of(wall)
            near = np.all((points > lower) & (points < upper), axis=1)
            triangles = triangles[near[triangles].any(axis=1)]
            samples += [points[np.unique(triangles)], _between(points[triangles])]
        self._tree = cKDTree(np.concatenate(samples), compact_nodes=False, balanced_tree=False)

    def gap(self, points: Floats) -> Floats:
        """Measure how far points are from the nearest wall, at least.

        Parameters
        ----------
        points : (n, 3) float
            Points in mm.

        Returns
        -------
        (n,) float
            Lower bounds of the distances in mm, about 0.1 mm too small at 1 mm and less farther
            away; at most `HORIZON`.

        """
        found = self._tree.query(points, distance_upper_bound=HORIZON)[0]
        distance = np.minimum(np.asarray(found), HORIZON)
        # No point of a triangle with sides up to STEP is farther than this from a corner.
        reach_squared = STEP**2 / 3
        return np.asarray(np.sqrt(np.maximum(distance**2 - reach_squared, 0.0)))

    def reach(self, origins: Floats, directions: Floats, margin: float, longest: Floats) -> Floats:
        """Measure how far one may go straight on without coming near a wall.

        Parameters
        ----------
        origins : (n, 3) float
            Starting points in mm, within the room.

        directions : (n, 3) float
            Unit vectors.

        margin : float
            Distance in mm to keep from every wall.

        longest : (n,) float
            Largest way of interest, mm.

        Returns
        -------
        (n,) float
            Lengths in mm, zero where the start is already too near.

        """
        way = np.zeros(len(origins))
        going = np.arange(len(origins))
        for _ in range(40):
            step = self.gap(origins[going] + way[going, None] * directions[going]) - margin
            way[going] += np.maximum(step, 0.0)
            going = going[(step > 0.01) & (way[going] < longest[going])]
            if len(going) == 0:
                break
        return np.asarray(np.minimum(way, longest))


def _between(corners: Floats) -> Floats:
    """Sample (m, 3, 3) triangles on regular grids no coarser than STEP, without their corners."""
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    parts = np.ceil(sides / STEP).astype(int)
    samples = [np.empty((0, 3))]
    for count in range(2, int(parts.max(initial=0)) + 1):
        grid = [(i, j, count - i - j) for i in range(count + 1) for j in range(count + 1 - i)]
        shares = np.array([share for share in grid if max(share) < count]) / count
        samples.append((shares @ corners[parts == count]).reshape(-1, 3))
    return np.concatenate(samples)
