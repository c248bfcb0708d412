"""The page: what trame sends to a browser once, and what the browser then does alone."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from trame.ui.html import DivLayout
from trame.widgets import html
from trame_server.core import Server

from visualizer.aids import aids_of
from visualizer.components.control_bar import ControlBar
from visualizer.components.markup import said
from visualizer.components.picture import Picture, PlacedPicture
from visualizer.components.step_text import StepText
from visualizer.components.view_panel import ViewPanel
from visualizer.measured import Measures
from visualizer.state import LAST, STEP_COUNT, keep_in_browser


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows beside its words.

    Attributes
    ----------
    scene_url : str
        Address of the scene.

    scene_bytes : int
        Size of the scene.

    stills : sequence of str
        Addresses of the still pictures, one per step.

    bones : Mapping of str to str
        Addresses of the pictures of "healthy" and "weak" bone.

    xrays : Mapping of str to sequence of str
        By view ("lateral", "ap"), addresses of X-ray pictures, one per step; may be empty.

    measures : sequence of Mapping of str to float
        What was measured on the model, one mapping per step; may be empty.

    """

    scene_url: str
    scene_bytes: int
    stills: Sequence[str]
    bones: Mapping[str, str] = field(default_factory=dict)
    xrays: Mapping[str, Sequence[str]] = field(default_factory=dict)
    measures: Sequence[Measures] = ()


class WalkthroughPage:
    """Puts the widgets together and gives trame the first view; the words are not its business.

    Parameters
    ----------
    server : trame_server.core.Server
        Server that the page belongs to.

    shown : Shown
        The scene and the pictures.

    remote : PlacedPicture or None, default: None
        Picture that is painted by the server and lies over the viewer.

    """

    def __init__(
        self,
        server: Server,
        shown: Shown,
        remote: PlacedPicture | None = None,
    ) -> None:
        state = server.state
        keep_in_browser(state)
        rests = shown.measures or [{}] * STEP_COUNT
        state.update(
            {
                "trame__title": "",  # trame would write its own over the page's
                "steps": [
                    asdict(aids_of(step)) | {"rest": rests[step]} for step in range(STEP_COUNT)
                ],
                "bone_pictures": dict(shown.bones),
                "xray_stills": {view: list(urls) for view, urls in shown.xrays.items()},
                "stills": list(shown.stills),
                "last": LAST,
            }
        )
        with DivLayout(server, classes="page"):
            with html.Main(classes="walkthrough", raw_attrs=['@vue:mounted="$walk.arrive()"']):
                Picture(shown.scene_url, shown.scene_bytes, remote)
                ControlBar()
                StepText()
            if remote is None:
                ViewPanel()
            html.P(said("steps[step].spoken"), classes="spoken", raw_attrs=['role="status"'])
        # trame swaps its page for "Connection closed" when the server goes; ours stays.
        template = state["trame__template_main"]
        state.update(
            {"trame__template_error": template, "trame__template_error_reconnect": template}
        )
