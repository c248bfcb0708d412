"""The pose of everything at one moment: a pure function of the case and the time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meshes.devices.balloon import POSITIONS as BALLOON_POSITIONS
from meshes.devices.balloon import inflation
from meshes.devices.cement import POSITIONS as CEMENT_POSITIONS
from meshes.devices.cement import fill_position, filler_depth
from meshes.devices.trajectory import LEFT_TRANSPEDICULAR
from meshes.fracture.disc_motion import disc_weights
from meshes.fracture.plate_guide import plate_weights
from meshes.fracture.soft_motion import paired_weights, soft_weights
from meshes.person import posture_weights, standing_to_case
from meshes.spine.stack import translation
from meshes.tools.morph import grid_weights
from scenes.motion.broken import BoneState, crack_at
from scenes.motion.camera_travel import travel, turned_about_y
from scenes.motion.site import ABOVE, BEYOND, TOP, WORLD, Site, site_of
from scenes.story import timeline
from scenes.story.cameras import Camera, camera, vector_of
from scenes.story.case import MOST, Case
from scenes.story.script import Script, script_of
from scenes.story.steps import Leg, Step
from scenes.story.track import smoothstep
from scenes.story.visibility import OPENINGS, Opening, shown_at

Matrix = NDArray[np.float64]

LIFT_STARTS = 0.15
"""Inflation at which the end plate begins to rise; unsourced."""

POSTURE = "posture"
"""Channel of the weights that bend the person's body."""

SHAPED_FOR = (0.2, MOST)
"""Losses of height for which balloon and cement are shaped: an ordinary result, and the flattest
bone.  Between them they are interpolated; in a taller bone the first holds."""


@dataclass(frozen=True, eq=False)
class Pose:
    """One moment of the walkthrough.

    Parameters
    ----------
    time : float
        Of the treatment: 0 to the last of its rest states, which are whole numbers.

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

    cut : tuple of float
        The plane along which bones are opened, see :attr:`scenes.motion.site.Site.cut`.

    """

    time: float
    camera: Camera
    frames: Mapping[str, Matrix]
    weights: Mapping[str, NDArray[np.float64]]
    shown: Mapping[str, float]
    shades: Mapping[str, float]
    cut: tuple[float, ...]

    def weights_of(self, channel: str) -> NDArray[np.float64]:
        """Return the weights of a channel; the person's body bends with the spine on top."""
        return posture_weights(self.frames[TOP]) if channel == POSTURE else self.weights[channel]


def pose_at(
    case: Case, time: float, opening: Opening = "guided", *, accompanied: bool = False
) -> Pose:
    """Return the pose of everything at one moment.

    Parameters
    ----------
    case : Case
        The case shown.

    time : float
        Of the treatment, from 0 to :attr:`scenes.story.script.Script.duration`.

    opening : {"guided", "closed", "opened", "ghost"}, default: "guided"
        How the bones are shown: as the step asks for, whole, cut open, or seen through.

    accompanied : bool, default: False
        Whether person and room stand around, so that the camera shows them.

    Returns
    -------
    Pose
        The same for the same arguments, always.

    Raises
    ------
    ValueError
        If the time is outside the walkthrough, or the opening is none.

    """
    script = script_of(case)
    if not 0.0 <= time <= script.duration:
        msg = f"time must be between 0 and {script.duration:g}, got {time!r}"
        raise ValueError(msg)
    if opening not in OPENINGS:
        msg = f"opening must be one of {', '.join(OPENINGS)}, got {opening!r}"
        raise ValueError(msg)
    bone = bone_at(case, time)
    return Pose(
        time=time,
        camera=camera_at(case, time, accompanied=accompanied),
        frames=frames_at(case, time, bone),
        weights=weights_at(case, time, bone),
        shown=shown_at(script, time, opening),
        shades=shades_at(case, time, bone),
        cut=site_of(case).cut,
    )


def reach_of(case: Case) -> dict[str, NDArray[np.float64]]:
    """Return the signed extreme that each weight has in any case of the same family.

    Programs that pack glTF store weights as unsigned shares, so sign and size must live in the
    targets; and one file serves every loss of height.
    """
    site = site_of(case)
    fracture = site.fracture
    most, keys = disc_weights(fracture, MOST, 1.0), len(SHAPED_FOR)
    # The crack is open furthest before its walls are pressed together.
    most[2] = fracture.shape.crack
    reach = {
        "fracture": fracture.weights(MOST, 1.0),
        "disc": most,
        "soft": np.ones(len(_soft(site, MOST, 1.0))),
        "balloon": np.ones(len(BALLOON_POSITIONS) * keys - 1),
        "cement": np.ones(len(CEMENT_POSITIONS) * keys - 1),
    }
    reach["fracture"][2] = fracture.shape.crack
    both = np.concatenate([reach["fracture"], reach["fracture"], [1.0]])
    return reach | {"sunken": both} | _beside(site, most, 1.0)


def bone_at(case: Case, time: float) -> BoneState:
    """Return how the treated body is deformed at one moment."""
    script = script_of(case)
    moment = script.clock(time)
    collapse = script.collapse(moment)
    loss = case.fractured_loss * collapse
    loss += lift_at(script, moment) * (case.inflated_loss - case.fractured_loss)
    loss += timeline.SETTLING(moment) * (case.final_loss - case.inflated_loss)
    crack = crack_at(case.fractured_loss, loss) if collapse == 1.0 else collapse
    return BoneState(loss, crack * (1.0 - script.healing(time)))


def lift_at(script: Script, moment: float) -> float:
    """Return what share of the height that comes back has come back at a moment."""
    match script.lift:
        case "balloon":
            return _lifted(timeline.LIFT(moment))
        case "cement":
            return timeline.FILL(moment)
        case "nothing":
            return 0.0


def _lifted(position: float) -> float:
    """Return the same at a position among the balloon's keyframes."""
    return smoothstep(inflation(position), LIFT_STARTS, 1.0)


def final_bone(case: Case) -> BoneState:
    """Return the body's shape after the balloon is out, which it keeps."""
    return BoneState(case.final_loss, crack_at(case.fractured_loss, case.final_loss))


def tightest_bones(loss: float) -> tuple[BoneState, ...]:
    """Return the bones that leave least room to what is shaped for a loss.

    An open crack only bulges outward, and it closes with the loss.  What is shaped for the first
    loss serves in taller bones too, whose waists are elsewhere.
    """
    if loss > SHAPED_FOR[0]:
        return (BoneState(loss, crack_at(MOST, loss)),)
    closed = crack_at(MOST, 0.0)
    return BoneState(loss, closed), BoneState(0.0, closed)


def camera_at(case: Case, time: float, *, accompanied: bool = False) -> Camera:
    """Return the guided camera at one moment."""
    script = script_of(case)
    step = min(int(time), len(script.steps) - 2)
    site = site_of(case)
    here, there = (script.steps[place] for place in (step, step + 1))
    reached = _aimed(here, here.legs(accompanied=accompanied)[-1], site)
    for leg in there.legs(accompanied=accompanied):
        start, end = there.time + leg.start, there.time + leg.end
        if time < start:
            break
        aim = _aimed(there, leg, site)
        reached = travel(reached, aim, smoothstep(time, start, end))
    return reached


@lru_cache(maxsize=256)
def _aimed(step: Step, leg: Leg, site: Site) -> Camera:
    """Turn a camera to the needle's way if that is what it looks at, or to how a person stands."""
    guided, trajectory = leg.camera, site.trajectory
    if leg.standing:
        return _placed(guided, standing_to_case(site.level))
    if not step.follows or trajectory is LEFT_TRANSPEDICULAR:
        return guided
    usual = LEFT_TRANSPEDICULAR.lateral, trajectory.lateral
    was, now = (float(np.arctan2(way[0], way[2])) for way in usual)
    direction, up = (turned_about_y(vector, now - was) for vector in (guided.direction, guided.up))
    x, y, z = guided.target
    shift = trajectory.at_z(z) - LEFT_TRANSPEDICULAR.at_z(z)
    target = (x + float(shift[0]), y + float(shift[1]), z)
    return camera(target, direction, up, (guided.width, guided.height))


def _placed(view: Camera, place: Matrix) -> Camera:
    """Move a camera from a frame to the one in which that frame has a place."""
    direction, up = (place[:3, :3] @ vector for vector in (view.direction, view.up))
    target = place[:3, :3] @ view.target + place[:3, 3]
    return replace(view, target=vector_of(target), direction=vector_of(direction), up=vector_of(up))


def shades_at(case: Case, time: float, bone: BoneState) -> dict[str, float]:
    """Return how cracked, compacted and hardened the materials are, 0 to 1."""
    script = script_of(case)
    moment = script.clock(time)
    return {
        "crack": bone.crack,
        "compaction": timeline.COMPACTION(moment) if script.has_cavity else 0.0,
        "hardness": timeline.HARDNESS(moment),
    }


def frames_at(case: Case, time: float, bone: BoneState) -> dict[str, Matrix]:
    """Return the rigid motions: the spine above, and the instruments along their axis."""
    site, script = site_of(case), script_of(case)
    moment = script.clock(time)
    above, other = site.fracture.spine_above(bone.loss), site.neighbour
    beyond = {}
    if other is not None and other.is_above:
        beyond[BEYOND] = above @ other.spine_above(script.collapse(moment))
    filler = timeline.FILLER(moment) + filler_depth(site.trajectory, timeline.FILL(moment))
    offsets = {
        "cannula": timeline.CANNULA(moment),
        "stylet": timeline.STYLET(moment),
        "catheter": timeline.CATHETER(moment),
        "filler": filler,
    }
    direction = np.asarray(site.trajectory.direction)
    return {
        WORLD: np.eye(4),
        ABOVE: above,
        **beyond,
        TOP: beyond.get(BEYOND, above),
        **{name: translation(offset * direction) for name, offset in offsets.items()},
    }


def weights_at(case: Case, time: float, bone: BoneState) -> dict[str, NDArray[np.float64]]:
    """Return the weights of every morphing part."""
    site, script = site_of(case), script_of(case)
    moment = script.clock(time)
    fracture, collapse = site.fracture, script.collapse(moment)
    disc = disc_weights(fracture, bone.loss, bone.crack)
    # Balloon and cement must fit into the bone as it is now and as it will settle.
    room = max(bone.loss, case.final_loss)
    inflated = timeline.INFLATION(moment)
    filled = fill_position(timeline.FILL(moment), case.cement)
    return {
        "fracture": fracture.weights(bone.loss, bone.crack),
        "sunken": plate_weights(fracture, case.fractured_loss, bone.loss, bone.crack),
        "disc": disc,
        "soft": _soft(site, bone.loss, collapse),
        "balloon": grid_weights(inflated, BALLOON_POSITIONS, room, SHAPED_FOR),
        "cement": grid_weights(filled, CEMENT_POSITIONS, room, SHAPED_FOR),
        **_beside(site, disc, collapse),
    }


def _soft(site: Site, loss: float, collapse: float) -> NDArray[np.float64]:
    """Return the weights of soft tissue, which a broken bone above bends too."""
    if site.neighbour is None or not site.neighbour.is_above:
        return soft_weights(loss, MOST)
    return paired_weights(loss, MOST, collapse)


def _beside(
    site: Site, disc: NDArray[np.float64], collapse: float
) -> dict[str, NDArray[np.float64]]:
    """Return the weights of a broken bone above, of the disc over it and of that under it.

    The disc between both broken bones follows the treated one, and where endplates sink in, as
    its last weight, the one above.
    """
    other = site.neighbour
    if other is None or not other.is_above:
        return {}
    beside = {"beside": other.weights(collapse), "disc_beside": other.disc_weights(collapse)}
    if other.fracture.shape.dish:
        beside["disc"] = np.append(disc, beside["beside"][-1])
    return beside
