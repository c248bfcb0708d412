"""The soft tissue of the canal: closed, light enough, ending where it should."""

from itertools import permutations

import pytest
from trimesh import Trimesh

from meshes.spine.nerves import CORD_END, STRANDS, cauda_equina
from meshes.spine.stack import apply, inverse, rest_transforms
from meshes.tools.surface import is_closed_manifold, points_of, triangles_of, volume

BUDGET = {"dura": 2_000, "cord": 900, "cauda": 1_400, "roots": 3_000}


@pytest.mark.parametrize("name", BUDGET)
def test_tissue_is_closed_and_within_budget(tissue, name):
    """Every mesh is watertight and outward, and no heavier than its share of the picture."""
    assert is_closed_manifold(tissue[name])
    assert volume(tissue[name]) > 1_000
    assert tissue[name].n_cells <= BUDGET[name]


def test_cord_ends_at_the_lower_edge_of_l1(tissue):
    """The cord's tip is at the disc below L1; its top stands out of the cut dura."""
    heights = points_of(tissue["cord"])[:, 1]
    assert heights.min() == pytest.approx(CORD_END, abs=1.0)
    assert heights.max() > points_of(tissue["dura"])[:, 1].max() + 3


def test_strands_start_by_the_cord_and_leave_the_dura_below(tissue):
    """The cauda equina begins above the cord's tip and shows below the dura's cut end."""
    heights = points_of(tissue["cauda"])[:, 1]
    assert heights.max() > CORD_END + 10
    assert heights.min() < points_of(tissue["dura"])[:, 1].min() - 3


@pytest.mark.parametrize("treated", ["T12", "L1", "L2", "L3"])
def test_no_strand_runs_through_another(treated):
    """Each has its own place from the cord to the dura's end, whatever bones are shown."""
    whole = cauda_equina(rest_transforms(treated))
    strands = Trimesh(points_of(whole), triangles_of(whole), process=False).split()
    assert len(strands) == len(STRANDS)
    for one, other in permutations(strands, 2):
        assert not other.contains(one.vertices).any()


def test_roots_leave_on_the_left_and_hang_from_the_dura(tissue, transforms):
    """Five roots start inside the dura and end on the patient's left, below their pedicle."""
    points = points_of(tissue["roots"])
    for k, level in enumerate(transforms):
        root = points[k * len(points) // 5 : (k + 1) * len(points) // 5]
        local = apply(inverse(transforms[level]), root)
        assert local[:, 0].min() < 5
        assert local[:, 0].max() > 25
        assert local[local[:, 0].argmax(), 1] < -20
