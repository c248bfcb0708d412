"""The two things that are checked on X-ray while the needle goes in, as they stand now."""

from trame.widgets import html

from visualizer.components.icons import Icon
from visualizer.components.markup import text
from visualizer.content import Content

PAST_WALL = "(measures.past_wall ?? words[step].rest.past_wall)"
OUTSIDE = "(measures.inside_pedicle ?? words[step].rest.inside_pedicle)"


class NeedleChecks(html.Aside):
    """Side view and front view, each with what it shows now, and why both are looked at.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        words = content.asides
        super().__init__(
            classes="box checks",
            v_if=f"words[step].checks && {PAST_WALL} !== undefined",
            **kwargs,
        )
        with self:
            html.H3(text(words.checks))
            with html.Dl():
                _check(words.side_view, PAST_WALL, "side_past", "side_before", wanted=True)
                _check(words.front_view, OUTSIDE, "front_outside", "front_past", wanted=False)
            html.P(text(content.notes["checks"].text))


def _check(view: str, number: str, ahead: str, behind: str, *, wanted: bool) -> None:
    passed = f"{number} > 0" if wanted else f"{PAST_WALL} > 0 || {number} > 0"
    with html.Div():
        html.Dt(text(view))
        with html.Dd():
            Icon("tick", v_if=passed)
            html.Span(
                f"{{{{ $look.filled({number} > 0 ? phrases.{ahead} : phrases.{behind}, "
                f"Math.abs({number})) }}}}"
            )
