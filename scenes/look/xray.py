"""X-ray pictures: the source of the rays, what weakens them, the grey of the screen.

The attenuations are tuned to look like a C-arm's picture; they are not those of real tissue.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DISTANCE = 900.0
"""Millimetres from the source to the middle of the scene, about a C-arm's (unsourced)."""

FIELD = 118.0
"""Millimetres that the square picture shows there."""

SHELL = 1.35
"""Thickness in mm of the dense outer bone, as the pictures show it."""


@dataclass(frozen=True, kw_only=True)
class View:
    """Direction and field of the rays.

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
    """Strength with which a part weakens the rays.

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


MARK = {"dark": "#0fa6da", "bright": "#5cc4e6"}
"""Colour of the borders that are checked, by whether bone is dark or bright."""

FRAME = "#10181e"
"""Around the round picture."""


def exposure(material: str, shown: str) -> Exposure | None:
    """Return how a part weakens the rays, or None if it is not on the X-ray picture.

    Parameters
    ----------
    material : str
        Key of :data:`scenes.look.materials.MATERIALS`.

    shown : str
        Group with which the part comes and goes.

    """
    if material in {"bone", "disc"} and shown not in BODY:
        return None
    return EXPOSURES.get(material)
