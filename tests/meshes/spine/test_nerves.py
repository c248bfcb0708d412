"""The soft tissue of the canal: closed, clear of bone in every state, ending where it should."""

import numpy as np
import pytest

from meshes.spine.nerves import (
    CORD_END,
    cauda_equina,
    cord,
    dura,
    nerve_roots,
    paired_targets,
    paired_weights,
    soft_displace,
    soft_share,
    soft_targets,
    soft_weights,
)
from meshes.spine.stack import apply, inverse
from meshes.tools.surface import is_closed_manifold, points_of, volume

BUDGET = {"dura": 2_000, "cord": 900, "cauda": 1_400, "roots": 3_000}
WEDGES = [0.0, 0.095, 0.19, 0.285, 0.38, 0.45, 0.5, 0.6]


@pytest.fixture(scope="module")
def tissue(transforms):
    """Return the four meshes by name."""
    builders = {"dura": dura, "cord": cord, "cauda": cauda_equina, "roots": nerve_roots}
    return {name: build(transforms) for name, build in builders.items()}


@pytest.fixture(scope="module")
def clearance(vertebrae, transforms, fracture):
    """Return a function: least distance of points from any bone in a state."""

    def least(points, wedge):
        gaps = []
        for level in transforms:
            above = level in {"T11", "T12"}
            motion = fracture.spine_above(wedge) if above else np.eye(4)
            local = apply(inverse(motion @ transforms[level]), points)
            if level == "L1":
                local = fracture.undo(local[np.abs(local[:, 1]) < 25], wedge, 1.0)
            gaps.append(vertebrae[level].field(local).min())
        return min(gaps)

    return least


@pytest.mark.parametrize("name", BUDGET)
def test_tissue_is_closed_and_within_budget(tissue, name):
    """Every mesh is watertight and outward, and no heavier than its share of the picture."""
    assert is_closed_manifold(tissue[name])
    assert volume(tissue[name]) > 1_000
    assert tissue[name].n_cells <= BUDGET[name]


@pytest.mark.parametrize("name", BUDGET)
@pytest.mark.parametrize("wedge", WEDGES)
def test_nerves_are_never_inside_bone(tissue, fracture, clearance, name, wedge):
    """In every state, those in between included, soft tissue keeps 0.3 mm from all bone."""
    moved = soft_displace(points_of(tissue[name]), fracture, wedge)
    assert clearance(moved, wedge) > 0.3


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


def test_roots_leave_on_the_left_and_hang_from_the_dura(tissue, transforms):
    """Five roots start inside the dura and end on the patient's left, below their pedicle."""
    points = points_of(tissue["roots"])
    for k, level in enumerate(transforms):
        root = points[k * len(points) // 5 : (k + 1) * len(points) // 5]
        local = apply(inverse(transforms[level]), root)
        assert local[:, 0].min() < 5
        assert local[:, 0].max() > 25
        assert local[local[:, 0].argmax(), 1] < -20


def test_tissue_bends_between_the_fixed_and_the_moving_spine(fracture):
    """Below L1 nothing moves; above T12 all follows the spine above, as one rigid piece."""
    low = np.array([[1.0, -40.0, -23.0], [2.0, 1.0, -25.0]])
    high = np.array([[1.0, 40.0, -23.0], [-2.0, 70.0, -25.0]])
    assert np.array_equal(soft_share(np.vstack([low, high])), [0, 0, 1, 1])
    assert soft_displace(low, fracture, 0.38) == pytest.approx(low)
    expected = apply(fracture.spine_above(0.38), high)
    assert soft_displace(high, fracture, 0.38) == pytest.approx(expected)


@pytest.mark.parametrize(("reference", "error"), [(0.42, 0.03), (0.6, 0.09)])
@pytest.mark.parametrize("name", BUDGET)
def test_two_targets_follow_the_bend(tissue, fracture, name, reference, error):
    """Two weights reproduce the exact bend within hundredths of a millimetre all the way."""
    points = points_of(tissue[name])
    targets = soft_targets(points, fracture, reference)
    for share in np.linspace(0, 1, 13):
        wedge = share * reference
        weights = soft_weights(wedge, reference)
        assert np.all((weights >= 0) & (weights <= 1))
        exact = soft_displace(points, fracture, wedge)
        assert np.abs(points + np.tensordot(weights, targets, axes=1) - exact).max() < error


def test_six_targets_follow_soft_tissue_that_two_fractures_bend(tissue, fracture, transforms):
    """Within a tenth of a millimetre, for any loss of the lower bone while the upper one breaks."""
    points, place = points_of(tissue["roots"]), transforms["T12"]

    def displace(loss, collapse):
        above = soft_displace(apply(inverse(place), points), fracture, 0.37 * collapse)
        return soft_displace(apply(place, above), fracture, loss)

    targets = paired_targets(points, displace, 0.42)
    for loss, collapse in ((0.0, 0.5), (0.17, 0.9), (0.3, 0.7), (0.42, 1.0), (0.0, 1.0)):
        moved = np.tensordot(paired_weights(loss, 0.42, collapse), targets, axes=1)
        gap = points + moved - displace(loss, collapse)
        assert np.linalg.norm(gap, axis=1).max() < 0.1
