"""Heights and tilt over the whole procedure: a plot that follows the moment, and a table.

Each measure has a strip of its own with its healthy value as a line, because front and middle are
a tenth of a millimetre apart for half of the procedure.  A millimetre is as long in all three
strips of heights.  The stylesheet stretches the paths, so text may grow and nothing is measured.
"""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said
from visualizer.page.components.measures_box import HOLLOW

MEASURES = {
    "anterior": "asides.front_height",
    "middle": "heights.middle",
    "posterior": "heights.back",
    "kyphosis": "asides.tilt",
}
"""By measure: the words that name it, in the order of the page."""
BEFORE = -1
"""Time before the story begins: the bone is healthy then."""
MEASURED = "$heights.drawing.version"
"""Counts up with each new set of measures; 0 where nothing was measured."""
SUNKEN = f"({HOLLOW} ? 'middle' : 'front')"
UNITS = "{millimetres: $say.asides.millimetres, degrees: $say.asides.degrees}"


def lower_at(time: str) -> str:
    """Return an expression for the sentence of how much is lost where the bone has sunk."""
    lost = f"$heights.lost({time}, family.shape)"
    sentence = f"$say.heights[{SUNKEN} + '_lost'].replace('{{value}}', {lost})"
    return f"({lost} ? {sentence} : $say.heights[{SUNKEN} + '_whole'])"


class HeightsButton(html.Button):
    """Shows the plot over the words, and puts it away."""

    def __init__(self, **kwargs: object) -> None:
        attributes = [
            *fixed(aria_controls="heights"),
            *bound(aria_expanded="charted", title="$say.heights.title"),
        ]
        super().__init__(
            type="button",
            classes="quiet heights-button",
            v_if=MEASURED,
            click="$heights.toggle()",
            raw_attrs=attributes,
            **kwargs,
        )
        with self:
            Icon("heights")
            html.Span(said("heights.button"))


class Heights(html.Section):
    """Lost and regained heights: one sentence, one plot for each measure, and the table."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            id="heights",
            classes="heights",
            v_if=f"charted && {MEASURED}",
            raw_attrs=fixed(aria_labelledby="heights-title"),
            **kwargs,
        )
        with self:
            html.H2(said("heights.title"), id="heights-title")
            html.P(said("heights.model"), classes="small")
            html.P(f"{{{{ {lower_at('time')} }}}}")
            Plot()
            with html.P(classes="small key", raw_attrs=fixed(aria_hidden="true")):
                for sample in ("healthy", "lost"):
                    with html.Span():
                        html.I(classes=f"sample {sample}")
                        html.Span(said(f"heights.key_{sample}"))
            with html.Details():
                html.Summary(said("heights.table"))
                Table()


class Plot(html.Div):
    """One strip for each measure; all have the same time, and the same mark of the present."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="plot", raw_attrs=bound(style="{'--share': $heights.share(time)}"), **kwargs
        )
        with self:
            with html.Dl():
                for measure, name in MEASURES.items():
                    _strip(measure, name)
            with html.Ol(classes="times", raw_attrs=fixed(aria_hidden="true")):
                html.Li(
                    "<b>{{ index + 1 }}</b><span>{{ entry.short }}</span>",
                    v_for="(entry, index) in $say.steps",
                    raw_attrs=bound(_class="{here: index === step}"),
                )
            Reach()


class Reach(html.Div):
    """Area in which a tap, a drag or a key moves time: the native slider is for the keyboard."""

    def __init__(self, **kwargs: object) -> None:
        handlers = [
            '@pointerdown="$heights.press($event)"',
            '@pointermove="$heights.drag($event)"',
            '@click="$heights.tap($event)"',
        ]
        super().__init__(classes="reach", raw_attrs=handlers, **kwargs)
        figures = f"$heights.phraseWithAll($say.heights.spoken, {UNITS}, time)"
        with self:
            html.Input(
                type="range",
                id="plotted",
                min="0",
                step="any",
                input="$walk.go(Number($event.target.value))",
                keydown="$walk.slide($event)",
                raw_attrs=bound(
                    aria_label="$say.heights.slider",
                    max="last",
                    value="time",
                    aria_valuetext=f"$say.steps[step].title + '. ' + {figures}",
                ),
            )


class Table(html.Div):
    """Every step with its numbers, for those who would rather read than look."""

    def __init__(self, **kwargs: object) -> None:
        attributes = [*fixed(role="region", tabindex="0"), *bound(aria_label="$say.heights.table")]
        super().__init__(
            classes="scrolling",
            raw_attrs=[*attributes, f'v-memo="[{MEASURED}, step, $say.language]"'],
            **kwargs,
        )
        with self, html.Table():
            html.Caption(said("heights.caption"), classes="small")
            with html.Thead(), html.Tr():
                html.Th(said("heights.column"), raw_attrs=fixed(scope="col"))
                for measure, name in MEASURES.items():
                    unit = "in_degrees" if measure == "kyphosis" else "in_millimetres"
                    html.Th(
                        f"{{{{ $say.heights.{unit}.replace('{{name}}', $say.{name}) }}}}",
                        raw_attrs=fixed(scope="col"),
                    )
            with html.Tbody(), html.Tr(v_for="(entry, index) in $say.steps"):
                html.Th(
                    "{{ index + 1 }}. {{ entry.title }}",
                    raw_attrs=[
                        *fixed(scope="row"),
                        *bound(aria_current="index === step ? 'step' : null"),
                    ],
                )
                for measure in MEASURES:
                    html.Td(f"{{{{ $heights.figure('{measure}', index) }}}}")


def _strip(measure: str, name: str) -> None:
    unit = f"$say.asides.{'degrees' if measure == 'kyphosis' else 'millimetres'}"
    healthy = unit if measure == "kyphosis" else "'{value}'"
    curve = f"$heights.drawing.curves.{measure}"
    level = f"{{'--level': $heights.level('{measure}', time), '--healthy': {curve}.healthy}}"
    with html.Div(classes=f"strip {measure}"):
        html.Dt(said(name))
        html.Dd(f"{{{{ $heights.phraseWith({unit}, '{measure}', time) }}}}", classes="figure")
        html.Dd(
            "{{ $say.asides.healthy.replace('{value}', "
            f"$heights.phraseWith({healthy}, '{measure}', {BEFORE})) }}}}",
            classes="small",
        )
        html.Dd(
            '<svg viewBox="0 0 1000 100" preserveAspectRatio="none">'
            f'<path class="lost" :d="{curve}.gap"></path>'
            f'<path class="line" :d="{curve}.line"></path></svg><i class="dot"></i>',
            classes="curve",
            raw_attrs=[*fixed(aria_hidden="true"), *bound(style=level)],
        )
