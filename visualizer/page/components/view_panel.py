"""Everything that a person can choose for the picture, in one panel beside it."""

from trame.widgets import html

from scenes.story.steps import LAYERS
from scenes.story.visibility import OPENINGS
from visualizer.links.look_parts import EVERY_VIEW, GUIDED, POLARITIES, XRAY_SIZES
from visualizer.page.components.choices import Choices
from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said
from visualizer.page.components.view_buttons import DRAWN, XRAY, XRAYED

OPENING = "(opening === 'guided' ? steps[step].opening : opening)"


class ViewPanel(html.Dialog):
    """A native popover: it opens from its button or key, Escape closes it, focus comes back."""

    def __init__(self, **kwargs: object) -> None:
        attributes = fixed(popover="auto", aria_labelledby="choices-title")
        super().__init__(id="choices", classes="sheet", raw_attrs=attributes, **kwargs)
        with self:
            with html.Div(classes="panel-head"):
                html.H2(said("picture.panel"), id="choices-title")
                with html.Button(
                    type="button",
                    classes="quiet",
                    raw_attrs=[
                        *fixed(popovertarget="choices", popovertargetaction="hide"),
                        *bound(aria_label="$say.page.close"),
                        "autofocus",
                    ],
                ):
                    Icon("close")
            with html.Template(v_if=DRAWN):
                _section(
                    "page.views",
                    {view: f"page.view_{view}" for view in EVERY_VIEW},
                    chosen="view",
                    choose="view = '{value}'",
                )
                _bones()
                Layers()
            with html.Template(v_if=XRAYED):
                _xray()
            _locator()
            html.Button(
                said("picture.step_view"),
                type="button",
                classes="step-view",
                click="$look.asTheStep()",
                raw_attrs=bound(disabled="!$look.hasChosen(view, opening, layers, xray)"),
            )


class Layers(html.Div):
    """Switches of the layers of the picture."""

    def __init__(self, **kwargs: object) -> None:
        attributes = [*fixed(role="group"), *bound(aria_label="$say.picture.layers")]
        super().__init__(classes="layers", raw_attrs=attributes, **kwargs)
        with self:
            html.H3(said("picture.layers"))
            with html.Div(classes="ticks"):
                for layer in LAYERS:
                    with html.Label():
                        html.Input(
                            type="checkbox",
                            change=f"$look.show('{layer}', $event.target.checked)",
                            raw_attrs=bound(
                                checked=f"$look.isShown('{layer}', layers, steps[step].layers)"
                            ),
                        )
                        html.Span(said(f"picture.layer_{layer}"))


def _bones() -> None:
    labels: dict[str, str] = {
        opening: f"picture.bones_{opening}" for opening in OPENINGS if opening != GUIDED
    }
    _section("picture.bones", labels, chosen=OPENING, choose="opening = '{value}'")


def _xray() -> None:
    sizes = {size: f"picture.xray_{size}" for size in XRAY_SIZES}
    _section("picture.xray", sizes, chosen=XRAY, choose="xray = '{value}'")
    looks = {look: f"picture.polarity_{look}" for look in POLARITIES}
    # Pictures that were painted before are dark.
    with html.Div(v_if="xray_kind === 'live'"):
        _section("picture.polarity", looks, chosen="polarity", choose="polarity = '{value}'")


def _locator() -> None:
    with html.Div(classes="ticks"), html.Label():
        html.Input(
            type="checkbox",
            change="located = $event.target.checked",
            raw_attrs=bound(checked="located"),
        )
        html.Span(said("locator.switch"))


def _section(title: str, labels: dict[str, str], *, chosen: str, choose: str) -> None:
    html.H3(said(title), raw_attrs=fixed(aria_hidden="true"))
    Choices(title, labels, chosen=chosen, choose=choose)
