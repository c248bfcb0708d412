"""What the viewer needs to show any loss of height, and any part of it regained, without a bake.

Everything about the treated bone follows from how much height is missing and how open its crack
is.  Both are simple functions of the case's numbers and of a few tracks, so they travel as such;
``bone.ts`` does with them what :mod:`scenes.pose` does.
"""

from typing import Any

import pyvista as pv

from meshes.balloon import POSITIONS as BALLOON_POSITIONS
from meshes.balloon import inflation
from meshes.cement import POSITIONS as CEMENT_POSITIONS
from meshes.fracture import MAX_LOSS, PRESSED, SHARE_ABOVE
from scenes import timeline
from scenes.case import MOST, Case
from scenes.measures import heights_by_loss
from scenes.motion import Motion
from scenes.pose import CRACK_CLOSING, LIFT_STARTS, SHAPED_FOR, Pose, reach_of
from scenes.site import site_of
from scenes.track import Track, smoothstep

TOLERANCE = 0.0005
"""By which straight lines between keys may miss a share."""


def plain_numbers(case: Case, surface: pv.PolyData, motion: Motion) -> dict[str, Any]:
    """Return what the case's numbers change, as plain data.

    Parameters
    ----------
    case : Case
        Any case of the family.

    surface : pyvista.PolyData
        The whole treated vertebra at rest.

    motion : Motion
        The sampled poses of the case.

    Returns
    -------
    dict
        What the viewer's ``bone.ts`` reads.

    """
    fracture = site_of(case).fracture

    def track(value: Track) -> dict[str, list[float]]:
        return motion.track(lambda pose: value(pose.time), TOLERANCE)

    return {
        "most": MOST,
        "slope": fracture.slope,
        "crack": fracture.shape.crack,
        "settling": case.settling,
        "closing": CRACK_CLOSING,
        "pressed": [*PRESSED, MAX_LOSS],
        "sunk": fracture.sunk,
        "sinks": fracture.shape.sink > 0.0,
        "above": {
            "share": SHARE_ABOVE,
            "drop": fracture.drop_above(1.0),
            "hinge": fracture.hinge[1:].tolist(),
        },
        "shaped": list(SHAPED_FOR),
        "positions": {"balloon": list(BALLOON_POSITIONS), "cement": list(CEMENT_POSITIONS)},
        "reach": {name: reach.tolist() for name, reach in reach_of(case).items()},
        "heights": heights_by_loss(case, surface),
        "tracks": {
            "collapse": track(timeline.COLLAPSE),
            "lift": motion.track(_lift, TOLERANCE),
            "settling": track(timeline.SETTLING),
            "inflation": track(timeline.INFLATION),
            "fill": track(timeline.FILL),
        },
    }


def _lift(pose: Pose) -> float:
    """Return what share of the height that the balloon lifts is lifted."""
    return smoothstep(inflation(timeline.LIFT(pose.time)), LIFT_STARTS, 1.0)
