"""What was measured on a case, where only the scene of its family is baked."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from scenes.case import Case
from scenes.pose import bone_at
from scenes.timeline import STEPS
from visualizer.measured import Measures, extras_of, rest_measures

LOSSES = "losses"


def exact_measures(case: Case, scene: Path) -> Sequence[Measures]:
    """Return the measures of every step, as the viewer shows them for the case's numbers.

    Parameters
    ----------
    case : Case
        Any case of the scene's family.

    scene : pathlib.Path
        The baked scene.

    Returns
    -------
    sequence of mapping of str to float
        By name, in mm and degrees, one mapping per step; empty ones if the file has no measures.

    """
    measured = rest_measures(scene)
    heights = extras_of(scene).get("numbers", {}).get("heights", {})
    if case == case.family() or LOSSES not in heights:
        return measured
    losses = [bone_at(case, step.time).loss for step in STEPS]
    return [
        {**rest, **{name: _at(loss, heights, name) for name in heights if name != LOSSES}}
        for rest, loss in zip(measured, losses, strict=True)
    ]


def _at(loss: float, heights: dict[str, list[float]], name: str) -> float:
    return round(float(np.interp(loss, heights[LOSSES], heights[name])), 2)
