"""Shapes that several tests of geometry share, each built once."""

import numpy as np
import pytest

from meshes.devices.balloon import MIRROR, balloon_keys
from meshes.devices.cement import cement_keys
from meshes.devices.trajectory import LEFT_TRANSPEDICULAR
from meshes.fracture.crack import insert_crack
from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import LEVELS, VERTEBRAE
from meshes.spine.nerves import cauda_equina, cord, dura, nerve_roots
from meshes.spine.stack import rest_transforms
from meshes.spine.vertebra import build_vertebra
from meshes.tools.surface import mesh, moved, points_of, triangles_of
from tests.meshes.oracle import LOSSES, SETTLED, walls_at

SPACING = 1.1


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
    """Return the surface of every vertebra in its own frame, L1 with a dense wall."""
    return {
        level: vertebra.surface(13_500 if level == "L1" else 5_500, dense_wall=level == "L1")
        for level, vertebra in vertebrae.items()
    }


@pytest.fixture(scope="session")
def fracture():
    """Return the fracture of L1."""
    return Fracture(VERTEBRAE["L1"])


@pytest.fixture(scope="session")
def cracked(bones, vertebrae, fracture):
    """Return the surface of L1 with the fracture line among its edges."""
    return insert_crack(bones["L1"], fracture.line, vertebrae["L1"].field)


@pytest.fixture(scope="session")
def inside_l1(vertebrae):
    """Return points spread through the bone of L1."""
    points = np.random.default_rng(5).uniform([-22, -15, -30], [22, 15, 17], (20_000, 3))
    return points[vertebrae["L1"].field(points) < 0]


@pytest.fixture(scope="session")
def l1_points(cracked):
    """Return the points of the surface of L1."""
    return points_of(cracked)


@pytest.fixture(scope="session")
def shell(cracked, fracture):
    """Return a function that deforms L1 to a wedge and a crack."""

    def deformed(wedge, crack):
        points = fracture.displace(points_of(cracked), wedge, crack)
        return mesh(points, triangles_of(cracked))

    return deformed


@pytest.fixture(scope="session")
def balloon(shell):
    """Return the left balloon."""
    return balloon_keys(LEFT_TRANSPEDICULAR, lambda loss: walls_at(shell, loss), LOSSES)


@pytest.fixture(scope="session")
def cavity(balloon, fracture):
    """Return the cavity in the bone's rest space."""
    full = balloon.points_at(1.0, SETTLED[0])
    return mesh(fracture.undo(full, *SETTLED), balloon.triangles)


@pytest.fixture(scope="session")
def holes(balloon, shell):
    """Return what the cement of each side finds: losses, bones and cavities."""
    left = [(loss, walls_at(shell, loss), balloon.at(1.0, loss)) for loss in LOSSES]
    right = [(loss, bone, moved(cavity, MIRROR)) for loss, bone, cavity in left]
    return {"left": left, "right": right}


@pytest.fixture(scope="session")
def cements(holes):
    """Return the cement of both sides."""
    ways = {"left": LEFT_TRANSPEDICULAR, "right": LEFT_TRANSPEDICULAR.mirrored()}
    return {
        side: cement_keys(way, holes[side], usual=2700.0, most=3300.0, seed=seed)
        for seed, (side, way) in enumerate(ways.items(), start=5)
    }


@pytest.fixture(scope="session")
def tissue(transforms):
    """Return the four meshes of the canal by name."""
    builders = {"dura": dura, "cord": cord, "cauda": cauda_equina, "roots": nerve_roots}
    return {name: build(transforms) for name, build in builders.items()}
