"""The discs beside a fracture follow their endplates exactly, and stay closed."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.fracture.disc_motion import disc_targets_above, disc_weights
from meshes.spine.anatomy import shown_levels
from meshes.spine.disc import build_disc
from meshes.spine.stack import apply
from meshes.tools.surface import is_closed_manifold, mesh, points_of, triangles_of, volume

STATES = [(0.1, 0.2), (0.19, 0.55), (0.38, 1.0), (0.6, 1.0)]


@pytest.fixture(scope="module")
def discs(transforms):
    """Return the four discs by the levels above and below them."""
    return {pair: build_disc(*pair, transforms) for pair in pairwise(shown_levels("L1"))}


def moved(disc, fracture, wedge, crack):
    """Return the points of the disc over the fracture in a state."""
    weights = disc_weights(fracture, wedge, crack)
    targets = disc_targets_above(disc, fracture)
    return points_of(disc.surface) + np.tensordot(weights, targets, axes=1)


@pytest.mark.parametrize(("wedge", "crack"), STATES)
def test_faces_follow_their_bones_exactly(discs, fracture, wedge, crack):
    """Five weights move the lower face with the fractured bone and the upper with the spine."""
    disc = discs["T12", "L1"]
    rest, now = points_of(disc.surface), moved(disc, fracture, wedge, crack)
    lower, upper = disc.share == 0, disc.share == 1
    bone = fracture.displace(rest[lower], wedge, crack)
    assert np.abs(now[lower] - bone).max() < 1e-9
    assert np.abs(now[upper] - apply(fracture.spine_above(wedge), rest[upper])).max() < 1e-9


@pytest.mark.parametrize(("wedge", "crack"), STATES)
def test_side_is_between_its_faces(discs, fracture, wedge, crack):
    """A point of the side moves by its share with each bone, in any state."""
    disc = discs["T12", "L1"]
    rest, share = points_of(disc.surface), disc.share[:, None]
    blend = (1 - share) * fracture.displace(rest, wedge, crack)
    blend += share * apply(fracture.spine_above(wedge), rest)
    assert np.abs(moved(disc, fracture, wedge, crack) - blend).max() < 1e-9


@pytest.mark.parametrize(("wedge", "crack"), STATES)
def test_disc_over_the_fracture_stays_closed_and_outward(discs, fracture, wedge, crack):
    """The disc keeps a positive volume, at most a quarter more than at rest, in every state."""
    disc = discs["T12", "L1"]
    state = mesh(moved(disc, fracture, wedge, crack), triangles_of(disc.surface))
    assert is_closed_manifold(state)
    assert 1.0 < volume(state) / volume(disc.surface) < 1.25


def test_discs_below_do_not_move(discs, fracture):
    """The fracture moves nothing of the disc below it by more than a thousandth of a mm."""
    points = points_of(discs["L1", "L2"].surface)
    for wedge, crack in STATES:
        assert np.abs(fracture.displace(points, wedge, 0.0) - points).max() == 0.0
        assert np.abs(fracture.displace(points, wedge, crack) - points).max() < 1e-3
