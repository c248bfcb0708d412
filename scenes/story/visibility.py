"""Opacity of every group of parts at a moment, with bones closed, cut open or seen through.

Parts fade in groups.  How opaque a group is, is the product of its tracks; some of them depend on
how the bones are shown: as the walkthrough leads, or as the person has chosen.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from scenes.story.script import Script
from scenes.story.timeline import track
from scenes.story.track import Track, constant

Opening = Literal["guided", "closed", "opened", "ghost"]
"""Ways to show the bones: as the step asks for, whole, cut open, or seen through."""

Opacity = TypeVar("Opacity", float, NDArray[np.float64])

OPENINGS: tuple[Opening, ...] = get_args(Opening)

ALWAYS, NEVER = constant(1.0), constant(0.0)
SEEN_THROUGH = 0.11
"""Opacity at which the treated bone still has a shape, and hides nothing inside."""

GHOST = constant(SEEN_THROUGH)
ALMOST = 0.97
"""Opacity of a layer that lies on what it covers, and wins over it for not being solid."""
GHOSTLY = 0.29
"""Opacity of ribs and pelvis, which only say where the spine is."""


@dataclass(frozen=True)
class Shells:
    """Opacity of the bones in one way of showing them.

    Parameters
    ----------
    whole : Track
        The neighbours, and the discs and nerve root beside them, where they are not cut.

    treated : Track
        The treated bone where it is not cut.

    cemented : Track
        A bone that was treated before, where it is not cut.

    opened : Track
        All that is cut.

    through : Track
        What is seen through the treated bone alone.

    banded : Track
        The ligaments, which would hide what is cut or seen through.

    """

    whole: Track
    treated: Track
    cemented: Track
    opened: Track
    through: Track
    banded: Track


_UNCUT = (
    ("trocars", -0.58, 1.0),
    ("trocars", -0.34, 0.0),
    ("result", -0.98, 0.0),
    ("result", -0.76, 1.0),
)

SHELLS: Mapping[Opening, Shells] = {
    "guided": Shells(
        whole=track(*_UNCUT),
        treated=track(*_UNCUT, ("result", -0.66, SEEN_THROUGH)),
        cemented=track(*((key, offset, SEEN_THROUGH * shown) for key, offset, shown in _UNCUT)),
        opened=track(
            ("trocars", -0.6, 0.0),
            ("trocars", -0.59, 1.0),
            ("result", -0.76, 1.0),
            ("result", -0.75, 0.0),
            linear=True,
        ),
        through=track(("result", -0.76, 0.0), ("result", -0.66, 1.0)),
        banded=track(("trocars", -0.58, 1.0), ("trocars", -0.34, 0.0)),
    ),
    "closed": Shells(
        whole=ALWAYS, treated=ALWAYS, cemented=ALWAYS, opened=NEVER, through=NEVER, banded=ALWAYS
    ),
    "opened": Shells(
        whole=NEVER, treated=NEVER, cemented=NEVER, opened=ALWAYS, through=NEVER, banded=NEVER
    ),
    "ghost": Shells(
        whole=ALWAYS, treated=GHOST, cemented=GHOST, opened=NEVER, through=ALWAYS, banded=NEVER
    ),
}

BREAK = track(("fracture", -0.8, 0.0), ("fracture", -0.76, 1.0))
SKIN = track(
    ("ready", -0.7, 0.0),
    ("ready", -0.1, 1.0),
    ("trocars", -0.64, 1.0),
    ("trocars", -0.4, 0.0),
    ("closing", -0.5, 0.0),
    ("closing", -0.05, 1.0),
    ("result", -0.9, 1.0),
    ("result", -0.6, 0.0),
)
_STANDING_FIRST = (
    ("healthy", -0.6, 1.0),
    ("healthy", -0.1, 0.0),
    ("fracture", -1.0, 0.0),
    ("fracture", -0.72, 1.0),
    ("fracture", -0.36, 1.0),
    ("fracture", -0.1, 0.0),
)
"""The person stands there, until the first look at the bone and again while it breaks."""
_GONE_AT_LAST = (("result", -0.36, 1.0), ("result", -0.1, 0.0))
_ON_TABLE = (("ready", -1.0, 0.0), ("ready", -0.75, 1.0))
FIGURE = track(
    *_STANDING_FIRST,
    ("result", -0.95, 0.0),
    ("result", -0.7, 1.0),
    *_GONE_AT_LAST,
)
"""The person as glass, with the whole spine."""
FAR = track(
    *_STANDING_FIRST,
    ("ready", -0.4, 0.0),
    ("ready", -0.1, 1.0),
    ("trocars", -0.64, 1.0),
    ("trocars", -0.45, 0.0),
    ("closing", -0.4, 0.0),
    ("closing", -0.05, 1.0),
    *_GONE_AT_LAST,
)
"""The rest of the spine: with the glass, and under the skin of the back."""
MARKED = track(
    ("healthy", -0.55, ALMOST),
    ("healthy", -0.15, 0.0),
    ("fracture", -1.0, 0.0),
    ("fracture", -0.72, ALMOST),
    ("fracture", -0.36, ALMOST),
    ("fracture", -0.15, 0.0),
)
"""The colour that says which bone of the whole spine is meant."""
LENSED = track(
    ("healthy", -0.95, 1.0),
    ("healthy", -0.8, 0.0),
    ("fracture", -0.8, 0.0),
    ("fracture", -0.7, 1.0),
    ("fracture", -0.4, 1.0),
    ("fracture", -0.32, 0.0),
    ("result", -0.76, 0.0),
    ("result", -0.66, 1.0),
    ("result", -0.4, 1.0),
    ("result", -0.32, 0.0),
)
"""The lens, which shows the bone while the person is seen."""
LYING = track(
    *_ON_TABLE,
    ("trocars", -0.64, 1.0),
    ("trocars", -0.4, 0.0),
    ("closing", -0.5, 0.0),
    ("closing", -0.05, 1.0),
    ("result", -0.98, 1.0),
    ("result", -0.8, 0.0),
)
"""The person on the table, under the drape."""
SETTING = track(
    *_ON_TABLE,
    ("ready", -0.4, 1.0),
    ("ready", -0.2, 0.0),
)
"""What stands around the table: it would be in the way of a nearer look."""
SOLID = track(("cavities", -0.98, 1.0), ("cavities", -0.8, 0.0))
HOLLOW = track(("cavities", -1.0, 0.0), ("cavities", -0.99, 1.0), linear=True)
LIFTED = track(
    ("inflation", -0.98, 0.0),
    ("inflation", -0.9, 1.0),
    ("cement", -0.98, 1.0),
    ("cement", -0.8, 0.0),
)
"""The line where the endplate was, while one looks at the bone that the balloon has lifted."""
CEMENT = track(("cement", -0.76, 0.0), ("cement", -0.75, 1.0), linear=True)

CRACKS = ("crack", "crack_opened", "crack_waiting")
"""Groups of fracture lines; the last one belongs to a bone that waits for its treatment."""

ASKED: Mapping[str, Mapping[str, Track]] = {
    "ligaments": {"ligament_back": ALWAYS},
    "skin": {"skin": ALWAYS, "marks": ALWAYS},
    "person": {"figure": ALWAYS, "far": ALWAYS, "ghosts": constant(GHOSTLY)},
}
"""By layer: groups that a person sees who asks for the layer where the step leaves it out."""


@cache
def groups(
    opening: Opening = "guided", *, has_cavity: bool = True, broken: bool = False
) -> Mapping[str, tuple[Track, ...]]:
    """Return the tracks whose product is the opacity of each group of parts, over the procedure.

    Parameters
    ----------
    opening : {"guided", "closed", "opened", "ghost"}, default: "guided"
        How the bones are shown.

    has_cavity : bool, default: True
        Whether a balloon leaves a space, which the opened bone then shows.

    broken : bool, default: False
        Whether the bone is broken from the beginning.

    """
    shells = SHELLS[opening]
    solid, hollow = (SOLID, HOLLOW) if has_cavity else (ALWAYS, NEVER)
    cracked = ALWAYS if broken else BREAK
    return {
        "always": (ALWAYS,),
        "whole": (shells.whole,),
        "treated": (shells.treated,),
        "cemented": (shells.cemented,),
        "opened": (shells.opened,),
        "cap_solid": (shells.opened, solid),
        "cap_hollow": (shells.opened, hollow),
        "crack": (shells.treated, cracked),
        "crack_opened": (shells.opened, cracked),
        "crack_waiting": (shells.whole, cracked),
        "skin": (SKIN,),
        "marks": (SKIN, track(("ready", -0.4, 0.0), ("ready", -0.05, 1.0))),
        "figure": (FIGURE,),
        "far": (FAR,),
        "ghosts": (FIGURE, constant(GHOSTLY)),
        "lens": (LENSED,),
        "marked": (MARKED,),
        "lying": (LYING,),
        "setting": (SETTING,),
        "pens": (
            LYING,
            track(
                ("ready", -0.4, 0.0),
                ("ready", -0.05, 1.0),
                ("cannulas", -1.0, 1.0),
                ("cannulas", -0.9, 0.0),
            ),
        ),
        "plasters": (LYING, track(("closing", -0.2, 0.0), ("closing", -0.05, 1.0))),
        "cannulas": (
            track(
                ("trocars", -0.98, 0.0),
                ("trocars", -0.86, 1.0),
                ("closing", -0.2, 1.0),
                ("closing", -0.05, 0.0),
            ),
        ),
        "stylets": (
            track(
                ("trocars", -0.98, 0.0),
                ("trocars", -0.86, 1.0),
                ("cannulas", -0.3, 1.0),
                ("cannulas", -0.2, 0.0),
            ),
        ),
        "catheters": (
            track(
                ("balloons", -0.94, 0.0),
                ("balloons", -0.84, 1.0),
                ("cavities", -0.15, 1.0),
                ("cavities", -0.06, 0.0),
            ),
        ),
        "fillers": (
            track(
                ("cement", -0.99, 0.0),
                ("cement", -0.94, 1.0),
                ("hardening", -0.67, 1.0),
                ("hardening", -0.6, 0.0),
            ),
        ),
        "cement": (CEMENT,),
        "ligament_front": (shells.banded,),
        "ligament_back": (shells.banded if opening in {"guided", "closed"} else ALWAYS,),
        "sunken_line": (shells.opened, LIFTED if has_cavity else NEVER),
        "sunken_rim": (shells.through, track(("result", -0.3, 0.0), ("result", -0.05, 1.0))),
    }


def shown_at(script: Script, time: float, opening: Opening = "guided") -> dict[str, float]:
    """Return how opaque each group of parts is at one moment.

    Parameters
    ----------
    script : Script
        Steps and clock of the treatment.

    time : float
        Of the treatment.

    opening : {"guided", "closed", "opened", "ghost"}, default: "guided"
        How the bones are shown.

    Returns
    -------
    dict of str to float
        Opacity from 0 to 1 by group.

    """
    moment = script.clock(time)
    return _opacities(script, opening, lambda one: one(moment), script.healing(time))


def shown_over(
    script: Script, times: NDArray[np.float64], opening: Opening = "guided"
) -> dict[str, NDArray[np.float64]]:
    """Return how opaque each group of parts is at many moments, see :func:`shown_at`.

    Parameters
    ----------
    script : Script
        Steps and clock of the treatment.

    times : numpy.ndarray
        ``(n,)`` of the treatment.

    opening : {"guided", "closed", "opened", "ghost"}, default: "guided"
        How the bones are shown.

    Returns
    -------
    dict of str to numpy.ndarray
        ``(n,)`` opacities from 0 to 1 by group, the same numbers as one by one.

    """
    moments = script.clock.over(times)
    return _opacities(script, opening, lambda one: one.over(moments), script.healing.over(times))


def _opacities(
    script: Script, opening: Opening, value: Callable[[Track], Opacity], healing: Opacity
) -> dict[str, Opacity]:
    tracks = groups(opening, has_cavity=script.has_cavity, broken=script.broken)
    shown = {name: reduce(operator.mul, map(value, ones)) for name, ones in tracks.items()}
    return shown | {name: shown[name] * (1.0 - healing) for name in CRACKS}


def corners() -> list[float]:
    """Return every time at which the opacity of some group changes its course."""
    tracks = [one for opening in OPENINGS for group in groups(opening).values() for one in group]
    return [time for one in tracks for time, _ in one.keys]
