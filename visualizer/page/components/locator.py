"""Where am I: a small figure of the person in a corner of the picture, the treated bone marked.

Its shapes are in ``locator_figure.json``, drawn from the body of the model
(``tests/visualizer/page/figure.py``).
"""

import json
from pathlib import Path

from trame.widgets import html

from visualizer.page.components.icons import Icon
from visualizer.page.components.markup import bound, fixed, said, text
from visualizer.page.components.view_buttons import MORE

FIGURE = json.loads((Path(__file__).parent / "locator_figure.json").read_text("utf-8"))

PLACES = {"T12": "back", "L1": "lower_back", "L2": "lower_back", "L3": "lower_back"}
"""Key of the words that say where in the body each level is."""

LIES = "steps[step].lies"
EYE = "$locator.eye(view, gaze, family.level)"
"""Where the eye is, from the marked bone; nothing where the steps say it."""
SEEN = f"$locator.seen(view, gaze, family.level, {LIES})"
"""Keys of words for it."""


class Locator(html.Div):
    """The figure, in words too, with a button that hides it.

    Parameters
    ----------
    streamed : bool
        Whether the picture comes from the server: then nothing could bring the figure back.

    """

    def __init__(self, *, streamed: bool, **kwargs: object) -> None:
        super().__init__(
            classes="locator",
            v_if="located",
            raw_attrs=[*fixed(data_keep_clear=""), *bound(_class=f"{{lying: {LIES}}}")],
            **kwargs,
        )
        place = _of_level(PLACES)
        name = f"$locator.name($say.locator, family.level, {place}, {LIES}, {SEEN})"
        with self:
            # A mirrored page has the same patient: head and feet change no sides.
            attributes = [*fixed(role="img", dir="ltr"), *bound(aria_label=name)]
            with html.Div(classes="where", raw_attrs=attributes):
                html.Div(_drawing(), classes="person")
                with html.P(classes="ends", v_if=LIES):
                    html.Span(said("locator.head"))
                    html.Span(said("locator.feet"))
                with html.P(classes="seen", v_if=f"{SEEN}.length"):
                    html.Span("{{ $say.locator[one] }}", v_for=f"one in {SEEN}")
            if streamed:
                return
            with html.Button(
                type="button",
                classes="quiet",
                v_if=MORE,
                click="$locator.hide()",
                raw_attrs=bound(aria_label="$say.locator.hide", title="$say.locator.hide"),
            ):
                Icon("close")


def _drawing() -> str:
    """Draw person and spine, the bone, and the eye with a line to it."""
    levels = FIGURE["levels"].items()
    bone = _of_level({level: f"translate({x} {y})" for level, (x, y) in levels})
    line, moved = text(f"'M0 0L' + {EYE}"), text(f"'translate(' + {EYE} + ')'")
    return (
        '<svg viewBox="-32 -2 64 104" aria-hidden="true">'
        f'<path class="body" d="{FIGURE["body"]}"></path>'
        f'<path class="spine" d="{FIGURE["spine"]}"></path>'
        f'<g :transform="{text(bone)}">'
        f'<path class="ray" v-if="{EYE}" :d="{line}"></path>'
        '<circle class="level" r="5.2"></circle>'
        f'<circle class="eye" r="3.2" v-if="{EYE}" :transform="{moved}"></circle>'
        "</g></svg>"
    )


def _of_level(values: dict[str, str]) -> str:
    """Return an expression for what belongs to the treated level."""
    written = ", ".join(f"{level}: '{value}'" for level, value in values.items())
    return f"{{{written}}}[family.level]"
