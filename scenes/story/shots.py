"""The pictures that can be asked for: a moment of the walkthrough, and from where it is seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.story import views

XRAYS: Mapping[str, str] = {"xray-side": "lateral", "xray-front": "ap"}
"""X-ray pictures, and their names in :mod:`scenes.paint.fluoroscopy`."""

VIEWS = ("guided", *views.VIEWS, *XRAYS)
"""Names of the views, in the order in which they are painted."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture to paint.

    Parameters
    ----------
    time : float
        0 to 11; an integer is a rest state.

    view : str, default: "guided"
        One of :data:`VIEWS`.

    inset : float, default: 0.0
        How opaque the small pair of X-ray pictures lies in a corner, 0 to 1.

    notes : sequence of str, default: ()
        What stands beside an X-ray picture, or below each of the pair.

    """

    time: float
    view: str = "guided"
    inset: float = 0.0
    notes: tuple[str, ...] = ()
