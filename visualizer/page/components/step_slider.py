"""The slider: the whole procedure on one line, a mark and a word at each step."""

from trame.widgets import html

from visualizer.page.components.markup import bound, fixed


class StepSlider(html.Div):
    """A native range input, continuous between the steps; its keys move step by step."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(classes="slider", **kwargs)
        with self:
            with html.Ol(classes="marks", raw_attrs=fixed(aria_hidden="true")):
                html.Li(
                    "<span>{{ entry.short }}</span>",
                    v_for="(entry, index) in $say.steps",
                    click="$walk.go(index)",
                    raw_attrs=[
                        *bound(_class="{here: index === step, passed: index < time}"),
                        'v-memo="[entry, index === step, index < time]"',
                    ],
                )
            html.Input(
                type="range",
                id="moment",
                min="0",
                step="any",
                input="$walk.go(Number($event.target.value))",
                keydown="$walk.slide($event)",
                raw_attrs=bound(
                    aria_label="$say.page.slider",
                    max="last",
                    value="time",
                    aria_valuetext="$say.steps[step].title",
                    style="{'--share': time / last}",
                ),
            )
