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


BESIDE_VEIN = 3.0
"""Millimetres beside the midline where walls are measured: in it the back has a hole."""

ARCH = 3.0
"""Millimetres behind the body's depth where there is arch and no body."""


def border(bone, share, height, depth):
    """Measure on the bone as drawn, at a height, how far forward a share of its depth reaches.

    Thirds and quarters go from the back wall to the front wall; a height at which there is no body
    gives minus infinity, because nothing can be behind a border there.
    """
    section = bone.slice("y", origin=(0.0, height, 0.0)).slice("x", origin=(BESIDE_VEIN, 0.0, 0.0))
    walls = section.points[section.points[:, 2] > -depth / 2 - ARCH, 2]
    if not len(walls) or np.ptp(walls) < depth / 2:
        return -np.inf
    return walls.min() + share * np.ptp(walls)


def behind_border(points, bone, share, depth):
    """Measure by how much the rearmost points, band by band of height, lie in front of a border."""
    found = [np.inf]
    for height in np.arange(points[:, 1].min() + 0.5, points[:, 1].max(), 1.0):
        band = np.abs(points[:, 1] - height) <= 0.5
        if band.any():
            found.append(points[band, 2].min() - border(bone, share, height, depth))
    return min(found)
