"""Where the cut face lets the cement seep in."""

import numpy as np
import pytest

from meshes.devices.cement import FILLED, MOST, POSITIONS, USUAL
from meshes.fracture.cutaway import clipped
from meshes.tools.morph import grid_weights
from meshes.tools.planar import inside
from meshes.tools.surface import mesh, points_of, triangles_of
from scenes.look.detail import INSIDE, OUTSIDE
from scenes.model.seepage import MARGIN, seeping_at
from scenes.model.vertebrae import shape_of
from scenes.motion.pose import SHAPED_FOR, tightest_bones
from scenes.motion.site import site_of
from scenes.story.case import Case
from tests.spines import assembled

CASES = [
    Case(),
    Case(level="L3", shape="biconcave", approach="unipedicular"),
    Case(level="T12", shape="crush"),
]
FARTHEST = OUTSIDE - 0.1
"""Millimetres from the cement beyond which the shader draws none."""


def distances(part):
    """Return what the corners of a cut face are told, in mm."""
    return part.mesh.point_data["seepage"] * (INSIDE + OUTSIDE) - INSIDE


def room(case, points):
    """Return how far points lie below the bone's surface, and in front of the cement's stop."""
    stops = site_of(case).trajectory.stops
    return np.minimum(-shape_of(case.level).field(points), points[:, 2] - stops.rear)


def faces(spine):
    """Return both cut faces of the treated bone: whole, and with the hole of the balloon."""
    level = spine.case.level
    return [spine.part(f"cap_{level}"), spine.part(f"cap_{level}_hollow")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.level} {case.shape}")
@pytest.mark.parametrize("flat", [0, 1])
def test_distances_are_those_from_the_cement(case, flat):
    """Corners that the usual cement covers have negative ones, but near its stops, at any loss."""
    spine, site = assembled(case), site_of(case)
    cement, loss = spine.part("cement_left"), SHAPED_FOR[flat]
    weights = grid_weights(USUAL, POSITIONS, loss, SHAPED_FOR)
    half, loops = clipped(mesh(cement.points_at(weights), triangles_of(cement.mesh)), site.plane)
    outlines = [site.plane.flat(points_of(half)[loop]) for loop in loops]
    state = tightest_bones(loss)[0]
    for part in faces(spine):
        corners = part.points_at(site.fracture.weights(state.loss, state.crack))
        covered = inside(site.plane.flat(corners), outlines)
        assert covered.sum() > 20
        within, clear = (
            distances(part)[:, 2 + flat] < 0.0,
            room(case, points_of(part.mesh)) > MARGIN,
        )
        assert np.array_equal(within, covered & clear)
        assert within.sum() > 0.5 * covered.sum()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.level} {case.shape}")
def test_nothing_seeps_where_cement_may_not_be(case):
    """Within 1 mm of the bone's surface, and of the cement's stop behind, the cement is too far."""
    for part in faces(assembled(case)):
        forbidden = room(case, points_of(part.mesh)) < 1.0
        assert forbidden.sum() > 100
        assert distances(part)[forbidden].min() > FARTHEST


def test_only_cut_faces_of_the_treated_bone_know_the_cement():
    """No other part has distances."""
    spine = assembled(Case())
    told = {part.name for part in spine.parts if "seepage" in part.mesh.point_data}
    assert told == {part.name for part in faces(spine)}


@pytest.mark.parametrize("flat", [0.0, 0.3, 1.0])
def test_seeping_follows_the_amount(flat):
    """It begins when the cavity is all but full and goes on to the most; weights add up to 1."""
    loss = np.interp(flat, [0, 1], SHAPED_FOR)
    positions = (0.0, 0.5, FILLED, (FILLED + USUAL) / 2, USUAL, MOST)
    found = [seeping_at(grid_weights(one, POSITIONS, loss, SHAPED_FOR)) for one in positions]
    reach = [one.reach for one in found]
    assert reach == pytest.approx([0, 0, 0.09375, 0.546875, 1, 1.2])
    weights = np.array([one.weights for one in found])
    late = [0, 0, 0, 0.5, 1, 1]
    assert weights[:, 2:].sum(axis=1) == pytest.approx(late)
    assert weights[:, [1, 3]].sum(axis=1) == pytest.approx(np.full(6, flat))
    assert weights.sum(axis=1) == pytest.approx(np.ones(6))
