"""What a step has beside its words: how it shows the model, and which boxes stand by it."""

from dataclasses import dataclass

import numpy as np

from scenes.story.script import SCRIPTS
from scenes.story.steps import LAYERS, PRONE, UPRIGHT, Compared
from scenes.story.visibility import Opening, shown_at

GROUPS = {
    "person": ("figure", "lying"),
    "skin": ("skin",),
    "ligaments": ("ligament_back",),
    "tools": ("cannulas", "stylets", "fillers"),
    "balloon": ("catheters",),
    "cement": ("cement",),
}
"""By layer: the groups of parts that come and go. The other layers are always there."""

VISIBLE = 0.3
"""Opacity above which a group counts as shown."""
SOLID = 0.9
"""Opacity below which the treated bone counts as seen through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aids:
    """Offers of the page at one step.

    Attributes
    ----------
    key : str
        The step.

    numbered : bool
        Whether old links have a number for it.

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

    lies : bool
        Whether the person lies face down, as the step's own camera has it.

    checks, setting, bones, compare : bool
        Whether the needle's checks, the time to set, the two kinds of bone and the comparison
        belong to the step.

    """

    key: str
    numbered: bool
    place: int
    opening: Opening
    layers: list[str]
    xray: bool
    measured: Compared
    lies: bool
    checks: bool
    setting: bool
    bones: bool
    compare: bool


def aids_of(treatment: str, number: int) -> Aids:
    """Return what the page offers at one step of a treatment, counted from 0."""
    script = SCRIPTS[treatment]
    step = script.steps[number]
    shown = shown_at(script, step.time)
    return Aids(
        key=step.key,
        numbered=step in script.numbered,
        place=script.places[number],
        opening=_opening(shown),
        layers=[
            layer
            for layer in LAYERS
            if layer in step.layers
            and (layer not in GROUPS or any(shown[group] > VISIBLE for group in GROUPS[layer]))
        ],
        xray=step.xray,
        measured=step.measured,
        lies=bool(np.dot(step.camera.up, PRONE) > np.dot(step.camera.up, UPRIGHT)),
        checks=step.checks,
        setting=step.setting,
        bones=step.bones,
        compare=step.compare,
    )


def _opening(shown: dict[str, float]) -> Opening:
    if shown["opened"] > VISIBLE:
        return "opened"
    return "ghost" if shown["treated"] < SOLID else "closed"
