"""How long cement takes to set: a range on a scale of minutes, which does not run."""

from trame.widgets import html

from visualizer.page.components.markup import bound, fixed, said

SCALE_MINUTES = 30
SHORTEST, LONGEST = 10, 20
"""Minutes; see the note ``aside.setting`` for how the sources differ."""
LONG, HIGH, BAR = 300, 46, 20
"""Length and height of the drawing, and height of the bar in it."""


class SettingTime(html.Aside):
    """The scale, its range in words, and why it is a range."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(classes="box setting", v_if="steps[step].setting", **kwargs)
        with self:
            html.H3(said("asides.setting"))
            html.P(said("asides.setting_range"), classes="range")
            html.Div(
                minutes_scale(),
                raw_attrs=[*fixed(role="img"), *bound(aria_label="$say.asides.setting_picture")],
            )
            html.P(said("notes.setting"), classes="small")


def minutes_scale() -> str:
    """Return the scale as SVG: a bar of 30 minutes, the range in it, every tenth minute named."""

    def place(minute: float) -> float:
        return 10 + (LONG - 20) * minute / SCALE_MINUTES

    def bar(kind: str, start: int, end: int) -> str:
        wide = place(end) - place(start)
        return f'<rect class="{kind}" x="{place(start):g}" width="{wide:g}" height="{BAR}"></rect>'

    numbers = "".join(
        f'<text x="{place(minute):g}" y="{HIGH - 6}">{minute}</text>'
        for minute in range(0, SCALE_MINUTES + 1, 10)
    )
    return (
        f'<svg viewBox="0 0 {LONG} {HIGH}" class="minutes">'
        f"{bar('whole', 0, SCALE_MINUTES)}{bar('range', SHORTEST, LONGEST)}{numbers}</svg>"
    )
