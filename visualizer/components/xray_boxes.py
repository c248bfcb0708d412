"""Where the X-ray pictures are drawn: two round screens in the viewer, with their captions."""

from trame.widgets import html

from visualizer.components.icons import Icon
from visualizer.components.markup import bound, fixed, text
from visualizer.components.view_buttons import XRAY, XRAYED
from visualizer.content import PictureWords


class XrayBoxes(html.Div):
    """A panel whose round screens are holes: the viewer draws under them.

    Parameters
    ----------
    words : PictureWords
        The words.

    """

    def __init__(self, words: PictureWords, **kwargs: object) -> None:
        super().__init__(
            classes="xray",
            v_if=f"{XRAYED} && {XRAY} !== 'off'",
            raw_attrs=[
                *fixed(role="group", aria_label=words.xray, data_keep_clear=""),
                *bound(_class=XRAY),
            ],
            **kwargs,
        )
        with self:
            for view, name in (("lateral", words.xray_lateral), ("ap", words.xray_ap)):
                _screen(view, name)
            with html.Div(classes="legend"):
                with html.P():
                    html.Span(text(words.xray_made))
                    html.Span(text(words.xray_is_dark), v_if="$look.isDark(polarity, xray_kind)")
                    html.Span(text(words.xray_is_bright), v_else=True)
                _resize(words.enlarge, "inset", "large", "enlarge")
                _resize(words.shrink, "large", "inset", "shrink")


def _screen(view: str, name: str) -> None:
    with html.Div(classes=f"screen-of {view}", raw_attrs=fixed(role="img", aria_label=name)):
        with html.Div(classes="screen", raw_attrs=fixed(data_xray=view)):
            html.Img(
                v_if="xray_kind === 'stills'",
                raw_attrs=[
                    *bound(src=f"xray_stills.{view}[step]"),
                    *fixed(alt=""),
                    # Not painted yet, or not at all: then there is no X-ray.
                    "@error=\"xray_kind = ''\"",
                ],
            )
        html.P(text(name), raw_attrs=fixed(aria_hidden="true"))


def _resize(label: str, size: str, other: str, icon: str) -> None:
    with html.Button(
        type="button",
        classes="quiet",
        v_if=f"{XRAY} === '{size}'",
        click=f"xray = '{other}'",
        raw_attrs=fixed(aria_label=label, title=label),
    ):
        Icon(icon)
