"""The steps of the procedure, each described in one place.

To add a step, add a :class:`Step` where it belongs, and its words in every language.  No number
changes: times follow from the order, and what moves is written from the step that it leads to,
see :mod:`scenes.story.timeline`.
"""

from dataclasses import dataclass, replace
from typing import Literal

from scenes.story.cameras import Camera, camera

LAYERS = ("skin", "bones", "discs", "nerves", "tools", "balloon", "cement")
"""Layers that a person can switch on and off, in the order of the page."""

UNDER_SKIN = tuple(layer for layer in LAYERS if layer != "skin")
"""What most steps show."""

UPRIGHT = (0.0, 1.0, 0.0)
PRONE = (0.0, 0.0, -1.0)
FRONT_LEFT = (1.0, 0.22, 0.75)
ALONG_CUT = (0.966, 0.07, 0.209)
"""Across the cut plane, a little from above: needle, balloon and cement lie in the picture."""
BACK_LEFT = (0.80, 0.22, -0.50)
"""Over the back of the patient, who lies face down."""


Compared = Literal["", "broken", "now"]
"""The state that measured heights are compared with; empty where they mean nothing."""


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


def in_order(*steps: Step) -> tuple[Step, ...]:
    """Let steps rest at whole times from 0, one after another."""
    return tuple(replace(step, time=place) for place, step in enumerate(steps))


def _opened(target: tuple[float, float, float], width: float, height: float) -> Camera:
    """Look at the opened bone of a patient who lies face down, so that needles come from above."""
    return camera(target, ALONG_CUT, PRONE, (width, height))


STEPS = in_order(
    Step(
        key="healthy",
        camera=camera((0, -6, -16), FRONT_LEFT, UPRIGHT, (110, 188)),
        highlight=("bone_treated",),
        labels=("vertebra", "disc", "nerves", "spinous_process", "cord", "trabecular", "cortical"),
    ),
    Step(
        key="fracture",
        camera=camera((0, -2, -12), FRONT_LEFT, UPRIGHT, (100, 96)),
        travel=(-1.0, -0.2),
        highlight=("bone_treated", "crack"),
        labels=("crack", "disc", "vertebra", "nerves", "trabecular", "cortical"),
        measured="broken",
        bones=True,
    ),
    Step(
        key="ready",
        camera=camera((0, 0, -58), BACK_LEFT, PRONE, (190, 150)),
        highlight=("skin", "mark_left", "mark_right"),
        labels=("mark", "skin"),
        layers=LAYERS,
        xray=True,
    ),
    Step(
        key="trocars",
        camera=_opened((8, 0, -18), 70, 80),
        travel=(-0.7, -0.25),
        follows=True,
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
        highlight=("cannula_left", "cannula_right"),
        labels=("cannula", "pedicle", "nerves", "trabecular", "disc", "cortical"),
        xray=True,
        checks=True,
    ),
    Step(
        key="balloons",
        camera=_opened((9, 0, -9), 60, 58),
        follows=True,
        highlight=("balloon_left", "catheter_left"),
        labels=("balloon", "markers", "cannula", "catheter", "trabecular", "disc"),
        xray=True,
    ),
    Step(
        key="inflation",
        camera=_opened((9, 0, -6.5), 56, 53),
        travel=(-1.0, -0.5),
        follows=True,
        highlight=("balloon_left", "balloon_right"),
        labels=("balloon", "endplate", "compacted", "markers", "cannula", "disc"),
        xray=True,
        measured="now",
    ),
    Step(
        key="cavities",
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        highlight=("cavity",),
        labels=("cavity", "compacted", "cannula", "trabecular", "disc"),
        xray=True,
        measured="now",
    ),
    Step(
        key="cement",
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        highlight=("cement_left", "cement_right"),
        labels=("cement", "filler", "compacted", "cannula", "nerves"),
        xray=True,
    ),
    Step(
        key="hardening",
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        highlight=("cement_left", "cement_right"),
        labels=("cement", "cannula", "nerves", "disc"),
        xray=True,
        setting=True,
    ),
    Step(
        key="closing",
        camera=camera((4, 2, -48), (0.84, 0.20, -0.40), PRONE, (156, 126)),
        travel=(-0.65, -0.05),
        highlight=("skin", "mark_left", "mark_right"),
        labels=("mark", "skin", "cement"),
        layers=LAYERS,
    ),
    Step(
        key="result",
        camera=camera((-17, -3, 18), FRONT_LEFT, UPRIGHT, (160, 92)),
        highlight=("bone_treated", "cement_left", "cement_right", "bone_before"),
        labels=("cement", "before", "crack", "disc", "nerves", "vertebra"),
        measured="now",
        compare=True,
    ),
)
