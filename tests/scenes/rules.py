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
    return np.abs(cloud["implicit_distance"]) * np.where(contained(points, shell), 1.0, -1.0)


def contained(points, shell):
    """Say of each point whether it lies in a closed surface, asking rays only in its box."""
    corners = points_of(shell)
    near = ((points >= corners.min(axis=0)) & (points <= corners.max(axis=0))).all(axis=1)
    if near.any():
        near[near] = Trimesh(corners, triangles_of(shell), process=False).contains(points[near])
    return near
