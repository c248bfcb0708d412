"""Millilitres of each filling of cement, measured on the model over losses of height."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from meshes.devices.cement import FILLINGS, POSITIONS, fill_position
from meshes.tools.arrays import Floats
from meshes.tools.morph import grid_weights
from meshes.tools.surface import points_of, triangles_of, volume_within
from scenes.model.parts import Part
from scenes.motion.pose import SHAPED_FOR

MEASURED = tuple(sorted({*FILLINGS, *np.linspace(0.0, 1.0, 5).tolist()}))
"""Fillings that are measured; between them volume is all but even."""

LOSSES = tuple(np.linspace(*SHAPED_FOR, 7).round(4).tolist())
"""Losses of height at which they are measured; in taller bones the first holds."""


def volumes_by_filling(parts: Sequence[Part]) -> dict[str, Any]:
    """Measure the cement of all needles together.

    Parameters
    ----------
    parts : sequence of Part
        Parts of one case, those of the cement among them.

    Returns
    -------
    dict
        ``losses`` ``(m,)``, ``fillings`` ``(k,)`` as :attr:`scenes.story.case.Case.cement` has
        them, and ``millilitres``, ``(m, k)``.

    """
    cement = [part for part in parts if part.weights == "cement"]
    rows = [
        [sum(_volume(part, one, loss) for part in cement) for one in MEASURED] for loss in LOSSES
    ]
    return {
        "losses": list(LOSSES),
        "fillings": list(MEASURED),
        "millilitres": np.round(np.array(rows) / 1000.0, 3).tolist(),
    }


def _volume(part: Part, filling: float, loss: float) -> float:
    weights = grid_weights(fill_position(1.0, filling), POSITIONS, loss, SHAPED_FOR)
    moved: Floats = np.tensordot(weights, part.targets, axes=1)
    return volume_within(points_of(part.mesh) + moved, triangles_of(part.mesh))
