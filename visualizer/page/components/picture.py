"""The picture: the viewer, the still that waits under it, and what it has to say."""

from collections.abc import Mapping
from typing import Protocol

from trame.widgets import html
from trame_server.core import Server

from visualizer.page.components.case_panel import CaseProgress
from visualizer.page.components.compare_slider import CompareSlider
from visualizer.page.components.locator import Locator
from visualizer.page.components.markup import bound, fixed, said
from visualizer.page.components.moving_part import MovingPart
from visualizer.page.components.part_card import PartCard
from visualizer.page.components.second_picture import FRAMING, FirstCaption, SecondPicture
from visualizer.page.components.two_bones import TwoBones
from visualizer.page.components.view_buttons import XRAY, XRAYED, ViewButtons
from visualizer.page.components.viewer import WalkthroughViewer
from visualizer.page.components.xray_boxes import XrayBoxes

MAKING_UNSEEN = "(making || refusal) && !choosing && (tier || trouble)"
"""Holds where another case is made and its panel, which tells how far it is, is not open."""


class PlacedPicture(Protocol):
    """A picture from elsewhere that can be put into the page."""

    def place(self, server: Server) -> None:
        """Put it into the widget that is being filled."""


class Picture(html.Section):
    """The drawing with its badge, points of view, progress and notices.

    Parameters
    ----------
    remote : PlacedPicture or None
        Streamed picture that takes the place of the one drawn here.

    """

    def __init__(self, remote: PlacedPicture | None = None, **kwargs: object) -> None:
        super().__init__(
            classes="picture",
            raw_attrs=bound(aria_label="$say.page.picture", _class="{beside: second}"),
            **kwargs,
        )
        with self:
            still = [*bound(src="stills[step]"), *fixed(alt="")]
            html.Img(classes="still", v_if="!tier", raw_attrs=still)
            with MovingPart(), _viewer(streamed=remote is not None):
                if remote is None:
                    XrayBoxes()
            if remote:
                remote.place(self.server)
            html.P(said("page.badge"), classes="badge", raw_attrs=["data-keep-clear"])
            with MovingPart():
                Locator(streamed=remote is not None)
            ViewButtons(streamed=remote is not None)
            with MovingPart():
                SecondPicture()
            with MovingPart():
                FirstCaption()
            TwoBones()
            with html.Div(classes="corner"):
                PartCard()
                CompareSlider()
            with MovingPart():
                Progress()
            CaseProgress(v_if=MAKING_UNSEEN, classes="loading")
            Trouble()
            html.P(
                said("page.offline"),
                classes="notice offline",
                v_if="!online",
                raw_attrs=fixed(role="status"),
            )


def _viewer(*, streamed: bool) -> WalkthroughViewer:
    return WalkthroughViewer(
        classes="viewer",
        raw_attrs=bound(key="attempt"),
        source=("scene",),
        bytes=("scene_bytes",),
        companions=("$look.companions(companions, layers)",),
        passing=("!!wish",),
        treatment=("treatment",),
        numbers=("numbers",),
        time=("time",),
        playing=("playing",),
        until=("until",),
        speed=("Number(speed)",),
        view=("view",),
        framing=(FRAMING,),
        opening=("opening",),
        layers=("layers",),
        labels=("labelled && !second ? $say.names : $look.none",),
        selected=("selected",),
        compare=("compare",),
        xray=(f"{XRAYED} ? {XRAY} : 'off'",),
        polarity=("polarity",),
        pauses=("$say.pauses",),
        stills=("stills",),
        label=("$say.steps[step].picture",),
        quality="stills" if streamed else "",
        **_events(streamed=streamed),
    )


def _events(*, streamed: bool) -> Mapping[str, str]:
    # Stills under a streamed picture are as it should be; elsewhere they need a word.
    word = "''" if streamed else "tier === 'stills' ? 'stills_notice' : ''"
    return {
        "v_on_ready": f"tier = $event.tier; trouble = {word}",
        "v_on_progress": "loaded = $event.loaded; total = $event.total",
        "v_on_time": "time = $event",
        "v_on_moment": "$beside.along($event)",
        "v_on_steered": "$locator.steer($event); $beside.turn($event, 'second')",
        "v_on_playing": "playing = $event; until = $event ? until : null",
        "v_on_view": "view = $event",
        "v_on_pick": "$look.pick($event, $say.terms)",
        "v_on_measures": "measures = $event",
        "v_on_tracks": "$heights.take($event)",
        "v_on_accompanied": "accompanied = $event",
        "v_on_xray": "xray_kind = $event.mode",
        "v_on_lost": "trouble = $walk.trouble($event.reason); retry = $event.reason === 'load'",
    }


class Progress(html.Div):
    """Bar of the bytes of the scene that have arrived."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(classes="loading", v_if="!tier && !trouble", **kwargs)
        with self:
            html.Label(said("page.loading"), raw_attrs=fixed(_for="loading"))
            html.Progress(id="loading", raw_attrs=bound(value="loaded", max="total || 1"))
            html.Span("{{ $walk.amount(loaded, total, $say.page.loaded_of) }}", classes="small")


class Trouble(html.Div):
    """One sentence about what went wrong with the picture, and a way on."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="notice trouble", v_if="trouble", raw_attrs=fixed(role="alert"), **kwargs
        )
        with self:
            html.Span(said("page[trouble]"))
            html.Button(
                said("page.retry"),
                type="button",
                v_if="retry",
                click="trouble = ''; retry = false; loaded = 0; attempt = attempt + 1",
            )
            html.Button(
                said("page.close"),
                type="button",
                v_else=True,
                click="trouble = ''",
            )
