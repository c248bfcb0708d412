"""Where the picture is seen from."""

from trame.widgets import html

from visualizer.components.icons import Icon
from visualizer.components.markup import bound, fixed, text
from visualizer.content import PageWords


class ViewButtons(html.Div):
    """Named points of view; the first is also the way back from the person's own.

    Parameters
    ----------
    words : PageWords
        The page's words.

    streamed : bool
        Whether the picture comes from the server, which can turn it where stills cannot.

    """

    def __init__(self, words: PageWords, *, streamed: bool, **kwargs: object) -> None:
        attributes = fixed(role="group", aria_label=words.views)
        drawn = "tier" if streamed else "tier && tier !== 'stills'"
        super().__init__(classes="views", v_if=drawn, raw_attrs=attributes, **kwargs)
        names = {
            "guided": words.view_guided,
            "side": words.view_side,
            "front": words.view_front,
            "behind": words.view_behind,
        }
        with self:
            for view, label in names.items():
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
