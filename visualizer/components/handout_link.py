"""The way to the printable page, in a tab of its own."""

from trame.widgets import html

from visualizer.components.markup import bound, fixed, said, text
from visualizer.content import Content

OWN_TAB = fixed(target="_blank", rel="noopener")


class HandoutLink(html.A):
    """Link that stands in plain HTML.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, classes: str = "link", **kwargs: object) -> None:
        address = fixed(href=f"/handout?lang={content.language}")
        super().__init__(classes=classes, raw_attrs=[*address, *OWN_TAB], **kwargs)
        with self:
            html.Span(text(content.handout.link))
            html.Span(text(f"({content.handout.new_tab})"), classes="spoken")


class LivingHandoutLink(html.A):
    """The same link in the living page, which changes its language."""

    def __init__(self, **kwargs: object) -> None:
        address = bound(href="'/handout?lang=' + $say.language")
        super().__init__(classes="link small", raw_attrs=[*address, *OWN_TAB], **kwargs)
        with self:
            html.Span(said("handout.link"))
            html.Span(f"({said('handout.new_tab')})", classes="spoken")
