"""What one visitor sees: client-only keys, and the moment that a link asks for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from trame_server.state import State

from scenes.timeline import DURATION, STEPS
from visualizer.content import PageWords

STEP_COUNT = len(STEPS)
LAST = int(DURATION)
LONGEST_ECHO = 12
"""Characters of a wrong value that its notice repeats."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """A visitor's own view; lives in that visitor's browser and never crosses the wire.

    Attributes
    ----------
    time : float
        Moment in the procedure, 0 to 11; an integer is a rest state.

    step : int
        The rest state nearest to it, whose words are shown.

    playing : bool
        Whether time runs.

    until : float or None
        Where playing stops by itself; None is the end.

    speed : str
        Factor on the pace, as the page's menu names it; "1" is reading pace.

    view : str
        "guided", "side", "front", "top", "behind", "cut", or "free" once the person has turned the
        model.

    opening : str
        "guided" as the step has it; "closed", "opened" or "ghost" as the person wants the bones.

    layers : Mapping of str to bool
        Layers that the person has switched on or off; the others follow the step.

    labelled : bool
        Whether parts carry their names.

    selected : str
        Key of the part whose card is open; empty when none is.

    compare : float or None
        Share of the picture, from the left, that shows the bone before treatment.

    xray : str
        "auto" as the step has it; "off", "inset" or "large" as the person wants it.

    polarity : str
        "dark" or "bright": how bones look on the X-ray.

    xray_kind : str
        "live" or "stills"; empty until the viewer has told.

    measures : Mapping of str to float
        What is measured on the model now, in mm and degrees; empty until the viewer has told.

    unpainted : bool
        Whether the pictures of healthy and weak bone are missing.

    tier : str
        How the viewer draws; empty until the first picture is there.

    loaded, total : float
        Bytes of the scene.

    trouble : str
        Sentence about what went wrong with the picture; empty when all is well.

    retry : bool
        Whether trying again can help.

    online : bool
        Whether the server is still there.

    attempt : int
        Counts up to mount the viewer anew.

    """

    time: float = 0.0
    step: int = 0
    playing: bool = False
    until: float | None = None
    speed: str = "1"
    view: str = "guided"
    opening: str = "guided"
    layers: Mapping[str, bool] = field(default_factory=dict)
    labelled: bool = True
    selected: str = ""
    compare: float | None = None
    xray: str = "auto"
    polarity: str = "dark"
    xray_kind: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)
    unpainted: bool = False
    tier: str = ""
    loaded: float = 0.0
    total: float = 0.0
    trouble: str = ""
    retry: bool = False
    online: bool = True
    attempt: int = 0


def keep_in_browser(state: State) -> None:
    """Declare the view's keys with their first values, and keep them off the wire."""
    view = asdict(ViewState())
    state.update(view)
    state.client_only(*view)


@dataclass(frozen=True, slots=True)
class Link:
    """What an address asks for.

    Attributes
    ----------
    time : float
        Moment to open; 0 if the address asks for nothing sensible.

    problem : str
        Sentence for the person when the address is wrong, else empty.

    """

    time: float = 0.0
    problem: str = ""


def link_query(query: Mapping[str, str]) -> dict[str, str]:
    """Return the part of an address's query that means something here.

    trame's client obeys other names (``sessionURL`` would make it run another server's page).
    """
    return {name: query[name] for name in ("step", "t") if name in query}


def parse_link(query: Mapping[str, str], words: PageWords) -> Link:
    """Read ``?step=`` (1 to 12) or ``?t=`` (0 to 11) from an address.

    Parameters
    ----------
    query : Mapping of str to str
        The address's query.

    words : PageWords
        Where the sentences for wrong values come from.

    Returns
    -------
    Link
        The moment, or the first step and a sentence that names the value and the range.

    """
    if "t" in query:
        time = _number(query["t"])
        if time is None or not 0 <= time <= LAST:
            return Link(problem=words.bad_time.format(value=_echo(query["t"]), last=LAST))
        return Link(time=time)
    if "step" in query:
        number = _number(query["step"])
        if number is None or number != int(number) or not 1 <= number <= STEP_COUNT:
            value = _echo(query["step"])
            return Link(problem=words.bad_step.format(value=value, count=STEP_COUNT))
        return Link(time=number - 1)
    return Link()


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _echo(value: str) -> str:
    short = value if len(value) <= LONGEST_ECHO else value[:LONGEST_ECHO] + "…"
    return f"“{short}”"
