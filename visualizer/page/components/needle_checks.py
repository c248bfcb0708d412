"""The two things that are checked on X-ray while the needle goes in, as they stand now."""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import said


def _now(measure: str) -> str:
    return f"(measures.{measure} ?? steps[step].rest.{measure})"


PAST_WALL, OUTSIDE, WALL_FIRST = map(_now, ("past_wall", "inside_pedicle", "wall_first"))


class NeedleChecks(html.Aside):
    """Side view and front view, each with what it shows now, and why both are looked at."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="box checks",
            v_if=f"steps[step].checks && {PAST_WALL} !== undefined",
            **kwargs,
        )
        with self:
            html.H3(said("asides.checks"))
            with html.Dl():
                side = f"{PAST_WALL} > 0 ? $say.asides.side_past : $say.asides.side_before"
                _check("side_view", f"{PAST_WALL} > 0", side, PAST_WALL)
                inside = f"{WALL_FIRST} > 0 ? $say.asides.front_past : $say.asides.front_early"
                front = f"{OUTSIDE} > 0 ? $say.asides.front_outside : {inside}"
                distance = f"({OUTSIDE} > 0 ? {OUTSIDE} : {WALL_FIRST})"
                _check("front_view", f"{OUTSIDE} > 0 || {WALL_FIRST} > 0", front, distance)
            html.P(said("notes.checks"))


def _check(view: str, passed: str, phrase: str, distance: str) -> None:
    """Say what a view shows; a tick stands there only while the check holds."""
    with html.Div():
        html.Dt(said(f"asides.{view}"))
        with html.Dd():
            Icon("tick", v_if=passed)
            html.Span(f"{{{{ $look.filled({phrase}, Math.abs({distance})) }}}}")
