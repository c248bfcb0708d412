"""The fracture line: edges of the bone's mesh along it, and the thin dark tubes that show it."""

from dataclasses import dataclass, field

import numpy as np
import pyvista as pv

from meshes.fracture.fracture_line import FractureLine
from meshes.fracture.warp import Fracture
from meshes.spine.vertebral_body import half_height
from meshes.tools.arrays import Flags, Floats, Integers, unit
from meshes.tools.sdf import SampledField
from meshes.tools.surface import (
    merge,
    mesh,
    neighbour_average,
    points_of,
    triangles_of,
)
from meshes.tools.sweep import tube
from meshes.tools.tidy import collapse_short, flip_flat

SNAP = 0.42
"""Points of the mesh closer to the line than this, in mm, are moved onto it."""

SHORTEST = 0.25
"""Edges shorter than this, in mm, are drawn together."""

SIDES = 6
"""Points around a tube."""

BRANCHES = ((0.55, 0.26, 0.22), (-0.35, -0.24, -0.16), (1.25, -0.20, 0.12), (-1.20, 0.20, 0.10))
"""Start angle, rise in level and turn in radians of the side branches (unsourced, for looks)."""


@dataclass(frozen=True)
class CrackLines:
    """Tubes along the fracture line and its branches, thin as a hair when it is closed.

    Attributes
    ----------
    axis : (n, 3) float
        Point of the centreline of every vertex on the healthy bone, mm.

    spokes : (n, 3) float
        Offset of every vertex from its centreline at full opening, mm.

    triangles : (m, 3) int
        Vertex indices.

    """

    axis: Floats = field(repr=False)
    spokes: Floats = field(repr=False)
    triangles: Integers = field(repr=False)

    @property
    def normals(self) -> Floats:
        """Unit normals, (n, 3)."""
        return unit(self.spokes)

    @property
    def rest(self) -> pv.PolyData:
        """The closed line: every vertex on its centreline, so that nothing shows."""
        return mesh(self.axis, self.triangles, self.normals)

    def targets(self, fracture: Fracture) -> Floats:
        """Return how the tubes move and widen for the three weights of the fracture.

        Parameters
        ----------
        fracture : Fracture
            The fracture.

        Returns
        -------
        (3, n, 3) float
            Displacements from `axis` in mm per unit of weight.

        """
        result = fracture.targets(self.axis)
        result[2] += self.spokes
        return result

    def surface(self, fracture: Fracture, wedge: float, crack: float) -> pv.PolyData:
        """Return the tubes in a state of the fracture.

        Parameters
        ----------
        fracture : Fracture
            The fracture.

        wedge, crack : float
            State, see `Fracture.weights`; ``crack`` above 0.

        Returns
        -------
        pyvista.PolyData
            Closed tubes in one mesh.

        """
        moved = np.tensordot(fracture.weights(wedge, crack), self.targets(fracture), axes=1)
        return mesh(self.axis + moved, self.triangles, self.normals)


def crack_lines(crack: FractureLine, bone: SampledField) -> CrackLines:
    """Lay the fracture line and four branches on the wall of the body.

    Parameters
    ----------
    crack : FractureLine
        Where the line runs.

    bone : SampledField
        Signed distance of the healthy bone in the same frame.

    Returns
    -------
    CrackLines
        Tubes that open with the fracture.

    """
    around = np.linspace(-1.95, 1.95, 84)
    path = _on_wall(crack, bone, around, crack.level(around))
    present = crack.presence(path)
    courses = [(path, 0.05 + 0.17 * present * (1.0 + 0.45 * np.sin(9 * around)))]
    for start, rise, turn in BRANCHES:
        along = np.linspace(0.0, 1.0, 16)
        around = start + turn * along + 0.03 * np.sin(9 * along) * along
        level = crack.level(np.array([start])) + rise * along
        courses.append((_on_wall(crack, bone, around, level), 0.19 * (1 - along) ** 0.7 + 0.03))
    tubes = [tube(line, radius, SIDES, (0.0, 1.0, 0.0)) for line, radius in courses]
    whole = merge(tubes)
    axis = np.concatenate([line[_axis_index(len(line))] for line, _ in courses])
    return CrackLines(axis, points_of(whole) - axis, triangles_of(whole))


def insert_crack(surface: pv.PolyData, crack: FractureLine, bone: SampledField) -> pv.PolyData:
    """Make the fracture line a chain of edges, so that the step over it is sharp.

    Parameters
    ----------
    surface : pyvista.PolyData
        Closed mesh of the healthy bone.

    crack : FractureLine
        Where the line runs.

    bone : SampledField
        Signed distance of the healthy bone.

    Returns
    -------
    pyvista.PolyData
        Closed mesh with normals from the gradient of the field.

    """
    triangles = triangles_of(surface)
    points, on_line = _snap(points_of(surface).copy(), crack, bone)
    near = crack.presence(points) > 0.02
    over = np.where(on_line, 0.0, crack.distance(points))
    points, triangles, added = _split(points, triangles, over, near)
    on_line = np.append(on_line, np.ones(added, dtype=bool))
    points[-added:] = _onto_line(points[-added:], crack, bone)
    kept, triangles = collapse_short(points, triangles, SHORTEST)
    points, on_line = points[kept], on_line[kept]
    triangles = flip_flat(points, triangles)
    points = _even_out(points, triangles, on_line, crack, bone)
    return mesh(points, triangles, unit(bone.gradient(points)))


def _on_wall(crack: FractureLine, bone: SampledField, around: Floats, level: Floats) -> Floats:
    """Points of the body's wall at given angles and levels, walked to along the radius."""
    radius = np.full(len(around), 10.0)
    for _ in range(60):
        x, z = np.sin(around) * radius, np.cos(around) * radius - 1.0
        y = (2.0 * level - 1.0) * half_height(crack.size, z)
        points = np.stack([x, y, z], axis=1)
        radius -= 0.7 * bone(points)
    return points


def _axis_index(count: int) -> Integers:
    """Centreline point of every vertex of a tube with two dome rings and a pole at each end."""
    rings = np.concatenate([[0, 0], np.arange(count), [count - 1, count - 1]])
    return np.append(np.repeat(rings, SIDES), [0, count - 1])


def _snap(points: Floats, crack: FractureLine, bone: SampledField) -> tuple[Floats, Flags]:
    """Move points next to the line onto it; return all points and which are on the line."""
    near = crack.presence(points) > 0.02
    on_line = near & (np.abs(crack.distance(points)) < SNAP)
    points[on_line] = _onto_line(points[on_line], crack, bone)
    return points, on_line


def _onto_line(points: Floats, crack: FractureLine, bone: SampledField) -> Floats:
    """Move points onto the line and the surface in turn."""
    for _ in range(4):
        points = points - [0.0, 1.0, 0.0] * crack.distance(points)[:, None]
        points = _onto_bone(points, bone)
    return points


def _onto_bone(points: Floats, bone: SampledField) -> Floats:
    """Take one Newton step to the surface."""
    distance, gradient = bone.evaluate(points)
    slope = np.maximum(np.sum(gradient * gradient, axis=1), 0.2)
    return np.asarray(points - (distance / slope)[:, None] * gradient)


def _split(
    points: Floats, triangles: Integers, over: Floats, near: Flags
) -> tuple[Floats, Integers, int]:
    """Cut every edge that crosses the line and the triangles on both of its sides."""
    after = triangles[:, [1, 2, 0]]
    crossed = (over[triangles] * over[after] < 0) & near[triangles] & near[after]
    pairs = np.sort(np.stack([triangles[crossed], after[crossed]], axis=1), axis=1)
    edges, edge_of = np.unique(pairs, axis=0, return_inverse=True)
    share = over[edges[:, 0]] / (over[edges[:, 0]] - over[edges[:, 1]])
    ends = points[edges]
    middles = ends[:, 0] + share[:, None] * (ends[:, 1] - ends[:, 0])
    middle = np.full(triangles.shape, -1)
    middle[crossed] = len(points) + edge_of.ravel()
    count = crossed.sum(axis=1)
    points = np.concatenate([points, middles])
    pieces = [
        triangles[count == 0],
        _halves(*_turned(triangles, middle, (count == 1) & crossed.any(axis=1), cut=True)),
        _thirds(points, *_turned(triangles, middle, count == 2, cut=False)),
    ]
    return points, np.concatenate(pieces), len(middles)


def _turned(
    triangles: Integers, middle: Integers, chosen: Flags, *, cut: bool
) -> tuple[Integers, Integers]:
    """Turn chosen triangles so that their first edge is the one that is cut, or the one not."""
    triangles, middle = triangles[chosen], middle[chosen]
    first = np.argmax((middle >= 0) == cut, axis=1)
    order = (first[:, None] + np.arange(3)) % 3
    return np.take_along_axis(triangles, order, 1), np.take_along_axis(middle, order, 1)


def _halves(triangles: Integers, middle: Integers) -> Integers:
    """Cut triangles in two from the middle of their first edge."""
    a, b, c = triangles.T
    m = middle[:, 0]
    return np.concatenate([np.column_stack([a, m, c]), np.column_stack([m, b, c])])


def _thirds(points: Floats, triangles: Integers, middle: Integers) -> Integers:
    """Cut triangles in three across their second and third edge, along the shorter diagonal."""
    a, b, c = triangles.T
    m, q = middle[:, 1], middle[:, 2]
    first = np.linalg.norm(points[a] - points[m], axis=1)
    second = np.linalg.norm(points[b] - points[q], axis=1)
    near = (first <= second)[:, None]
    low = np.where(near, np.column_stack([a, b, m]), np.column_stack([a, b, q]))
    high = np.where(near, np.column_stack([a, m, q]), np.column_stack([b, m, q]))
    return np.concatenate([np.column_stack([m, c, q]), low, high])


def _even_out(
    points: Floats, triangles: Integers, on_line: Flags, crack: FractureLine, bone: SampledField
) -> Floats:
    """Relax the points around the line along the surface, which widens narrow triangles."""
    close = np.abs(crack.distance(points)) < 4.0
    free = close & ~on_line & (crack.presence(points) > 0.02)
    average = neighbour_average(len(points), triangles)
    for _ in range(4):
        step = (average @ points - points)[free]
        normals = unit(bone.gradient(points[free]))
        step -= normals * np.sum(step * normals, axis=1, keepdims=True)
        points[free] = _onto_bone(points[free] + 0.5 * step, bone)
    return points
