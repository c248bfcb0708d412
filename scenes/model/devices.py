"""The parts that the team brings in: needles, balloons, cement."""

import pyvista as pv

from meshes.devices import instruments
from meshes.devices.balloon import MIRROR, balloon_keys
from meshes.devices.cement import POSITIONS as CEMENT_POSITIONS
from meshes.devices.cement import cement_keys, fill_position
from meshes.tools.morph import MorphGrid, grid_weights
from meshes.tools.surface import merge, mesh, moved, points_of, triangles_of
from scenes.model.bones import Bones
from scenes.model.parts import Part, on_sides
from scenes.model.shading import even_normals, keyframe_normals
from scenes.model.sharing import arrays_of, shared, surface_of
from scenes.model.vertebrae import treated_surface
from scenes.motion.broken import BoneState
from scenes.motion.pose import SHAPED_FOR, tightest_bones
from scenes.motion.site import Site, site_of
from scenes.story.case import Case

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
"""Usual cubic millimetres a side: 4.9 ml on average from both sides (PMC4068843)."""

MOST_CEMENT = {"bipedicular": 3300.0, "unipedicular": 4100.0}
"""Cubic millimetres a side that are never exceeded: as much as most bones of this model hold."""

EVENED = 4
"""Passes that even out the balloon's normals."""

CEMENT_SEEDS = {"left": 5, "right": 23}
"""The two sides never look the same."""


def tool_parts(site: Site) -> list[Part]:
    """Make every instrument, on every side from which needles come."""
    parts = []
    for name, build, material, frame, shown in TOOLS:
        left = Part(
            name=f"{name}_left",
            mesh=build(site.trajectory),
            material=material,
            layer="tools",
            shown=shown,
            frame=frame,
        )
        parts += on_sides(left, site.sides)
    return parts


def build_balloon(bones: Bones) -> MorphGrid:
    """Unfold the left balloon inside the bone that it lifts; the right one is its mirror image."""
    return balloon_keys(
        bones.site.trajectory,
        lambda loss: _walls(bones, loss),
        SHAPED_FOR,
    )


def balloon_parts(balloon: MorphGrid, site: Site) -> list[Part]:
    """Make the balloons."""
    left = Part(
        name="balloon_left",
        mesh=mesh(balloon.points[0, 0], balloon.triangles),
        material="balloon",
        layer="balloon",
        shown="catheters",
        frame="catheter",
        weights="balloon",
        targets=balloon.targets(),
        normal_targets=keyframe_normals(balloon),
    )
    return on_sides(even_normals(left, EVENED), site.sides)


def cement_parts(bones: Bones, balloon: MorphGrid) -> list[Part]:
    """Make the cement bodies in the settled bone; each fills the hole of a full balloon."""
    holes = [(loss, _walls(bones, loss), balloon.at(1.0, loss)) for loss in SHAPED_FOR]
    left = bones.site.trajectory
    ways = {
        "left": (left, holes),
        "right": (
            left.mirrored(),
            [(loss, walls, moved(hole, MIRROR)) for loss, walls, hole in holes],
        ),
    }
    most = MOST_CEMENT[bones.case.approach]
    return [
        _cement(
            side, cement_keys(*ways[side], usual=CEMENT_VOLUME, most=most, seed=CEMENT_SEEDS[side])
        )
        for side in bones.site.sides
    ]


def cement_beside(bones: Bones) -> list[Part]:
    """Make the cement of a bone below that was treated before: what its own case ends with."""
    other, usual = bones.site.neighbour, bones.case.other
    if other is None or usual is None or other.is_above:
        return []
    named = {"level": usual.level, "shape": usual.shape, "approach": usual.approach}
    kept = shared("cement of a neighbour", named, lambda: arrays_of(_last_cement(usual)))
    part = Part(
        name="cement_beside",
        mesh=moved(surface_of(kept), other.rest),
        material="cement_hard",
        layer="cement",
        shown="always",
    )
    return [part]


def _last_cement(case: Case) -> pv.PolyData:
    """Return all cement that a case ends with, in the frame of its bone."""
    site = site_of(case)
    bones = Bones(case, site, {site.level: treated_surface(site.level)}, site.rest)
    filled = fill_position(1.0, case.cement)
    weights = grid_weights(filled, CEMENT_POSITIONS, case.final_loss, SHAPED_FOR)
    return merge(
        [
            mesh(part.points_at(weights), triangles_of(part.mesh), part.normals_at(weights))
            for part in cement_parts(bones, build_balloon(bones))
        ]
    )


def _cement(side: str, morph: MorphGrid) -> Part:
    return Part(
        name=f"cement_{side}",
        mesh=mesh(morph.points[0, 0], morph.triangles),
        material="cement",
        layer="cement",
        shown="cement",
        weights="cement",
        targets=morph.targets(),
        normal_targets=keyframe_normals(morph),
    )


def _walls(bones: Bones, loss: float) -> list[pv.PolyData]:
    return [_deformed(bones, state) for state in tightest_bones(loss)]


def _deformed(bones: Bones, state: BoneState) -> pv.PolyData:
    surface = bones.surfaces[bones.case.level]
    points = bones.fracture.displace(points_of(surface), state.loss, state.crack)
    return mesh(points, triangles_of(surface))
