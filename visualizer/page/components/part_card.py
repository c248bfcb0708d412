"""What a part is, in one sentence, after a person has touched it or its label."""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said
from visualizer.page.components.view_buttons import XRAY


class PartCard(html.Div):
    """Name, definition and a way to close; read out when it opens."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(raw_attrs=fixed(aria_live="polite"), **kwargs)
        with (
            self,
            html.Section(
                classes="card",
                v_if=f"selected && $say.terms[selected] && {XRAY} !== 'large'",
                raw_attrs=[*bound(aria_label="$say.picture.card"), *fixed(data_keep_clear="")],
            ),
        ):
            html.H2(said("terms[selected].name"))
            html.P(said("terms[selected].text"))
            with html.Button(
                type="button",
                classes="quiet",
                click="$look.putAway()",
                raw_attrs=bound(aria_label="$say.page.close"),
            ):
                Icon("close")
