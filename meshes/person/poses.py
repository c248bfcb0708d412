"""The two postures of the body: standing, and lying face down (all angles unsourced)."""

import numpy as np

from meshes.person.body_surface import BodySurface
from meshes.person.fitted_body import FittedBody, fitted_body, palm_side
from meshes.person.skinning import Turns, about_axis, bone_motions, onto, skinned
from meshes.tools.arrays import Floats, unit

RIGHT, UP, AHEAD = np.eye(3)
SIDES = (("l", 1.0), ("r", -1.0))


def standing(surface: BodySurface) -> Floats:
    """Let the arms hang and bring the legs together.

    Parameters
    ----------
    surface : BodySurface
        The body with its arms spread.

    Returns
    -------
    (n, 3) float
        Its points in the standing frame, mm.

    """
    body = fitted_body()
    turns: Turns = {}
    for side, sign in SIDES:
        arms = _arm(body, side, (0.16 * sign, -1.0, -0.05), (0.05 * sign, -1.0, 0.20))
        turns |= arms
        turns[f"clavicle_{side}"] = about_axis(AHEAD, np.radians(-3.0 * sign))
        turns[f"thigh_{side}"] = about_axis(AHEAD, np.radians(-4.5 * sign))
        turns[f"foot_{side}"] = about_axis(AHEAD, np.radians(4.5 * sign))
    return skinned(body, surface.points, surface.weights, turns)


def lying(surface: BodySurface) -> Floats:
    """Lay the body on its front: arms beside the head, head to its left, feet stretched.

    Parameters
    ----------
    surface : BodySurface
        The body with its arms spread.

    Returns
    -------
    (n, 3) float
        Its points in the standing frame, mm: Z points to the table.

    """
    body = fitted_body()
    turns: Turns = {}
    for side, sign in SIDES:
        turns |= _arm(body, side, (0.74 * sign, 0.62, 0.32), (-0.02 * sign, 0.98, 0.06))
        shoulder = about_axis(AHEAD, np.radians(16.0 * sign))
        turns[f"clavicle_{side}"] = shoulder
        turns[f"upperarm_{side}"] = shoulder.T @ turns[f"upperarm_{side}"]
        turns[f"thigh_{side}"] = about_axis(AHEAD, np.radians(-4.0 * sign))
        turns[f"calf_{side}"] = about_axis(RIGHT, np.radians(4.0))
        turns[f"foot_{side}"] = about_axis(RIGHT, np.radians(48.0))
    turns["neck_01"] = about_axis(UP, np.radians(28.0)) @ about_axis(RIGHT, np.radians(6.0))
    turns["head"] = about_axis(UP, np.radians(44.0))
    for side, _ in SIDES:
        turns |= _flat_hand(body, side, turns)
    return skinned(body, surface.points, surface.weights, turns)


def _flat_hand(body: FittedBody, side: str, turns: Turns) -> Turns:
    """Turn forearm and hand about the arm, half each, until the palm looks to the table."""
    forearm, hand = f"lowerarm_{side}", f"hand_{side}"
    carried = bone_motions(body, turns)[hand][:3, :3]
    axis = unit(carried @ (body.joints[hand] - body.joints[forearm]))
    across = unit(AHEAD - axis * (axis @ AHEAD))
    palm = carried @ palm_side(body, side)
    twist = float(np.arctan2(np.cross(palm, across) @ axis, palm @ across))
    half = carried.T @ about_axis(axis, twist / 2) @ carried
    # Fingers lie flat: what bent them at rest is taken back.
    knuckles = body.joints[f"middle_01_{side}"] - body.joints[hand]
    level = about_axis(np.cross(knuckles, palm_side(body, side)), np.radians(-14.0))
    return {forearm: turns[forearm] @ half, hand: half @ level}


def _arm(body: FittedBody, side: str, upper: tuple[float, ...], lower: tuple[float, ...]) -> Turns:
    """Turn upper arm and forearm into directions."""
    shoulder, elbow, wrist = (
        body.joints[f"{part}_{side}"] for part in ("upperarm", "lowerarm", "hand")
    )
    first = onto(elbow - shoulder, np.array(upper))
    second = onto(first @ (wrist - elbow), np.array(lower))
    return {f"upperarm_{side}": first, f"lowerarm_{side}": first.T @ second @ first}
