"""How the rules that make the model truthful are checked, for any case."""

import numpy as np

from meshes.spine.stack import apply
from meshes.tools.surface import bare, points_of, triangles_of
from scenes.motion.pose import pose_at
from tests.walls import contained

MIRROR = np.diag([-1.0, 1.0, 1.0, 1.0])


def posed(part, pose):
    """Place a part's mesh where it is in a pose, without normals."""
    points = part.points_at(pose.weights[part.weights]) if part.weights else points_of(part.mesh)
    points = apply(pose.frames[part.frame], points)
    triangles = triangles_of(part.mesh)
    if part.mirrored:
        return bare(apply(MIRROR, points), triangles[:, ::-1])
    return bare(points, triangles)


def placed(spine, name, time):
    """Place a part of a spine where it is at a moment."""
    return posed(spine.part(name), pose_at(spine.case, time))


def invaded(bones, bodies):
    """Name the bones in which a point of another body lies; rays are asked of all at once."""
    others = {
        name: np.concatenate([points_of(body) for other, body in bodies.items() if other != name])
        for name in bones
    }
    return [name for name in bones if contained(others[name], bodies[name]).any()]


BESIDE_VEIN = 3.0
"""Millimetres beside the midline where walls are measured: in it the back has a hole."""

ARCH = 3.0
"""Millimetres behind the body's depth where there is arch and no body."""


def profile(bone):
    """Cut the bone as drawn from front to back, where its walls are measured."""
    return bone.slice("x", origin=(BESIDE_VEIN, 0.0, 0.0))


def border(profile, share, height, depth):
    """Measure on a bone's profile, at a height, how far forward a share of its depth reaches.

    Thirds and quarters go from the back wall to the front wall; a height at which there is no body
    gives minus infinity, because nothing can be behind a border there.
    """
    section = profile.slice("y", origin=(0.0, height, 0.0))
    walls = section.points[section.points[:, 2] > -depth / 2 - ARCH, 2]
    if not len(walls) or np.ptp(walls) < depth / 2:
        return -np.inf
    return walls.min() + share * np.ptp(walls)


def behind_border(points, bone, share, depth):
    """Measure by how much the rearmost points, band by band of height, lie in front of a border."""
    found, cut = [np.inf], profile(bone)
    for height in np.arange(points[:, 1].min() + 0.5, points[:, 1].max(), 1.0):
        band = np.abs(points[:, 1] - height) <= 0.5
        if band.any():
            found.append(points[band, 2].min() - border(cut, share, height, depth))
    return min(found)
