"""How the picture looks, in an address: ``?view=side&bones=opened&show=skin&xray=large``.

``lookparts.ts`` in the viewer writes and reads the same; what the step decides is left out.
"""

from collections.abc import Mapping

from scenes.story.case import CHOICES as CASE_CHOICES
from scenes.story.steps import LAYERS
from scenes.story.views import VIEWS
from visualizer.content import LinkWords
from visualizer.links.quoting import echo

TREATMENTS = CASE_CHOICES["treatment"]
CHOICES = {
    "view": tuple(VIEWS),
    "bones": ("closed", "opened", "ghost"),
    "xray": ("off", "inset", "large"),
    "film": ("bright",),
    "labels": ("off",),
    "beside": (*TREATMENTS, "two", "one", "mild", "severe"),
}
"""By name: what may be asked for; what is usual needs no name."""
LISTS = ("show", "hide")
"""Layers that are shown or hidden against what the step itself has, with spaces between them."""
NAMES = (*CHOICES, *LISTS)


def look_in(query: Mapping[str, str], words: LinkWords) -> tuple[dict[str, str], list[str]]:
    """Read part by part how the picture is wanted; what is wrong is as the step has it.

    Parameters
    ----------
    query : Mapping of str to str
        The address's query.

    words : LinkWords
        Sentences for wrong parts.

    Returns
    -------
    dict of str to str
        The parts that could be understood.

    list of str
        A sentence for each that could not.

    """
    parts: dict[str, str] = {}
    problems: list[str] = []
    for name, known in CHOICES.items():
        value = query.get(name, "")
        if value in known:
            parts[name] = value
        elif name in query:
            problems.append(words.choice.format(name=name, value=echo(value)))
    for name in LISTS:
        layers = dict.fromkeys(query.get(name, "").split())
        problems += [words.layer.format(value=echo(one)) for one in layers if one not in LAYERS]
        if understood := [layer for layer in layers if layer in LAYERS]:
            parts[name] = " ".join(understood)
    return parts, problems
