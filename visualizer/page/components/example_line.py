"""The line under the page's title: what is shown, and the way to another."""

from collections.abc import Sequence

from trame.widgets import html

from scenes.story.case import UNTREATED, Case
from visualizer.content import Content
from visualizer.links.grammar import APPROACHES
from visualizer.page.components.case_panel import PANEL
from visualizer.page.components.markup import fixed, text


class ExampleLine(html.Button):
    """Opens the panel of choices; a script keeps its words at what is shown.

    Parameters
    ----------
    content : Content
        The words.

    change : str
        What the panel is for.

    """

    def __init__(self, content: Content, change: str, **kwargs: object) -> None:
        super().__init__(
            type="button",
            classes="example",
            raw_attrs=fixed(popovertarget=PANEL, aria_haspopup="dialog"),
            **kwargs,
        )
        with self:
            html.Span(text(example_line(content, Case())), classes="example-line")
            html.Span(text(change), classes="change")


def example_line(content: Content, case: Case) -> str:
    """Return the sentence that says which case is shown."""
    words = content.cases
    (needles,) = (number for number, name in APPROACHES.items() if name == case.approach)
    done = [getattr(words, f"needles_{needles}")] if case.treatment != UNTREATED else []
    if case.treatment != Case().treatment:
        done.insert(0, getattr(words, f"care_{case.treatment}"))
    bone = getattr(words, f"bone_{case.level.lower()}")
    if case.other is not None:
        other = getattr(words, f"bone_{case.other.level.lower()}")
        bone = getattr(words, f"line_{case.neighbour}").format(bone=bone, other=other)
    return words.line.format(
        bone=bone,
        kind=getattr(words, f"kind_{case.shape}"),
        done=", ".join(done),
    )


def case_line(content: Content, case: Case) -> str:
    """Return the sentence that says which case is shown, and how much height it has lost."""
    line, lost = example_line(content, case), f"{100 * case.height_loss:.0f}"
    return content.taken.lost.format(line=line, value=lost)


def case_lines(content: Content, cases: Sequence[Case]) -> list[str]:
    """Return a sentence for each case; where two would be alike, with what tells them apart."""
    lines = [case_line(content, case) for case in cases]
    for sentence, name in (
        (content.taken.back, "height_regained"),
        (content.taken.filled, "cement"),
    ):
        lines = [
            sentence.format(line=line, value=f"{100 * getattr(case, name):.0f}")
            if lines.count(line) > 1
            else line
            for line, case in zip(lines, cases, strict=True)
        ]
    return lines
