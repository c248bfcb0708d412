"""Shapes that several tests of geometry share, each built once."""

import numpy as np
import pytest

from meshes.anatomy import LEVELS, VERTEBRAE
from meshes.crack import insert_crack
from meshes.fracture import Fracture
from meshes.stack import rest_transforms
from meshes.surface import points_of
from meshes.vertebra import build_vertebra

SPACING = 1.2


@pytest.fixture(scope="session")
def transforms():
    """Return the place of every vertebra at rest."""
    return rest_transforms()


@pytest.fixture(scope="session")
def vertebrae():
    """Return the shape of every vertebra by level."""
    return {level: build_vertebra(VERTEBRAE[level], SPACING) for level in LEVELS}


@pytest.fixture(scope="session")
def bones(vertebrae):
    """Return the surface of every vertebra in its own frame, thinned but for L1."""
    return {
        level: vertebra.surface(None if level == "L1" else 5_500)
        for level, vertebra in vertebrae.items()
    }


@pytest.fixture(scope="session")
def fracture():
    """Return the fracture of L1."""
    return Fracture(VERTEBRAE["L1"])


@pytest.fixture(scope="session")
def cracked(bones, vertebrae, fracture):
    """Return the surface of L1 with the fracture line among its edges."""
    return insert_crack(bones["L1"], fracture, vertebrae["L1"].field)


@pytest.fixture(scope="session")
def inside_l1(vertebrae):
    """Return points spread through the bone of L1."""
    points = np.random.default_rng(5).uniform([-22, -15, -30], [22, 15, 17], (20_000, 3))
    return points[vertebrae["L1"].field(points) < 0]


@pytest.fixture(scope="session")
def l1_points(cracked):
    """Return the points of the surface of L1."""
    return points_of(cracked)
