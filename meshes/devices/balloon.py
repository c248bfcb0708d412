"""The balloon: how it unfolds inside the body, and the cavity that it leaves behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyvista as pv

from meshes.devices.instruments import BALLOON_LENGTH
from meshes.devices.trajectory import Trajectory
from meshes.fracture.cutaway import clipped
from meshes.tools.arrays import Floats, Integers, length
from meshes.tools.cutplane import CutPlane
from meshes.tools.enclosure import Enclosure
from meshes.tools.morph import MorphGrid
from meshes.tools.sdf import blend_min
from meshes.tools.surface import mesh, moved, points_of, triangles_of
from meshes.tools.sweep import loft

RADIUS = 7.2
"""Radius of the full balloon where nothing hinders it, mm; with its length it holds 1.8 ml
(unsourced: rounded, within the 4 ml that a 15 mm balloon takes at most)."""

FOLDED = 1.25
"""Radius of the empty balloon around its catheter, mm: it has to fit through the cannula."""

MARGIN = 1.35
"""Distance in mm that the balloon keeps from the surface of the bone."""

TIP_MARGIN = 1.15
"""The same of its front end, which is shaped for two losses of height and must hold between."""

LEAST = 0.2
"""Radius of its narrowest ring, mm: less would make triangles that are slivers."""

RIM_EDGE = 0.3
"""Least length of the edges around the opened cavity, mm: the cut passes close by its pole."""

HALF = 0.5 * BALLOON_LENGTH

REACH = 20.0
"""Millimetres around its middle within which walls are asked for."""

ROUNDING = 1.6
"""Distance over which the balloon gives way before something that hinders it, mm."""

ROWS, SIDES, KEYS = 25, 32, 6

POSITIONS = tuple(np.linspace(0.0, 1.0, KEYS).tolist())
"""Positions of the keyframes on the morph's scale."""

MIRROR = np.diag([-1.0, 1.0, 1.0, 1.0])
"""From one side of the body to the other."""


def inflation(position: float) -> float:
    """Return how full the balloon is at a position of its morph.

    Parameters
    ----------
    position : float
        Position in 0..1; the radius grows in proportion to it.

    Returns
    -------
    float
        Share of the full inflation, 0..1.

    """
    return float(np.clip(position, 0.0, 1.0) ** (4 / 3))


def balloon_keys(
    trajectory: Trajectory, walls: Callable[[float], Sequence[pv.PolyData]], losses: Sequence[float]
) -> MorphGrid:
    """Unfold the balloon step by step within a bone of any loss of height.

    Parameters
    ----------
    trajectory : Trajectory
        The way of the catheter, on the left.

    walls : callable
        Gives, for a loss of height, the surfaces of the treated vertebra that leave least room.

    losses : sequence of float
        The losses for which the balloon is shaped, increasing.  Between two of them it stays
        inside too, because the way to the wall shrinks evenly and nothing else matters.

    Returns
    -------
    MorphGrid
        Keys at positions 0..1, see `inflation`; played backwards they empty the balloon.  The
        mirrored balloon fits into the bone too.

    """
    rooms = [_Rays.within(trajectory, walls(loss)) for loss in losses]
    keys = []
    for position in POSITIONS:
        soft = ROUNDING * (0.1 + 0.9 * position)
        bodies = [
            rays.surface(np.maximum(blend_min(_free_radius(rays, position), limit, soft), LEAST))
            for rays, limit in rooms
        ]
        keys.append([points_of(body) for body in bodies])
    return MorphGrid(np.array(keys), triangles_of(bodies[0]), np.array(POSITIONS), np.array(losses))


@dataclass(frozen=True, eq=False)
class CavityWall:
    """The part of the cavity that is seen where the bone is cut open.

    Parameters
    ----------
    wall : pyvista.PolyData
        The far half of the cavity; it faces into the cavity, towards the viewer.

    outline : (n, 3) float
        The points of its rim in order, all in the cut plane, mm.

    rim : (n,) int
        Which points of the wall these are.

    """

    wall: pv.PolyData
    outline: Floats
    rim: Integers


def cavity_wall(cavity: pv.PolyData, plane: CutPlane) -> CavityWall:
    """Cut the cavity open.

    Parameters
    ----------
    cavity : pyvista.PolyData
        Closed surface of the cavity in the frame where the cut is flat, facing outward.  All its
        point arrays are carried over to the wall.

    plane : CutPlane
        Where to cut; it has to pass through the cavity once.

    Returns
    -------
    CavityWall
        Wall and outline.

    Raises
    ------
    ValueError
        If the plane does not cut the cavity in exactly one outline.

    """
    half, loops = clipped(cavity, plane)
    if len(loops) != 1:
        msg = f"the cut plane has to cross the cavity in 1 outline, it makes {len(loops)}"
        raise ValueError(msg)
    used, triangles, rim = _without_short_edges(half, loops[0])
    normals = -np.asarray(half.point_data["Normals"])[used]
    wall = mesh(points_of(half)[used], triangles[:, ::-1], normals)
    for name in half.point_data:
        if name != "Normals":
            wall.point_data[name] = np.asarray(half.point_data[name])[used]
    return CavityWall(wall, points_of(wall)[rim], rim)


def _without_short_edges(half: pv.PolyData, loop: Integers) -> tuple[Integers, Integers, Integers]:
    """Join points that crowd on a rim, where a plane passes close by a pole.

    Returns the points that stay, and triangles and rim as numbers among these.
    """
    points = points_of(half)
    into, rim = np.arange(len(points)), [loop[0]]
    for point in loop[1:]:
        ends = np.array([rim[-1], rim[0]])
        apart = length(points[ends] - points[point])
        if apart.min() < RIM_EDGE:
            into[point] = ends[apart.argmin()]
        else:
            rim.append(point)
    triangles = into[triangles_of(half)]
    triangles = triangles[(triangles != np.roll(triangles, 1, axis=1)).all(axis=1)]
    used, numbers = np.unique(triangles, return_inverse=True)
    return used, numbers.reshape(-1, 3), np.searchsorted(used, rim)


@dataclass(frozen=True, eq=False)
class _Rays:
    """Rays across the balloon's axis, in rings along it.

    ``front`` is how far the balloon goes from its middle: a bone whose front wall is pressed in has
    no room for all of it.
    """

    trajectory: Trajectory
    front: float
    forward: Floats
    turn: Floats
    origins: Floats
    directions: Floats

    @classmethod
    def within(cls, trajectory: Trajectory, walls: Sequence[pv.PolyData]) -> tuple[Self, Floats]:
        """Return rays, and how far each may go from walls and from their mirror images."""
        middle = trajectory.at_z(trajectory.stops.balloon)
        both = [*walls, *(moved(wall, MIRROR) for wall in walls)]
        room = Enclosure(both, middle - REACH, middle + REACH)
        way = trajectory.direction[None]
        front = room.reach(middle[None], way, TIP_MARGIN, np.array([HALF]))
        rays = cls.around(trajectory, float(front[0]))
        longest = np.full(ROWS * SIDES, RADIUS + ROUNDING)
        limit = room.reach(rays.origins, rays.directions, MARGIN, longest)
        return rays, np.minimum(limit, rays.to_midline())

    @classmethod
    def around(cls, trajectory: Trajectory, front: float) -> Self:
        """Spread rings of rays over the length of the balloon, closer together at its ends."""
        swing = np.cos(np.pi * np.arange(1, ROWS + 1) / (ROWS + 1))
        forward = -np.sign(swing) * np.abs(swing) ** 0.8
        turn = 2 * np.pi * np.arange(SIDES) / SIDES
        half = np.where(forward > 0.0, front, HALF)
        axis = (half * forward)[:, None] * trajectory.direction
        across = np.outer(np.cos(turn), trajectory.lateral) + np.outer(np.sin(turn), trajectory.up)
        origins = np.repeat(trajectory.at_z(trajectory.stops.balloon) + axis, SIDES, axis=0)
        return cls(trajectory, front, forward, turn, origins, np.tile(across, (ROWS, 1)))

    def to_midline(self) -> Floats:
        """Go along every ray up to the twin's side of the body, if there is a twin."""
        midline = self.trajectory.stops.midline
        if midline is None:
            return np.full(len(self.origins), np.inf)
        side = np.sign(self.origins[0, 0])
        towards = np.maximum(-side * self.directions[:, 0], 1e-3)
        return np.asarray((side * self.origins[:, 0] - midline) / towards)

    def surface(self, radius: Floats) -> pv.PolyData:
        """Close a skin over points at given ways along the rays."""
        rings = (self.origins + radius[:, None] * self.directions).reshape(ROWS, SIDES, 3)
        middle = self.trajectory.at_z(self.trajectory.stops.balloon)
        along = self.trajectory.direction
        return loft(rings, middle - HALF * along, middle + self.front * along)


def _free_radius(rays: _Rays, position: float) -> Floats:
    """Blend from the folded to the full balloon, both as they are where nothing hinders them."""
    folds = 1 + 0.12 * np.cos(3 * rays.turn)
    folded = FOLDED * np.outer(np.sqrt(1 - np.abs(rays.forward) ** 8), folds)
    full = RADIUS * np.sqrt(1 - np.abs(rays.forward) ** 2.5)
    return np.asarray(((1 - position) * folded + position * full[:, None]).ravel())
