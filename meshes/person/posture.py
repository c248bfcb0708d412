"""How the person bends with the broken bone: exact in one motion, linear in four weights.

Everything follows the motion ``A`` of the spine over the treated bone, ``A p = R p + t``: a turn by
``theta`` about X and a shift.  The four weights are ``sin theta``, ``cos theta - 1``, ``t_y`` and
``t_z``.  A point that goes with a share ``s`` of the motion moves to ``R(s theta) p + s t``.

* The trunk's share rises from 0 to 1 between 70 mm below the treated level and 70 mm above it.
* The neck turns back by a share of ``theta``, over 125 mm above its seventh vertebra.
* The arms go with the shoulders and hang as the person stands.
* The hips lean back by a share of ``theta``, so the legs turn the other way in the case's frame,
  and up turns with them.

How much neck and hips give is unsourced: drawn so that the person looks ahead and does not fall.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from meshes.person.fitted_body import fitted_body
from meshes.person.spine_chain import spine_places, standing_to_case
from meshes.spine.stack import apply, inverse, rotate, rotation_x
from meshes.tools.arrays import Floats, smoothstep

REACH = 70.0
"""How far from the treated level the trunk begins and ends to bend, mm."""

NECK_LIFT, NECK_LENGTH, NECK_START = 0.8, 125.0, -15.0
"""Share of the bend that the neck takes back, over which height, and from how far over the middle
of its seventh vertebra, mm."""

HIP_LEAN = 4.0 / 15.5
"""Share of the bend by which the hips lean back."""

LEGS = (-165.0, -330.0)
"""Heights in the standing frame from which, and below which wholly, skin goes with the legs, mm."""

MOST = np.radians(25.0)
"""Bend up to which the four weights are fitted."""


@dataclass(frozen=True, eq=False)
class Hinges:
    """What the person bends about, in the case's frame.

    Attributes
    ----------
    neck, shoulder, hips : (3,) float
        Middle of the seventh vertebra of the neck, of the shoulders, and of the hip joints, mm.

    to_standing : (4, 4) float
        Transform from the case's frame to the standing frame.

    """

    neck: Floats
    shoulder: Floats
    hips: Floats
    to_standing: Floats


@cache
def hinges(treated: str) -> Hinges:
    """Return what the person bends about.

    Parameters
    ----------
    treated : str
        The treated level.

    Returns
    -------
    Hinges
        In the case's frame.

    """
    to_case = standing_to_case(treated)
    joints, middle = fitted_body().joints, np.array([0.0, 1.0, 1.0])
    return Hinges(
        neck=spine_places(treated)["C7"][:3, 3],
        shoulder=apply(to_case, joints["upperarm_l"] * middle),
        hips=apply(to_case, joints["thigh_l"] * middle),
        to_standing=inverse(to_case),
    )


def posture_weights(spine_above: Floats) -> Floats:
    """Return the weights of the posture's targets.

    Parameters
    ----------
    spine_above : (4, 4) float
        Motion of the spine over the treated bone: a turn about X and a shift in Y and Z.

    Returns
    -------
    (4,) float
        Sine of the turn, its cosine minus one, and the shift in mm.

    """
    return np.array(
        [spine_above[2, 1], spine_above[1, 1] - 1.0, spine_above[1, 3], spine_above[2, 3]]
    )


def standing_up(treated: str, theta: float = 0.0) -> Floats:
    """Return which way is up for the standing person.

    Parameters
    ----------
    treated : str
        The treated level.

    theta : float, default: 0.0
        Turn of the spine over the treated bone, radians.

    Returns
    -------
    (3,) float
        Unit vector in the case's frame.

    """
    return rotate(rotation_x(HIP_LEAN * theta), standing_to_case(treated)[:3, 1])


def posture_targets(treated: str, points: Floats, arm: Floats | None = None) -> Floats:
    """Return how far points of the person move for each weight.

    Parameters
    ----------
    treated : str
        The treated level.

    points : (n, 3) float
        Points of the healthy standing person in the case's frame, mm.

    arm : (n,) float, default: None
        Share that the arms have in them; none when not given.

    Returns
    -------
    (4, n, 3) float
        Displacements in mm per unit of `posture_weights`.

    """
    at, arms = hinges(treated), np.zeros(len(points)) if arm is None else arm
    share, lift, legs = _shares(treated, points)
    shift = share[:, None]
    trunk = _turned(points, share)
    trunk[2:, :, 1:] += np.eye(2)[:, None] * shift
    # Above the seventh vertebra the trunk's share is one: the neck turns about its place.
    neck = _turned(points - at.neck, 1.0 - NECK_LIFT * lift) + _followed(at.neck)
    leg = _turned(points - at.hips, HIP_LEAN * legs)
    hanging = _turned(points - at.shoulder, np.full(len(points), HIP_LEAN))
    body = np.where((lift > 0.0)[:, None], neck, trunk + leg)
    return np.asarray(body + arms[:, None] * (hanging + _followed(at.shoulder) - body))


def postured(
    treated: str, points: Floats, spine_above: Floats, arm: Floats | None = None
) -> Floats:
    """Move points of the person exactly, without the four weights.

    Parameters
    ----------
    treated, points, arm
        See `posture_targets`.

    spine_above : (4, 4) float
        Motion of the spine over the treated bone.

    Returns
    -------
    (n, 3) float
        Moved points, mm.

    """
    at, arms = hinges(treated), np.zeros(len(points)) if arm is None else arm
    theta = float(np.arctan2(spine_above[2, 1], spine_above[1, 1]))
    share, lift, legs = _shares(treated, points)
    trunk = _exact(points, theta * share) + share[:, None] * spine_above[:3, 3]
    turned = _exact(points - at.neck, theta * (1.0 - NECK_LIFT * lift))
    neck = turned + apply(spine_above, at.neck)
    leg = _exact(points - at.hips, theta * HIP_LEAN * legs) + at.hips
    hanging = _exact(points - at.shoulder, np.full(len(points), theta * HIP_LEAN))
    hanging += apply(spine_above, at.shoulder)
    body = np.where((lift > 0.0)[:, None], neck, trunk + leg - points)
    return np.asarray(body + arms[:, None] * (hanging - body))


def _shares(treated: str, points: Floats) -> tuple[Floats, Floats, Floats]:
    """Shares with which points go with the trunk, the lifted neck and the legs."""
    at = hinges(treated)
    height = points[:, 1]
    share = smoothstep(height, -REACH, REACH)
    start = at.neck[1] + NECK_START
    lift = smoothstep(height, start, start + NECK_LENGTH)
    legs = smoothstep(apply(at.to_standing, points)[:, 1], *LEGS)
    return share, lift, legs


def _exact(points: Floats, angles: Floats) -> Floats:
    """Turn each point about X through the origin by its own angle."""
    x, y, z = points.T
    c, s = np.cos(angles), np.sin(angles)
    return np.stack([x, c * y - s * z, s * y + c * z], axis=1)


def _turned(points: Floats, share: Floats) -> Floats:
    """Targets of points that turn about the origin by a share of the bend, (4, n, 3)."""
    sine, cosine = _fitted(share)
    _, y, z = points.T
    zero = np.zeros_like(y)
    across, inward = np.stack([zero, -z, y], axis=1), np.stack([zero, y, z], axis=1)
    targets = np.zeros((4, *points.shape))
    targets[:2] = sine[:, :, None] * across + cosine[:, :, None] * inward
    return targets


def _followed(point: Floats) -> Floats:
    """Targets of what goes with a point that follows the motion wholly, (4, 1, 3)."""
    targets = np.zeros((4, 1, 3))
    targets[0, 0] = [0.0, -point[2], point[1]]
    targets[1, 0] = [0.0, point[1], point[2]]
    targets[2:, 0, 1:] = np.eye(2)
    return targets


def _fitted(share: Floats) -> tuple[Floats, Floats]:
    """Write sine and cosine of a share of the bend by those of the whole, (2, n) each.

    A share of 0 or 1 comes out exactly; in between the fit over all bends is off by less than
    0.002.
    """
    bend = np.linspace(0.0, MOST, 26)
    inverse = np.linalg.pinv(np.stack([np.sin(bend), np.cos(bend) - 1.0], axis=1))
    part = bend[:, None] * share
    return inverse @ np.sin(part), inverse @ (np.cos(part) - 1.0)
