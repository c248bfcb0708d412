"""What can be chosen on the picture itself: three points of view, labels, and the way to more."""

from trame.widgets import html

from visualizer.components.icons import Icon
from visualizer.components.markup import bound, fixed, text
from visualizer.content import Content, PageWords

DRAWN = "tier && tier !== 'stills'"
"""Holds where the visitor's own device draws, so that the picture does what it is told."""
XRAYED = "$look.hasXray(xray_kind, xray_stills)"
"""Holds where there are X-ray pictures, drawn live or painted before."""
XRAY = "$look.xray(xray, words[step].xray)"
"""How X-ray pictures are shown: off, inset or large."""


class ViewButtons(html.Div):
    """One calm row: what is chosen most is one press away, all else is in a panel.

    Parameters
    ----------
    content : Content
        The words.

    streamed : bool
        Whether the picture comes from the server, which can turn it and nothing else.

    """

    def __init__(self, content: Content, *, streamed: bool, **kwargs: object) -> None:
        super().__init__(classes="looks", raw_attrs=["data-keep-clear"], **kwargs)
        with self:
            if streamed:
                Views(content.page, every_view(content.page), v_if="tier")
                return
            Views(
                content.page,
                {view: every_view(content.page)[view] for view in ("guided", "side", "front")},
                v_if=f"{DRAWN} && {XRAY} !== 'large'",
            )
            html.Button(
                text(content.picture.labels),
                type="button",
                classes="names",
                v_if=f"{DRAWN} && {XRAY} !== 'large'",
                click="labelled = !labelled",
                raw_attrs=bound(aria_pressed="labelled"),
            )
            html.Button(
                text(content.picture.more),
                type="button",
                classes="more",
                v_if=f"({DRAWN}) || (tier && {XRAYED})",
                raw_attrs=fixed(popovertarget="choices", aria_haspopup="dialog"),
            )


class Views(html.Div):
    """Named points of view; the first is also the way back from the person's own.

    Parameters
    ----------
    words : PageWords
        The page's words.

    views : dict of str to str
        From view to its name.

    """

    def __init__(self, words: PageWords, views: dict[str, str], **kwargs: object) -> None:
        attributes = fixed(role="group", aria_label=words.views)
        super().__init__(classes="choices views", raw_attrs=attributes, **kwargs)
        with self:
            for view, label in views.items():
                with html.Button(
                    type="button",
                    click=f"view = '{view}'",
                    raw_attrs=bound(aria_pressed=f"view === '{view}'"),
                ):
                    if view == "guided":
                        with html.Span(v_if="view === 'free'", classes="reset"):
                            Icon("reset")
                            html.Span(text(words.reset), classes="spoken")
                    html.Span(text(label))


def every_view(words: PageWords) -> dict[str, str]:
    """Return the name of each point of view, in the order of their keys."""
    return {
        "guided": words.view_guided,
        "side": words.view_side,
        "front": words.view_front,
        "top": words.view_top,
        "behind": words.view_behind,
        "cut": words.view_cut,
    }
