"""Everything that a person can choose for the picture, in one panel beside it."""

from trame.widgets import html

from visualizer.aids import LAYERS
from visualizer.components.choices import Choices
from visualizer.components.icons import Icon
from visualizer.components.markup import bound, fixed, text
from visualizer.components.view_buttons import DRAWN, XRAY, XRAYED, every_view
from visualizer.content import Content, PictureWords

OPENING = "(opening === 'guided' ? words[step].opening : opening)"


class ViewPanel(html.Dialog):
    """A native popover: it opens from its button or key, Escape closes it, focus comes back.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        words = content.picture
        attributes = fixed(popover="auto", aria_labelledby="choices-title")
        super().__init__(id="choices", classes="sheet", raw_attrs=attributes, **kwargs)
        with self:
            with html.Div(classes="panel-head"):
                html.H2(text(words.panel), id="choices-title")
                with html.Button(
                    type="button",
                    classes="quiet",
                    raw_attrs=[
                        *fixed(
                            popovertarget="choices",
                            popovertargetaction="hide",
                            aria_label=content.page.close,
                        ),
                        "autofocus",
                    ],
                ):
                    Icon("close")
            with html.Template(v_if=DRAWN):
                _section(
                    content.page.views,
                    every_view(content.page),
                    chosen="view",
                    choose="view = '{value}'",
                )
                _bones(words)
                Layers(words)
            with html.Template(v_if=XRAYED):
                _xray(words)
            html.Button(
                text(words.step_view),
                type="button",
                classes="step-view",
                click="$look.asTheStep()",
                raw_attrs=bound(disabled="!$look.hasChosen(view, opening, layers, xray)"),
            )


class Layers(html.Div):
    """What belongs to the picture, each on or off."""

    def __init__(self, words: PictureWords, **kwargs: object) -> None:
        attributes = fixed(role="group", aria_label=words.layers)
        super().__init__(classes="layers", raw_attrs=attributes, **kwargs)
        with self:
            html.H3(text(words.layers))
            with html.Div(classes="ticks"):
                for layer in LAYERS:
                    with html.Label():
                        html.Input(
                            type="checkbox",
                            change=f"$look.show('{layer}', $event.target.checked)",
                            raw_attrs=bound(
                                checked=f"$look.isShown('{layer}', layers, words[step].layers)"
                            ),
                        )
                        html.Span(text(getattr(words, f"layer_{layer}")))


def _bones(words: PictureWords) -> None:
    labels = {
        "closed": words.bones_closed,
        "opened": words.bones_opened,
        "ghost": words.bones_ghost,
    }
    _section(words.bones, labels, chosen=OPENING, choose="opening = '{value}'")


def _xray(words: PictureWords) -> None:
    sizes = {"off": words.xray_off, "inset": words.xray_inset, "large": words.xray_large}
    _section(words.xray, sizes, chosen=XRAY, choose="xray = '{value}'")
    looks = {"dark": words.polarity_dark, "bright": words.polarity_bright}
    # Pictures that were painted before are dark.
    with html.Div(v_if="xray_kind === 'live'"):
        _section(words.polarity, looks, chosen="polarity", choose="polarity = '{value}'")


def _section(title: str, labels: dict[str, str], *, chosen: str, choose: str) -> None:
    html.H3(text(title), raw_attrs=fixed(aria_hidden="true"))
    Choices(title, labels, chosen=chosen, choose=choose)
