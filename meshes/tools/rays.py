"""The first meeting of rays with a surface."""

import numpy as np
import pyvista as pv
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene

from meshes.tools.arrays import Floats, dot, length
from meshes.tools.surface import points_of, triangles_of

EXTENT = 100.0
"""Diagonal to which a surface is scaled: rays are traced in single precision."""

GRAZING = 1e-8
"""Cosine to a surface's normal below which a ray runs along it and meets it nowhere."""


class Target:
    """A surface that rays may meet.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh of triangles.

    """

    def __init__(self, surface: pv.PolyData) -> None:
        points, triangles = points_of(surface), triangles_of(surface)
        self._lowest = points.min(axis=0)
        self._scale = EXTENT / float(length(np.ptp(points, axis=0)))
        self._scene = EmbreeScene()
        # The mesh registers itself with the scene and has to outlive the queries.
        self._blocker = TriangleMesh(
            self._scene,
            ((points - self._lowest) * self._scale).astype(np.float32),
            triangles.astype(np.int32),
        )
        self._corners = points[triangles[:, 0]]
        a, b = (points[triangles[:, k]] - self._corners for k in (1, 2))
        self._normals = np.cross(a, b)

    def distance(self, origins: Floats, directions: Floats) -> Floats:
        """Measure how far it is along rays to the surface.

        Parameters
        ----------
        origins : (n, 3) float
            Starting points in mm.

        directions : (n, 3) float
            Unit vectors.

        Returns
        -------
        (n,) float
            Lengths in mm, as exact as the points of the surface; zero where nothing is met.

        """
        starts = ((origins - self._lowest) * self._scale).astype(np.float32)
        met = self._scene.run(starts, directions.astype(np.float32))
        ray = np.flatnonzero(met >= 0)
        normals = self._normals[met[ray]]
        towards = dot(directions[ray], normals)
        straight = np.abs(towards) > GRAZING * length(normals)
        ray, normals, towards = ray[straight], normals[straight], towards[straight]
        way = np.zeros(len(origins))
        way[ray] = np.abs(dot(self._corners[met[ray]] - origins[ray], normals) / towards)
        return way
