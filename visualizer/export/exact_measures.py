"""What was measured on a case, where only the scene of its family is baked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

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
    measured, extras = rest_measures(scene), extras_of(scene)
    heights = extras.get("numbers", {}).get("heights", {})
    if case == case.family() or LOSSES not in heights:
        return measured
    return {
        treatment: [
            {**rest, **_shape(heights, loss), **_checks(extras["scripts"][treatment], case, time)}
            for rest, (time, loss) in zip(rests, _losses(case.treated_by(treatment)), strict=True)
        ]
        for treatment, rests in measured.items()
    }


def _losses(case: Case) -> list[tuple[float, float]]:
    return [(step.time, bone_at(case, step.time).loss) for step in script_of(case).steps]


def _shape(heights: Mapping[str, Any], loss: float) -> Measures:
    return {
        name: _between(heights[LOSSES], values, loss)
        for name, values in heights.items()
        if name != LOSSES
    }


def _checks(script: Mapping[str, Any], case: Case, time: float) -> Measures:
    """Read off what the needle's checks say with the case's loss of height."""
    checks, tracks = script["checks"], script["tracks"]["measures"]
    return {
        name: _between(
            checks[LOSSES],
            [np.interp(time, tracks[name]["times"], row) for row in rows],
            case.height_loss,
        )
        for name, rows in checks.items()
        if name != LOSSES
    }


def _between(places: Sequence[float], values: Sequence[float], place: float) -> float:
    return round(float(np.interp(place, places, values)), 2)
