"""What a part is, in one sentence, after a person has touched it or its label."""

from trame.widgets import html

from visualizer.components.icons import Icon
from visualizer.components.markup import fixed
from visualizer.components.view_buttons import XRAY
from visualizer.content import Content


class PartCard(html.Div):
    """Name, definition and a way to close; read out when it opens.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        super().__init__(raw_attrs=fixed(aria_live="polite"), **kwargs)
        with (
            self,
            html.Section(
                classes="card",
                v_if=f"selected && terms[selected] && {XRAY} !== 'large'",
                raw_attrs=fixed(aria_label=content.picture.card, data_keep_clear=""),
            ),
        ):
            html.H2("{{ terms[selected].name }}")
            html.P("{{ terms[selected].text }}")
            with html.Button(
                type="button",
                classes="quiet",
                click="$look.putAway()",
                raw_attrs=fixed(aria_label=content.page.close),
            ):
                Icon("close")
