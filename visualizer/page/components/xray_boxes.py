"""Where the X-ray pictures are drawn: two round screens in the viewer, with their captions."""

from trame.widgets import html

from scenes.story.shots import XRAYS
from scenes.story.steps import LEVELS
from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said
from visualizer.page.components.view_buttons import XRAY, XRAYED

FRONT = "ap"
NAMED = f"$look.isShown('{LEVELS}', layers, [])"
"""Holds where vertebrae have their names, and the front view says which side is which."""


class XrayBoxes(html.Div):
    """A panel whose round screens are holes: the viewer draws under them."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="xray",
            v_if=f"{XRAYED} && {XRAY} !== 'off'",
            raw_attrs=[
                *fixed(role="group", data_keep_clear=""),
                *bound(_class=XRAY, aria_label="$say.picture.xray"),
            ],
            **kwargs,
        )
        with self:
            for view in XRAYS.values():
                _screen(view)
            with html.Div(classes="legend"):
                with html.P():
                    html.Span(said("picture.xray_made"))
                    html.Span(
                        said("picture.xray_is_dark"), v_if="$look.isDark(polarity, xray_kind)"
                    )
                    html.Span(said("picture.xray_is_bright"), v_else=True)
                    html.Span(said("picture.left_mark_is"), v_if=NAMED)
                _resize("enlarge", "inset", "large")
                _resize("shrink", "large", "inset")


def _screen(view: str) -> None:
    name = f"picture.xray_{view}"
    attributes = [*fixed(role="img"), *bound(aria_label=f"$say.{name}")]
    with html.Div(classes=f"screen-of {view}", raw_attrs=attributes):
        with html.Div(classes="screen", raw_attrs=fixed(data_xray=view)):
            if view == FRONT:
                html.Span(
                    said("picture.left_mark"),
                    classes="left-mark",
                    v_if=NAMED,
                    raw_attrs=fixed(aria_hidden="true"),
                )
            html.Img(
                v_if="xray_kind === 'stills'",
                raw_attrs=[
                    *bound(src=f"xray_stills.{view}[step]"),
                    *fixed(alt=""),
                    # Not painted yet, or not at all: then there is no X-ray.
                    "@error=\"xray_kind = ''\"",
                ],
            )
        html.P(said(name), raw_attrs=fixed(aria_hidden="true"))


def _resize(name: str, size: str, other: str) -> None:
    with html.Button(
        type="button",
        classes="quiet",
        v_if=f"{XRAY} === '{size}'",
        click=f"xray = '{other}'",
        raw_attrs=bound(aria_label=f"$say.picture.{name}", title=f"$say.picture.{name}"),
    ):
        Icon(name)
