"""What can be chosen on the picture itself: three points of view, labels, and the way to more."""

from collections.abc import Sequence

from trame.widgets import html

from visualizer.links.look_parts import EVERY_VIEW, FREE, GUIDED
from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said

AT_HAND = EVERY_VIEW[:3]
"""Points of view that are chosen most."""
DRAWN = "tier && tier !== 'stills'"
"""Holds where the visitor's own device draws, so that the picture does what it is told."""
XRAYED = "$look.hasXray(xray_kind, xray_stills)"
"""Holds where there are X-ray pictures, drawn live or painted before."""
XRAY = "(second ? 'off' : $look.xray(xray, steps[step].xray))"
"""How X-ray pictures are shown: off, inset or large; beside a second case there is no room."""
MORE = f"({DRAWN}) || (tier && {XRAYED})"
"""Holds where there is a panel with all choices."""


class ViewButtons(html.Div):
    """One calm row: what is chosen most is one press away, all else is in a panel.

    Parameters
    ----------
    streamed : bool
        Whether the picture comes from the server, which can turn it and nothing else.

    """

    def __init__(self, *, streamed: bool, **kwargs: object) -> None:
        super().__init__(classes="looks", raw_attrs=["data-keep-clear"], **kwargs)
        with self:
            if streamed:
                Views(EVERY_VIEW, v_if="tier")
                return
            Views(
                AT_HAND,
                v_if=f"{DRAWN} && {XRAY} !== 'large'",
            )
            html.Button(
                said("picture.labels"),
                type="button",
                classes="names",
                v_if=f"{DRAWN} && {XRAY} !== 'large' && !second",
                click="labelled = !labelled",
                raw_attrs=bound(aria_pressed="labelled"),
            )
            html.Button(
                said("picture.more"),
                type="button",
                classes="more",
                v_if=MORE,
                raw_attrs=fixed(popovertarget="choices", aria_haspopup="dialog"),
            )


class Views(html.Div):
    """Named points of view; the first is also the way back from the person's own.

    Parameters
    ----------
    views : sequence of str
        Keys of the views.

    """

    def __init__(self, views: Sequence[str], **kwargs: object) -> None:
        attributes = [*fixed(role="group"), *bound(aria_label="$say.page.views")]
        super().__init__(classes="choices views", raw_attrs=attributes, **kwargs)
        with self:
            for view in views:
                with html.Button(
                    type="button",
                    click=f"view = '{view}'",
                    raw_attrs=bound(aria_pressed=f"view === '{view}'"),
                ):
                    if view == GUIDED:
                        with html.Span(v_if=f"view === '{FREE}'", classes="reset"):
                            Icon("reset")
                            html.Span(said("page.reset"), classes="spoken")
                    html.Span(said(f"page.view_{view}"))
