"""Before and after, side by side: a border that a person moves across the picture."""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said
from visualizer.page.components.view_buttons import DRAWN, XRAY


class CompareSlider(html.Div):
    """A button that starts the comparison, then a native range input between two words."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="compare",
            v_if=f"{DRAWN} && steps[step].compare && !second && {XRAY} !== 'large'",
            raw_attrs=fixed(data_keep_clear="", dir="ltr"),  # the picture is not mirrored
            **kwargs,
        )
        with self:
            html.Button(
                said("picture.compare"),
                type="button",
                classes="start",
                v_if="compare === null",
                click="$look.compare()",
            )
            with html.Template(v_else=True):
                html.Span(said("picture.before"), raw_attrs=fixed(aria_hidden="true"))
                html.Input(
                    type="range",
                    id="share",
                    min="0",
                    max="1",
                    step="0.05",
                    input="compare = Number($event.target.value)",
                    raw_attrs=bound(
                        aria_label="$say.picture.compare_slider",
                        value="compare",
                        aria_valuetext="$look.filled($say.picture.compare_value, 100 * compare)",
                        style="{'--share': compare}",
                    ),
                )
                html.Span(said("picture.after"), raw_attrs=fixed(aria_hidden="true"))
                with html.Button(
                    type="button",
                    classes="quiet",
                    click="compare = null",
                    raw_attrs=bound(
                        aria_label="$say.picture.compare_off", title="$say.picture.compare_off"
                    ),
                ):
                    Icon("close")
