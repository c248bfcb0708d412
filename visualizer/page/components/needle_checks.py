"""The two things that are checked on X-ray while the needle goes in, as they stand now."""

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import said

PAST_WALL = "(measures.past_wall ?? steps[step].rest.past_wall)"
OUTSIDE = "(measures.inside_pedicle ?? steps[step].rest.inside_pedicle)"


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
                _check("side_view", PAST_WALL, "side_past", "side_before", wanted=True)
                _check("front_view", OUTSIDE, "front_outside", "front_past", wanted=False)
            html.P(said("notes.checks"))


def _check(view: str, number: str, ahead: str, behind: str, *, wanted: bool) -> None:
    passed = f"{number} > 0" if wanted else f"{PAST_WALL} > 0 || {number} > 0"
    with html.Div():
        html.Dt(said(f"asides.{view}"))
        with html.Dd():
            Icon("tick", v_if=passed)
            html.Span(
                f"{{{{ $look.filled({number} > 0 ? $say.asides.{ahead} : $say.asides.{behind}, "
                f"Math.abs({number})) }}}}"
            )
