"""Simulated fluoroscopy: the two X-ray pictures by which the team works, of the very same meshes.

Each closed surface weakens the rays by its attenuation times their way inside it.  Bone is a dense
shell around a light core: its surface is followed once more, a little further in, with what the
core lacks.  The viewer computes the same on the graphics card (``xray.ts``).

The attenuations are tuned to look like a C-arm's picture; they are not those of real tissue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from meshes.tools.arrays import Floats, Integers
from meshes.tools.surface import triangles_of
from scenes.model.parts import Part
from scenes.model.spine import Spine
from scenes.motion.pose import Pose
from scenes.paint.pathlength import path_lengths

DISTANCE = 900.0
"""Millimetres from the source to the middle of the scene, about a C-arm's (unsourced)."""

FIELD = 118.0
"""Millimetres that the square picture shows there."""

SHELL = 1.35
"""Thickness in mm of the dense outer bone, as the pictures show it."""

Polarity = Literal["dark", "bright"]
"""Whether bone is dark, as on the screen of a C-arm, or bright, as on printed X-rays."""

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)


@dataclass(frozen=True, kw_only=True)
class View:
    """Where the rays come from.

    Parameters
    ----------
    target : tuple of float
        Point in mm in the middle of the picture.

    direction : tuple of float
        Unit vector from there to the eye, which is where the source stands.

    up : tuple of float
        Unit vector that points up in the picture.

    """

    target: tuple[float, float, float]
    direction: tuple[float, float, float]
    up: tuple[float, float, float] = (0.0, 1.0, 0.0)


VIEWS: Mapping[str, View] = {
    "lateral": View(target=(0.0, -2.0, -14.0), direction=(1.0, 0.0, 0.0)),
    "ap": View(target=(0.0, -2.0, -14.0), direction=(0.0, 0.0, 1.0)),
}
"""Both at right angles to the treated body at rest: across it, so that left and right lie over each
other, and along its lower endplate, so that this is one line, the pedicles are rings and the
spinous process lies in the middle."""


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """How strongly a part weakens the rays.

    Parameters
    ----------
    outer : float
        Attenuation per mm inside its surface.

    inner : float or None, default: None
        What is added further in than :data:`SHELL`; negative where the core is lighter.

    """

    outer: float
    inner: float | None = None


METAL = Exposure(outer=0.60)
PLASTIC = Exposure(outer=0.012)
EXPOSURES: Mapping[str, Exposure] = {
    "bone": Exposure(outer=0.062, inner=0.016 - 0.062),
    "disc": Exposure(outer=0.0025),
    "steel": METAL,
    "filler": METAL,
    "marker": Exposure(outer=1.4),
    "hub": PLASTIC,
    "handle": PLASTIC,
    "filler_hub": PLASTIC,
    "catheter": PLASTIC,
    "balloon": Exposure(outer=0.085),
    "cement": Exposure(outer=0.105),
    "cement_hard": Exposure(outer=0.105),
}
"""By material; what is not named lets the rays pass.  The balloon is filled with contrast."""

BODY = ("always", "whole", "treated", "cemented")
"""Groups of parts that are there on X-ray however they are drawn otherwise."""

GLOW = 0.55
"""Attenuation of all that is not drawn: muscle, fat, skin."""

SCATTER, SPREAD = 0.25, 2.5
"""Added attenuation in the middle of the picture, and how fast it falls off towards its edge."""

VEIL = 0.012
"""Stray light that keeps the darkest parts from being black."""

GAMMA, WHITE = 0.52, 0.93
"""Contrast of the screen, and its brightest grey from 0 to 1."""

MASK = 0.488
"""Radius of the round picture as a share of its width."""


def exposure(part: Part) -> Exposure | None:
    """Return how a part weakens the rays, or None if it is not on the X-ray picture."""
    if part.material in {"bone", "disc"} and part.shown not in BODY:
        return None
    return EXPOSURES.get(part.material)


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
        exposed = exposure(part)
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
