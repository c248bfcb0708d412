"""Simulated fluoroscopy: the two X-ray pictures by which the team works, of the very same meshes.

Each closed surface weakens the rays by its attenuation times their way inside it.  Bone is a dense
shell around a light core: its surface is followed once more, a little further in, with what the
core lacks.  The viewer computes the same on the graphics card (``xray.ts``).
"""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from meshes.tools.arrays import Floats, Integers
from meshes.tools.surface import triangles_of
from scenes.look.xray import (
    BODY,
    DISTANCE,
    FIELD,
    GAMMA,
    GLOW,
    MASK,
    SCATTER,
    SHELL,
    SPREAD,
    VEIL,
    VIEWS,
    WHITE,
    View,
    exposure,
)
from scenes.model.parts import Part
from scenes.model.spine import Spine
from scenes.motion.pose import Pose
from scenes.paint.pathlength import path_lengths

Polarity = Literal["dark", "bright"]
"""Bone is dark, as on the screen of a C-arm, or bright, as on printed X-rays."""

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)


def attenuation(spine: Spine, pose: Pose, view: View, size: int) -> Floats:
    """Sum up how much every ray is weakened.

    Parameters
    ----------
    spine : Spine
        The parts of one case.

    pose : Pose
        The moment.

    view : View
        Where the rays come from.

    size : int
        Width and height in pixels.

    Returns
    -------
    (size, size) float
        Exponent of the weakening, first row on top; 0 beside the spine.

    """
    total = np.zeros((size, size))
    for part in spine.parts:
        exposed = exposure(part.material, part.shown)
        if exposed is None or (part.shown not in BODY and pose.shown[part.shown] <= 0.0):
            continue
        points, normals, triangles = posed(part, pose)
        layers = [(points, exposed.outer)]
        if exposed.inner is not None:
            layers.append((points - SHELL * normals, exposed.inner))
        for surface, strength in layers:
            seen = seen_from(surface, view)
            total += strength * path_lengths(
                seen, triangles, distance=DISTANCE, field=FIELD, size=size
            )
    return total


def posed(part: Part, pose: Pose) -> tuple[Floats, Floats, Integers]:
    """Return points in mm, unit normals and outward triangles of a part in the world."""
    weights = pose.weights[part.weights] if part.weights else np.zeros(0)
    frame = pose.frames[part.frame]
    points = part.points_at(weights) @ frame[:3, :3].T + frame[:3, 3]
    normals = part.normals_at(weights) @ frame[:3, :3].T
    triangles = triangles_of(part.mesh)
    if part.mirrored:
        flip = np.array([-1.0, 1.0, 1.0])
        return points * flip, normals * flip, triangles[:, ::-1]
    return points, normals, triangles


def seen_from(points: Floats, view: View) -> Floats:
    """Return points as the source sees them: to the right, up, and towards it."""
    axes = np.stack([np.cross(view.up, view.direction), view.up, view.direction])
    return np.asarray((points - np.asarray(view.target)) @ axes.T) - (0.0, 0.0, DISTANCE)


def screen(weakened: Floats, polarity: Polarity = "dark") -> Floats:
    """Turn attenuation into the grey of a screen.

    Parameters
    ----------
    weakened : (n, n) float
        Attenuation, as :func:`attenuation` gives it.

    polarity : {"dark", "bright"}, default: "dark"
        Whether bone is dark or bright.

    Returns
    -------
    (n, n) float
        Grey from 0 to 1.

    """
    place = (np.arange(len(weakened)) + 0.5) / len(weakened) - 0.5
    off_centre = place[:, None] ** 2 + place**2
    total = weakened + GLOW + SCATTER * np.exp(-SPREAD * off_centre)
    light = (np.exp(-total) + VEIL) / (np.exp(-GLOW) + VEIL)
    grey = WHITE * np.clip(light, 0.0, 1.0) ** GAMMA
    return np.asarray(grey if polarity == "dark" else WHITE - grey)


def fluoroscopy(
    spine: Spine, pose: Pose, view: str, size: int, polarity: Polarity = "dark"
) -> NDArray[np.uint8]:
    """Make one round X-ray picture.

    Parameters
    ----------
    spine : Spine
        The parts of one case.

    pose : Pose
        The moment.

    view : {"lateral", "ap"}
        From the patient's left side, or from the front.

    size : int
        Width and height in pixels.

    polarity : {"dark", "bright"}, default: "dark"
        Whether bone is dark or bright.

    Returns
    -------
    (size, size, 4) uint8
        Grey with a soft round edge, transparent beside it.

    """
    grey = screen(attenuation(spine, pose, VIEWS[view], size), polarity)
    place = (np.arange(size) + 0.5) / size - 0.5
    radius = np.hypot(place[:, None], place)
    alpha = np.clip((MASK - radius) * size + 0.5, 0.0, 1.0)
    picture = np.repeat(grey[..., None], 4, axis=2)
    picture[..., 3] = alpha
    return np.rint(255.0 * picture).astype(np.uint8)
