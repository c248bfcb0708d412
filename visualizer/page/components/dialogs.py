"""A panel over the page that opens without any script."""

from trame.widgets import html

from visualizer.content import PageWords
from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import fixed, text

URGENT = "call"
"""The panel that is one press away from everywhere."""


class Panel(html.Dialog):
    """A native dialog with a heading, the way to urgent signs, and a close button.

    Parameters
    ----------
    name : str
        Id; a button with ``popovertarget`` of that name opens it.

    title : str
        Heading, and the dialog's name for screen readers.

    words : PageWords
        The page's words.

    """

    def __init__(self, name: str, title: str, words: PageWords, **kwargs: object) -> None:
        attributes = fixed(popover="auto", aria_labelledby=f"{name}-title")
        super().__init__(id=name, classes="panel", raw_attrs=attributes, **kwargs)
        with self, html.Div(classes="panel-head"):
            html.H2(text(title), id=f"{name}-title")
            if name != URGENT:
                html.Button(
                    text(words.call),
                    type="button",
                    classes="urgent",
                    raw_attrs=fixed(popovertarget=URGENT),
                )
            with html.Button(
                type="button",
                classes="quiet",
                raw_attrs=[
                    *fixed(popovertarget=name, popovertargetaction="hide", aria_label=words.close),
                    "autofocus",
                ],
            ):
                Icon("close")
