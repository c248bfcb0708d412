"""Measures of the model over time: heights, angle, and the place of the needle's tip."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyvista as pv

from meshes.devices.instruments import SIZES
from meshes.devices.trajectory import Trajectory
from meshes.fracture.landmarks import measured, moving_landmarks
from meshes.fracture.warp import Fracture
from meshes.tools.arrays import Floats
from meshes.tools.surface import points_of
from scenes.model.checkpoints import checkpoint_lines
from scenes.motion.broken import BoneState
from scenes.motion.pose import bone_at
from scenes.motion.site import site_of
from scenes.story.case import MOST, Case
from scenes.story.script import script_of
from scenes.story.timeline import CANNULA, STYLET, time_of

SHAPES = 13
"""Moments at which the bone is measured in each stretch of time in which it changes its shape."""

LOSSES = np.linspace(0.0, MOST, 22)
"""Losses of height at which the bone is measured for cases with other numbers."""

CHECK_LOSSES = (0.0, MOST / 2, MOST)
"""Losses of height for which the needle's checks are made; between them the wall moves evenly."""

BEFORE = -1.0
"""Time at which a bone was healthy whose story begins when it is broken."""

ENTRY = np.linspace(time_of("ready"), time_of("cannulas"), 101)
"""Moments of the procedure at which the needle's tip is followed."""

PEDICLE_MIDDLE = 2.0
"""Millimetres above and below its middle within which a pedicle's inner border is looked for."""

Track = dict[str, list[float]]


def measure_tracks(case: Case, surface: pv.PolyData) -> dict[str, Track]:
    """Measure the treated bone and the needle over the whole walkthrough.

    Parameters
    ----------
    case : Case
        The case.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    Returns
    -------
    dict of str to dict
        Keyframes (``times``, ``values``) of: ``anterior``, ``middle`` and ``posterior`` heights in
        mm and ``kyphosis`` in degrees, as :class:`meshes.fracture.landmarks.BodyMeasures` defines
        them; ``past_wall``, how many mm the left needle's tip lies in front of the back wall of the
        body, as the side view shows it; ``inside_pedicle``, how many mm its inner edge lies
        outside the pedicle's inner border, as the front view shows it; and ``wall_first``, how
        many mm the tip was past the wall when that edge crossed that border, negative where it
        crossed too early.

    """
    return shape_tracks(case, surface) | needle_tracks(case, surface)


def heights_by_loss(case: Case, surface: pv.PolyData) -> dict[str, list[float]]:
    """Measure heights in mm and the angle in degrees over the losses that a case may have.

    Parameters
    ----------
    case : Case
        Any case of the family.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    Returns
    -------
    dict of str to list of float
        ``losses``, and for each of them ``anterior``, ``middle``, ``posterior`` and ``kyphosis``.

    """
    states = [BoneState(float(loss), 1.0) for loss in LOSSES]
    taken = _measured(site_of(case).fracture, surface, states)
    return {"losses": LOSSES.tolist()} | {
        name: np.round(values, 2).tolist() for name, values in taken.items()
    }


def checks_by_loss(case: Case, surface: pv.PolyData) -> dict[str, Any]:
    """Follow the needle's tip past the back wall, as that stands after several losses of height.

    Parameters
    ----------
    case : Case
        Any case of the family.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    Returns
    -------
    dict of str to list
        ``losses``, and for each of them the values of ``past_wall`` and ``wall_first`` at the times
        that they have in :func:`measure_tracks`.

    """
    tracks = [needle_tracks(replace(case, height_loss=loss), surface) for loss in CHECK_LOSSES]
    return {"losses": list(CHECK_LOSSES)} | {
        name: [track[name]["values"] for track in tracks] for name in ("past_wall", "wall_first")
    }


def shape_tracks(case: Case, surface: pv.PolyData) -> dict[str, Track]:
    """Measure heights in mm and the angle in degrees wherever the bone changes its shape.

    The first key is the healthy bone: at :data:`BEFORE` where the story begins with a broken one.
    """
    stretches = script_of(case).shaping()
    times = np.unique([np.linspace(start, end, SHAPES) for start, end in stretches])
    states = [bone_at(case, time) for time in times.tolist()]
    if script_of(case).broken:
        broken = bone_at(case, 0.0)
        times, states = np.append([BEFORE, 0.0], times), [BoneState(0.0, 0.0), broken, *states]
    taken = _measured(site_of(case).fracture, surface, states)
    return {name: _track(times, values) for name, values in taken.items()}


def _measured(
    fracture: Fracture, surface: pv.PolyData, states: Sequence[BoneState]
) -> dict[str, Floats]:
    targets = fracture.targets(points_of(surface))
    landmarks, *moves = moving_landmarks(surface, fracture.size, targets)
    rows = []
    for state in states:
        weights = fracture.weights(state.loss, state.crack)
        taken = measured(landmarks + np.tensordot(weights, moves, axes=1))
        angle = float(np.degrees(taken.kyphosis))
        rows.append([taken.anterior, taken.middle, taken.posterior, angle])
    names = ("anterior", "middle", "posterior", "kyphosis")
    return dict(zip(names, np.transpose(rows), strict=True))


def needle_tracks(case: Case, surface: pv.PolyData) -> dict[str, Track]:
    """Follow the foremost tip of the left needle past the two borders that are checked on X-ray.

    They are the back wall of the body at the tip's height and the inner border of the pedicle, as
    the X-ray pictures mark them.
    """
    lines, middle = checkpoint_lines(case, surface), site_of(case).fracture.size.pedicle_y
    trajectory, clock = site_of(case).trajectory, script_of(case).clock
    times = np.array(clock.own(ENTRY.tolist()) or [0.0])
    tips = np.array([_tip(trajectory, clock(time)) for time in times.tolist()])
    _, heights, depths = lines["posterior_wall"].T
    wall = np.interp(tips[:, 1], heights, depths)
    across, up, _ = lines["pedicle_left"].T
    inner_border = across[np.abs(up - middle) < PEDICLE_MIDDLE].min()
    past, outside = tips[:, 2] - wall, tips[:, 0] - SIZES.cannula - inner_border
    # On its way in the tip crosses the border once; a needle that stays outside is at its deepest.
    inwards = slice(int(tips[:, 2].argmax()) + 1)
    crossing = float(np.interp(0.0, -outside[inwards], past[inwards]))
    return {
        "past_wall": _track(times, past),
        "inside_pedicle": _track(times, outside),
        "wall_first": _track(times[:1], np.array([crossing])),
    }


def _tip(trajectory: Trajectory, moment: float) -> Floats:
    """Return the foremost point of stylet and cannula."""
    stops, direction = trajectory.stops, trajectory.direction
    stylet = trajectory.at_z(stops.stylet) + STYLET(moment) * direction
    cannula = trajectory.at_z(stops.cannula) + CANNULA(moment) * direction
    return stylet if stylet[2] > cannula[2] else cannula


def _track(times: Floats, values: Floats) -> Track:
    return {"times": np.round(times, 4).tolist(), "values": np.round(values, 2).tolist()}
