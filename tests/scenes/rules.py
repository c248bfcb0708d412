"""How the rules that make the model truthful are checked, for any case."""

import numpy as np
import pyvista as pv
from trimesh import Trimesh

from meshes.spine.stack import apply
from meshes.tools.surface import mesh, points_of, triangles_of
from scenes.motion.pose import pose_at

MIRROR = np.diag([-1.0, 1.0, 1.0, 1.0])


def posed(part, pose):
    """Place a part's mesh where it is in a pose."""
    points = part.points_at(pose.weights[part.weights]) if part.weights else points_of(part.mesh)
    points = apply(pose.frames[part.frame], points)
    triangles = triangles_of(part.mesh)
    if part.mirrored:
        return mesh(apply(MIRROR, points), triangles[:, ::-1])
    return mesh(points, triangles)


def placed(spine, name, time):
    """Place a part of a spine where it is at a moment."""
    return posed(spine.part(name), pose_at(spine.case, time))


def clearance(points, shell):
    """Measure the way in mm from each point to a closed surface, negative outside it."""
    cloud = pv.PolyData(points).compute_implicit_distance(shell)
    # The distance filter's sign is wrong at isolated points; parity of rays is not.
    inside = np.where(solid(shell).contains(points), 1.0, -1.0)
    return np.abs(cloud["implicit_distance"]) * inside


def solid(surface):
    """Make something that can be asked whether points lie in it."""
    return Trimesh(points_of(surface), triangles_of(surface), process=False)
