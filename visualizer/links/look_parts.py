"""How the picture looks, in an address: ``?view=side&bones=opened&show=skin&xray=large``.

``lookparts.ts`` in the viewer writes the same, and reads it where no server does; what the step
decides is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scenes.story.case import CHOICES as CASE_CHOICES
from scenes.story.steps import LAYERS
from scenes.story.views import VIEWS
from scenes.story.visibility import OPENINGS
from visualizer.content import LinkWords
from visualizer.links.grammar import APPROACHES, LOSS
from visualizer.links.quoting import echo

GUIDED, FREE = "guided", "free"
"""The view that follows the steps, and that of a person who has turned the model."""
EVERY_VIEW = (GUIDED, *VIEWS)
"""Points of view in the order of their keys."""
XRAY_SIZES = ("off", "inset", "large")
POLARITIES = ("dark", "bright")
"""Which of both bones are, as on a fluoroscopy screen or as on a film."""
BESIDES: Mapping[str, Mapping[str, Any]] = {
    **{treatment: {"treatment": treatment} for treatment in CASE_CHOICES["treatment"]},
    **{name: {"needles": number} for name, number in zip(("two", "one"), APPROACHES, strict=True)},
    "mild": {"loss": 22, "grades": (2, 3)},
    "severe": {"loss": LOSS[-1], "grades": (0, 1, 2)},
}
"""What may stand beside a case: the same one but for its treatment, its needles, or its loss of
height in percent, amid Genant's grade 1 or where grade 3 has begun, beside other grades.  That
is the loss that is chosen, as it says on both sides; what is measured is a little less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Values that one name of an address may have for the picture.

    Attributes
    ----------
    key : str
        What the page's state calls it.

    values : Mapping of str to object
        By what may be asked for: what it is in the state; what is usual needs no name.

    """

    key: str
    values: Mapping[str, str | bool]


def _named(key: str, values: Iterable[str]) -> Choice:
    return Choice(key=key, values={value: value for value in values})


CHOICES: Mapping[str, Choice] = {
    "beside": _named("beside", BESIDES),
    "view": _named("view", VIEWS),
    "bones": _named("opening", (opening for opening in OPENINGS if opening != GUIDED)),
    "xray": _named("xray", XRAY_SIZES),
    "film": _named("polarity", POLARITIES[1:]),
    "labels": Choice(key="labelled", values={"off": False}),
}
LISTS = {"show": True, "hide": False}
"""Layers that are shown or hidden against what the step itself has, with spaces between them."""
NAMES = (*CHOICES, *LISTS)


def look_in(query: Mapping[str, str], words: LinkWords) -> tuple[dict[str, Any], list[str]]:
    """Read part by part how the picture is wanted; what is wrong is as the step has it.

    Parameters
    ----------
    query : Mapping of str to str
        The address's query.

    words : LinkWords
        Sentences for wrong parts.

    Returns
    -------
    dict of str to object
        What the page's state is to have, as far as it could be understood.

    list of str
        A sentence for each part that could not.

    """
    look: dict[str, Any] = {}
    problems: list[str] = []
    for name, choice in CHOICES.items():
        value = query.get(name, "")
        if value in choice.values:
            look[choice.key] = choice.values[value]
        elif name in query:
            problems.append(words.choice.format(name=name, value=echo(value)))
    chosen: dict[str, bool] = {}
    for name, is_shown in LISTS.items():
        layers = dict.fromkeys(query.get(name, "").split())
        problems += [words.layer.format(value=echo(one)) for one in layers if one not in LAYERS]
        chosen |= {layer: is_shown for layer in layers if layer in LAYERS}
    return {**look, "layers": chosen} if chosen else look, problems
