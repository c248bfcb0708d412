"""When to call: emergency signs first."""

from trame.widgets import html

from visualizer.components.dialogs import Panel
from visualizer.components.markup import text
from visualizer.content import Content


class CallDialog(Panel):
    """Signs that need help, the most urgent first.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        super().__init__("call", content.page.call, content.page.close, **kwargs)
        with self:
            for group in content.call:
                with html.Section(classes=f"call-{group.key}"):
                    html.H3(text(group.title))
                    html.P(text(group.lead))
                    with html.Ul():
                        for item in group.items:
                            html.Li(text(item.text))
            html.P(text(content.page.call_unsure), classes="small")
