"""What is seen at one moment, and whether the bones are closed, cut open or seen through.

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
from scenes.story.track import Track, track

Opening = Literal["guided", "closed", "opened", "ghost"]
"""How the bones are shown: as the step asks for, whole, cut open, or seen through."""

Opacity = TypeVar("Opacity", float, NDArray[np.float64])

OPENINGS: tuple[Opening, ...] = get_args(Opening)

LAYERS = ("skin", "bones", "discs", "nerves", "tools", "balloon", "cement")
"""What a person can switch on and off, in the order of the page."""

ALWAYS = track((0.0, 1.0))
NEVER = track((0.0, 0.0))
SEEN_THROUGH = 0.30
"""Opacity at which the treated bone still has a shape, and hides nothing inside."""

GHOST = track((0.0, SEEN_THROUGH))


@dataclass(frozen=True)
class Shells:
    """How opaque the bones are in one way of showing them.

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

    """

    whole: Track
    treated: Track
    cemented: Track
    opened: Track


_UNCUT = ((2.42, 1.0), (2.66, 0.0), (10.3, 0.0), (10.65, 1.0))

SHELLS: Mapping[Opening, Shells] = {
    "guided": Shells(
        whole=track(*_UNCUT),
        treated=track(*_UNCUT, (10.95, SEEN_THROUGH)),
        cemented=track(*((time, SEEN_THROUGH * shown) for time, shown in _UNCUT)),
        opened=track((2.40, 0.0), (2.41, 1.0), (10.65, 1.0), (10.66, 0.0), linear=True),
    ),
    "closed": Shells(whole=ALWAYS, treated=ALWAYS, cemented=ALWAYS, opened=NEVER),
    "opened": Shells(whole=NEVER, treated=NEVER, cemented=NEVER, opened=ALWAYS),
    "ghost": Shells(whole=ALWAYS, treated=GHOST, cemented=GHOST, opened=NEVER),
}

BREAK = track((0.1, 0.0), (0.14, 1.0))
SKIN = track(
    (1.3, 0.0),
    (1.9, 1.0),
    (2.36, 1.0),
    (2.6, 0.0),
    (9.5, 0.0),
    (9.95, 1.0),
    (10.1, 1.0),
    (10.4, 0.0),
)
SOLID = track((6.02, 1.0), (6.2, 0.0))
HOLLOW = track((6.0, 0.0), (6.01, 1.0), linear=True)
CEMENT = track((7.24, 0.0), (7.25, 1.0), linear=True)

CRACKS = ("crack", "crack_opened", "crack_waiting")
"""Groups of fracture lines; the last one belongs to a bone that waits for its treatment."""

ASKED: Mapping[str, Mapping[str, Track]] = {"skin": {"skin": ALWAYS, "marks": ALWAYS}}
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
        "marks": (SKIN, track((1.6, 0.0), (1.95, 1.0))),
        "cannulas": (track((2.02, 0.0), (2.14, 1.0), (9.8, 1.0), (9.95, 0.0)),),
        "stylets": (track((2.02, 0.0), (2.14, 1.0), (3.7, 1.0), (3.8, 0.0)),),
        "catheters": (track((4.06, 0.0), (4.16, 1.0), (6.85, 1.0), (6.94, 0.0)),),
        "fillers": (track((7.01, 0.0), (7.06, 1.0), (9.33, 1.0), (9.4, 0.0)),),
        "cement": (CEMENT,),
        "before": (track((10.6, 0.0), (10.95, 1.0)),),
    }


def shown_at(script: Script, time: float, opening: Opening = "guided") -> dict[str, float]:
    """Return how opaque each group of parts is at one moment.

    Parameters
    ----------
    script : Script
        How the treatment is told.

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
        How the treatment is told.

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
