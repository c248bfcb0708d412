"""The page: what trame sends to a browser once, and what the browser then does alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from trame.ui.html import DivLayout
from trame.widgets import html
from trame_client.widgets.core import AbstractElement
from trame_server.core import Server

from visualizer.aids import aids_of
from visualizer.components.about_dialog import AboutDialog
from visualizer.components.call_dialog import CallDialog
from visualizer.components.control_bar import ControlBar
from visualizer.components.header import Header
from visualizer.components.help_dialog import HelpDialog
from visualizer.components.picture import Picture, PlacedPicture
from visualizer.components.step_text import StepText
from visualizer.components.topics_dialog import TopicsDialog
from visualizer.components.view_panel import ViewPanel
from visualizer.content import Content, Sentence, StepWords
from visualizer.measured import Measures
from visualizer.state import LAST, keep_in_browser

PAGE_PHRASES = ("load_failed", "context_lost", "stills_notice", "loaded_of")
ASIDE_PHRASES = (
    "millimetres",
    "degrees",
    "healthy",
    "side_before",
    "side_past",
    "front_outside",
    "front_past",
)


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
    """Puts the widgets together and gives trame the words and the first view.

    Parameters
    ----------
    server : trame_server.core.Server
        Server that the page belongs to.

    content : Content
        The words.

    shown : Shown
        The scene and the pictures.

    remote : PlacedPicture or None, default: None
        Picture that is painted by the server and lies over the viewer.

    """

    def __init__(
        self,
        server: Server,
        content: Content,
        shown: Shown,
        remote: PlacedPicture | None = None,
    ) -> None:
        self._server = server
        self._content = content
        state = server.state
        keep_in_browser(state)
        state.update(
            {
                "words": [
                    words_of(content, number) | {"rest": rest}
                    for number, rest in enumerate(shown.measures or [{}] * len(content.steps))
                ],
                "terms": {
                    term.key: {"name": term.name, "text": term.definition.text}
                    for term in content.labels
                },
                "names": {term.key: term.name for term in content.labels},
                "bone_pictures": dict(shown.bones),
                "xray_stills": {view: list(urls) for view, urls in shown.xrays.items()},
                "phrases": _phrases(content),
                "pauses": [round(step.pause, 1) for step in content.steps],
                "stills": list(shown.stills),
                "last": LAST,
                "trame__title": content.page.title,
            }
        )
        with DivLayout(server, classes="page"):
            with html.Main(classes="walkthrough", raw_attrs=['@vue:mounted="$walk.arrive()"']):
                Picture(content, shown.scene_url, shown.scene_bytes, remote)
                ControlBar(content.page)
                StepText(content)
            if remote is None:
                ViewPanel(content)
            html.P("{{ words[step].spoken }}", classes="spoken", raw_attrs=['role="status"'])
        # trame swaps its page for "Connection closed" when the server goes; ours stays.
        template = state["trame__template_main"]
        state.update(
            {"trame__template_error": template, "trame__template_error_reconnect": template}
        )

    @property
    def head(self) -> str:
        """HTML of the page's head, the same before and after scripts run."""
        return self._static(Header(self._content.page, **self._loose))

    @property
    def panels(self) -> str:
        """HTML of the panels that open over the page, with or without scripts."""
        kinds = (CallDialog, TopicsDialog, HelpDialog, AboutDialog)
        return "".join(self._static(kind(self._content, **self._loose)) for kind in kinds)

    @property
    def _loose(self) -> dict[str, Any]:
        return {"trame_server": self._server, "connect_parent": False}

    @staticmethod
    def _static(widget: AbstractElement) -> str:
        return str(widget.html)


def words_of(content: Content, number: int) -> dict[str, Any]:
    """Return what the page's template shows at one step.

    Parameters
    ----------
    content : Content
        The words.

    number : int
        Step, counted from 0.

    Returns
    -------
    dict
        Plain texts and lists of them.

    """
    step, page = content.steps[number], content.page
    count = page.step_of.format(number=number + 1, count=len(content.steps))
    parts = {"feel": page.feel, "why": page.why, "note": page.note, "differ": page.differ}
    boxes = [
        {"kind": kind, "title": title, "text": _text(getattr(step, kind))}
        for kind, title in parts.items()
        if getattr(step, kind)
    ]
    terms = [term for term in content.glossary if term.key in step.terms]
    return {
        "count": count,
        "title": step.title,
        "short": step.short,
        "picture": step.picture,
        "text": _text(step.words),
        "boxes": boxes,
        "terms": [{"name": term.name, "text": term.definition.text} for term in terms],
        "clinicians": _text(step.clinicians),
        "sources": _sources(content, step),
        "spoken": f"{count}: {step.title}. {step.picture}",
    } | asdict(aids_of(number))


def _phrases(content: Content) -> dict[str, str]:
    """Return the sentences that the browser fills in or chooses by itself."""
    return {
        **{name: getattr(content.page, name) for name in PAGE_PHRASES},
        **{name: getattr(content.asides, name) for name in ASIDE_PHRASES},
        "compare_value": content.picture.compare_value,
    }


def _text(sentences: Iterable[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _sources(content: Content, step: StepWords) -> list[str]:
    keys = dict.fromkeys(key for sentence in step.sentences for key in sentence.sources)
    return [content.sources[key] for key in keys]
