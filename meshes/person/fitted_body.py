"""The body, made as tall as the spine needs, with the back at the right distance behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from scipy import ndimage

from meshes.person.body_data import BodyData, body_data
from meshes.person.far_vertebrae import far_shape, vertebra_placement
from meshes.person.skinning import Turns, about_axis, skinned
from meshes.person.spine_chain import SACRUM, SPINE, spine_places, standing_to_case
from meshes.spine.stack import apply, inverse
from meshes.tools.arrays import Floats, dot, unit
from meshes.tools.surface import points_of

SCALE = 1.07
"""Makes the body 1.69 m tall, so that it fits the large vertebrae (unsourced)."""

PLATE_OVER_HIPS = 70.0
"""Height of the sacrum's plate over the hip joints, mm (unsourced)."""

COVER = np.array(
    [
        [-260.0, 30.0],
        [-150.0, 26.0],
        [0.0, 23.0],
        [60.0, 20.0],
        [150.0, 15.0],
        [260.0, 15.0],
        [330.0, 26.0],
        [400.0, 40.0],
    ]
)
"""How thick skin, fat and muscle are behind the spinous processes, by height over L1, mm
(unsourced, textbook-like)."""

BEHIND_PLATE = ((-45.0, -62.0), (-90.0, -72.0))
"""Rear points of the sacrum, seen from the middle of its plate, upright: Y and Z in mm."""

ARM = ("upperarm", "lowerarm", "hand", "index", "middle", "pinky", "ring", "thumb")
FINGERS = ("index", "middle", "ring", "pinky")


@dataclass(frozen=True, eq=False)
class FittedBody(BodyData):
    """A body in the standing frame, arms spread.

    Attributes
    ----------
    arm : (n,) float
        Share that the arm's bones have in every point.

    """

    arm: Floats = field(repr=False)


@cache
def fitted_body() -> FittedBody:
    """Fit the body to the standing spine.

    Returns
    -------
    FittedBody
        In the standing frame: origin in the middle of L1, Y up; symmetric in x.

    Raises
    ------
    BodyDataMissingError
        If the package with the files of a body is not installed.

    """
    plain = body_data()
    places = standing_places()
    lift = places[SACRUM][1, 3] - PLATE_OVER_HIPS - SCALE * plain.joints["thigh_l"][1]
    shift = np.array([0.0, lift, 0.0])
    joints = {bone: SCALE * joint + shift for bone, joint in plain.joints.items()}
    body = replace(plain, points=SCALE * plain.points + shift, joints=joints)
    body = replace(body, points=skinned(body, body.points, body.weights, _closed_hands(body)))
    arm = bone_share(body, body.weights, ARM)
    heights, shifts = _shifts(body.points)
    shoulder = float(np.interp(body.joints["upperarm_l"][1], heights, shifts))

    def moved(points: Floats, arms: Floats) -> Floats:
        back = np.interp(points[:, 1], heights, shifts) * (1.0 - arms) + shoulder * arms
        return points + back[:, None] * [0.0, 0.0, 1.0]

    arms = {bone: np.array([float(bone.split("_")[0] in ARM)]) for bone in body.bones}
    return FittedBody(
        points=moved(body.points, arm),
        triangles=body.triangles,
        bones=body.bones,
        weights=body.weights,
        joints={bone: moved(joint[None], arms[bone])[0] for bone, joint in body.joints.items()},
        parents=body.parents,
        arm=arm,
    )


def standing_places() -> Mapping[str, Floats]:
    """Return the places of all vertebrae in the standing frame, by level."""
    stand = inverse(standing_to_case("L1"))
    return {level: stand @ place for level, place in spine_places("L1").items()}


def bone_share(body: BodyData, weights: Floats, parts: tuple[str, ...]) -> Floats:
    """Return the share that some bones have in points.

    Parameters
    ----------
    body : BodyData
        The body, for its bones.

    weights : (n, b) float
        Shares of its bones.

    parts : tuple of str
        First words of the bones' names.

    Returns
    -------
    (n,) float
        Between 0 and 1.

    """
    chosen = [bone.split("_")[0] in parts for bone in body.bones]
    return np.asarray(weights[:, chosen].sum(axis=1))


def _shifts(points: Floats) -> tuple[Floats, Floats]:
    """Return how far the body has to move forward, by height, to cover the spine's rear."""
    rear = np.array(sorted(_rear_of_spine()))
    wanted = rear[:, 1] - np.interp(rear[:, 0], *COVER.T)
    heights = np.arange(-240.0, 420.0, 12.0)
    narrow = points[np.abs(points[:, 0]) < 24.0]
    skin = [narrow[np.abs(narrow[:, 1] - y) < 16.0, 2].min() for y in heights]
    shift = np.interp(heights, rear[:, 0], wanted) - skin
    smooth = ndimage.gaussian_filter1d(shift, 2.2, mode="nearest")
    # Hips and legs stay under the trunk, and the head keeps its shape.
    kept = (heights > -195.0) & (heights < 335.0)
    return heights[kept], smooth[kept]


def _rear_of_spine() -> list[tuple[float, float]]:
    """List the rear ends of the spinous processes and of the sacrum: Y and Z, mm."""
    places = standing_places()
    rear = []
    for level in SPINE[1:]:
        name, placement = vertebra_placement(level, places[level])
        points = apply(placement, points_of(far_shape(name)))
        tip = points[points[:, 2].argmin()]
        rear.append((float(tip[1]), float(tip[2])))
    _, y, z = places[SACRUM][:3, 3]
    return rear + [(float(y + up), float(z + ahead)) for up, ahead in BEHIND_PLATE]


def _closed_hands(body: BodyData) -> Turns:
    """Bring the fingers side by side, a little bent, as in a hand at rest (unsourced angles)."""
    turns: Turns = {}
    for side in ("l", "r"):
        hand = body.joints[f"hand_{side}"]
        ahead = unit(body.joints[f"middle_01_{side}"] - hand)
        across = body.joints[f"pinky_01_{side}"] - body.joints[f"index_01_{side}"]
        palm = unit(np.cross(ahead, across))
        across = np.cross(palm, ahead)
        for finger in FINGERS:
            names = [f"{finger}_0{k}_{side}" for k in (1, 2, 3)]
            start, middle = body.joints[names[0]], body.joints[names[2]]
            way = middle - start
            astray = float(np.arctan2(way @ across, way @ ahead))
            bend = float(np.sign(np.cross(across, ahead) @ palm_side(body, side)))
            curl = about_axis(across, bend * np.radians(12.0))
            turns[names[0]] = about_axis(palm, -astray) @ curl
            turns[names[1]] = turns[names[2]] = curl
        turns[f"thumb_01_{side}"] = _towards(body, side, ahead)
    return turns


def palm_side(body: BodyData, side: str) -> Floats:
    """Return the direction in which a palm looks: where the thumb's end lies.

    Parameters
    ----------
    body : BodyData
        The body, arms spread.

    side : {"l", "r"}
        The hand.

    Returns
    -------
    (3,) float
        Unit vector.

    """
    knuckles = [body.joints[f"{finger}_01_{side}"] for finger in FINGERS]
    centre = (np.mean(knuckles, axis=0) + body.joints[f"hand_{side}"]) / 2
    normal = np.cross(knuckles[3] - knuckles[0], knuckles[1] - body.joints[f"hand_{side}"])
    thumb = body.joints[f"thumb_03_{side}"] - centre
    return np.asarray(np.sign(dot(thumb, normal)) * unit(normal))


def _towards(body: BodyData, side: str, ahead: Floats) -> Floats:
    """Turn the thumb partly along the hand."""
    way = unit(body.joints[f"thumb_03_{side}"] - body.joints[f"thumb_01_{side}"])
    axis = np.cross(way, ahead)
    return about_axis(axis, 0.45 * float(np.arcsin(np.linalg.norm(axis))))
