"""The instruments of a transpedicular kyphoplasty at their working place, in true scale.

Every part is built where it works; it moves only along its trajectory.  Lengths along an
instrument are counted from its tip, negative towards the surgeon's hand.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyvista as pv

from meshes.devices.trajectory import Trajectory
from meshes.tools.arrays import Floats
from meshes.tools.surface import area_normals, merge, mesh, points_of, triangles_of
from meshes.tools.sweep import loft

BALLOON_LENGTH = 16.0
"""Length of the full balloon, mm, of the 10 to 20 mm that are made (SYNFLATE, AO
Foundation; instructions k09a)."""

Row: TypeAlias = tuple[float, float, float, float]
"""Along the axis from the tip, half width, half height, squareness (2 is an ellipse)."""


@dataclass(frozen=True)
class ToolSizes:
    """Radii and lengths in mm of the tools that fit through one working cannula.

    The cannula is 10 gauge, 3.4 mm outside by the usual gauge table, as the access of one balloon
    system (manual k09a): a thicker one finds no way through one pedicle that passes the back wall
    first and still nears the midline.  The other sizes are unsourced; each tool fits into the bore.
    """

    cannula: float = 1.7
    bore: float = 1.45
    length: float = 120.0
    stylet: float = 1.38
    shaft: float = 1.25
    core: float = 0.7
    marker: float = 0.95
    filler: float = 1.25
    filler_bore: float = 0.95


SIZES = ToolSizes()


def cannula(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the steel tube of the working cannula, with its bore and a bevelled mouth.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh with its tip at its stop.

    """
    outer, bore, end = sizes.cannula, sizes.bore, 0.5 - sizes.length
    rows = [(0.0, bore), (0.0, bore + 0.1), (-0.4, outer), (end, outer), (end, bore)]
    return _creased(
        loft(_turned(trajectory, trajectory.stops.cannula, rows[::-1], 32), closed=True)
    )


def hub(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the cannula's plastic grip: a barrel with two rounded wings.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh at the rear end of the cannula.

    """
    inner = 0.5 * (sizes.bore + sizes.cannula)
    outline = [
        (0.0, inner, inner, 2.0),
        (0.0, 4.4, 4.4, 2.0),
        (0.5, 4.9, 4.9, 2.0),
        (2.2, 5.1, 5.1, 2.0),
        (2.9, 13.0, 3.6, 2.6),
        (3.8, 15.6, 4.3, 2.8),
        (5.6, 16.4, 4.5, 2.8),
        (7.2, 14.8, 4.3, 2.8),
        (8.2, 10.0, 3.9, 2.4),
        (9.6, 4.6, 4.2, 2.0),
        (14.2, 3.4, 3.4, 2.0),
        (15.0, 2.7, 2.7, 2.0),
        (15.0, inner, inner, 2.0),
    ]
    rows = [(row[0] - sizes.length, *row[1:]) for row in outline]
    return _creased(loft(_swept(trajectory, trajectory.stops.cannula, rows, 24), closed=True))


def stylet(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the solid steel rod that fills the cannula, ground to a four-sided diamond tip.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh with its tip at its stop.

    """
    sides, facets, steepness = 32, 4, 2.1
    turn = 2 * np.pi * np.arange(sides) / sides
    nearest = np.pi / facets - np.abs(turn % (2 * np.pi / facets) - np.pi / facets)
    # Four ground planes cut the rod: the cut climbs highest in the middle of each plane.
    cut = -steepness * sizes.stylet * np.cos(nearest)
    shoulder = np.full(sides, cut.min() - 0.4)
    end = np.full(
        sides,
        trajectory.travel(trajectory.stops.stylet, trajectory.stops.pushed) - sizes.length - 1.0,
    )
    along = np.stack([end, shoulder, cut])
    rings = _placed(
        trajectory,
        trajectory.at_z(trajectory.stops.stylet),
        along,
        np.broadcast_to(sizes.stylet * np.cos(turn), along.shape),
        np.broadcast_to(sizes.stylet * np.sin(turn), along.shape),
    )
    return _creased(loft(rings, last=trajectory.at_z(trajectory.stops.stylet)), np.radians(22.0))


def stylet_handle(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the rounded palm grip of the stylet, which sits on the hub of the pushed cannula.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    outline = [
        (-14.2, 7.0, 3.6, 2.2),
        (-13.4, 12.0, 5.6, 2.3),
        (-11.6, 15.6, 6.8, 2.4),
        (-8.8, 17.2, 7.2, 2.5),
        (-6.2, 16.6, 6.9, 2.5),
        (-4.4, 13.6, 6.2, 2.4),
        (-3.2, 8.4, 5.4, 2.2),
        (-2.0, 5.0, 5.0, 2.0),
        (-0.6, 4.7, 4.7, 2.0),
        (-0.1, 4.2, 4.2, 2.0),
    ]
    base = trajectory.travel(trajectory.stops.stylet, trajectory.stops.pushed) - sizes.length
    return _creased(_solid(trajectory, trajectory.stops.stylet, base, outline, 24))


def catheter(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the balloon's catheter: a thin core inside the balloon, a thicker shaft behind it.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh with a rounded tip just before the balloon.

    """
    half = 0.5 * BALLOON_LENGTH
    end = (
        trajectory.travel(trajectory.stops.balloon, trajectory.stops.cannula) - sizes.length - 20.0
    )
    rows = [
        (end, sizes.shaft),
        (-half - 1.2, sizes.shaft),
        (-half - 0.3, sizes.core + 0.1),
        (half, sizes.core),
        (half + 0.3, 0.75 * sizes.core),
        (half + 0.45, 0.35 * sizes.core),
    ]
    rings = _turned(trajectory, trajectory.stops.balloon, rows, 20)
    return _creased(loft(rings))


def catheter_hub(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the connector at the outer end of the catheter, where the syringe is attached.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    outline = [
        (-26.0, 4.6, 4.6, 2.0),
        (-25.4, 5.0, 5.0, 2.0),
        (-22.4, 5.0, 5.0, 2.0),
        (-21.8, 3.6, 3.6, 2.0),
        (-12.0, 3.6, 3.6, 2.0),
        (-11.0, 4.4, 4.4, 2.0),
        (-5.0, 4.0, 4.0, 2.0),
        (0.0, sizes.shaft + 0.3, sizes.shaft + 0.3, 2.0),
    ]
    base = (
        trajectory.travel(trajectory.stops.balloon, trajectory.stops.cannula) - sizes.length - 4.0
    )
    return _creased(_solid(trajectory, trajectory.stops.balloon, base, outline, 24))


def markers(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the two metal bands that show on X-ray where the balloon begins and ends.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Two closed bands in one mesh.

    """
    inner, outer = sizes.core - 0.1, sizes.marker
    bands = []
    for end in (-0.5 * BALLOON_LENGTH, 0.5 * BALLOON_LENGTH - 1.0):
        rows = [(end, inner), (end, outer), (end + 1.0, outer), (end + 1.0, inner)]
        bands.append(loft(_turned(trajectory, trajectory.stops.balloon, rows, 20), closed=True))
    return _creased(merge(bands))


def filler(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the steel tube that brings the cement in.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh with its tip at its stop.

    """
    end = trajectory.travel(trajectory.stops.filler, trajectory.stops.cannula) - sizes.length - 10.0
    outer, bore = sizes.filler, sizes.filler_bore
    rows = [(end, bore), (end, outer), (-0.3, outer), (0.0, outer - 0.15), (0.0, bore)]
    return _creased(loft(_turned(trajectory, trajectory.stops.filler, rows, 28), closed=True))


def filler_hub(trajectory: Trajectory, sizes: ToolSizes = SIZES) -> pv.PolyData:
    """Build the ribbed grip at the outer end of the filler.

    Parameters
    ----------
    trajectory : Trajectory
        The axis.

    sizes : ToolSizes
        Radii and lengths.

    Returns
    -------
    pyvista.PolyData
        Closed mesh.

    """
    ribs = [
        (along, radius, radius, 2.0)
        for start in (-16.0, -12.5, -9.0)
        for along, radius in ((start, 3.9), (start + 0.4, 4.6), (start + 2.2, 4.6))
    ]
    outline = [*ribs, (-6.2, 3.9, 3.9, 2.0), (-2.0, 3.2, 3.2, 2.0), (-0.6, 2.2, 2.2, 2.0)]
    base = trajectory.travel(trajectory.stops.filler, trajectory.stops.cannula) - sizes.length
    return _creased(_solid(trajectory, trajectory.stops.filler, base, outline, 24))


def _turned(
    trajectory: Trajectory, tip: float, rows: list[tuple[float, float]], sides: int
) -> Floats:
    """Turn (along, radius) rows about the axis."""
    return _swept(trajectory, tip, [(s, radius, radius, 2.0) for s, radius in rows], sides)


def _solid(
    trajectory: Trajectory, tip: float, base: float, outline: list[Row], sides: int
) -> pv.PolyData:
    """Sweep an outline that starts at ``base`` and close it flat at both ends."""
    rows = [(base + row[0], *row[1:]) for row in outline]
    return loft(_swept(trajectory, tip, rows, sides))


def _swept(trajectory: Trajectory, tip: float, rows: list[Row], sides: int) -> Floats:
    """Sweep rows of widths along the axis into rings."""
    table = np.asarray(rows)[:, :, None]
    turn = 2 * np.pi * np.arange(sides) / sides
    across, upward = np.cos(turn), np.sin(turn)
    power = 2.0 / table[:, 3]
    return _placed(
        trajectory,
        trajectory.at_z(tip),
        np.broadcast_to(table[:, 0], (len(table), sides)),
        table[:, 1] * np.sign(across) * np.abs(across) ** power,
        table[:, 2] * np.sign(upward) * np.abs(upward) ** power,
    )


def _placed(
    trajectory: Trajectory, origin: Floats, along: Floats, across: Floats, upward: Floats
) -> Floats:
    """Put local coordinates of rings into the world; they turn right-handed about the axis."""
    frame = np.stack([trajectory.direction, trajectory.lateral, trajectory.up])
    return origin + np.stack([along, across, upward], axis=-1) @ frame


def _creased(surface: pv.PolyData, angle: float = np.radians(38.0)) -> pv.PolyData:
    """Give steep edges points of their own on either side, so that they look crisp."""
    split = surface.compute_normals(
        split_vertices=True,
        feature_angle=float(np.degrees(angle)),
        consistent_normals=False,
        cell_normals=False,
    )
    points, triangles = points_of(split), triangles_of(split)
    return mesh(points, triangles, area_normals(points, triangles))
