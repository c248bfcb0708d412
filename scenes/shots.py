"""The pictures that can be asked for: a moment of the walkthrough, and from where it is seen."""

from dataclasses import dataclass

VIEWS = ("guided",)
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

    """

    time: float
    view: str = "guided"
