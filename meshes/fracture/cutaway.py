"""Bodies opened along a plane, with caps that close them and share the points of the rim."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyvista as pv
from scipy import sparse
from scipy.sparse.linalg import splu

from meshes.tools.arrays import Floats, Integers, smoothstep, unit
from meshes.tools.cutplane import CutPlane
from meshes.tools.planar import filled, spread
from meshes.tools.surface import mesh, points_of, triangles_of

SNAP = 0.12
"""Share of a cut edge below which a point moves onto the plane instead of making a sliver."""

EVENING = 6
"""Passes that smooth a jagged rim."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A body cut open, in two parts that fit without a gap.

    Parameters
    ----------
    shell : pyvista.PolyData
        What is left of the surface.

    cap : pyvista.PolyData
        The flat cut face; its first points are the shell's rim, loop after loop.

    loops : tuple of (n,) int
        Point indices of the shell around each hole, in order, so that the cap lies to the left
        seen from the viewer's side.

    plane : CutPlane
        Where the cut is.

    """

    shell: pv.PolyData
    cap: pv.PolyData
    loops: tuple[Integers, ...]
    plane: CutPlane


def opened(body: pv.PolyData, plane: CutPlane, spacing: float = 1.2) -> Opened:
    """Cut a closed body open and close the cut with a flat cap.

    Parameters
    ----------
    body : pyvista.PolyData
        Closed mesh.  All its point arrays are carried over to both parts; on the cap they run
        smoothly from rim to rim.

    plane : CutPlane
        Where to cut.

    spacing : float
        Distance in mm between points inside the cap.

    Returns
    -------
    Opened
        Shell and cap.

    Raises
    ------
    ValueError
        If the plane misses the body.

    """
    shell, loops = clipped(body, plane)
    if not loops:
        msg = "the cut plane misses the body, there is nothing to open"
        raise ValueError(msg)
    shell = _evened(shell, loops, plane)
    return Opened(shell, _cap(shell, loops, plane, spacing), loops, plane)


def hollow(part: Opened, outline: Floats, spacing: float = 1.2) -> pv.PolyData:
    """Make the cap of an opened body again, with a hole.

    Parameters
    ----------
    part : Opened
        The opened body.

    outline : (n, 3) float
        Points around the hole, in order, in the plane and inside the cap; the hole's rim is
        made of exactly these, as the last points of the rim.

    spacing : float
        Distance in mm between points inside the cap.

    Returns
    -------
    pyvista.PolyData
        The cap with the hole.

    """
    return _cap(part.shell, part.loops, part.plane, spacing, outline)


def clipped(body: pv.PolyData, plane: CutPlane) -> tuple[pv.PolyData, tuple[Integers, ...]]:
    """Take away the part of a surface in front of a plane.

    Parameters
    ----------
    body : pyvista.PolyData
        Mesh of triangles, closed where the plane cuts it.

    plane : CutPlane
        Where to cut.

    Returns
    -------
    pyvista.PolyData
        The part behind the plane, with all point arrays.

    tuple of (n,) int
        Point indices around each hole of it, in order.

    """
    points, triangles = points_of(body), triangles_of(body)
    height = plane.height(points)
    height[_snapped(triangles, height)] = 0.0
    points = points - np.outer(plane.height(points) * (height == 0.0), plane.normal)
    kept = triangles[(height[triangles] < 0).any(axis=1)]
    cut = (height[kept] > 0).any(axis=1)
    ends = _crossed_edges(kept[cut], height)
    share = (height[ends[:, 0]] / (height[ends[:, 0]] - height[ends[:, 1]]))[:, None]
    new = points[ends[:, 0]] * (1 - share) + points[ends[:, 1]] * share
    pieces = _pieces(kept[cut], height, ends, len(points))
    triangles = np.concatenate([kept[~cut], pieces])
    used = np.unique(triangles)
    renumber = np.zeros(len(points) + len(ends), dtype=np.int64)
    renumber[used] = np.arange(len(used))
    triangles = renumber[triangles]
    shell = mesh(np.concatenate([points, new])[used], triangles)
    for name in body.point_data:
        values = np.asarray(body.point_data[name], dtype=np.float64)
        blend = share if values.ndim > 1 else share[:, 0]
        between = values[ends[:, 0]] * (1 - blend) + values[ends[:, 1]] * blend
        values = np.concatenate([values, between])[used]
        shell.point_data[name] = unit(values) if name == "Normals" else values
    return shell, _loops(triangles)


def texture_coordinates(flat: Floats, box: tuple[Floats, Floats]) -> Floats:
    """Map plane coordinates to a picture that fills a box of the plane.

    Parameters
    ----------
    flat : (n, 2) float
        Plane coordinates, mm.

    box : tuple of (2,) float
        Lower and upper corner of the picture, mm.

    Returns
    -------
    (n, 2) float
        Coordinates in the picture; (0, 0) is its lower left corner, (1, 1) its upper right.

    """
    lower, upper = box
    return (flat - lower) / (upper - lower)


def harmonic(
    points: Floats, triangles: Integers, rim: Floats, stiffness: Floats | float = 1.0
) -> Floats:
    """Spread values from the rim of a flat face over its inside, as even as a soap film.

    Parameters
    ----------
    points : (n, 3) float
        Points of the face, mm.

    triangles : (m, 3) int
        Its triangles.

    rim : (r, ...) float
        Values at the first ``r`` points.

    stiffness : (m,) float, default: 1.0
        How much each triangle keeps its corners together, in relation to the others.

    Returns
    -------
    (n, ...) float
        Values at all points; where all is as stiff, values that are linear along the rim are
        linear inside.

    """
    given, count = len(rim), len(points)
    one_way = sparse.coo_array((count, count))
    for k in range(3):
        top, a, b = (triangles[:, (k + step) % 3] for step in range(3))
        to_a, to_b = points[a] - points[top], points[b] - points[top]
        twice_area = np.linalg.norm(np.cross(to_a, to_b), axis=1)
        cotangent = stiffness * np.sum(to_a * to_b, axis=1) / twice_area
        one_way = one_way + sparse.coo_array((cotangent, (a, b)), (count, count))
    links = sparse.csr_array(one_way + one_way.T)
    laplacian = sparse.csr_array(sparse.diags_array(links.sum(axis=1)) - links)
    flat = rim.reshape(given, -1)
    solve = splu(sparse.csc_matrix(laplacian[given:, given:])).solve
    inner = solve(-np.asarray(laplacian[given:, :given] @ flat))
    return np.concatenate([flat, inner]).reshape(count, *rim.shape[1:])


def _snapped(triangles: Integers, height: Floats) -> Integers:
    """Find the points so close to the plane that a cut beside them would leave a sliver."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    a, b = pairs[(height[pairs[:, 0]] > 0) != (height[pairs[:, 1]] > 0)].T
    share = np.abs(height[a]) / np.maximum(np.abs(height[a]) + np.abs(height[b]), 1e-12)
    near = np.concatenate([a[share < SNAP], b[share > 1 - SNAP]])
    return np.unique(np.concatenate([near, np.flatnonzero(np.abs(height) < 1e-6)]))


def _crossed_edges(triangles: Integers, height: Floats) -> Integers:
    """List every edge that passes through the plane, as sorted pairs of points."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    crossing = height[pairs[:, 0]] * height[pairs[:, 1]] < 0
    return np.unique(np.sort(pairs[crossing], axis=1), axis=0)


def _pieces(triangles: Integers, height: Floats, ends: Integers, count: int) -> Integers:
    """Cut triangles at the plane and keep what lies behind it."""
    number = {(int(a), int(b)): count + i for i, (a, b) in enumerate(ends)}
    pieces: list[list[int]] = []
    for triangle in triangles.tolist():
        polygon: list[int] = []
        for a, b in zip(triangle, triangle[1:] + triangle[:1], strict=True):
            if height[a] <= 0:
                polygon.append(a)
            if height[a] * height[b] < 0:
                polygon.append(number[min(a, b), max(a, b)])
        pieces += [[polygon[0], *polygon[i : i + 2]] for i in range(1, len(polygon) - 1)]
    return np.array(pieces, dtype=np.int64).reshape(-1, 3)


def _loops(triangles: Integers) -> tuple[Integers, ...]:
    """Follow the open edges around each hole, against the direction of the triangles there."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    count = pairs.max() + 1
    back = pairs[:, 1] * count + pairs[:, 0]
    open_ones = pairs[~np.isin(back, pairs[:, 0] * count + pairs[:, 1])]
    following = {b: a for a, b in open_ones.tolist()}
    loops = []
    while following:
        loop = [next(iter(following))]
        while (after := following.pop(loop[-1])) != loop[0]:
            loop.append(after)
        loops.append(np.array(loop))
    return tuple(loops)


def _evened(shell: pv.PolyData, loops: Sequence[Integers], plane: CutPlane) -> pv.PolyData:
    """Smooth the rim where the plane grazes the surface, and every small facet makes a jag."""
    points = points_of(shell).copy()
    slant = np.abs(np.asarray(shell.point_data["Normals"]) @ plane.normal)
    grazing = smoothstep(slant, 0.45, 0.8)[:, None]
    for loop in loops:
        rim, share = points[loop], 0.5 * grazing[loop]
        for _ in range(EVENING):
            rim += share * (0.5 * (np.roll(rim, 1, axis=0) + np.roll(rim, -1, axis=0)) - rim)
        points[loop] = rim
    shell.points = points
    return shell


def _cap(
    shell: pv.PolyData,
    loops: Sequence[Integers],
    plane: CutPlane,
    spacing: float,
    hole: Floats | None = None,
) -> pv.PolyData:
    """Fill the loops of a shell, but for a hole, with triangles that face the viewer."""
    rims = [points_of(shell)[loop] for loop in loops] + ([] if hole is None else [hole])
    outlines = [plane.flat(rim) for rim in rims]
    seeds = spread(outlines, spacing)
    triangles = filled(np.concatenate([*outlines, seeds]), outlines)
    points = np.concatenate([*rims, plane.lift(seeds)])
    normals = np.broadcast_to(plane.normal, points.shape)
    cap = mesh(points, triangles, normals)
    on_rim = np.concatenate(loops)
    for name in shell.point_data:
        if name != "Normals":
            values = np.asarray(shell.point_data[name])[on_rim]
            cap.point_data[name] = harmonic(points, triangles, values)
    return cap
