"""The head of the page: its name, what it is not, and the way to help."""

from trame.widgets import html

from visualizer.components.markup import fixed, text
from visualizer.content import PageWords


class Header(html.Header):
    """Plain HTML without any state: the same in the first paint and after it.

    Parameters
    ----------
    words : PageWords
        The page's words.

    """

    def __init__(self, words: PageWords, **kwargs: object) -> None:
        super().__init__(classes="top", **kwargs)
        with self:
            with html.Div(classes="brand"):
                html.H1(text(words.title))
                html.P(text(words.disclaimer), classes="disclaimer")
            with html.Nav(classes="help-links", raw_attrs=fixed(aria_label=words.help_links)):
                _opener("topics", words.topics, "quiet")
                _opener("about", words.about, "quiet wide-only")
                _opener("help", words.help, "quiet wide-only")
                _opener("call", words.call, "urgent")


def _opener(dialog: str, label: str, classes: str) -> html.Button:
    return html.Button(
        text(label), type="button", classes=classes, raw_attrs=fixed(popovertarget=dialog)
    )
