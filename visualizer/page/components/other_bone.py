"""The way from one bone of a pair to the other, where the story of one ends."""

from trame.widgets import html

from visualizer.page.components.case_panel import OPERATED
from visualizer.page.components.markup import bound

ENDED = f"step === last && {OPERATED} && $case.turns(family)"
"""Holds at the end of the story of one of two broken bones, where the other can be shown."""


class OtherBone(html.Button):
    """Begins the story of the other broken bone."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            "{{ $say.cases[family.neighbour === 'waiting' ? 'second' : 'first']"
            ".replace('{bone}', $case.other(family)) }}",
            type="button",
            classes="other-bone",
            v_if=ENDED,
            click="$case.turn()",
            raw_attrs=bound(disabled="!!making"),
            **kwargs,
        )
