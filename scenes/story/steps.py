"""The steps of the procedure, each described in one place.

To add a step, add a :class:`Step` where it belongs, and its words in every language.  No number
changes: times follow from the order, and what moves is written from the step that it leads to,
see :mod:`scenes.story.timeline`.
"""

from dataclasses import dataclass, replace
from typing import Literal

from scenes.story.cameras import Camera, camera

LAYERS = (
    "person",
    "skin",
    "bones",
    "discs",
    "ligaments",
    "nerves",
    "tools",
    "balloon",
    "cement",
    "levels",
)
"""Layers that a person can switch on and off, in the order of the page."""

LEVELS = "levels"
"""The layer of the names of vertebrae: text without parts, which no step shows by itself."""

SOLID = tuple(layer for layer in LAYERS if layer != LEVELS)
UNDER_SKIN = tuple(layer for layer in SOLID if layer not in {"person", "skin"})
"""What most steps show."""
WITH_PERSON = ("person", *UNDER_SKIN)
STRIPPED = tuple(layer for layer in UNDER_SKIN if layer != "ligaments")
"""What is shown from the cut on: ligaments would only be in the way."""

UPRIGHT = (0.0, 1.0, 0.0)
PRONE = (0.0, 0.0, -1.0)
FRONT_LEFT = (1.0, 0.22, 0.75)
ALONG_CUT = (0.966, 0.07, 0.209)
"""Across the cut plane, a little from above: needle, balloon and cement lie in the picture."""
BACK_LEFT = (0.80, 0.22, -0.50)
"""Over the back of the patient, who lies face down."""


MOVEMENT_SECONDS = 3.0
"""Seconds that a movement takes at the usual pace."""

# ---- where a person is seen from, in the frame of a standing one --------------------------------

# Each leaves room for the lens on the right.

STANDING = camera((179, 20, -279), (1.0, 0.10, 0.62), UPRIGHT, (640, 1330))
"""Head to knees, from the left and a little from the front."""

BENDING = camera((54, 20, -255), (1.0, 0.04, 0.16), UPRIGHT, (640, 1330))
"""The same from the side, from where one sees how a back bends."""

THROUGH = camera((8, -4, -19), (0.62, 0.16, 0.95), UPRIGHT, (84, 88))
"""Through the treated bone, near enough to see how high its plate lies."""

STANDING_AGAIN = camera((98, 20, -256), (1.0, 0.05, 0.30), UPRIGHT, (640, 1330))

HALF = camera((0, 120, 10), (1.0, 0.16, 0.70), UPRIGHT, (420, 640))
"""Halfway from the person to the spine, so that the head does not leave at once."""

ROOM = camera((-100, -190, 210), (0.72, 0.50, -0.46), PRONE, (2000, 1440))
"""Over the lying person's shoulder: head, table, window of the drape and C-arm."""

BACK = camera((4, 10, -66), (0.22, 0.0, -0.975), (-0.975, 0.0, -0.22), (340, 262))
"""Straight down onto the back of the lying person, whose head is on the left."""

Compared = Literal["", "broken", "now"]
"""The state that measured heights are compared with; empty where they mean nothing."""


@dataclass(frozen=True)
class Leg:
    """One stretch of the camera's way to a step.

    Parameters
    ----------
    start, end : float
        When the camera starts and stops, counted from the step's rest state.

    camera : Camera
        Where it arrives.

    standing : bool, default: False
        Whether the camera is given in the frame of a standing person, with Y up and the origin in
        the middle of L1, and not in that of the case.

    """

    start: float
    end: float
    camera: Camera
    standing: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rest state of the procedure, and the camera's way to it.

    Parameters
    ----------
    key : str
        Name of the step in words, files and tests.

    time : float
        When it rests: its place among the steps, see :func:`in_order`.

    camera : Camera
        From where it is seen.

    travel : tuple of float
        When the camera starts and stops on its way here, counted from this rest state.

    accompanied : tuple of Leg
        The camera's way where person and room stand around; empty if they change nothing.

    seconds : float, default: 3.0
        How long the movement to it takes where person and room stand around.

    highlight : tuple of str
        Names of the parts that the step is about.

    labels : tuple of str
        Keys of :data:`scenes.model.labels.LABELS`, the most important first, at most seven.

    layers : tuple of str
        Which of :data:`LAYERS` are visible unless the person chooses otherwise.

    xray : bool
        Whether the team watches X-ray pictures here.

    follows : bool
        Whether the camera looks across the needle's way, wherever that runs.

    like : str
        Key of the step of the kyphoplasty that stands beside it; empty if it has the same key.

    measured : {"", "broken", "now"}
        What the page compares heights with: at the break the healthy bone, later also the break;
        empty shows none.

    checks, setting, bones, compare : bool
        Whether the page shows the needle's checks, the time to set, the two kinds of bone, and the
        comparison with another treatment.

    """

    key: str
    time: float = 0.0
    camera: Camera
    travel: tuple[float, float] = (-0.9, -0.1)
    accompanied: tuple[Leg, ...] = ()
    seconds: float = MOVEMENT_SECONDS
    highlight: tuple[str, ...]
    labels: tuple[str, ...]
    layers: tuple[str, ...] = UNDER_SKIN
    xray: bool = False
    follows: bool = False
    like: str = ""
    measured: Compared = ""
    checks: bool = False
    setting: bool = False
    bones: bool = False
    compare: bool = False

    def legs(self, *, accompanied: bool) -> tuple[Leg, ...]:
        """Return the camera's way here, with or without person and room."""
        own = (Leg(*self.travel, self.camera),)
        return (self.accompanied or own) if accompanied else own


LATER = ("person",)
"""Keys of steps that came after links had numbers: they have none."""


def in_order(*steps: Step) -> tuple[Step, ...]:
    """Let steps rest at whole times from 0, one after another."""
    return tuple(replace(step, time=place) for place, step in enumerate(steps))


def _opened(target: tuple[float, float, float], width: float, height: float) -> Camera:
    """Look at the opened bone of a patient who lies face down, so that needles come from above."""
    return camera(target, ALONG_CUT, PRONE, (width, height))


STEPS = in_order(
    Step(
        key="person",
        camera=camera((0, -6, -16), FRONT_LEFT, UPRIGHT, (110, 188)),
        accompanied=(Leg(-0.9, -0.1, STANDING, standing=True),),
        highlight=("bone_treated",),
        labels=("vertebra",),
        layers=WITH_PERSON,
    ),
    Step(
        key="healthy",
        camera=camera((0, -6, -16), FRONT_LEFT, UPRIGHT, (110, 188)),
        accompanied=(
            Leg(-0.95, -0.5, HALF, standing=True),
            Leg(-0.5, -0.05, camera((0, -6, -16), FRONT_LEFT, UPRIGHT, (110, 188))),
        ),
        seconds=5.0,
        highlight=("bone_treated",),
        labels=("vertebra", "disc", "nerves", "spinous_process", "cord", "trabecular", "cortical"),
    ),
    Step(
        key="fracture",
        camera=camera((0, -2, -12), FRONT_LEFT, UPRIGHT, (100, 96)),
        travel=(-1.0, -0.2),
        accompanied=(
            Leg(-1.0, -0.72, BENDING, standing=True),
            Leg(-0.36, -0.05, camera((0, -2, -12), FRONT_LEFT, UPRIGHT, (100, 96))),
        ),
        seconds=8.0,
        highlight=("bone_treated", "crack"),
        labels=("crack", "disc", "vertebra", "nerves", "ligaments", "trabecular", "cortical"),
        measured="broken",
        bones=True,
    ),
    Step(
        key="ready",
        camera=camera((0, 0, -58), BACK_LEFT, PRONE, (190, 150)),
        accompanied=(
            Leg(-1.0, -0.68, ROOM, standing=True),
            Leg(-0.4, -0.05, BACK, standing=True),
        ),
        seconds=8.0,
        highlight=("skin", "mark_left", "mark_right"),
        labels=("mark", "skin"),
        layers=SOLID,
        xray=True,
    ),
    Step(
        key="trocars",
        camera=_opened((8, 0, -18), 70, 80),
        travel=(-0.7, -0.25),
        follows=True,
        layers=STRIPPED,
        highlight=("cannula_left", "stylet_left", "cannula_right", "stylet_right"),
        labels=("trocar", "pedicle", "nerves", "trabecular", "disc", "cortical"),
        xray=True,
        checks=True,
    ),
    Step(
        key="cannulas",
        camera=_opened((8, 0, -15), 66, 70),
        travel=(-0.8, -0.1),
        follows=True,
        layers=STRIPPED,
        highlight=("cannula_left", "cannula_right"),
        labels=("cannula", "pedicle", "nerves", "trabecular", "disc", "cortical"),
        xray=True,
        checks=True,
    ),
    Step(
        key="balloons",
        camera=_opened((9, 0, -9), 60, 58),
        follows=True,
        layers=STRIPPED,
        highlight=("balloon_left", "catheter_left"),
        labels=("balloon", "markers", "cannula", "catheter", "trabecular", "disc"),
        xray=True,
    ),
    Step(
        key="inflation",
        camera=_opened((9, 0, -6.5), 56, 53),
        travel=(-1.0, -0.5),
        follows=True,
        layers=STRIPPED,
        highlight=("balloon_left", "balloon_right"),
        labels=(
            "balloon",
            "sunken_plate",
            "endplate",
            "compacted",
            "markers",
            "cannula",
            "disc",
        ),
        xray=True,
        measured="now",
    ),
    Step(
        key="cavities",
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        layers=STRIPPED,
        highlight=("cavity",),
        labels=("cavity", "sunken_plate", "compacted", "cannula", "trabecular", "disc"),
        xray=True,
        measured="now",
    ),
    Step(
        key="cement",
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        layers=STRIPPED,
        highlight=("cement_left", "cement_right"),
        labels=("cement", "filler", "compacted", "cannula", "nerves"),
        xray=True,
    ),
    Step(
        key="hardening",
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        layers=STRIPPED,
        highlight=("cement_left", "cement_right"),
        labels=("cement", "cannula", "nerves", "disc"),
        xray=True,
        setting=True,
    ),
    Step(
        key="closing",
        camera=camera((4, 2, -48), (0.84, 0.20, -0.40), PRONE, (156, 126)),
        travel=(-0.65, -0.05),
        accompanied=(Leg(-0.65, -0.05, BACK, standing=True),),
        highlight=("skin", "mark_left", "mark_right"),
        labels=("mark", "skin", "cement"),
        layers=("person", "skin", *STRIPPED),
    ),
    Step(
        key="result",
        camera=THROUGH,
        accompanied=(
            Leg(-1.0, -0.68, STANDING_AGAIN, standing=True),
            Leg(-0.36, -0.05, THROUGH),
        ),
        seconds=8.0,
        layers=STRIPPED,
        highlight=("bone_treated", "cement_left", "cement_right", "sunken_rim"),
        labels=("cement", "sunken_plate", "disc", "nerves", "vertebra"),
        measured="now",
        compare=True,
    ),
)
