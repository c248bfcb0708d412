"""The keys, and the switch that turns them off."""

from trame.widgets import html

from visualizer.content import Content
from visualizer.page.components.dialogs import Panel
from visualizer.page.components.markup import text


class HelpDialog(Panel):
    """List of the keys and their effects.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        super().__init__("help", content.page.help, content.page, **kwargs)
        with self:
            with html.Dl(classes="keys"):
                for entry in content.keys:
                    html.Dt(text(entry.keys))
                    html.Dd(text(entry.does))
            with html.Label(classes="switch"):
                html.Input(type="checkbox", id="single-keys", raw_attrs=["checked"])
                html.Span(text(content.key_switch))
