"""The cut faces of every family, over all that a case may be: none of their triangles folds.

A triangle that turns over shows the picture of the cut face in a mirror, or another one through it.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from meshes.tools.surface import triangles_of
from scenes.model.bones import build_bones
from scenes.model.devices import build_balloon
from scenes.model.openings import build_cavity, opened_bones, opened_face
from scenes.model.sharing import sharing
from scenes.motion.pose import bone_at, weights_at
from scenes.store.cache import Cache
from scenes.story.case import MOST, families
from scenes.story.script import script_of
from scenes.story.visibility import shown_at
from tests.moments import moments

NUMBERS = [
    {"height_loss": loss, "height_regained": regained}
    for loss, regained in product((0.0, 0.05, 0.2, MOST), (0.0, 0.45, 0.9))
]
MOMENTS = (
    0.0,
    *moments("fracture-0.5 fracture inflation-0.5 inflation"),
    *moments("cavities-0.99 cavities-0.9 cavities-0.7 cavities-0.5 cavities"),
)
"""The faces are still before the first, and after the last; cement moves none of them."""

worst = [(np.inf, "", "")]


@pytest.fixture(scope="module", autouse=True)
def worst_printed():
    """Print the smallest triangle at the end."""
    yield
    area, face, family = min(worst)
    print(f"triangles of the cut faces: {area:.4f} mm2 at least ({face} of {family})")  # noqa: T201


def name_of(family):
    """Name a family."""
    return f"{family.level}-{family.shape}-{family.approach}-{family.neighbour}"


def faces_of(family):
    """Make the cut faces of a family, without what else is drawn."""
    with sharing(Cache()):
        bones = build_bones(family)
        faces = {level: opened_face(bones, level) for level in bones.site.opened}
        parts = opened_bones(bones, faces, build_cavity(bones, build_balloon(bones)))
    return bones.site.plane, [part for part in parts if part.name.startswith("cap_")]


def areas(flat, triangles):
    """Measure triangles in a plane, negative where they are seen from behind."""
    a, b, c = (flat[triangles[:, corner]] for corner in range(3))
    return np.linalg.det(np.stack([b - a, c - a], axis=1)) / 2.0


@pytest.mark.parametrize("family", families(), ids=name_of)
def test_no_cut_face_folds(family):
    """Solid, with the hole and of the neighbours, whenever they are seen."""
    plane, faces = faces_of(family)
    assert {f"cap_{family.level}", f"cap_{family.level}_hollow"} < {face.name for face in faces}
    done = set()
    for numbers, moment in product(NUMBERS, MOMENTS):
        case = replace(family, **numbers)
        shown = shown_at(script_of(case), moment, "opened")
        weights = weights_at(case, moment, bone_at(case, moment))
        for face in faces:
            state = weights[face.weights] if face.weights else np.zeros(0)
            if shown[face.shown] == 0.0 or (face.name, *state.round(6)) in done:
                continue
            done.add((face.name, *state.round(6)))
            flat = plane.flat(face.points_at(state))
            worst.append((areas(flat, triangles_of(face.mesh)).min(), face.name, name_of(family)))
            assert worst[-1][0] > 0.0, (face.name, numbers, moment)
