"""Colours and light, shared by both painters.

Light is computed on sRGB numbers without linearisation, as VTK does, so that the picture in the
browser and the one from :mod:`scenes.paint.stage` agree.
"""

from dataclasses import dataclass
from enum import IntFlag
from typing import Literal

Pass = Literal["opaque", "cap", "balloon", "skin", "lined"]

BACKGROUND = ("#f7fafc", "#dfe8ee")
CRACK_COLOUR = "#683c2e"
COMPACTION_COLOUR = "#f2dab6"
CRUSHED_COLOUR, BRUISE, HOLLOW = "#dba880", "#edc2ad", "#d1b3a1"
"""Spongy bone that lies in a crack; factors of the bone beside a crack, and of hollows between the
plates of a pressed wall."""

OCCLUSION_TINT = (1.0, 1.035, 1.07)
"""Exponents that make occluded places a little warmer, not only darker."""


class Detail(IntFlag):
    """What a surface shows beside a colour; a mesh brings the first two, a material the others."""

    TINTED = 1
    TEXTURED = 2
    RELIEF = 4
    WALL = 8
    GLOSS = 16
    SEEPING = 32
    PASTE = 64
    FIBRES = 128


PLAIN = Detail(0)


@dataclass(frozen=True, kw_only=True)
class Light:
    """A distant light that moves with the camera.

    Parameters
    ----------
    direction : tuple of float
        Towards the light; x to the right, y up, z to the viewer.

    intensity : float
        Share of the colour that a surface facing the light receives.

    colour : str
        sRGB as ``#rrggbb``.

    """

    direction: tuple[float, float, float]
    intensity: float
    colour: str


@dataclass(frozen=True, kw_only=True)
class Material:
    """Answer of a kind of surface to light.

    Parameters
    ----------
    colour : str
        sRGB as ``#rrggbb``.

    ambient, diffuse, specular, power : float
        Coefficients of the Blinn-free Phong model that VTK uses.

    alpha, rim : float
        Opacity seen face on, and what is added towards the silhouette.

    occlusion : float
        How far baked occlusion darkens it, 0 to 1.

    outline : str or None
        Colour of the silhouette line.

    ink : float
        Width of a line of that colour within its contour, in widths of the outline: it is seen
        where a thing half sunk into a cut face has no silhouette beyond which a line could lie.

    ghost : str
        Colour that it is multiplied by where it is see-through.

    hard_colour : str or None
        Colour after hardening, for cement.

    detail : Detail
        Patterns that are drawn on it, see :mod:`scenes.look.detail`.

    drawn : str
        Which pass draws it: opaque, cap, balloon, skin, or lined for skin that is seen from inside.

    """

    colour: str
    ambient: float = 0.26
    diffuse: float = 0.85
    specular: float = 0.05
    power: float = 15.0
    alpha: float = 1.0
    rim: float = 0.0
    occlusion: float = 0.0
    outline: str | None = None
    ink: float = 0.0
    ghost: str = "#ffffff"
    hard_colour: str | None = None
    hard_specular: float | None = None
    detail: Detail = PLAIN
    drawn: Pass = "opaque"


LIGHTS = (
    Light(direction=(0.7, 1.0, 1.0), intensity=0.86, colour="#fff3e4"),
    Light(direction=(-1.0, 0.3, 0.6), intensity=0.40, colour="#e6eeff"),
    Light(direction=(0.1, -0.8, 0.7), intensity=0.24, colour="#fff6ea"),
    Light(direction=(0.0, 0.5, -1.0), intensity=0.30, colour="#ffffff"),
)

WARM_LINE = "#5a5348"
STEEL_LINE = "#222d37"
INK = 1.2
CEMENT_LINE = "#3d5a58"
WET_CEMENT, HARD_CEMENT, HARD_SPECULAR = "#f3faf6", "#d9e2e2", 0.04


def _steel(colour: str = "#d3dbe2", specular: float = 0.7) -> Material:
    return Material(
        colour=colour,
        ambient=0.29,
        diffuse=0.74,
        specular=specular,
        power=40,
        outline=STEEL_LINE,
        ink=INK,
    )


def _plastic(colour: str) -> Material:
    return Material(
        colour=colour,
        ambient=0.34,
        diffuse=0.75,
        specular=0.3,
        power=40,
        outline=STEEL_LINE,
        ink=INK,
    )


def _cloth(colour: str, outline: str) -> Material:
    return Material(colour=colour, ambient=0.40, diffuse=0.67, specular=0.03, outline=outline)


def _enamel(colour: str, outline: str) -> Material:
    return Material(
        colour=colour, ambient=0.37, diffuse=0.68, specular=0.15, power=30, outline=outline
    )


def _cement(
    colour: str, specular: float, hard_colour: str | None = None, hard_specular: float | None = None
) -> Material:
    return Material(
        colour=colour,
        ambient=0.35,
        diffuse=0.66,
        specular=specular,
        power=60,
        occlusion=0.22,
        outline=CEMENT_LINE,
        ink=1.3,
        hard_colour=hard_colour,
        hard_specular=hard_specular,
        detail=Detail.PASTE | Detail.GLOSS,
    )


MATERIALS = {
    "bone": Material(
        colour="#f9edd2",
        occlusion=0.52,
        outline=WARM_LINE,
        ghost="#fff6e6",
        detail=Detail.RELIEF,
    ),
    "spongy": Material(colour="#f8ecd2", ambient=0.30, specular=0.04, occlusion=0.72),
    "cap": Material(
        colour="#ffffff",
        ambient=0.34,
        diffuse=0.72,
        specular=0.02,
        detail=Detail.SEEPING,
        drawn="cap",
    ),
    "cavity": Material(
        colour="#ffffff", ambient=0.30, diffuse=0.82, specular=0.05, detail=Detail.WALL
    ),
    "disc": Material(colour="#a9c6d2", specular=0.15, occlusion=0.5, outline=WARM_LINE),
    "disc_cap": Material(colour="#ffffff", ambient=0.34, diffuse=0.70, specular=0.02, drawn="cap"),
    "ligament": Material(
        colour="#f6f0e4",
        ambient=0.40,
        diffuse=0.78,
        specular=0.12,
        power=22,
        occlusion=0.42,
        outline="#6d6a60",
        detail=Detail.FIBRES,
    ),
    "dura": Material(
        colour="#f5df9c",
        ambient=0.50,
        diffuse=0.66,
        specular=0.10,
        occlusion=0.24,
        outline=WARM_LINE,
    ),
    "cord": Material(
        colour="#f7e9c4", ambient=0.46, diffuse=0.70, specular=0.10, outline=WARM_LINE
    ),
    "nerve_root": Material(
        colour="#efc968",
        ambient=0.42,
        diffuse=0.74,
        specular=0.12,
        occlusion=0.36,
        outline=WARM_LINE,
    ),
    "crack": Material(colour="#6b3b2c", specular=0.0),
    "guide": Material(
        colour="#0b4f6c", ambient=0.95, diffuse=0.08, specular=0.0, outline="#eaf4f8"
    ),
    "steel": _steel(),
    "filler": _steel(colour="#b9c4cc", specular=0.5),
    "marker": _steel(colour="#d9b44a", specular=0.6),
    "hub": _plastic("#4f86b8"),
    "handle": _plastic("#3f6f9f"),
    "catheter": _plastic("#eef2f5"),
    "filler_hub": _plastic("#e9a23b"),
    "balloon": Material(
        colour="#1f92cc",
        ambient=0.40,
        diffuse=0.70,
        specular=0.85,
        power=160,
        alpha=0.50,
        rim=0.50,
        outline="#04202f",
        ink=INK,
        detail=Detail.GLOSS,
        drawn="balloon",
    ),
    "cement": _cement(
        colour=WET_CEMENT, specular=0.42, hard_colour=HARD_CEMENT, hard_specular=HARD_SPECULAR
    ),
    "cement_hard": _cement(colour=HARD_CEMENT, specular=HARD_SPECULAR),
    "skin": Material(
        colour="#f2c6a8",
        ambient=0.30,
        diffuse=0.80,
        specular=0.12,
        alpha=0.46,
        rim=0.40,
        drawn="skin",
    ),
    "mark": Material(colour="#8d2f4a", specular=0.0),
    "glass": Material(
        colour="#b4cedd",
        ambient=0.46,
        diffuse=0.62,
        specular=0.10,
        power=20,
        alpha=0.21,
        rim=0.48,
        outline="#6f90a4",
        drawn="skin",
    ),
    "ghost_bone": Material(
        colour="#eef1ee", ambient=0.40, diffuse=0.66, specular=0.03, outline="#93a3ad"
    ),
    "patient": Material(
        colour="#ffffff",
        ambient=0.36,
        diffuse=0.72,
        specular=0.07,
        alpha=0.68,
        rim=0.30,
        outline="#8d7262",
        drawn="lined",
    ),
    "drape": _cloth("#8fbcd0", "#4d7a90"),
    "linen": _cloth("#ffffff", "#93a3ad"),
    "table": _enamel("#e6ebef", "#8395a1"),
    "mat": _enamel("#9fb0bb", "#5d6d78"),
    "machine": _enamel("#f1f4f6", "#73858f"),
    "machine_dark": _enamel("#5f7f93", "#3a5263"),
    "floor": Material(colour="#d6e1e8", ambient=0.9, diffuse=0.1, specular=0.0),
    "pen": Material(colour="#5b4aa8", ambient=0.7, diffuse=0.4, specular=0.0),
    "numbed": Material(colour="#fffdf8", ambient=0.9, diffuse=0.15, specular=0.0),
    "plaster": _cloth("#f3e3cc", "#a58b6d"),
    "pad": _cloth("#fffaf0", "#c2ab8c"),
    "marked": Material(
        colour="#f08a4b", ambient=0.40, diffuse=0.74, specular=0.08, outline="#8c3d12"
    ),
}


def levels(colour: str) -> tuple[int, int, int]:
    """Return ``#rrggbb`` as three numbers from 0 to 255."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def rgb(colour: str) -> tuple[float, float, float]:
    """Return ``#rrggbb`` as three numbers from 0 to 1."""
    red, green, blue = (level / 255.0 for level in levels(colour))
    return red, green, blue
