"""Another case beside the one that is shown, and what each of both is."""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, said
from visualizer.page.components.measures_box import HOLLOW
from visualizer.page.components.viewer import WalkthroughViewer

FRAMING = "$beside.framing(time, second)"
"""From where both cases are seen."""

STEP = "$beside.step(time, second)"
FIRST_TITLE = "$say.steps[step].title"
"""What the words tell of; only another step of the second case has to be named."""
FIRST = "$beside.caption(beside, family, treatment, numbers)"
SECOND = "$beside.caption(beside, second.family, second.treatment, second.numbers)"


class SecondPicture(html.Section):
    """The same moment of another case; turned and moved with the first."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="second", v_if="second", raw_attrs=bound(aria_label=SECOND), **kwargs
        )
        with self:
            WalkthroughViewer(
                classes="viewer",
                source=("second.scene",),
                bytes=("second.bytes",),
                companions=("$look.companions(second.companions, layers)",),
                treatment=("second.treatment",),
                numbers=("second.numbers",),
                time=("$beside.time(time, second)",),
                view=("view",),
                framing=(FRAMING,),
                opening=("opening",),
                layers=("layers",),
                labels=("$look.none",),
                xray="off",
                stills=("second.files.stills",),
                label=(f"{STEP}.picture",),
                v_on_view="view = $event",
                v_on_steered="$locator.steer($event); $beside.turn($event, 'first')",
                v_on_measures="second_measures = $event",
            )
            with html.Div(classes="side", raw_attrs=["data-keep-clear"]):
                _caption(SECOND, "second_measures", f"{STEP}.title")
                with html.Button(
                    type="button",
                    classes="quiet",
                    click="$beside.stop()",
                    raw_attrs=bound(aria_label="$say.cases.alone", title="$say.cases.alone"),
                ):
                    Icon("close")


class FirstCaption(html.Div):
    """Caption of the first picture while a second one stands beside it."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="side first", v_if="second", raw_attrs=["data-keep-clear"], **kwargs
        )
        with self:
            _caption(FIRST, "measures")


def _caption(what: str, measures: str, title: str = "") -> None:
    with html.P():
        html.Strong(f"{{{{ {what} }}}}")
        if title:
            html.Span(f"{{{{ {title} }}}}", v_if=f"{title} !== {FIRST_TITLE}", classes="small")
        _height("asides.front_height", f"{measures}.anterior", f"!{HOLLOW}")
        _height("heights.middle", f"{measures}.middle", HOLLOW)


def _height(name: str, value: str, when: str) -> None:
    html.Span(
        f"{said(name)} {{{{ $look.filled($say.asides.millimetres, {value}) }}}}",
        classes="small",
        v_if=f"{when} && {value} !== undefined",
    )
