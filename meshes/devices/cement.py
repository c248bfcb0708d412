"""The cement: thick as toothpaste, it fills the cavity front to back, then the bone around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import pyvista as pv

from meshes.devices.instruments import BALLOON_LENGTH
from meshes.devices.trajectory import Trajectory
from meshes.tools.arrays import Floats, Integers, smoothstep
from meshes.tools.enclosure import Enclosure
from meshes.tools.geodesic import geodesic
from meshes.tools.morph import MorphGrid
from meshes.tools.noise import noise
from meshes.tools.rays import Target
from meshes.tools.sdf import blend_min
from meshes.tools.surface import neighbour_average, volume_within

FINENESS = 11
"""Pieces per edge of the icosahedron that the cement's surface is made of: 2420 triangles."""

MARGIN = 1.32
"""Distance in mm that the cement keeps from the surface of the bone where it is shaped; between two
losses of height it may come a third of a millimetre nearer."""

SPINE = 2.4
"""Half length in mm of the line along the axis from which the cement's radii are counted."""

OVERLAP = 0.2
"""Distance in mm by which a full cavity's cement presses into the wall on all sides."""

LOBES = 4.0
"""Upper limit in mm of the lobes that the bone around the cavity takes up."""

EVEN = 5.0
"""Distance in mm by which the cement then goes on to all sides, where there is room."""

TIP_DEPTH = 1.8
"""Depth of the filler's tip in the cement, mm."""

LUMPS = 0.15
"""Variation of the cement's free front, as a share of its radius (unsourced)."""

STEP = 0.3
"""Distance in mm between the places along a ray where the bone is asked to give way."""

PUSHES = np.linspace(0.0, LOBES + EVEN, 23)
"""Distances in mm by which the cement may be pushed, at which its volume is measured."""

SLUG_KEYS = 8
"""Keyframes while the cavity fills; the others come after it."""

POSITIONS = (0.0, 0.03, 0.1, 0.205, 0.35, 0.515, 0.64, 0.71, 0.86, 1.0, 1.22)
"""Positions of the keyframes on the morph's scale: volume grows nearly evenly along it."""

FILLED = POSITIONS[SLUG_KEYS - 1]
"""Position at which the cavity is full and the cement starts to push into the bone."""

USUAL, MOST = 1.0, POSITIONS[-1]
"""Positions at which as much cement is in as is usual, and as much as there is room for."""

FILLINGS, ENDS = (0.0, 0.5, 1.0), (FILLED, USUAL, MOST)
"""Shares of cement, from a cavity that is just full to the most, and the position of each."""

USUAL_ROOM = 0.7
"""Share of the room around the cavity that the usual amount takes at most (unsourced): a flat bone
holds less of it."""


@dataclass(frozen=True)
class _Stage:
    """Place of a slug on the axis, in mm ahead of the cavity's centre, and its greatest radius.

    ``tip`` is where the filler starts; ``ball`` and ``slide`` tell how far the slug has grown there
    and towards the rear, 0..1.
    """

    tip: float
    ball: float
    slide: float

    @classmethod
    def at(cls, trajectory: Trajectory, share: float) -> Self:
        """First a ball grows at the filler's tip, then the slug lengthens towards the rear."""
        tip = _filler_tip(trajectory)
        return cls(tip, min(share / 0.4, 1.0), max(share - 0.4, 0.0) / 0.6)

    @property
    def middle(self) -> float:
        """Middle of the line that the radii start from."""
        return (self.tip - 1.0 + self.ball) * (1.0 - self.slide)

    @property
    def half(self) -> float:
        """Half length of that line."""
        return SPINE * self.slide

    @property
    def grown(self) -> float:
        """Radius where no wall is in the way."""
        return 0.9 + 4.6 * self.ball + 4.0 * self.slide


def fill_position(share: float, filling: float) -> float:
    """Return where the morph is while it fills.

    The cavity fills at the same pace whatever follows, so the filler moves alike in every case.

    Parameters
    ----------
    share : float
        How far the filling is done, 0..1; at `FILLED` the cavity is full.

    filling : float
        How much goes in: 0 just fills the cavity, 0.5 is the usual amount, 1 as much as there is
        room for.

    Returns
    -------
    float
        Position of the morph, 0 to `MOST`.

    """
    end = float(np.interp(filling, FILLINGS, ENDS))
    pushed = max(share - FILLED, 0.0) / (1.0 - FILLED)
    return min(share, FILLED) + pushed * (end - FILLED)


def fill_corners(filling: float) -> list[float]:
    """Return how far the filling is done at each of the morph's keys that it reaches."""
    return [
        float(np.interp(key, [0.0, FILLED, end], [0.0, FILLED, 1.0]))
        for end in [fill_position(1.0, filling)]
        for key in POSITIONS
        if key <= end
    ]


def filler_depth(trajectory: Trajectory, position: float) -> float:
    """Return how far the filler is drawn back; its tip is always within the cement.

    Parameters
    ----------
    trajectory : Trajectory
        The way of the filler.

    position : float
        Position of the cement's morph, 0 to `MOST`.

    Returns
    -------
    float
        Offset from its working place along its axis in mm, zero or negative.

    """
    start, tips = _filler_tips(trajectory)
    return float(np.interp(position, POSITIONS[:SLUG_KEYS], tips)) - start


@lru_cache(maxsize=16)
def _filler_tips(trajectory: Trajectory) -> tuple[float, tuple[float, ...]]:
    """Return where the filler's tip starts, and where it is at each key while the cavity fills."""
    start = _filler_tip(trajectory)
    stages = [_Stage.at(trajectory, share) for share in np.linspace(0.0, 1.0, SLUG_KEYS)]
    rear = np.array([stage.middle - stage.half - stage.grown for stage in stages])
    tip = np.maximum(rear, -0.5 * BALLOON_LENGTH) + TIP_DEPTH
    return start, tuple(np.minimum(tip, start).tolist())


def cement_keys(
    trajectory: Trajectory,
    sites: Sequence[tuple[float, Sequence[pv.PolyData], pv.PolyData]],
    *,
    usual: float,
    most: float,
    seed: int,
) -> MorphGrid:
    """Fill a cavity and the bone around it, in a bone of any loss of height.

    Parameters
    ----------
    trajectory : Trajectory
        The way of the filler.

    sites : sequence of (float, sequence of pyvista.PolyData, pyvista.PolyData)
        For each loss of height, in increasing order: the loss, the surfaces of the treated vertebra
        that leave least room then, and that of the cavity on the side of the trajectory.

    usual, most : float
        Volumes in mm³ that are aimed at; where there is less room than for the most, as much as
        fits, and no more than :data:`USUAL_ROOM` of that room as the usual amount.

    seed : int
        Chooses the shape of the lobes.

    Returns
    -------
    MorphGrid
        Keys at `POSITIONS`, whose volume grows from the first to the last.

    """
    columns = []
    for _, walls, cavity in sites:
        site = _Site.around(trajectory, walls, cavity)
        slugs = [site.slug(float(share), seed) for share in np.linspace(0.0, 1.0, SLUG_KEYS)]
        columns.append(np.array(slugs + site.lobes(usual, most, seed)))
    losses = np.array([loss for loss, _, _ in sites])
    return MorphGrid(np.stack(columns, axis=1), site.triangles, np.array(POSITIONS), losses)


@dataclass(frozen=True, eq=False)
class _Site:
    """Directions in which cement goes from a line along the axis, and obstacles in their way."""

    trajectory: Trajectory
    cavity: Target
    room: Enclosure
    directions: Floats
    triangles: Integers

    @classmethod
    def around(
        cls, trajectory: Trajectory, walls: Sequence[pv.PolyData], cavity: pv.PolyData
    ) -> "_Site":
        """Prepare the cavity and the bone around it."""
        middle = trajectory.at_z(trajectory.stops.balloon)
        room = Enclosure(walls, middle - 20.0, middle + 20.0)
        return cls(trajectory, Target(cavity), room, *geodesic(FINENESS))

    def origins(self, middle: float, half: float) -> Floats:
        """Place the start of every ray on the axis, ``middle`` ahead of the cavity's centre."""
        along = middle + half * (self.directions @ self.trajectory.direction)
        center = self.trajectory.at_z(self.trajectory.stops.balloon)
        return center + along[:, None] * self.trajectory.direction

    def to_wall(self, origins: Floats) -> Floats:
        """Go along every ray to the wall of the cavity."""
        return self.cavity.distance(origins, self.directions)

    def slug(self, share: float, seed: int) -> Floats:
        """Fill a share of the cavity, from the filler's tip to the rear, with a lumpy front."""
        stage = _Stage.at(self.trajectory, share)
        origins = self.origins(stage.middle, stage.half)
        radius = self.to_wall(origins) + OVERLAP * smoothstep(np.array(share), 0.8, 1.0)
        if share < 1.0:
            lumps = noise(4.0 * self.directions, 3.2, seed + 2)
            free = stage.grown * (1.0 + LUMPS * stage.ball * (lumps - lumps.mean()))
            radius = blend_min(free, radius, min(1.5, stage.grown))
        return origins + radius[:, None] * self.directions

    def lobes(self, usual: float, most: float, seed: int) -> list[Floats]:
        """Push lobes into the bone around the full cavity: half the usual, the usual, the most."""
        origins = self.origins(0.0, SPINE)
        base = self.to_wall(origins) + OVERLAP
        limit = np.maximum(self._limit(origins, base + 1.4 * LOBES + EVEN) - base, 0.0)
        steps = np.arange(0.0, 1.4 * LOBES, STEP)
        places = origins[:, None] + (base[:, None] + steps)[..., None] * self.directions[:, None]
        softness = noise(places, 3.9, seed) + 0.6 * noise(places, 1.9, seed + 1)
        excess = steps / np.clip(softness + 0.3, 0.05, 1.3)
        average = neighbour_average(len(base), self.triangles)

        def smoothed(way: Floats, passes: int) -> Floats:
            for _ in range(passes):
                way = 0.5 * way + 0.5 * (average @ way)
            return way

        def grown(push: float) -> Floats:
            even = max(push - LOBES, 0.0)
            way = smoothed(_first_exit(excess, min(push, LOBES)) * STEP + even, 9)
            way = np.maximum(blend_min(way, limit, 1.6), 0.0)
            # Thick paste has no corners, even where it fills those of its room.
            rounded = min(even / 2.0, 1.0)
            way += rounded * (np.minimum(smoothed(way, 6), limit) - way)
            return np.asarray(origins + (base + way)[:, None] * self.directions)

        held = np.array([volume_within(grown(push), self.triangles) for push in PUSHES])
        start, most = held[0], min(most, held[-1])
        usual = min(usual, start + USUAL_ROOM * (most - start))
        amounts = (0.5 * (start + usual), usual, most)
        return [grown(push) for push in np.interp(amounts, held, PUSHES)]

    def _limit(self, origins: Floats, longest: Floats) -> Floats:
        """Go along every ray as far as the bone, the midline and the rear stop allow."""
        wall = self.room.reach(origins, self.directions, MARGIN, longest)
        stops = self.trajectory.stops
        backward = np.maximum(-self.directions[:, 2], 1e-3)
        way = np.minimum(wall, (origins[:, 2] - stops.rear) / backward)
        if stops.midline is not None:
            side = np.sign(self.trajectory.point[0])
            inward = np.maximum(-side * self.directions[:, 0], 1e-3)
            way = np.minimum(way, (side * origins[:, 0] - stops.midline) / inward)
        return np.asarray(way)


def _filler_tip(trajectory: Trajectory) -> float:
    """Return where the filler's tip starts, mm ahead of the cavity's centre."""
    return trajectory.travel(trajectory.stops.balloon, trajectory.stops.filler)


def _first_exit(rows: Floats, level: float) -> Floats:
    """Find where each row first rises above a level, in steps from its start."""
    after = np.maximum(np.argmax(rows > level, axis=1), 1)
    pick = np.arange(len(rows))
    low, high = rows[pick, after - 1], rows[pick, after]
    return np.asarray(after - 1 + np.clip((level - low) / (high - low), 0.0, 1.0))
