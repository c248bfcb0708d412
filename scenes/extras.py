"""What the file tells beside its meshes and motions: all that glTF itself has no channel for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from operator import attrgetter
from typing import Any

import numpy as np
import pyvista as pv

from scenes import fluoroscopy, materials
from scenes.case import Case
from scenes.checkpoints import plain_checkpoints
from scenes.filling import volumes_by_filling
from scenes.labels import plain_labels
from scenes.materials import MATERIALS, Material
from scenes.measures import measure_tracks
from scenes.motion import Motion, item, sample_motion
from scenes.numbers import plain_bone, plain_numbers
from scenes.pose import Pose
from scenes.script import SCRIPTS, Clock
from scenes.spine import Spine
from scenes.timeline import Step
from scenes.track import Track
from scenes.views import plain_views
from scenes.visibility import ASKED, OPENINGS, shown_at

FORMAT = 5

FULL = "kyphoplasty"
"""The treatment whose motions hold those of all others."""

OPACITY_TOLERANCE = 0.005
CAMERA_TOLERANCE = {
    "target": 0.05,
    "direction": 0.001,
    "up": 0.001,
    "width": 0.05,
    "height": 0.05,
}
"""Millimetres, or parts of a unit vector, by which the guided camera may deviate."""


def extras(spine: Spine, motion: Motion) -> dict[str, Any]:
    """Return everything beside the meshes as plain data.

    Parameters
    ----------
    spine : Spine
        The parts of one case.

    motion : Motion
        Its sampled poses.

    Returns
    -------
    dict
        What the viewer's ``format.ts`` reads.

    """
    surface = spine.part(f"bone_{spine.case.level}").mesh
    return {
        "format": FORMAT,
        "case": spine.case.to_dict(),
        "scripts": {
            case.treatment: _script(
                case, spine, surface, motion if case is spine.case else sample_motion(case)
            )
            for case in _told(spine.case)
        },
        "views": plain_views(spine.case),
        "labels": plain_labels(spine),
        "numbers": plain_numbers(spine.case, surface),
        "cement": volumes_by_filling(spine.parts),
        "xray": _xray(spine.case),
        **look(),
    }


def _told(case: Case) -> tuple[Case, ...]:
    """Return the case under every treatment that its file can tell: other motions it lacks."""
    if case.treatment != FULL:
        return (case,)
    return tuple(case.treated_by(treatment) for treatment in SCRIPTS)


def _script(case: Case, spine: Spine, surface: pv.PolyData, motion: Motion) -> dict[str, Any]:
    """Return what is told of one treatment, and when."""
    shades = motion.poses[0].shades
    return {
        "duration": motion.script.duration,
        "steps": [_step(step, spine) for step in motion.script.steps],
        # The file moves over the time of its own case.
        "clock": motion.script.clock.keys() if spine.case.treatment == FULL else None,
        "bone": plain_bone(case, motion),
        "tracks": {
            **_visibility(motion),
            "measures": measure_tracks(case, surface),
            "shades": {
                name: motion.track(item("shades", name), OPACITY_TOLERANCE) for name in shades
            },
            "camera": {
                name: motion.track(attrgetter(f"camera.{name}"), tolerance)
                for name, tolerance in CAMERA_TOLERANCE.items()
            },
        },
    }


def _step(step: Step, spine: Spine) -> dict[str, Any]:
    there = {part.name for part in spine.parts}
    names = [name.replace("treated", spine.case.level) for name in step.highlight]
    return {
        "key": step.key,
        "time": step.time,
        "highlight": [name for name in names if name in there],
        "layers": list(step.layers),
        "labels": list(step.labels),
        "xray": step.xray,
    }


def _xray(case: Case) -> dict[str, Any]:
    """Return how X-ray pictures are made, and what is checked on them."""
    return {
        "distance": fluoroscopy.DISTANCE,
        "field": fluoroscopy.FIELD,
        "shell": fluoroscopy.SHELL,
        "views": {name: asdict(view) for name, view in fluoroscopy.VIEWS.items()},
        "screen": {
            "glow": fluoroscopy.GLOW,
            "scatter": fluoroscopy.SCATTER,
            "spread": fluoroscopy.SPREAD,
            "veil": fluoroscopy.VEIL,
            "gamma": fluoroscopy.GAMMA,
            "white": fluoroscopy.WHITE,
            "mask": fluoroscopy.MASK,
        },
        "checkpoints": plain_checkpoints(case),
    }


def _visibility(motion: Motion) -> dict[str, Any]:
    """Return the opacity of every group, and only what differs where the person chooses."""
    guided = _groups(motion, [pose.shown for pose in motion.poses])
    others = {
        opening: _groups(
            motion, [shown_at(motion.script, pose.time, opening) for pose in motion.poses]
        )
        for opening in OPENINGS
        if opening != "guided"
    }
    return {
        "shown": guided,
        "openings": {
            opening: {name: track for name, track in shown.items() if track != guided[name]}
            for opening, shown in others.items()
        },
        "asked": {
            layer: {
                name: motion.track(_over_time(one, motion.script.clock), OPACITY_TOLERANCE)
                for name, one in tracks.items()
            }
            for layer, tracks in ASKED.items()
        },
    }


def _groups(
    motion: Motion, shown: Sequence[Mapping[str, float]]
) -> dict[str, dict[str, list[float]]]:
    values = np.array([list(opacities.values()) for opacities in shown])
    return {
        name: motion.track_of(column[:, None], OPACITY_TOLERANCE)
        for name, column in zip(shown[0], values.T, strict=True)
    }


def _over_time(track: Track, clock: Clock) -> Callable[[Pose], float]:
    return lambda pose: track(clock(pose.time))


def look() -> dict[str, Any]:
    """Return colours and light as plain data."""
    return {
        "materials": {name: _material(material) for name, material in MATERIALS.items()},
        "lights": [
            {"direction": light.direction, "intensity": light.intensity, "colour": light.colour}
            for light in materials.LIGHTS
        ],
        "crackColour": materials.CRACK_COLOUR,
        "compactionColour": materials.COMPACTION_COLOUR,
        "background": materials.BACKGROUND,
    }


def _material(material: Material) -> dict[str, Any]:
    hard = None
    if material.hard_colour is not None:
        hard = {"colour": material.hard_colour, "specular": material.hard_specular}
    return {
        "colour": material.colour,
        "ambient": material.ambient,
        "diffuse": material.diffuse,
        "specular": material.specular,
        "power": material.power,
        "alpha": material.alpha,
        "rim": material.rim,
        "outline": material.outline,
        "ink": material.ink,
        "ghost": material.ghost,
        "hard": hard,
        "pass": material.drawn,
    }
