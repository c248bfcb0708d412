"""The ligaments go with the bones that they join, and hide nothing."""

import numpy as np
import pytest
import pyvista as pv

from meshes.tools.surface import is_closed_manifold, mesh, points_of, triangles_of, volume
from scenes.model.bones import build_bones
from scenes.model.ligament_parts import ligament_parts
from scenes.motion.pose import pose_at
from scenes.motion.site import site_of
from scenes.story.case import Case
from scenes.story.steps import STEPS
from scenes.story.timeline import time_of
from tests.spines import moving, whole_of_pair

CASES = {
    "usual": Case(),
    "biconcave": Case(level="L3", shape="biconcave"),
    "crush": Case(level="T12", shape="crush", height_loss=0.42),
    "waiting": Case(level="L2", shape="biconcave", neighbour="waiting"),
    "treated": Case(level="L2", neighbour="treated"),
}


@pytest.fixture(scope="module", params=CASES)
def bound(request):
    """Build the ligaments and the bones of a case."""
    case = CASES[request.param]
    bones = (whole_of_pair if case.neighbour != "sound" else moving)(case)
    return case, ligament_parts(build_bones(case)), bones


def at(case, part, time):
    """Return a part's surface where it is at a moment."""
    pose = pose_at(case, time)
    points = part.points_at(pose.weights[part.weights]) if part.weights else points_of(part.mesh)
    frame = pose.frames[part.frame]
    return mesh(points @ frame[:3, :3].T + frame[:3, 3], triangles_of(part.mesh))


def test_each_is_closed_however_the_spine_is_bent(bound):
    """No piece has a hole, and each encloses something, before and after the break."""
    case, parts, _ = bound
    for part in parts:
        for time in (0.0, time_of("fracture")):
            surface = at(case, part, time)
            assert volume(surface) > 0.0, part.name
            assert is_closed_manifold(surface), part.name


def test_in_front_it_lies_on_the_bones_and_hides_no_fracture(bound):
    """It is narrow, and its face always stands 0 to 4 mm before the body."""
    case, parts, spine = bound
    level = case.level
    front = next(
        part
        for part in parts
        if part.name.startswith("ligament_front_") and part.name.endswith(f"_{level}")
    )
    bone = spine.part(f"bone_{level}")
    for time in (time_of("healthy"), time_of("fracture")):
        surface, solid = at(case, front, time), at(case, bone, time)
        points = points_of(surface)
        assert np.ptp(points[:, 0]) < 20.0  # 17 at rest; a break bulges
        lines = [[(0.0, y, 60.0), (0.0, y, 0.0)] for y in np.linspace(-8.0, 0.0, 7)]
        met = [[one.ray_trace(*line)[0] for one in (surface, solid)] for line in lines]
        gaps = [
            band[:, 2].max() - body[:, 2].max() for band, body in met if len(band) and len(body)
        ]
        assert len(gaps) >= 3
        assert -0.1 < min(gaps)
        assert max(gaps) < 4.0


def test_behind_they_hold_on_to_the_spinous_processes(bound):
    """Their ends keep their distance from the bones that they join, to a millimetre."""
    case, parts, spine = bound
    broken, levels = time_of("fracture"), site_of(case).levels
    for part in (one for one in parts if one.name.startswith("ligament_back_")):
        for level in part.name.split("_")[2:]:
            assert level in levels
            bone = spine.part(f"bone_{level}")
            before, after = (
                near(at(case, part, time), at(case, bone, time)) for time in (0.0, broken)
            )
            assert after == pytest.approx(before, abs=1.0), (part.name, level)


def near(band, bone):
    """Return how deep a ligament reaches into a bone, mm."""
    points = pv.PolyData(points_of(band))
    return points.compute_implicit_distance(bone)["implicit_distance"].min()


def test_they_are_a_layer_until_the_bone_is_opened():
    """What follows the cut shows none; so nothing lies before the needles."""
    shown = {step.key for step in STEPS if "ligaments" in step.layers}
    assert shown == {"person", "healthy", "fracture", "ready"}
