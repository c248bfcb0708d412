"""The line under the page's title: what is shown, and the way to another."""

from trame.widgets import html

from scenes.case import Case
from visualizer.case_link import APPROACHES
from visualizer.components.case_panel import PANEL
from visualizer.components.markup import fixed, text
from visualizer.content import Content


class ExampleLine(html.Button):
    """Opens the panel of choices; a script keeps its words at what is shown.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        super().__init__(
            type="button",
            classes="example",
            raw_attrs=fixed(popovertarget=PANEL, aria_haspopup="dialog"),
            **kwargs,
        )
        with self:
            html.Span(text(example_line(content, Case())), classes="example-line")
            html.Span(text(content.cases.change), classes="change")


def example_line(content: Content, case: Case) -> str:
    """Return the sentence that says which case is shown."""
    words = content.cases
    (needles,) = (number for number, name in APPROACHES.items() if name == case.approach)
    done = [getattr(words, f"needles_{needles}")] if case.treatment != "time" else []
    if case.treatment != Case().treatment:
        done.insert(0, getattr(words, f"care_{case.treatment}"))
    return words.line.format(
        bone=getattr(words, f"bone_{case.level.lower()}"),
        kind=getattr(words, f"kind_{case.shape}"),
        done=", ".join(done),
    )
