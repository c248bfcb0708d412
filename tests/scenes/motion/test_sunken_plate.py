"""The dashes where the endplate lay, and the arrow for the height that came back."""

from dataclasses import replace

import numpy as np
import pytest
import pyvista as pv

from meshes.tools.surface import mesh, triangles_of
from scenes.motion.pose import pose_at
from scenes.story.case import CHOICES, Case
from scenes.story.script import script_of
from scenes.story.timeline import time_of
from scenes.story.visibility import shown_at
from tests.spines import assembled

CASES = [Case(), Case(level="L3", shape="biconcave"), Case(level="T12", shape="crush")]
LINES = ("sunken_line", "sunken_rim")
ARROW = 26
"""Corners of an arrow, which come last."""


def placed(spine, name, case, time):
    """Return the corners of a part at a moment, mm."""
    part = spine.part(name)
    return part.points_at(pose_at(case, time).weights[part.weights])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.level}-{case.shape}")
@pytest.mark.parametrize("loss", [0.2, 0.42])
def test_the_dashes_lie_on_the_broken_plate(case, loss):
    """In the end they lie on the bone as it was broken, whatever it has lost."""
    spine, case = assembled(case), replace(case, height_loss=loss)
    bone, end = f"bone_{case.level}", script_of(case).duration
    surface = mesh(
        placed(spine, bone, case, time_of("fracture")), triangles_of(spine.part(bone).mesh)
    )
    dashes = pv.PolyData(placed(spine, "sunken_rim", case, end)[:-ARROW])
    distance = dashes.compute_implicit_distance(surface)["implicit_distance"]
    assert np.percentile(np.abs(distance), 95) < 1.5


@pytest.mark.parametrize("name", LINES)
def test_the_arrow_reaches_from_the_broken_to_the_present_plate(spine, case, name):
    """It is upright, and spans most of the height that came back at its place."""
    part, weights = spine.part(name), pose_at(case, script_of(case).duration).weights["sunken"]
    targets = part.targets[:, -1]
    half = len(targets) // 2
    moves = targets[:half] + targets[half : 2 * half]
    lift = (weights[half : 2 * half] - weights[:half]) @ moves
    size = np.ptp(placed(spine, name, case, script_of(case).duration)[-ARROW:], axis=0)
    assert lift[1] > 1.0
    assert size[1] == pytest.approx(0.85 * lift[1], rel=0.02)
    assert size[1] > 1.5 * size[0]


@pytest.mark.parametrize("name", LINES)
def test_packing_keeps_every_ring_of_the_arrow(spine, name):
    """Packed points lie 0.01 mm apart: rings that rest nearer to each other would become one."""
    heights = np.unique(spine.part(name).mesh.points[-ARROW:, 1].round(4))
    assert len(heights) == 4
    assert np.diff(heights).min() > 0.01


@pytest.mark.parametrize("name", LINES)
def test_nothing_shows_where_no_height_came_back(spine, case, name):
    """Dashes have no width and the arrow no length: at the break, and if nothing is regained."""
    flat = replace(case, height_regained=0.0)
    for one, time in ((case, time_of("balloons")), (flat, script_of(flat).duration)):
        part = spine.part(name)
        corners = placed(spine, name, one, time)[part.mesh.regular_faces]
        sides = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        assert np.linalg.norm(sides, axis=1).max() < 1e-6


def test_they_are_shown_where_height_comes_back_and_nowhere_else():
    """The line with the lift, on the cut face; the rim in the end, through the bone."""
    script = script_of(Case())
    line, rim = (
        {step.key for step in script.steps if shown_at(script, step.time)[name]} for name in LINES
    )
    assert line == {"inflation", "cavities"}
    assert rim == {"result"}
    for treatment in CHOICES["treatment"]:
        other = script_of(Case(treatment=treatment))
        shown = shown_at(other, other.duration)
        assert bool(shown["sunken_rim"]) is (treatment != "time")
        assert not shown["sunken_line"]
