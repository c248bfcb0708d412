"""When to call: emergency signs first."""

from trame.widgets import html

from visualizer.content import CallGroup, Content
from visualizer.page.components.citations import cited_html, source_fold
from visualizer.page.components.dialogs import Panel
from visualizer.page.components.markup import text


class CallDialog(Panel):
    """Signs that need help, the most urgent first.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        super().__init__("call", content.page.call, content.page, **kwargs)
        with self:
            for group in content.call:
                CallPart(content, group)
            EmergencyNumbers(content)
            html.P(text(content.page.call_unsure), classes="small")
            source_fold(content, [item for group in content.call for item in group.items])


class CallPart(html.Section):
    """Signs of one level of urgency.

    Parameters
    ----------
    content : Content
        The words.

    group : CallGroup
        The level.

    """

    def __init__(self, content: Content, group: CallGroup, **kwargs: object) -> None:
        super().__init__(classes=f"call-{group.key}", **kwargs)
        with self:
            html.H3(text(group.title))
            html.P(text(group.lead))
            with html.Ul():
                for item in group.items:
                    html.Li(cited_html(content, [item]))


class EmergencyNumbers(html.Table):
    """Telephone numbers for emergencies, by country."""

    def __init__(self, content: Content, **kwargs: object) -> None:
        super().__init__(classes="numbers", **kwargs)
        words = content.page
        with self:
            with html.Thead(), html.Tr():
                html.Th(text(words.country), raw_attrs=['scope="col"'])
                html.Th(text(words.number), raw_attrs=['scope="col"'])
            with html.Tbody():
                for entry in content.numbers:
                    with html.Tr():
                        html.Th(text(entry.country), raw_attrs=['scope="row"'])
                        html.Td(text(entry.number))
            html.Caption(text(words.elsewhere))
