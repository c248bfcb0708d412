"""What is measured on the model: the height of the bone's front, and how far it tilts."""

from trame.widgets import html

from scenes.story.case import LOWEST
from scenes.story.timeline import time_of
from visualizer.page.components.markup import fixed, said

HOLLOWED = [f"family.shape === '{shape}'" for shape, where in LOWEST.items() if where == "middle"]
HOLLOW = f"({' || '.join(HOLLOWED)})"
"""Holds where the bone has sunk in its middle rather than in front."""
BROKEN = int(time_of("fracture"))
"""Step at which the bone has broken, whatever is done about it."""


class MeasuresBox(html.Aside):
    """Two numbers that follow the picture, each from where it started."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="box measures", v_if="steps[step].measured && steps[0].rest.anterior", **kwargs
        )
        with self:
            html.H3(said("asides.measured"))
            with html.Dl():
                _measure("asides.front_height", "anterior", "millimetres", v_if=f"!{HOLLOW}")
                _measure("heights.middle", "middle", "millimetres", v_else=True)
                _measure("asides.tilt", "kyphosis", "degrees")
            broken = "steps[step].measured === 'broken'"
            html.P(said("asides.before_break"), v_if=broken, classes="small")
            html.P(said("asides.since_break"), v_else=True, classes="small")
            html.Button(
                said("heights.open"), type="button", classes="quiet link", click="$heights.open()"
            )


def _measure(name: str, measure: str, unit: str, **when: object) -> None:
    healthy = f"steps[step].rest.healthy_{measure}"
    since = f"steps[step].measured === 'broken' ? {healthy} : steps[{BROKEN}].rest.{measure}"
    now = f"measures.{measure} ?? steps[step].rest.{measure}"
    phrase = f"$say.asides.{unit}"
    with html.Div(**when):
        html.Dt(said(name))
        with html.Dd():
            html.Span(f"{{{{ $look.filled('{{value}}', {since}) }}}}", classes="was")
            html.Span("→", classes="arrow", raw_attrs=fixed(aria_hidden="true"))
            html.Span(said("asides.to"), classes="spoken")
            html.Strong(f"{{{{ $look.filled({phrase}, {now}) }}}}")
        html.Dd(
            "{{ $say.asides.healthy.replace('{value}', "
            f"$look.filled({phrase}, {healthy})) }}}}",
            v_if="steps[step].measured === 'now'",
            classes="small",
        )
