"""The way to the printable page, in a tab of its own."""

from trame.widgets import html

from visualizer.content import Content
from visualizer.links.places import Places
from visualizer.page.components.markup import FOLLOWS, bound, fixed, said, text

OWN_TAB = fixed(target="_blank", rel="noopener")


def add_handout_link(content: Content, places: Places, classes: str = "link") -> None:
    """Add a link in plain HTML, where there is a printable page.

    Parameters
    ----------
    content : Content
        The words.

    places : Places
        Where the printable page is.

    classes : str, default: "link"
        Classes of the link.

    """
    address = places.handouts.get(content.language)
    if not address:
        return
    with html.A(classes=classes, raw_attrs=[*fixed(href=address), *OWN_TAB, FOLLOWS]):
        html.Span(text(content.handout.link))
        html.Span(text(f"({content.handout.new_tab})"), classes="spoken")


class LivingHandoutLink(html.A):
    """The same link in the living page, which changes its language."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="link small",
            v_if="$say.handout.address",
            raw_attrs=[*bound(href="$say.handout.address"), *OWN_TAB, FOLLOWS],
            **kwargs,
        )
        with self:
            html.Span(said("handout.link"))
            html.Span(f"({said('handout.new_tab')})", classes="spoken")
