"""The page: what trame sends to a browser once, and what the browser then does alone."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from trame.ui.html import DivLayout
from trame.widgets import html
from trame_server.core import Server

from scenes.story.script import SCRIPTS
from visualizer.page.case_files import CaseFiles
from visualizer.page.components.case_panel import CasePanel
from visualizer.page.components.control_bar import ControlBar
from visualizer.page.components.markup import EMPTY, said
from visualizer.page.components.picture import Picture, PlacedPicture
from visualizer.page.components.step_text import StepText
from visualizer.page.components.view_panel import ViewPanel
from visualizer.page.step_aids import aids_of
from visualizer.page.view_state import USUAL_TREATMENT, keep_in_browser


@dataclass(frozen=True, slots=True)
class Example:
    """One of the examples that were taken along.

    Attributes
    ----------
    line : str
        What it is, in words.

    address : str
        Where it is; empty for the page itself.

    family : Mapping of str to str
        What decides which scene it has, as the page's state has it.

    """

    line: str
    address: str
    family: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Data of a page that works without a server.

    Attributes
    ----------
    examples : sequence of Example
        All of them, if there are several.

    is_shared : bool
        Whether others can open the page's address.

    """

    examples: Sequence[Example] = ()
    is_shared: bool = False


class WalkthroughPage:
    """Puts the widgets together and gives trame the first view; the words are not its business.

    Parameters
    ----------
    server : trame_server.core.Server
        Server that the page belongs to.

    shown : CaseFiles
        The scene and the pictures.

    remote : PlacedPicture or None, default: None
        Picture that is painted by the server and lies over the viewer.

    cases : bool, default: False
        Whether other cases can be had.

    copied : Copied or None, default: None
        What a page has that nobody serves.

    """

    def __init__(
        self,
        server: Server,
        shown: CaseFiles,
        remote: PlacedPicture | None = None,
        *,
        cases: bool = False,
        copied: Copied | None = None,
    ) -> None:
        state = server.state
        keep_in_browser(state)
        state.update(
            {
                "trame__title": "",  # trame would write its own over the page's
                "scripts": _scripts(),
                "treatments": {name: files.to_dict() for name, files in shown.treatments.items()},
                "scene": shown.scene_url,
                "scene_bytes": shown.scene_bytes,
                "bone_pictures": dict(shown.bones),
                "cement_volumes": dict(shown.cement),
                "companions": list(shown.companions),
                **_steps_under(shown, USUAL_TREATMENT),
            }
        )
        if copied:
            state.update({"examples": [asdict(one) for one in copied.examples]})
        with DivLayout(server, classes="page"):
            with html.Main(classes="walkthrough", raw_attrs=['@vue:mounted="$walk.arrive()"']):
                Picture(remote)
                ControlBar()
                StepText()
            if remote is None:
                ViewPanel()
                if copied:
                    CasePanel(is_copy=True, is_shared=copied.is_shared)
                elif cases:
                    CasePanel()
            html.P(said("steps[step].spoken"), classes="spoken", raw_attrs=['role="status"'])
            html.P(EMPTY, id="case-now", classes="spoken", raw_attrs=['aria-live="polite"'])
        # trame swaps its page for "Connection closed" when the server goes; ours stays.
        template = state["trame__template_main"]
        state.update(
            {"trame__template_error": template, "trame__template_error_reconnect": template}
        )


def _scripts() -> dict[str, Any]:
    """Return what the page offers at each step of each treatment."""
    return {
        treatment: [asdict(aids_of(treatment, step)) for step in range(len(script.steps))]
        for treatment, script in SCRIPTS.items()
    }


def _steps_under(shown: CaseFiles, treatment: str) -> dict[str, Any]:
    """Return what follows from the treatment, as ``viewer/src/page/case/steps.ts`` does."""
    files, steps = shown.treatments[treatment].to_dict(), _scripts()[treatment]
    rests = files["rest"] or [{}] * len(steps)
    return {
        "steps": [step | {"rest": rest} for step, rest in zip(steps, rests, strict=True)],
        "last": len(steps) - 1,
        "stills": files["stills"],
        "xray_stills": files["xrays"],
    }
