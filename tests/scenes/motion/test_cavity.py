"""The hole that the balloon leaves, seen in the bone that is cut open."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from meshes.tools.surface import mesh, triangles_of
from scenes.motion.pose import pose_at
from scenes.story.case import Case
from scenes.story.timeline import time_of

OUT = time_of("cavities")
"""When the balloon has gone."""


def points_of(part, pose):
    """Return where a part is, in its frame."""
    return part.points_at(pose.weights[part.weights])


@pytest.mark.parametrize("regained", [0.0, 0.45, 0.9])
@pytest.mark.parametrize("loss", [0.15, 0.42])
def test_the_hole_is_as_large_as_the_balloon_was(spine, loss, regained):
    """Whatever height is lost and comes back, within half a millimetre."""
    case = Case(height_loss=loss, height_regained=regained)
    full, left = pose_at(case, time_of("inflation")), pose_at(case, OUT)
    cavity, balloon = spine.part("cavity"), spine.part("balloon_left")
    wall = mesh(points_of(cavity, left), triangles_of(cavity.mesh))
    apart = wall.compute_implicit_distance(
        mesh(points_of(balloon, full), triangles_of(balloon.mesh))
    )
    assert np.abs(apart.point_data["implicit_distance"]).max() < 0.5


@pytest.mark.parametrize("regained", [0.0, 0.9])
def test_the_cut_face_ends_where_the_hole_begins(spine, regained):
    """Its inner rim is the hole's, its outer one the shell's: nothing gapes."""
    pose = pose_at(Case(height_loss=0.42, height_regained=regained), OUT)
    face, shell, wall = (
        rim_of(spine.part(name), pose) for name in ("cap_L1_hollow", "bone_L1_opened", "cavity")
    )
    around = np.concatenate([shell, wall])
    assert len(face) == len(around)
    assert cKDTree(around).query(face)[0].max() < 1e-9


def rim_of(part, pose):
    """Return the points on the open edges of a part."""
    triangles = triangles_of(part.mesh)
    sides = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    edges, uses = np.unique(sides, axis=0, return_counts=True)
    return points_of(part, pose)[np.unique(edges[uses == 1])]
