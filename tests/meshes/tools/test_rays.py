import numpy as np
import pyvista as pv
import trimesh

from meshes.tools.arrays import unit
from meshes.tools.rays import Target
from meshes.tools.surface import mesh


def ball(radius=7.0, centre=(10.0, -2.0, 3.0)):
    """Make a ball of large triangles away from the origin."""
    sphere = pv.Icosphere(radius=radius, nsub=2, center=centre)
    return mesh(np.asarray(sphere.points), sphere.regular_faces)


def bundle(count=500):
    """Start rays near the middle of the ball in all directions."""
    random = np.random.default_rng(1)
    origins = np.array([10.0, -2.0, 3.0]) + random.uniform(-2.0, 2.0, (count, 3))
    return origins, unit(random.normal(size=(count, 3)))


def test_the_way_is_that_of_another_library():
    """As exact as the points, though rays are traced in single precision."""
    surface, (origins, directions) = ball(), bundle()
    solid = trimesh.Trimesh(surface.points, surface.regular_faces, process=False)
    hits, rays, _ = solid.ray.intersects_location(origins, directions, multiple_hits=False)
    expected = np.linalg.norm(hits - origins[rays], axis=1)
    np.testing.assert_allclose(Target(surface).distance(origins, directions)[rays], expected)
    assert len(rays) == len(origins)


def test_the_ends_of_the_ways_lie_on_the_surface():
    """Every ray from inside ends between the ball and its facets' middles."""
    origins, directions = bundle()
    way = Target(ball()).distance(origins, directions)
    radius = np.linalg.norm(origins + way[:, None] * directions - (10.0, -2.0, 3.0), axis=1)
    assert 6.7 < radius.min() < radius.max() <= 7.0 + 1e-9


def test_what_meets_nothing_has_no_way():
    """Rays that start outside and run away."""
    way = Target(ball()).distance(np.array([[30.0, 0.0, 0.0]]), np.array([[1.0, 0.0, 0.0]]))
    assert way.tolist() == [0.0]
