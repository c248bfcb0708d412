"""The body's surface: one mesh for every posture, with the bones' shares carried over."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from scipy.spatial import cKDTree

from meshes.person.body_volume import HEM, body_volume, hair_shape
from meshes.person.fitted_body import ARM, FittedBody, bone_share, fitted_body
from meshes.person.region_border import along_border
from meshes.tools.arrays import Floats, Integers, length, smoothstep
from meshes.tools.contouring import contour
from meshes.tools.sdf import SampledField
from meshes.tools.surface import (
    bare,
    mesh,
    mirror_half,
    neighbour_average,
    normals_of,
    points_of,
    triangles_of,
)
from meshes.tools.tidy import flip_flat

DRESSED, BARE = 7700, 9600
"""About how many triangles the body has, in the gown and without it."""

NECKLINE = 76.0
"""Radius of the gown's opening around the neck, mm (unsourced)."""

HAIR = 5.0
"""How far from the cap of hair skin counts as hair, mm."""

RIPPLE = 0.5
"""Height of the ripple that keeps points of the hands from being thinned out, mm."""

SLEEVE = 139.0
"""How far from the shoulder joint the sleeve ends, mm (unsourced)."""


@dataclass(frozen=True, eq=False)
class BodySurface:
    """A closed mesh in the standing frame, arms spread.

    Attributes
    ----------
    points : (n, 3) float
        Points, mm.

    triangles : (m, 3) int
        Point indices.

    weights : (n, b) float
        Share of every bone in each point.

    hair, gown : (n,) float
        How much of each point is hair or gown, 0 to 1.

    """

    points: Floats = field(repr=False)
    triangles: Integers = field(repr=False)
    weights: Floats = field(repr=False)
    hair: Floats = field(repr=False)
    gown: Floats = field(repr=False)


@cache
def body_surface(*, dressed: bool) -> BodySurface:
    """Mesh the body.

    Parameters
    ----------
    dressed : bool
        In the gown, or without it.

    Returns
    -------
    BodySurface
        Symmetric in x.

    """
    body, volume = fitted_body(), body_volume()
    shape = volume.dressed() if dressed else volume.bare()
    points, triangles = _thinned(shape, DRESSED if dressed else BARE)
    average = neighbour_average(len(points), triangles)
    weights = _carried(body, points)
    for _ in range(4):
        weights = 0.5 * weights + 0.5 * (average @ weights)
    weights /= weights.sum(axis=1, keepdims=True)
    arm = bone_share(body, weights, ARM)
    soft = np.maximum(_face(body, points), _front(points, arm) if dressed else 0.0)
    for k in range(40):
        # More than this makes the face a mask with a sharp edge.
        rate = soft if k < 16 else soft * (_face(body, points) == 0.0)
        points = points + 0.9 * rate[:, None] * (average @ points - points)
    if dressed:
        for _ in range(3):
            points = points + 0.3 * (average @ points - points)
    values = np.column_stack([points, weights])
    within = -hair_shape(body, wider=HAIR)(points)
    triangles, values, hair = along_border(triangles, values, within)
    values = np.column_stack([values, hair])
    gown = np.zeros(len(values))
    if dressed:
        arm = bone_share(body, values[:, 3:-1], ARM)
        within = _inside_gown(body, values[:, :3], arm)
        triangles, values, gown = along_border(triangles, values, within)
    return BodySurface(values[:, :3], triangles, values[:, 3:-1], values[:, -1], gown)


def _thinned(shape: SampledField, count: int) -> tuple[Floats, Integers]:
    """Mesh the left half, thin it, smooth it and complete it."""
    half = contour(shape)
    from_hand = length(points_of(half) - fitted_body().joints["middle_01_l"])
    ripple = np.random.default_rng(0).uniform(-RIPPLE, RIPPLE, half.n_points)
    ripple *= (from_hand < 130.0) & (points_of(half)[:, 0] > 0.0)
    points = points_of(half) + ripple[:, None] * normals_of(half)
    thin = bare(points, triangles_of(half)).decimate(
        1.0 - count / 2 / half.n_cells, boundary_constraints=True, boundary_weight=100.0
    )
    points = points_of(thin).copy()
    points[_rim(triangles_of(thin)), 0] = 0.0
    whole = mirror_half(mesh(points, flip_flat(points, triangles_of(thin))))
    whole = whole.connectivity(extraction_mode="largest")
    points, triangles = points_of(whole), triangles_of(whole)
    average = neighbour_average(len(points), triangles)
    for _ in range(6):
        points = points + 0.33 * (average @ points - points)
        points = points - 0.34 * (average @ points - points)
    return points, triangles


def _rim(triangles: Integers) -> Integers:
    """List the points of edges that only one triangle has."""
    ahead = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    edges, count = np.unique(np.sort(ahead, axis=1), axis=0, return_counts=True)
    return np.unique(edges[count == 1])


def _carried(body: FittedBody, points: Floats) -> Floats:
    """Take the bones' shares of the nearest points of the body."""
    far, near = cKDTree(body.points).query(points, k=6)
    share = np.asarray(1.0 / (far + 1.0) ** 2)
    share /= share.sum(axis=1, keepdims=True)
    return np.asarray((body.weights[near] * share[..., None]).sum(axis=1))


def _face(body: FittedBody, points: Floats) -> Floats:
    """Share by which the face is smoothed."""
    _, y, z = (points - body.joints["head"]).T
    high = smoothstep(y, -60.0, -20.0) * smoothstep(y, 125.0, 95.0)
    return np.asarray(0.30 * high * smoothstep(z, 8.0, 45.0))


def _front(points: Floats, arm: Floats) -> Floats:
    """Share by which the front of the gown is smoothed."""
    _, y, z = points.T
    high = smoothstep(y, 60.0, 110.0) * smoothstep(y, 285.0, 262.0)
    return np.asarray(high * smoothstep(z, -15.0, 25.0) * smoothstep(arm, 0.5, 0.1))


def _inside_gown(body: FittedBody, points: Floats, arm: Floats) -> Floats:
    """How far points lie within the gown's edges, roughly in mm."""
    x, y, z = points.T
    shoulder = body.joints["upperarm_l"]
    # A bowl in front and behind, which goes straight up around the neck.
    bowl = np.stack([x, np.minimum(y - 300.0, 0.0), (z - 55.0) / 1.15], axis=1)
    neck = length(bowl) - NECKLINE
    from_shoulder = length(np.stack([np.abs(x), y, z], axis=1) - shoulder)
    sleeve = np.minimum(SLEEVE - from_shoulder, 327.0 - y)
    trunk = np.minimum(np.minimum(100.0 * (0.35 - arm), y - HEM + 4.0), 327.0 - y)
    return np.asarray(np.minimum(np.maximum(trunk, sleeve), neck))
