"""Soft tissue bends with the spine, clear of bone in every state, and its targets follow."""

import numpy as np
import pytest

from meshes.fracture.soft_motion import (
    paired_targets,
    paired_weights,
    soft_displace,
    soft_share,
    soft_targets,
    soft_weights,
)
from meshes.spine.stack import apply, inverse
from meshes.tools.surface import points_of

TISSUES = ("dura", "cord", "cauda", "roots")
WEDGES = [0.0, 0.095, 0.19, 0.285, 0.38, 0.45, 0.5, 0.6]


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


@pytest.mark.parametrize("name", TISSUES)
@pytest.mark.parametrize("wedge", WEDGES)
def test_nerves_are_never_inside_bone(tissue, fracture, clearance, name, wedge):
    """In every state, those in between included, soft tissue keeps 0.3 mm from all bone."""
    moved = soft_displace(points_of(tissue[name]), fracture, wedge)
    assert clearance(moved, wedge) > 0.29


def test_tissue_bends_between_the_fixed_and_the_moving_spine(fracture):
    """Below L1 nothing moves; above T12 all follows the spine above, as one rigid piece."""
    low = np.array([[1.0, -40.0, -23.0], [2.0, 1.0, -25.0]])
    high = np.array([[1.0, 40.0, -23.0], [-2.0, 70.0, -25.0]])
    assert np.array_equal(soft_share(np.vstack([low, high])), [0, 0, 1, 1])
    assert soft_displace(low, fracture, 0.38) == pytest.approx(low)
    expected = apply(fracture.spine_above(0.38), high)
    assert soft_displace(high, fracture, 0.38) == pytest.approx(expected)


@pytest.mark.parametrize(("reference", "error"), [(0.42, 0.03), (0.6, 0.09)])
@pytest.mark.parametrize("name", TISSUES)
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
