"""The head of the page: its name, what it is not, its languages, and the way to help."""

from collections.abc import Mapping

from trame.widgets import html

from visualizer.content import Content
from visualizer.links.places import Places
from visualizer.page.components.example_line import ExampleLine
from visualizer.page.components.markup import fixed, text


class Header(html.Header):
    """Plain HTML without any state: the same in the first paint and after it.

    Parameters
    ----------
    content : Content
        The words.

    names : Mapping of str to str
        From each language that there is to its own name for itself.

    places : Places
        Where the page is in each of them.

    change : str, default: ""
        What the panel of cases is for; empty where there is none.

    """

    def __init__(
        self,
        content: Content,
        names: Mapping[str, str],
        places: Places,
        *,
        change: str = "",
        **kwargs: object,
    ) -> None:
        super().__init__(classes="top", **kwargs)
        words = content.page
        with self:
            with html.Div(classes="brand"):
                html.H1(text(words.title))
                html.P(text(words.disclaimer), classes="disclaimer")
            if change:
                ExampleLine(content, change)
            with html.Nav(classes="help-links", raw_attrs=fixed(aria_label=words.help_links)):
                for language, name in names.items():
                    if language != content.language:
                        _language(language, name, places.pages[language])
                _opener("topics", words.topics, "quiet")
                _opener("about", words.about, "quiet wide-only")
                _opener("help", words.help, "quiet wide-only")
                _opener("call", words.call, "urgent")


def _language(language: str, name: str, address: str) -> None:
    """Link to the page in another language; a script takes its words over without leaving."""
    attributes = fixed(href=address, lang=language, hreflang=language, data_language=language)
    with html.A(classes="language", raw_attrs=attributes):
        html.Span(text(name), classes="name")
        html.Span(text(language), classes="code", raw_attrs=fixed(aria_hidden="true"))


def _opener(dialog: str, label: str, classes: str) -> html.Button:
    return html.Button(
        text(label), type="button", classes=classes, raw_attrs=fixed(popovertarget=dialog)
    )
