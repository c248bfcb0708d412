"""What was measured on a case, where only the scene of its family is baked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from scenes.motion.pose import bone_at
from scenes.story.case import Case
from scenes.story.script import script_of
from visualizer.page.rest_measures import Measures, extras_of, rest_measures

LOSSES = "losses"


def exact_measures(case: Case, scene: Path) -> Mapping[str, Sequence[Measures]]:
    """Return the measures of every step, as the viewer shows them for the case's numbers.

    Parameters
    ----------
    case : Case
        Any case of the scene's family.

    scene : pathlib.Path
        The baked scene.

    Returns
    -------
    mapping of str to sequence of mapping of str to float
        By treatment: by name, in mm and degrees, one mapping per step.  Treatments other than the
        case's own regain what is usual for them.

    """
    measured = rest_measures(scene)
    heights = extras_of(scene).get("numbers", {}).get("heights", {})
    if case == case.family() or LOSSES not in heights:
        return measured
    return {
        treatment: [
            {**rest, **{name: _at(loss, heights, name) for name in heights if name != LOSSES}}
            for rest, loss in zip(rests, _losses(case.treated_by(treatment)), strict=True)
        ]
        for treatment, rests in measured.items()
    }


def _losses(case: Case) -> list[float]:
    return [bone_at(case, step.time).loss for step in script_of(case).steps]


def _at(loss: float, heights: dict[str, list[float]], name: str) -> float:
    return round(float(np.interp(loss, heights[LOSSES], heights[name])), 2)
