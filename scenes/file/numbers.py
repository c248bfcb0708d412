"""Numbers by which the viewer shows other losses and gains of height, or more cement, by itself.

Everything about the treated bone follows from how much height is missing and how open its crack
is.  Both are simple functions of the case's numbers and of a few tracks, so they travel as such;
``bone.ts`` does with them what :mod:`scenes.motion.pose` does.
"""

from typing import Any

import pyvista as pv

from meshes.devices.balloon import POSITIONS as BALLOON_POSITIONS
from meshes.devices.cement import ENDS, FILLINGS
from meshes.devices.cement import POSITIONS as CEMENT_POSITIONS
from meshes.fracture.plate_guide import COMES_BACK
from meshes.fracture.warp import MAX_LOSS, PRESSED, SHARE_ABOVE
from scenes.model.measures import BEFORE, heights_by_loss
from scenes.motion.broken import CRACK_CLOSING
from scenes.motion.pose import SHAPED_FOR, lift_at, reach_of
from scenes.motion.sampling import Motion
from scenes.motion.site import site_of
from scenes.story import timeline
from scenes.story.case import MOST, Case
from scenes.story.track import Track

FOLLOWING_TIME = ("beside", "disc_beside")
"""Weights that no number of the case changes: the file's own motions are right for them."""

WHOLE = {"times": [BEFORE], "values": [0.0]}
"""Key of the collapse of a bone that breaks before the story begins."""

TOLERANCE = 0.0005
"""By which straight lines between keys may miss a share."""


def plain_numbers(case: Case, surface: pv.PolyData) -> dict[str, Any]:
    """Return how the bone follows the case's numbers, as plain data.

    Parameters
    ----------
    case : Case
        Any case of the family.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    Returns
    -------
    dict
        What the viewer's ``bone.ts`` reads.

    """
    fracture = site_of(case).fracture
    return {
        "most": MOST,
        "slope": fracture.slope,
        "crack": fracture.shape.crack,
        "closing": CRACK_CLOSING,
        "pressed": [*PRESSED, MAX_LOSS],
        "sunk": fracture.sunk,
        "returning": COMES_BACK,
        "sinks": fracture.shape.sink > 0.0,
        "above": {
            "share": SHARE_ABOVE,
            "drop": fracture.drop_above(1.0),
            "hinge": fracture.hinge[1:].tolist(),
        },
        "shaped": list(SHAPED_FOR),
        "filled": {"times": list(FILLINGS), "values": list(ENDS)},
        "positions": {"balloon": list(BALLOON_POSITIONS), "cement": list(CEMENT_POSITIONS)},
        "beside": _beside(case),
        "reach": {
            name: reach.tolist()
            for name, reach in reach_of(case).items()
            if name not in FOLLOWING_TIME
        },
        "heights": heights_by_loss(case, surface),
    }


def _beside(case: Case) -> dict[str, float] | None:
    """Return what a broken bone above does to soft tissue and the disc under it, if it waits."""
    other = site_of(case).neighbour
    if other is None or not other.is_above:
        return None
    return {"dish": float(other.weights(1.0)[-1]) if other.fracture.shape.dish else 0.0}


def plain_bone(case: Case, motion: Motion) -> dict[str, Any]:
    """Return what moves the bone, the balloon and the cement under a treatment, as plain data.

    Parameters
    ----------
    case : Case
        The case under that treatment.

    motion : Motion
        When it is sampled.

    Returns
    -------
    dict
        ``settling``, see :class:`scenes.story.case.Case`; ``regained``, the share of the lost
        height that usually comes back; and ``tracks``: keyframes (``times``, ``values``) of shares
        from 0 to 1 over the treatment's own time.

    """
    script = motion.script
    moments = script.clock.over(motion.times)

    def track(one: Track) -> dict[str, list[float]]:
        return motion.track(one.over(moments), TOLERANCE)

    collapse = track(script.collapse)
    if script.broken:
        # What was measured before the story begins is the healthy bone.
        collapse = {name: [*early, *collapse[name]] for name, early in WHOLE.items()}

    return {
        "settling": case.settled,
        "regained": case.height_regained,
        "tracks": {
            "collapse": collapse,
            "lift": motion.track(
                [lift_at(script, moment) for moment in moments.tolist()], TOLERANCE
            ),
            "settling": track(timeline.SETTLING),
            "inflation": track(timeline.INFLATION),
            "fill": track(timeline.FILL),
            "healing": motion.track(script.healing.over(motion.times), TOLERANCE),
        },
    }
