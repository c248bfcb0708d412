"""The two postures of the body: standing, and lying face down (all angles unsourced)."""

import numpy as np

from meshes.person.body_surface import BodySurface
from meshes.person.fitted_body import FittedBody, fitted_body
from meshes.person.skinning import Turns, about_axis, onto, skinned
from meshes.tools.arrays import Floats

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
        turns |= _arm(body, side, (0.74 * sign, 0.64, 0.20), (-0.02 * sign, 0.98, 0.16))
        shoulder = about_axis(AHEAD, np.radians(16.0 * sign))
        turns[f"clavicle_{side}"] = shoulder
        turns[f"upperarm_{side}"] = shoulder.T @ turns[f"upperarm_{side}"]
        turns[f"thigh_{side}"] = about_axis(AHEAD, np.radians(-4.0 * sign))
        turns[f"calf_{side}"] = about_axis(RIGHT, np.radians(10.0))
        turns[f"foot_{side}"] = about_axis(RIGHT, np.radians(48.0))
    turns["neck_01"] = about_axis(UP, np.radians(28.0)) @ about_axis(RIGHT, np.radians(6.0))
    turns["head"] = about_axis(UP, np.radians(44.0))
    return skinned(body, surface.points, surface.weights, turns)


def _arm(body: FittedBody, side: str, upper: tuple[float, ...], lower: tuple[float, ...]) -> Turns:
    """Turn upper arm and forearm into directions."""
    shoulder, elbow, wrist = (
        body.joints[f"{part}_{side}"] for part in ("upperarm", "lowerarm", "hand")
    )
    first = onto(elbow - shoulder, np.array(upper))
    second = onto(first @ (wrist - elbow), np.array(lower))
    return {f"upperarm_{side}": first, f"lowerarm_{side}": first.T @ second @ first}
