"""What is measured on the model: the height of the bone's front, and how far it tilts."""

from trame.widgets import html

from visualizer.components.markup import fixed, said


class MeasuresBox(html.Aside):
    """Two numbers that follow the picture, each from where it started."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="box measures", v_if="steps[step].measured && steps[0].rest.anterior", **kwargs
        )
        with self:
            html.H3(said("asides.measured"))
            with html.Dl():
                _measure("front_height", "anterior", "millimetres")
                _measure("tilt", "kyphosis", "degrees")
            broken = "steps[step].measured === 'broken'"
            html.P(said("asides.before_break"), v_if=broken, classes="small")
            html.P(said("asides.since_break"), v_else=True, classes="small")
            html.Button(
                said("heights.open"), type="button", classes="quiet link", click="$heights.open()"
            )


def _measure(name: str, measure: str, unit: str) -> None:
    since = f"steps[steps[step].measured === 'broken' ? 0 : 1].rest.{measure}"
    now = f"measures.{measure} ?? steps[step].rest.{measure}"
    phrase = f"$say.asides.{unit}"
    with html.Div():
        html.Dt(said(f"asides.{name}"))
        with html.Dd():
            html.Span(f"{{{{ $look.filled('{{value}}', {since}) }}}}", classes="was")
            html.Span("→", classes="arrow", raw_attrs=fixed(aria_hidden="true"))
            html.Span(said("asides.to"), classes="spoken")
            html.Strong(f"{{{{ $look.filled({phrase}, {now}) }}}}")
        html.Dd(
            "{{ $say.asides.healthy.replace('{value}', "
            f"$look.filled({phrase}, steps[0].rest.{measure})) }}}}",
            v_if="steps[step].measured === 'now'",
            classes="small",
        )
