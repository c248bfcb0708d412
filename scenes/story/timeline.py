"""Every number that moves over the procedure, written from the steps.

An integer is a rest state.  What moves on the way to a step is written from that step, so that a
step which is added between two others stands still and changes no number: add a :class:`Step` in
:mod:`scenes.story.steps`; to add something that moves, add a track.
"""

from collections.abc import Sequence

from scenes.story.steps import STEPS, Step
from scenes.story.track import Track

DURATION = STEPS[-1].time


def time_of(key: str, offset: float = 0.0, steps: Sequence[Step] = STEPS) -> float:
    """Return the time that lies so far from a step's rest state.

    Parameters
    ----------
    key : str
        Of the step.

    offset : float, default: 0.0
        Negative on the way to the step.

    steps : sequence of Step, default: :data:`scenes.story.steps.STEPS`
        The steps, in order.

    Raises
    ------
    ValueError
        If there is no such step.

    """
    for step in steps:
        if step.key == key:
            return round(step.time + offset, 6)
    msg = f"step must be one of {', '.join(step.key for step in steps)}, got {key!r}"
    raise ValueError(msg)


def track(
    *keys: tuple[str, float, float], linear: bool = False, steps: Sequence[Step] = STEPS
) -> Track:
    """Write a track as a list of ``(step, offset, value)`` keys, see :func:`time_of`."""
    return Track(tuple((time_of(key, offset, steps), value) for key, offset, value in keys), linear)


# ---- the bone -----------------------------------------------------------------------------------

COLLAPSE = track(("fracture", -0.8, 0.0), ("fracture", -0.2, 1.0))
"""Share of the fracture's height loss."""

INFLATION = track(
    ("inflation", -1.0, 0.0),
    ("inflation", 0.0, 1.0),
    ("cavities", -0.95, 1.0),
    ("cavities", -0.5, 0.0),
    linear=True,
)
"""Position among the balloon's keyframes."""

LIFT = track(("inflation", -1.0, 0.0), ("inflation", 0.0, 1.0), linear=True)
"""Position of the bone among the balloon's keyframes: it does not fall with the balloon."""

SETTLING = track(("cavities", -0.95, 0.0), ("cavities", -0.5, 1.0))
"""Share of the small height loss when the balloon comes out."""

# ---- the instruments: mm along their axis, 0 = working position, negative = drawn back ----------

OUTSIDE = -112.0
"""Drawn back far enough that the tip stands clear of the skin."""

AT_BONE = -27.0
"""The cannula's tip touches the pedicle's outer surface."""

WITH_TROCAR = 10.0
"""The cannula follows the stylet this far past its working position."""

CANNULA = track(
    ("trocars", -0.95, OUTSIDE),
    ("trocars", -0.6, AT_BONE),
    ("trocars", -0.3, AT_BONE),
    ("trocars", 0.0, WITH_TROCAR),
    ("cannulas", -0.45, WITH_TROCAR),
    ("cannulas", -0.05, 0.0),
    ("closing", -0.55, 0.0),
    ("closing", -0.05, OUTSIDE - 10.0),
)

STYLET = track(
    ("trocars", -0.95, OUTSIDE - WITH_TROCAR),
    ("trocars", -0.6, AT_BONE - WITH_TROCAR),
    ("trocars", -0.3, AT_BONE - WITH_TROCAR),
    ("trocars", 0.0, 0.0),
    ("cannulas", -0.9, 0.0),
    ("cannulas", -0.2, -150.0),
)

CATHETER = track(
    ("balloons", -0.95, -150.0),
    ("balloons", -0.05, 0.0),
    ("cavities", -0.5, 0.0),
    ("cavities", -0.05, -150.0),
)

FILL = track(("cement", -0.75, 0.0), ("cement", -0.03, 1.0), linear=True)
"""Share of the filling that is done."""

FILLER = track(
    ("cement", -1.0, -150.0),
    ("cement", -0.78, 0.0),
    ("hardening", -0.95, 0.0),
    ("hardening", -0.6, -160.0),
)
"""Relative to where the cement leaves the tube at that moment; hard cement would hold it fast."""

# ---- materials ----------------------------------------------------------------------------------

COMPACTION = track(("inflation", -0.8, 0.0), ("inflation", 0.0, 1.0))
"""The spongy bone is pressed together around the balloon."""

HARDNESS = track(("hardening", -0.6, 0.0), ("hardening", 0.0, 1.0))


def corners() -> list[float]:
    """Return every time at which something other than what is seen changes its course."""
    tracks = [COLLAPSE, INFLATION, LIFT, SETTLING, CANNULA, STYLET, CATHETER, FILL, FILLER]
    tracks += [COMPACTION, HARDNESS]
    return [time for one in tracks for time, _ in one.keys]
