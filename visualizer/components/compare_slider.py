"""Before and after, side by side: a border that a person moves across the picture."""

from trame.widgets import html

from visualizer.components.icons import Icon
from visualizer.components.markup import bound, fixed, text
from visualizer.components.view_buttons import DRAWN, XRAY
from visualizer.content import PictureWords


class CompareSlider(html.Div):
    """A button that starts the comparison, then a native range input between two words.

    Parameters
    ----------
    words : PictureWords
        The words.

    """

    def __init__(self, words: PictureWords, **kwargs: object) -> None:
        super().__init__(
            classes="compare",
            v_if=f"{DRAWN} && words[step].compare && {XRAY} !== 'large'",
            raw_attrs=fixed(data_keep_clear=""),
            **kwargs,
        )
        with self:
            html.Button(
                text(words.compare),
                type="button",
                classes="start",
                v_if="compare === null",
                click="$look.compare()",
            )
            with html.Template(v_else=True):
                html.Span(text(words.before), raw_attrs=fixed(aria_hidden="true"))
                html.Input(
                    type="range",
                    id="share",
                    min="0",
                    max="1",
                    step="0.05",
                    input="compare = Number($event.target.value)",
                    raw_attrs=[
                        *fixed(aria_label=words.compare_slider),
                        *bound(
                            value="compare",
                            aria_valuetext="$look.filled(phrases.compare_value, 100 * compare)",
                            style="{'--share': compare}",
                        ),
                    ],
                )
                html.Span(text(words.after), raw_attrs=fixed(aria_hidden="true"))
                with html.Button(
                    type="button",
                    classes="quiet",
                    click="compare = null",
                    raw_attrs=fixed(aria_label=words.compare_off, title=words.compare_off),
                ):
                    Icon("close")
