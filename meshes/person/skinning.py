"""Bones that turn, and the skin that goes with them."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from meshes.person.body_data import BodyData
from meshes.spine.stack import apply
from meshes.tools.arrays import Floats, unit

Turns: TypeAlias = dict[str, Floats]
"""Rotations (3, 3) by bone, in the body's own axes, about the bone's beginning."""


def about_axis(axis: Floats, angle: float) -> Floats:
    """Make a turn about any axis.

    Parameters
    ----------
    axis : (3,) float
        Direction of the axis; any length.

    angle : float
        Angle in radians.

    Returns
    -------
    (3, 3) float
        Rotation.

    """
    x, y, z = unit(np.asarray(axis, dtype=float))
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * skew + (1.0 - np.cos(angle)) * skew @ skew)


def onto(start: Floats, end: Floats) -> Floats:
    """Make the shortest turn that brings one direction onto another.

    Parameters
    ----------
    start, end : (3,) float
        Directions; any length, not opposite.

    Returns
    -------
    (3, 3) float
        Rotation.

    """
    first, second = unit(np.asarray(start, dtype=float)), unit(np.asarray(end, dtype=float))
    axis = np.cross(first, second)
    return about_axis(axis, float(np.arctan2(np.linalg.norm(axis), first @ second)))


def bone_motions(body: BodyData, turns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return how every bone moves.

    Parameters
    ----------
    body : BodyData
        The body, for its bones.

    turns : mapping of str to (3, 3) float
        Rotations of bones, each about the bone's beginning and before that of the bone that
        carries it.

    Returns
    -------
    dict of str to (4, 4) float
        Rigid motions.

    """
    motions: dict[str, Floats] = {}

    def motion(bone: str) -> Floats:
        if bone not in motions:
            own = np.eye(4)
            if bone in turns:
                own[:3, :3] = turns[bone]
                own[:3, 3] = body.joints[bone] - turns[bone] @ body.joints[bone]
            carrier = body.parents[bone]
            motions[bone] = motion(carrier) @ own if carrier in body.parents else own
        return motions[bone]

    return {bone: motion(bone) for bone in body.bones}


def skinned(body: BodyData, points: Floats, weights: Floats, turns: Mapping[str, Floats]) -> Floats:
    """Move points with the bones.

    Parameters
    ----------
    body : BodyData
        The body, for its bones.

    points : (n, 3) float
        Points at rest, mm.

    weights : (n, b) float
        Share of each bone in every point.

    turns : mapping of str to (3, 3) float
        Rotations, see `bone_motions`.

    Returns
    -------
    (n, 3) float
        Moved points.

    """
    moved = np.zeros_like(points)
    for k, motion in enumerate(bone_motions(body, turns).values()):
        near = weights[:, k] > 1e-6
        moved[near] += weights[near, k, None] * apply(motion, points[near])
    return moved
