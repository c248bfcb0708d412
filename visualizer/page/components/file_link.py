"""The way to keep the walkthrough: one file, saved by the browser."""

from trame.widgets import html

from visualizer.content import Content
from visualizer.links.places import Places
from visualizer.page.components.markup import FOLLOWS, bound, fixed, said, text


def add_file_link(content: Content, places: Places) -> None:
    """Say in plain HTML that the walkthrough can be kept, where it can.

    Parameters
    ----------
    content : Content
        The words.

    places : Places
        Where the file is.

    """
    address = places.files.get(content.language)
    if not address:
        return
    html.P(text(content.page.keep_why))
    with html.P():
        html.A(
            text(content.page.keep),
            classes="link",
            raw_attrs=[*fixed(href=address), "download", FOLLOWS],
        )


class LivingFileLink(html.A):
    """The link in the living page, which changes its language."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            said("page.keep"),
            classes="link small",
            v_if="$say.file.address",
            raw_attrs=[*bound(href="$say.file.address"), "download", FOLLOWS],
            **kwargs,
        )
