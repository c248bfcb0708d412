"""The extras of the file: opacity, camera, colours and all else that glTF has no channel for."""

from dataclasses import asdict
from typing import Any

import pyvista as pv

from scenes.file.numbers import plain_bone, plain_numbers
from scenes.look import colours, materials, xray
from scenes.look.detail import plain_detail
from scenes.look.materials import MATERIALS, Material
from scenes.look.recipe import plain_recipe
from scenes.model.checkpoints import CHECKED, plain_checkpoints
from scenes.model.filling import volumes_by_filling
from scenes.model.labels import plain_labels
from scenes.model.level_names import plain_levels
from scenes.model.measures import checks_by_loss, measure_tracks
from scenes.model.seepage import plain_seeping
from scenes.model.spine import Spine
from scenes.motion.pose import bone_at, camera_at, shades_at
from scenes.motion.sampling import Motion, sample_motion
from scenes.motion.site import site_of
from scenes.motion.viewpoints import plain_views
from scenes.story.case import Case
from scenes.story.lens import LENS
from scenes.story.script import SCRIPTS
from scenes.story.steps import Step
from scenes.story.visibility import ASKED, OPENINGS, Opening, shown_over

FORMAT = 7

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
        When it is sampled.

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
            for case in _treatments(spine.case)
        },
        "views": plain_views(spine.case),
        "labels": plain_labels(spine),
        "levels": plain_levels(spine),
        "numbers": plain_numbers(spine.case, surface),
        "cement": volumes_by_filling(spine.parts),
        "seeping": plain_seeping(),
        "cut": site_of(spine.case).cut,
        "xray": _xray(spine.case, surface),
        "lens": asdict(LENS),
        **look(),
    }


def _treatments(case: Case) -> tuple[Case, ...]:
    """Return the case under every treatment that its file has the motions of."""
    if case.treatment != FULL:
        return (case,)
    return tuple(case.treated_by(treatment) for treatment in SCRIPTS)


def _script(case: Case, spine: Spine, surface: pv.PolyData, motion: Motion) -> dict[str, Any]:
    """Return the steps, the clock and the tracks of one treatment."""
    times = motion.times.tolist()
    shades = [shades_at(case, time, bone_at(case, time)) for time in times]
    return {
        "duration": motion.script.duration,
        "steps": [_step(step, spine) for step in motion.script.steps],
        # The file moves over the time of its own case.
        "clock": motion.script.clock.keys() if spine.case.treatment == FULL else None,
        "bone": plain_bone(case, motion),
        "checks": checks_by_loss(case, surface),
        "tracks": {
            **_visibility(motion),
            "measures": measure_tracks(case, surface),
            "shades": {
                name: motion.track([one[name] for one in shades], OPACITY_TOLERANCE)
                for name in shades[0]
            },
            "camera": _camera(case, motion, accompanied=True),
            "alone": _camera(case, motion, accompanied=False),
        },
    }


def _camera(case: Case, motion: Motion, *, accompanied: bool) -> dict[str, Any]:
    cameras = [camera_at(case, time, accompanied=accompanied) for time in motion.times.tolist()]
    return {
        name: motion.track([getattr(one, name) for one in cameras], tolerance)
        for name, tolerance in CAMERA_TOLERANCE.items()
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
        "seconds": step.seconds,
    }


def _xray(case: Case, surface: pv.PolyData) -> dict[str, Any]:
    """Return how X-ray pictures are made, and what is checked on them."""
    return {
        "distance": xray.DISTANCE,
        "field": xray.FIELD,
        "shell": xray.SHELL,
        "views": {name: asdict(view) for name, view in xray.VIEWS.items()},
        "screen": {
            "glow": xray.GLOW,
            "scatter": xray.SCATTER,
            "spread": xray.SPREAD,
            "veil": xray.VEIL,
            "gamma": xray.GAMMA,
            "white": xray.WHITE,
            "mask": xray.MASK,
        },
        "mark": xray.MARK,
        "frame": xray.FRAME,
        "checkpoints": plain_checkpoints(case, surface),
        "checked": CHECKED,
    }


def _visibility(motion: Motion) -> dict[str, Any]:
    """Return the opacity of every group, and only what differs where the person chooses."""
    shown = {opening: _groups(motion, opening) for opening in OPENINGS}
    guided = shown.pop("guided")
    moments = motion.script.clock.over(motion.times)
    return {
        "shown": guided,
        "openings": {
            opening: {name: track for name, track in groups.items() if track != guided[name]}
            for opening, groups in shown.items()
        },
        "asked": {
            layer: {
                name: motion.track(one.over(moments), OPACITY_TOLERANCE)
                for name, one in tracks.items()
            }
            for layer, tracks in ASKED.items()
        },
    }


def _groups(motion: Motion, opening: Opening) -> dict[str, dict[str, list[float]]]:
    shown = shown_over(motion.script, motion.times, opening)
    return {name: motion.track(values, OPACITY_TOLERANCE) for name, values in shown.items()}


def look() -> dict[str, Any]:
    """Return colours, light and the recipe of drawing as plain data."""
    return {
        "materials": {name: _material(material) for name, material in MATERIALS.items()},
        "lights": [
            {"direction": light.direction, "intensity": light.intensity, "colour": light.colour}
            for light in materials.LIGHTS
        ],
        "detail": plain_detail(),
        "background": materials.BACKGROUND,
        "page": {
            "accent": colours.ACCENT,
            "ink": colours.INK,
            "halo": colours.HALO,
            "divider": colours.DIVIDER,
            "ring": colours.LENS_RING,
            "line": colours.LENS_LINE,
        },
        "recipe": plain_recipe(),
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
        "detail": int(material.detail),
        "pass": material.drawn,
    }
