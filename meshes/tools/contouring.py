"""Surfaces of distance functions: contouring, projecting and thinning them."""

import numpy as np
import pyvista as pv

from meshes.tools.arrays import Flags, dot, length, unit
from meshes.tools.sdf import SampledField, trilinear
from meshes.tools.surface import (
    bare,
    mesh,
    neighbour_average,
    normals_of,
    points_of,
    triangles_of,
)
from meshes.tools.tidy import flip_flat

RIPPLE = 0.5
"""Height in mm of the ripple that protects points from being thinned out."""


def contour(field: SampledField, spacing: float | None = None) -> pv.PolyData:
    """Extract the zero surface of a sampled field.

    Parameters
    ----------
    field : SampledField
        Signed distance, negative inside.

    spacing : float, default: None
        About the length of the triangles' sides in mm; that of the field when not given.

    Returns
    -------
    pyvista.PolyData
        Mesh that faces outward, closed unless the surface leaves the sampled box.

    """
    values, step = field.values, spacing or field.spacing
    if step != field.spacing:
        ratio = step / field.spacing
        counts = [int((n - 1) / ratio) + 1 for n in values.shape]
        values = trilinear(values, [ratio * np.arange(n, dtype=np.float64) for n in counts])
    image = pv.ImageData(dimensions=values.shape, spacing=(step,) * 3, origin=tuple(field.origin))
    image["distance"] = values.ravel(order="F")
    found = image.contour([0.0], scalars="distance", method="flying_edges")
    # A field that is negative inside is contoured inside out.
    return mesh(np.asarray(found.points), triangles_of(found)[:, ::-1])


def project(
    surface: pv.PolyData, field: SampledField, passes: int = 4, relaxation: float = 0.5
) -> pv.PolyData:
    """Even out a mesh along the zero surface of a field and put it exactly onto that surface.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh near the zero surface.  Points of an open rim that lie at x = 0 stay there.

    field : SampledField
        Signed distance, negative inside.

    passes : int, default: 4
        Number of projections; the points are relaxed before all but the last.

    relaxation : float, default: 0.5
        Share of the way to the mean of its neighbours that a point moves along the surface.

    Returns
    -------
    pyvista.PolyData
        Mesh with the same triangles, and normals from the gradient of the field.

    """
    points, triangles = points_of(surface).copy(), triangles_of(surface)
    middle = np.abs(points[:, 0]) < 1e-9
    average = neighbour_average(len(points), triangles)
    for left in range(passes, -1, -1):
        value, gradient = field.evaluate(points)
        normals = unit(gradient)
        slope = np.maximum(length(gradient), 0.2)
        points = points - np.clip(value / slope, -0.5, 0.5)[:, None] * normals
        if left > 1:
            step = average @ points - points
            step -= normals * dot(step, normals)[:, None]
            points += relaxation * step
        points[middle, 0] = 0.0
    normals[middle, 0] = 0.0
    return mesh(points, triangles, unit(normals))


def decimate(
    surface: pv.PolyData, triangles: int, field: SampledField, keep: Flags | None = None
) -> pv.PolyData:
    """Thin a mesh by quadric decimation and put the remaining points back onto the field.

    Parameters
    ----------
    surface : pyvista.PolyData
        Mesh on the zero surface of the field.

    triangles : int
        Number of triangles wanted; a mesh that has no more is only projected.

    field : SampledField
        Signed distance, negative inside.

    keep : (n,) bool, default: None
        Points around which the mesh stays as dense as it is, as far as it can.

    Returns
    -------
    pyvista.PolyData
        Mesh with normals from the gradient of the field.

    """
    if surface.n_cells > triangles:
        points = points_of(surface)
        if keep is not None:
            # A ripple makes points costly to remove; the projection takes it out again.
            ripple = np.random.default_rng(0).uniform(-RIPPLE, RIPPLE, len(points))
            points = points + (ripple * keep)[:, None] * normals_of(surface)
        thin = bare(points, triangles_of(surface)).decimate(
            1.0 - triangles / surface.n_cells, boundary_constraints=True, boundary_weight=100.0
        )
        points = points_of(thin).copy()
        points[np.abs(points[:, 0]) < 0.05 * field.spacing, 0] = 0.0
        surface = mesh(points, flip_flat(points, triangles_of(thin)))
    return project(surface, field, passes=1)
