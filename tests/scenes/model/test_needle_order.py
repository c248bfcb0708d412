"""The needle's rules in every case, measured on the bone as it is drawn.

For every level, kind of fracture and number of needles, at the corners of the loss of height.
"""

from itertools import product

import numpy as np
import pytest
import pyvista as pv

from meshes.devices.instruments import SIZES
from meshes.spine.vertebra import spinal_canal
from meshes.tools.surface import mesh, points_of, triangles_of
from scenes.model.checkpoints import NARROWEST
from scenes.model.measures import needle_tracks
from scenes.model.sharing import sharing
from scenes.model.vertebrae import treated_surface
from scenes.motion.site import site_of
from scenes.store.cache import Cache
from scenes.story.case import CHOICES, MOST, Case
from scenes.story.timeline import WITH_TROCAR
from tests.scenes.rules import MIRROR, border, profile

EVERY = [
    Case(level=level, shape=shape, approach=approach)
    for level, shape, approach in product(*map(CHOICES.get, ("level", "shape", "approach")))
]
LOSSES = (0.0, 0.05, 0.2, MOST)
BONE = 1.0
"""Millimetres of bone that stay around the cannula."""

worst = {"bone around the cannula": (np.inf, ""), "wall passed first": (np.inf, "")}


@pytest.fixture(scope="module", autouse=True)
def worst_printed():
    """Print the worst figure of each rule at the end."""
    yield
    for rule, (figure, case) in worst.items():
        print(f"{rule}: {figure:.2f} mm at least ({case})")  # noqa: T201


def noted(rule, figure, case):
    """Remember the worst, and give it back."""
    name = f"{case.level} {case.shape} {case.approach} {case.height_loss:.0%}"
    worst[rule] = min(worst[rule], (figure, name))
    return figure


def bone_of(case, loss):
    """Take the treated bone with this loss of height."""
    with sharing(Cache()):
        surface = treated_surface(case.level)
    moved = site_of(case).fracture.displace(points_of(surface), loss, min(1.0, 4.0 * loss))
    return mesh(moved, triangles_of(surface))


def way_of(case, start, end, count):
    """Take points of the axis from one depth to another."""
    trajectory = site_of(case).trajectory
    return np.array([trajectory.at_z(z) for z in np.linspace(start, end, count)])


def at_loss(case, loss):
    """Give a case another loss, if it may have it."""
    return Case(**case.to_dict() | {"height_loss": loss}) if loss else case


@pytest.mark.parametrize(
    "case", EVERY, ids=lambda case: f"{case.level}-{case.shape}-{case.approach}"
)
def test_bone_stays_around_the_cannula_wherever_it_goes(case):
    """From the pedicle to where its tip is pushed: a millimetre on all sides, and no canal."""
    site = site_of(case)
    behind, pushed = -site.fracture.size.body_depth / 2, site.trajectory.stops.cannula
    end = pushed + WITH_TROCAR * site.trajectory.direction[2]
    way = way_of(case, behind - 10.0, end, 50)
    for loss, side in product(LOSSES, (np.eye(4), MIRROR)[: len(site.sides)]):
        cloud = pv.PolyData(way @ side[:3, :3])
        depth = -cloud.compute_implicit_distance(bone_of(case, loss))["implicit_distance"]
        left = noted("bone around the cannula", depth.min() - SIZES.cannula, at_loss(case, loss))
        assert left >= BONE, loss
    outside = spinal_canal(site.fracture.size)(
        way_of(case, -60.0, site.trajectory.stops.stylet, 300)
    )
    assert outside.min() > SIZES.cannula + BONE


@pytest.mark.parametrize(
    "case", EVERY, ids=lambda case: f"{case.level}-{case.shape}-{case.approach}"
)
def test_the_tip_is_past_the_back_wall_before_its_edge_crosses_the_pedicle_s(case):
    """Inner border and back wall are those of the mesh, the wall at the height of the tip."""
    site = site_of(case)
    size = site.fracture.size
    way = way_of(case, -size.body_depth / 2 - 12.0, site.trajectory.stops.stylet, 400)
    for loss in LOSSES:
        bone = bone_of(case, loss)
        section = bone.slice("z", origin=(0.0, 0.0, NARROWEST - size.body_depth / 2)).points
        near = (section[:, 0] > 0.0) & (np.abs(section[:, 1] - size.pedicle_y) < 2.0)
        inner = section[near, 0].min()
        crossed = way[:, 0] - SIZES.cannula < inner
        if not crossed.any():
            continue
        tip = way[crossed.argmax()]
        wall = border(profile(bone), 0.0, tip[1], size.body_depth)
        assert noted("wall passed first", tip[2] - wall, at_loss(case, loss)) > 0.0, loss


@pytest.mark.parametrize(
    "case", EVERY, ids=lambda case: f"{case.level}-{case.shape}-{case.approach}"
)
def test_the_page_says_of_every_case_what_holds_for_it(case):
    """Its own measure of the order is positive exactly where the tracks show the right order."""
    with sharing(Cache()):
        surface = treated_surface(case.level)
    for loss in (0.05, 0.2, MOST):
        tracks = needle_tracks(at_loss(case, loss), surface)
        past, outside = (
            np.array(tracks[name]["values"]) for name in ("past_wall", "inside_pedicle")
        )
        (first,) = tracks["wall_first"]["values"]
        assert first > 0.0
        assert outside[past <= 0.0].min() > 0.0
