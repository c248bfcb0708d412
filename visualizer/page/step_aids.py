"""What a step has beside its words: how it shows the model, and which boxes stand by it."""

from dataclasses import dataclass

from scenes.story.script import SCRIPTS
from scenes.story.visibility import LAYERS, Opening, shown_at

GROUPS = {
    "skin": ("skin",),
    "tools": ("cannulas", "stylets", "fillers"),
    "balloon": ("catheters",),
    "cement": ("cement",),
}
"""By layer: the groups of parts that come and go. The other layers are always there."""

MEASURED = {
    "fracture": "broken",
    "inflation": "now",
    "cavities": "now",
    "result": "now",
    "outcome": "now",
    "healed": "now",
}
"""Steps at which heights mean something: at the break since the healthy bone, later since then."""

CHECKED = frozenset({"trocars", "cannulas"})
TIMED = frozenset({"hardening"})
TWO_BONES = frozenset({"fracture"})
COMPARED = frozenset({"result", "outcome"})

VISIBLE = 0.3
"""Opacity above which a group counts as shown."""
SOLID = 0.9
"""Opacity below which the treated bone counts as seen through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aids:
    """What the page offers at one step.

    Attributes
    ----------
    key : str
        The step.

    place : int
        Number of the step of the kyphoplasty that stands beside it.

    opening : {"closed", "opened", "ghost"}
        How the step itself shows the bones.

    layers : list of str
        Layers of which the step itself shows something.

    xray : bool
        Whether X-ray pictures are shown unless the person chose otherwise.

    measured : str
        "broken" or "now" for what the measures are compared with; empty shows none.

    checks, clock, bones, compare : bool
        Whether the needle's checks, the clock, the two kinds of bone and the comparison belong
        to the step.

    """

    key: str
    place: int
    opening: Opening
    layers: list[str]
    xray: bool
    measured: str
    checks: bool
    clock: bool
    bones: bool
    compare: bool


def aids_of(treatment: str, number: int) -> Aids:
    """Return what the page offers at one step of a treatment, counted from 0."""
    script = SCRIPTS[treatment]
    step = script.steps[number]
    shown = shown_at(script, step.time)
    return Aids(
        key=step.key,
        place=script.places[number],
        opening=_opening(shown),
        layers=[
            layer
            for layer in LAYERS
            if layer in step.layers
            and (layer not in GROUPS or any(shown[group] > VISIBLE for group in GROUPS[layer]))
        ],
        xray=step.xray,
        measured=MEASURED.get(step.key, ""),
        checks=step.key in CHECKED,
        clock=step.key in TIMED,
        bones=step.key in TWO_BONES,
        compare=step.key in COMPARED,
    )


def _opening(shown: dict[str, float]) -> Opening:
    if shown["opened"] > VISIBLE:
        return "opened"
    return "ghost" if shown["treated"] < SOLID else "closed"
