"""The procedure as data: twelve rest states, eleven movements, and every number that moves.

Time runs from 0 to 11; an integer is a rest state.  To add a step, add a :class:`Step` and move
the keys behind it; to add something that moves, add a track.
"""

from dataclasses import dataclass

from scenes.story.cameras import Camera, camera
from scenes.story.track import track

DURATION = 11.0

UPRIGHT = (0.0, 1.0, 0.0)
PRONE = (0.0, 0.0, -1.0)
FRONT_LEFT = (1.0, 0.22, 0.75)
ALONG_CUT = (0.966, 0.07, 0.209)
"""Across the cut plane, a little from above: needle, balloon and cement lie in the picture."""
BACK_LEFT = (0.80, 0.22, -0.50)
"""Over the back of the patient, who lies face down."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rest state of the procedure.

    Parameters
    ----------
    key : str
        Name of the step in words, files and tests.

    time : float
        When it rests.

    camera : Camera
        From where it is seen.

    highlight : tuple of str
        Names of the parts that the step is about.

    labels : tuple of str
        Keys of :data:`scenes.model.labels.LABELS`, the most important first, at most seven.

    layers : tuple of str
        Layers that are visible unless the person chooses otherwise.

    xray : bool
        Whether the team watches X-ray pictures here.

    follows : bool
        Whether the camera looks across the needle's way, wherever that runs.

    like : str
        Key of the step of the kyphoplasty that stands beside it; empty if it has the same key.

    """

    key: str
    time: float
    camera: Camera
    highlight: tuple[str, ...]
    labels: tuple[str, ...]
    layers: tuple[str, ...] = ("bones", "discs", "nerves", "tools", "balloon", "cement")
    xray: bool = False
    follows: bool = False
    like: str = ""


def _opened(target: tuple[float, float, float], width: float, height: float) -> Camera:
    """Look at the opened bone of a patient who lies face down, so that needles come from above."""
    return camera(target, ALONG_CUT, PRONE, (width, height))


STEPS = (
    Step(
        key="healthy",
        time=0,
        camera=camera((0, -6, -16), FRONT_LEFT, UPRIGHT, (110, 188)),
        highlight=("bone_treated",),
        labels=("vertebra", "disc", "nerves", "spinous_process", "cord", "trabecular", "cortical"),
    ),
    Step(
        key="fracture",
        time=1,
        camera=camera((0, -2, -10), FRONT_LEFT, UPRIGHT, (84, 96)),
        highlight=("bone_treated", "crack"),
        labels=("crack", "disc", "vertebra", "nerves", "trabecular", "cortical"),
    ),
    Step(
        key="ready",
        time=2,
        camera=camera((0, 0, -58), BACK_LEFT, PRONE, (190, 150)),
        highlight=("skin", "mark_left", "mark_right"),
        labels=("mark", "skin"),
        layers=("skin", "bones", "discs", "nerves", "tools", "balloon", "cement"),
        xray=True,
    ),
    Step(
        key="trocars",
        time=3,
        camera=_opened((8, 0, -18), 70, 80),
        follows=True,
        highlight=("cannula_left", "stylet_left", "cannula_right", "stylet_right"),
        labels=("trocar", "pedicle", "nerves", "trabecular", "disc", "cortical"),
        xray=True,
    ),
    Step(
        key="cannulas",
        time=4,
        camera=_opened((8, 0, -15), 66, 70),
        follows=True,
        highlight=("cannula_left", "cannula_right"),
        labels=("cannula", "pedicle", "nerves", "trabecular", "disc", "cortical"),
        xray=True,
    ),
    Step(
        key="balloons",
        time=5,
        camera=_opened((9, 0, -9), 60, 58),
        follows=True,
        highlight=("balloon_left", "catheter_left"),
        labels=("balloon", "markers", "cannula", "catheter", "trabecular", "disc"),
        xray=True,
    ),
    Step(
        key="inflation",
        time=6,
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        highlight=("balloon_left", "balloon_right"),
        labels=("balloon", "endplate", "compacted", "markers", "cannula", "disc"),
        xray=True,
    ),
    Step(
        key="cavities",
        time=7,
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        highlight=("cavity",),
        labels=("cavity", "compacted", "cannula", "trabecular", "disc"),
        xray=True,
    ),
    Step(
        key="cement",
        time=8,
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        highlight=("cement_left", "cement_right"),
        labels=("cement", "filler", "compacted", "cannula", "nerves"),
        xray=True,
    ),
    Step(
        key="hardening",
        time=9,
        camera=_opened((9, 0, -6.5), 56, 53),
        follows=True,
        highlight=("cement_left", "cement_right"),
        labels=("cement", "filler", "cannula", "nerves", "disc"),
        xray=True,
    ),
    Step(
        key="closing",
        time=10,
        camera=camera((4, 2, -48), (0.84, 0.20, -0.40), PRONE, (156, 126)),
        highlight=("skin", "mark_left", "mark_right"),
        labels=("mark", "skin", "cement"),
        layers=("skin", "bones", "discs", "nerves", "tools", "balloon", "cement"),
    ),
    Step(
        key="result",
        time=11,
        camera=camera((-17, -3, 18), FRONT_LEFT, UPRIGHT, (160, 92)),
        highlight=("bone_treated", "cement_left", "cement_right", "bone_before"),
        labels=("cement", "before", "crack", "disc", "nerves", "vertebra"),
    ),
)

TRAVEL: tuple[tuple[float, float], ...] = (
    (0.0, 0.8),
    (1.1, 1.9),
    (2.3, 2.75),
    (3.2, 3.9),
    (4.1, 4.9),
    (5.0, 5.5),
    (6.1, 6.9),
    (7.1, 7.9),
    (8.1, 8.9),
    (9.35, 9.95),
    (10.1, 10.9),
)
"""When the camera starts and stops moving in each movement."""

# ---- the bone -----------------------------------------------------------------------------------

COLLAPSE = track((0.1, 0.0), (1.0, 1.0))
"""Share of the fracture's height loss."""

INFLATION = track((5.0, 0.0), (6.0, 1.0), (6.05, 1.0), (6.5, 0.0), linear=True)
"""Position among the balloon's keyframes."""

LIFT = track((5.0, 0.0), (6.0, 1.0), linear=True)
"""Position of the bone among the balloon's keyframes: it does not fall with the balloon."""

SETTLING = track((6.05, 0.0), (6.5, 1.0))
"""Share of the small height loss when the balloon comes out."""

# ---- the instruments: mm along their axis, 0 = working position, negative = drawn back ----------

OUTSIDE = -112.0
"""Drawn back far enough that the tip stands clear of the skin."""

AT_BONE = -27.0
"""The cannula's tip touches the pedicle's outer surface."""

WITH_TROCAR = 10.0
"""The cannula follows the stylet this far past its working position."""

CANNULA = track(
    (2.05, OUTSIDE),
    (2.4, AT_BONE),
    (2.7, AT_BONE),
    (3.0, WITH_TROCAR),
    (3.55, WITH_TROCAR),
    (3.95, 0.0),
    (9.45, 0.0),
    (9.95, OUTSIDE - 10.0),
)

STYLET = track(
    (2.05, OUTSIDE - WITH_TROCAR),
    (2.4, AT_BONE - WITH_TROCAR),
    (2.7, AT_BONE - WITH_TROCAR),
    (3.0, 0.0),
    (3.1, 0.0),
    (3.8, -150.0),
)

CATHETER = track((4.05, -150.0), (4.95, 0.0), (6.5, 0.0), (6.95, -150.0))

FILL = track((7.25, 0.0), (7.97, 1.0), linear=True)
"""Share of the filling that is done."""

FILLER = track((7.0, -150.0), (7.22, 0.0), (9.05, 0.0), (9.4, -160.0))
"""Relative to where the cement leaves the tube at that moment."""

# ---- materials ----------------------------------------------------------------------------------

COMPACTION = track((5.2, 0.0), (6.0, 1.0))
"""The spongy bone is pressed together around the balloon."""

HARDNESS = track((8.05, 0.0), (9.0, 1.0))


def corners() -> list[float]:
    """Return every time at which something other than what is seen changes its course."""
    tracks = [COLLAPSE, INFLATION, LIFT, SETTLING, CANNULA, STYLET, CATHETER, FILL, FILLER]
    tracks += [COMPACTION, HARDNESS]
    return [time for one in tracks for time, _ in one.keys]
