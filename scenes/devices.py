"""What the team brings in: needles, balloons, cement."""

from dataclasses import replace

import pyvista as pv

from meshes import instruments
from meshes.balloon import MIRROR, balloon_keys
from meshes.cement import cement_keys
from meshes.morph import Morph
from meshes.surface import mesh, moved, points_of, triangles_of
from meshes.trajectory import LEFT_TRANSPEDICULAR
from scenes.bones import Bones
from scenes.parts import Part
from scenes.pose import BoneState, final_bone, inflated_bone
from scenes.shading import keyframe_normals

TOOLS = (
    ("cannula", instruments.cannula, "steel", "cannula", "cannulas"),
    ("hub", instruments.hub, "hub", "cannula", "cannulas"),
    ("stylet", instruments.stylet, "steel", "stylet", "stylets"),
    ("stylet_handle", instruments.stylet_handle, "handle", "stylet", "stylets"),
    ("catheter", instruments.catheter, "catheter", "catheter", "catheters"),
    ("catheter_hub", instruments.catheter_hub, "hub", "catheter", "catheters"),
    ("markers", instruments.markers, "marker", "catheter", "catheters"),
    ("filler", instruments.filler, "filler", "filler", "fillers"),
    ("filler_hub", instruments.filler_hub, "filler_hub", "filler", "fillers"),
)
"""Name, shape, material, frame and visibility of each tool."""

CEMENT_VOLUME = 2700.0
"""Cubic millimetres a side: 4.9 ml on average from both sides (PMC4068843)."""

CEMENT_SEEDS = {"left": 5, "right": 23}
"""The two sides never look the same."""


def tool_parts() -> list[Part]:
    """Make every instrument, on both sides."""
    parts = []
    for name, build, material, frame, shown in TOOLS:
        left = Part(
            name=f"{name}_left",
            mesh=build(LEFT_TRANSPEDICULAR),
            material=material,
            layer="tools",
            shown=shown,
            frame=frame,
        )
        parts += _both_sides(left)
    return parts


def build_balloon(bones: Bones) -> Morph:
    """Unfold the left balloon inside the bone that it lifts; the right one is its mirror image."""

    def shell(inflation: float) -> pv.PolyData:
        return _deformed(bones, inflated_bone(bones.case, inflation**0.75))

    return balloon_keys(LEFT_TRANSPEDICULAR, shell, _deformed(bones, final_bone(bones.case)))


def balloon_parts(balloon: Morph) -> list[Part]:
    """Make both balloons."""
    left = Part(
        name="balloon_left",
        mesh=balloon.at(balloon.positions[0]),
        material="balloon",
        layer="balloon",
        shown="catheters",
        frame="catheter",
        weights="balloon",
        targets=balloon.targets(),
        normal_targets=keyframe_normals(balloon),
    )
    return _both_sides(left)


def cement_parts(bones: Bones, cavity: pv.PolyData) -> list[Part]:
    """Make both cement bodies in the settled bone; ``cavity`` lies in the bone's rest space."""
    state = final_bone(bones.case)
    shell = _deformed(bones, state)
    moved_points = bones.fracture.displace(points_of(cavity), state.wedge, state.crack)
    settled = mesh(moved_points, triangles_of(cavity))
    sides = {
        "left": (LEFT_TRANSPEDICULAR, settled),
        "right": (LEFT_TRANSPEDICULAR.mirrored(), moved(settled, MIRROR)),
    }
    return [
        _cement(
            side,
            cement_keys(trajectory, shell, hole, amount=CEMENT_VOLUME, seed=CEMENT_SEEDS[side]),
        )
        for side, (trajectory, hole) in sides.items()
    ]


def _cement(side: str, morph: Morph) -> Part:
    return Part(
        name=f"cement_{side}",
        mesh=morph.at(morph.positions[0]),
        material="cement",
        layer="cement",
        shown="cement",
        weights="cement",
        targets=morph.targets(),
        normal_targets=keyframe_normals(morph),
    )


def _both_sides(left: Part) -> list[Part]:
    right = replace(left, name=left.name.replace("_left", "_right"), mirrored=True)
    return [left, right]


def _deformed(bones: Bones, state: BoneState) -> pv.PolyData:
    surface = bones.surfaces[bones.case.level]
    points = bones.fracture.displace(points_of(surface), state.wedge, state.crack)
    return mesh(points, triangles_of(surface))
