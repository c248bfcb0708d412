"""How long cement takes to set: a range on a clock face, which does not run."""

from math import cos, radians, sin

from trame.widgets import html

from visualizer.page.components.markup import bound, fixed, said

FACE_MINUTES = 30
SHORTEST, LONGEST = 10, 20
"""Minutes; see the note ``aside.clock`` for how the sources differ."""
CENTRE, RIM, RING = 50.0, 46.0, 36.0
"""Of the drawing, 100 units wide."""


class SettingClock(html.Aside):
    """The clock, its range in words, and why it is a range."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(classes="box clock", v_if="steps[step].clock", **kwargs)
        with self:
            html.Div(
                clock_face(),
                raw_attrs=[*fixed(role="img"), *bound(aria_label="$say.asides.clock_picture")],
            )
            with html.Div():
                html.H3(said("asides.clock"))
                html.P(said("asides.clock_range"), classes="range")
                html.P(said("notes.clock"), classes="small")


def clock_face() -> str:
    """Return the clock as SVG: a face of 30 minutes, an arc over the range, its ends named."""
    marks = "".join(
        f'<path class="mark" d="M{_point(minute, RIM - 5)}L{_point(minute, RIM)}"></path>'
        for minute in range(0, FACE_MINUTES, 5)
    )
    start, end = _point(SHORTEST, RING), _point(LONGEST, RING)
    large = int(2 * (LONGEST - SHORTEST) > FACE_MINUTES)
    numbers = "".join(
        f'<text x="{x}" y="{y}">{minute}</text>'
        for minute in (0, SHORTEST, LONGEST)
        for x, y in [_point(minute, RING - 14).split()]
    )
    return (
        '<svg viewBox="0 0 100 100" class="face">'
        f'<circle cx="{CENTRE:g}" cy="{CENTRE:g}" r="{RIM:g}"></circle>{marks}'
        f'<path class="range" d="M{start}A{RING:g} {RING:g} 0 {large} 1 {end}"></path>'
        f"{numbers}</svg>"
    )


def _point(minute: float, radius: float) -> str:
    angle = radians(360.0 * minute / FACE_MINUTES)
    return f"{CENTRE + radius * sin(angle):.1f} {CENTRE - radius * cos(angle):.1f}"
