"""What one visitor sees: keys of trame's state that never leave that visitor's browser."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from trame_server.state import State

from scenes.story.case import Case
from visualizer.links.grammar import plain_case
from visualizer.links.look_parts import GUIDED

USUAL_TREATMENT = Case().treatment
USUAL: Mapping[str, str] = plain_case(Case())["family"]
"""The case that every page starts with."""
PERSONAL = (
    *("until", "view", "opening", "layers", "labelled", "located", "selected", "compare"),
    *("xray", "polarity", "speed", "rate"),
)
"""What the next person at the same screen finds as it was at the start; how the browser draws, and
whether there is a server, stays as it is."""
SENT = (
    *("scripts", "treatments", "scene", "scene_bytes", "bone_pictures", "cement_volumes"),
    *("companions", "steps", "last", "stills", "xray_stills"),
)
"""What the server sends of the case that it shows; a visitor who chooses another replaces it."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """A visitor's own view; lives in that visitor's browser and never crosses the wire.

    Attributes
    ----------
    time : float
        Moment in the treatment, from 0 to its last step; an integer is a rest state.

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

    located : bool
        Whether the figure in the corner says where in the body the picture is.

    gaze : tuple of float or None
        From where the person's own camera looks: unit vector to the eye in the frame of the case.

    selected : str
        Key of the part whose card is open; empty when none is.

    compare : float or None
        Share of the picture, from the left, that shows the bone before treatment.

    xray : str
        "auto" as the step has it; "off", "inset" or "large" as the person wants it.

    polarity : str
        "dark" or "bright": how bones look on the X-ray.

    xray_kind : str
        "live" or "stills"; empty until the viewer has said it.

    measures : Mapping of str to float
        What is measured on the model now, in mm and degrees; empty until the viewer has said it.

    unpainted : bool
        Whether the pictures of healthy and weak bone are missing.

    tier : str
        How the viewer draws; empty until the first picture is there.

    accompanied : bool
        Whether person and room are in the live picture.

    loaded, total : float
        Bytes of the scene.

    trouble : str
        Key of the page's sentence about what went wrong with the picture; empty when all is well.

    retry : bool
        Whether trying again can help.

    online : bool
        Whether the server is still there.

    reading : str
        "reading", "paused" or "failed" while a step's words are read aloud; empty otherwise.

    voiced : bool
        Whether the browser has a voice for the language of the page.

    rate : str
        Factor on the voice's pace, as the page's menu names it.

    text_size : int
        Size of all text in percent of the usual one.

    beside : str
        What stands beside the case: the same one with another treatment, other needles or another
        loss of height, by the name that an address has for it; empty for nothing.

    second : Mapping or None
        That case, and where its scene and pictures are, once they are there.

    second_measures : Mapping of str to float
        What is measured on it now.

    charted : bool
        Whether heights are plotted over the words.

    attempt : int
        Counts up to mount the viewer anew.

    family : Mapping of str to str
        Bone, kind of fracture, number of needles and other broken bone that are shown.

    treatment : str
        Treatment that is told.

    numbers : Mapping of str to float or None
        Height that is lost, share of it that comes back and how much cement goes in, where they are
        not the usual ones.

    wish : Mapping of str to str or None
        What the person has chosen to see instead, until it is there.

    making : Mapping or None
        How far that is: ``share``, ``message`` and ``ahead``.

    refusal : str
        Sentence about why it did not come; empty when all is well.

    choosing : bool
        Whether the panel of choices for the case is open.

    address : str
        Link to what is seen.

    copied : str
        "copied" or "not_copied" once the person wanted the link; empty before.

    """

    time: float = 0.0
    step: int = 0
    playing: bool = False
    until: float | None = None
    speed: str = "1"
    view: str = GUIDED
    opening: str = GUIDED
    layers: Mapping[str, bool] = field(default_factory=dict)
    labelled: bool = True
    located: bool = True
    gaze: tuple[float, float, float] | None = None
    selected: str = ""
    compare: float | None = None
    xray: str = "auto"
    polarity: str = "dark"
    xray_kind: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)
    unpainted: bool = False
    tier: str = ""
    accompanied: bool = False
    loaded: float = 0.0
    total: float = 0.0
    trouble: str = ""
    retry: bool = False
    online: bool = True
    reading: str = ""
    voiced: bool = False
    rate: str = "1"
    text_size: int = 100
    beside: str = ""
    second: Mapping[str, object] | None = None
    second_measures: Mapping[str, float] = field(default_factory=dict)
    charted: bool = False
    attempt: int = 0
    family: Mapping[str, str] = field(default_factory=lambda: dict(USUAL))
    treatment: str = USUAL_TREATMENT
    numbers: Mapping[str, float] | None = None
    wish: Mapping[str, str] | None = None
    making: Mapping[str, object] | None = None
    refusal: str = ""
    choosing: bool = False
    address: str = ""
    copied: str = ""


def keep_in_browser(state: State) -> None:
    """Declare the view's keys with their first values, and keep them off the wire."""
    view = asdict(ViewState())
    state.update(view)
    state.client_only(*view, *SENT)
