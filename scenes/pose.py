"""Where everything is at one moment: a pure function of the case and the time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.anatomy import VERTEBRAE
from meshes.balloon import POSITIONS as BALLOON_POSITIONS
from meshes.balloon import inflation
from meshes.cement import POSITIONS as CEMENT_POSITIONS
from meshes.cement import filler_depth
from meshes.disc import disc_weights
from meshes.fracture import Fracture
from meshes.morph import hat_weights
from meshes.nerves import soft_weights
from meshes.stack import translation
from meshes.trajectory import LEFT_TRANSPEDICULAR
from scenes import timeline
from scenes.cameras import Camera, travel
from scenes.case import Case
from scenes.parts import WORLD
from scenes.track import smoothstep
from scenes.visibility import OPENINGS, Opening, shown_at

Matrix = NDArray[np.float64]

FRACTURE = Fracture(VERTEBRAE["L1"])

BESIDE = (-49.0, 0.0, 66.0)
"""Where the fractured shape stands beside the result, in mm."""

CRACK_CLOSING = 0.9
"""How far the crack would close if the whole lost height returned; unsourced."""

LIFT_STARTS = 0.15
"""Inflation at which the end plate begins to rise; unsourced."""


@dataclass(frozen=True, eq=False)
class Pose:
    """One moment of the walkthrough.

    Parameters
    ----------
    time : float
        0 to 11; an integer is a rest state.

    camera : Camera
        The guided camera.

    frames : mapping of str to numpy.ndarray
        ``(4, 4)`` rigid motions from rest, in mm.

    weights : mapping of str to numpy.ndarray
        ``(k,)`` weights of the morph targets, by channel.

    shown : mapping of str to float
        Opacity from 0 to 1, by group of parts.

    shades : mapping of str to float
        How cracked, compacted and hardened the materials are, 0 to 1.

    """

    time: float
    camera: Camera
    frames: Mapping[str, Matrix]
    weights: Mapping[str, NDArray[np.float64]]
    shown: Mapping[str, float]
    shades: Mapping[str, float]


@dataclass(frozen=True)
class BoneState:
    """How the treated body is deformed.

    Parameters
    ----------
    wedge : float
        Fraction of the front height that is missing.

    crack : float
        Opening of the crack, 0 to 1.

    """

    wedge: float
    crack: float


def pose_at(case: Case, time: float, opening: Opening = "guided") -> Pose:
    """Return where everything is at one moment.

    Parameters
    ----------
    case : Case
        The case shown.

    time : float
        0 to 11.

    opening : {"guided", "closed", "opened", "ghost"}, default: "guided"
        How the bones are shown: as the step asks for, whole, cut open, or seen through.

    Returns
    -------
    Pose
        The same for the same arguments, always.

    Raises
    ------
    ValueError
        If the time is outside the walkthrough, or the opening is none.

    """
    if not 0.0 <= time <= timeline.DURATION:
        msg = f"time must be between 0 and {timeline.DURATION:g}, got {time!r}"
        raise ValueError(msg)
    if opening not in OPENINGS:
        msg = f"opening must be one of {', '.join(OPENINGS)}, got {opening!r}"
        raise ValueError(msg)
    bone = bone_at(case, time)
    return Pose(
        time=time,
        camera=camera_at(time),
        frames=_frames(bone, time),
        weights=_weights(case, bone, time),
        shown=shown_at(time, opening),
        shades={"crack": bone.crack}
        | {name: shade(time) for name, shade in timeline.SHADES.items()},
    )


def bone_at(case: Case, time: float) -> BoneState:
    """Return how the treated body is deformed at one moment."""
    if time < timeline.LIFT.keys[0][0]:
        collapse = timeline.COLLAPSE(time)
        return BoneState(case.fractured_wedge * collapse, collapse)
    lifted = inflated_bone(case, timeline.LIFT(time))
    settling = timeline.SETTLING(time)
    wedge = lifted.wedge + settling * (case.final_wedge - case.inflated_wedge)
    return BoneState(wedge, _crack_at(case, wedge))


def inflated_bone(case: Case, position: float) -> BoneState:
    """Return the body's shape at one position among the balloon's keyframes."""
    lift = smoothstep(inflation(position), LIFT_STARTS, 1.0)
    wedge = case.fractured_wedge + lift * (case.inflated_wedge - case.fractured_wedge)
    return BoneState(wedge, _crack_at(case, wedge))


def final_bone(case: Case) -> BoneState:
    """Return the body's shape after the balloon is out, which it keeps."""
    return BoneState(case.final_wedge, _crack_at(case, case.final_wedge))


def camera_at(time: float) -> Camera:
    """Return the guided camera at one moment."""
    step = min(int(time), len(timeline.STEPS) - 2)
    start, end = timeline.TRAVEL[step]
    here, there = timeline.STEPS[step].camera, timeline.STEPS[step + 1].camera
    return travel(here, there, smoothstep(time, start, end))


def _crack_at(case: Case, wedge: float) -> float:
    """Close the crack in proportion to the height that has returned."""
    if case.fractured_wedge == 0.0:
        return 1.0
    return 1.0 - CRACK_CLOSING * (1.0 - wedge / case.fractured_wedge)


def _frames(bone: BoneState, time: float) -> dict[str, Matrix]:
    """Return the rigid motions: the spine above, and the instruments along their axis."""
    filler = timeline.FILLER(time) + filler_depth(timeline.FILL(time))
    offsets = {
        "cannula": timeline.CANNULA(time),
        "stylet": timeline.STYLET(time),
        "catheter": timeline.CATHETER(time),
        "filler": filler,
    }
    direction = np.asarray(LEFT_TRANSPEDICULAR.direction)
    return {
        WORLD: np.eye(4),
        "above": FRACTURE.spine_above(bone.wedge),
        "before": translation(BESIDE),
        **{name: translation(offset * direction) for name, offset in offsets.items()},
    }


def _weights(case: Case, bone: BoneState, time: float) -> dict[str, NDArray[np.float64]]:
    """Return the weights of every morphing part."""
    before = (case.fractured_wedge, 1.0)
    return {
        "fracture": FRACTURE.weights(bone.wedge, bone.crack),
        "before": FRACTURE.weights(*before),
        "disc": disc_weights(FRACTURE, bone.wedge, bone.crack),
        "soft": soft_weights(FRACTURE, bone.wedge, case.fractured_wedge),
        "balloon": hat_weights(timeline.INFLATION(time), BALLOON_POSITIONS),
        "cement": hat_weights(timeline.FILL(time), CEMENT_POSITIONS),
    }
