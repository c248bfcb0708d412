"""Light on the parts: baked occlusion, and normals that follow a morph."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.tools.arrays import Floats, smoothstep, unit
from meshes.tools.morph import MorphGrid
from meshes.tools.occlusion import ambient_occlusion, smooth_on
from meshes.tools.surface import (
    area_normals,
    merge,
    mesh,
    neighbour_average,
    normals_of,
    points_of,
    triangles_of,
)
from scenes.model.parts import Part
from scenes.model.sharing import fingerprint, shared

SMOOTHING_PASSES = 3

FLAT_LIGHT, EDGE_LIGHT = 0.85, 0.42
"""Least light on a disc's two faces and elsewhere on it: bones press on the faces, but they are
seen through a see-through bone, and beside one that is cut away."""


def follow_normals(part: Part, states: Sequence[NDArray[np.float64]]) -> Part:
    """Give a part normals that turn with its morph.

    The true normals are not linear in the weights; the targets are the least-squares fit over the
    states that the walkthrough passes through.

    Parameters
    ----------
    part : Part
        A part with targets.

    states : sequence of (k,) float
        Weights that occur.

    Returns
    -------
    Part
        The same with ``normal_targets``.

    """
    points, triangles = points_of(part.mesh), triangles_of(part.mesh)
    rest = area_normals(points, triangles)
    turned = [area_normals(part.points_at(state), triangles) - rest for state in states]
    # A matrix of a few numbers is inverted once, not decomposed beside those of every point.
    fit = np.linalg.pinv(np.stack(states), rcond=1e-6)
    return replace(part, normal_targets=np.tensordot(fit, np.stack(turned), axes=1))


def keyframe_normals(morph: MorphGrid) -> NDArray[np.float64]:
    """Return ``(k * m - 1, n, 3)`` offsets of the normals at each keyframe from the first."""
    keys = morph.points.reshape(-1, *morph.points.shape[2:])
    normals = np.stack([area_normals(points, morph.triangles) for points in keys])
    offsets: NDArray[np.float64] = normals[1:] - normals[0]
    return offsets


def even_normals(part: Part, passes: int) -> Part:
    """Even out the normals of a part that mirrors lamps, in which every facet would be seen.

    Parameters
    ----------
    part : Part
        A part with normals that turn with its morph.

    passes : int
        How often each normal is brought halfway to the mean of those around it.

    Returns
    -------
    Part
        The same with evened ``Normals`` and ``normal_targets``.

    """
    average = neighbour_average(part.mesh.n_points, triangles_of(part.mesh))

    def evened(normals: Floats) -> Floats:
        for _ in range(passes):
            normals = 0.5 * normals + 0.5 * (average @ normals)
        return unit(normals)

    rest = normals_of(part.mesh)
    normals = evened(rest)
    targets = np.stack([evened(rest + offsets) - normals for offsets in part.normal_targets])
    surface = mesh(points_of(part.mesh), triangles_of(part.mesh), normals)
    return replace(part, mesh=surface, normal_targets=targets)


def occlude_itself(part: Part, weights: NDArray[np.float64], rays: int = 40) -> None:
    """Write ``occlusion`` into the mesh of a part that shades itself, as it is under weights."""
    points, normals = part.points_at(weights), part.normals_at(weights)
    solid = mesh(points, triangles_of(part.mesh))
    (light,) = ambient_occlusion([(points, normals)], solid, rays=rays)
    part.mesh.point_data["occlusion"] = smooth_on(part.mesh, light, 1)


def light_on(parts: Sequence[Part], occluders: Sequence[Part], rays: int = 40) -> list[Floats]:
    """Measure how much light reaches some parts at rest; nothing is written into them.

    Parameters
    ----------
    parts : sequence of Part
        Parts that are lit.

    occluders : sequence of Part
        Parts that take light away.

    rays : int, default: 40
        Rays per point.

    Returns
    -------
    list of (n,) float
        1 where open, for the points of each part.

    """
    solid = merge([part.mesh for part in occluders])
    targets = [(points_of(part.mesh), normals_of(part.mesh)) for part in parts]
    return [
        _softened(part, light)
        for part, light in zip(parts, _light(targets, solid, rays), strict=True)
    ]


def _softened(part: Part, light: Floats) -> Floats:
    smooth = smooth_on(part.mesh, light, SMOOTHING_PASSES)
    if part.layer != "discs":
        return smooth
    upright = np.abs(normals_of(part.mesh)[:, 1])
    least = EDGE_LIGHT + (FLAT_LIGHT - EDGE_LIGHT) * smoothstep(upright, 0.7, 0.95)
    return np.maximum(smooth, least)


def _light(targets: Sequence[tuple[Floats, Floats]], solid: pv.PolyData, rays: int) -> list[Floats]:
    """Measure how open surfaces are, or find what was measured in another case."""
    of = fingerprint(points_of(solid), triangles_of(solid), *(x for pair in targets for x in pair))

    def build() -> dict[str, Floats]:
        return {"light": np.concatenate(ambient_occlusion(targets, solid, rays=rays))}

    kept = shared("light on surfaces", {"of": of, "rays": rays}, build)
    ends = np.cumsum([len(points) for points, _ in targets])
    return np.split(np.asarray(kept["light"], dtype=np.float64), ends[:-1])
