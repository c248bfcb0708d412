"""The fracture: exactly linear, foldless, monotone, and confined to the body."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshes.fracture.fracture_line import angle_around
from meshes.fracture.landmarks import measured, rim_landmarks
from meshes.fracture.warp import MAX_LOSS, SHARE_ABOVE, Fracture, fit_targets
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.stack import apply, inverse
from meshes.spine.vertebral_body import endplate_height
from meshes.tools.surface import (
    is_closed_manifold,
    mesh,
    normals_of,
    points_of,
    triangles_of,
    volume,
)

L1 = Fracture(VERTEBRAE["L1"])
wedges = st.floats(0.0, MAX_LOSS)
cracks = st.floats(0.0, 1.0)
COLLAPSE = [(0.0, 0.0), (0.1, 0.2), (0.2, 0.5), (0.3, 0.8), (0.38, 1.0), (0.5, 1.0), (0.6, 1.0)]


def turned_about_hinge(points, angle):
    """Return points turned about the hinge of L1, written out anew."""
    hinge = np.array([0.0, 13.6, -13.0])
    x, y, z = (points - hinge).T
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([x, c * y - s * z, s * y + c * z], axis=1) + hinge


@given(wedges, cracks)
@settings(deadline=None, max_examples=40)
def test_three_targets_give_every_state(wedge, crack):
    """A weighted sum of three targets fixed once is the warp, to rounding, in any state."""
    points = np.random.default_rng(1).uniform([-22, -14, -60], [22, 14, 17], (400, 3))
    targets = L1.targets(points)
    sine, cosine, opening = L1.weights(wedge, crack)
    angle = L1.wedge_angle(wedge)
    assert [sine, cosine + 1] == pytest.approx([np.sin(angle), np.cos(angle)])
    summed = points + sine * targets[0] + cosine * targets[1] + opening * targets[2]
    assert np.abs(summed - L1.displace(points, wedge, crack)).max() < 1e-9


def test_front_rim_loses_the_share_asked_for(fracture):
    """A wedge of w lowers the front edge of the upper plate by w times the healthy height."""
    size = fracture.size
    front = np.array([[0.0, size.anterior_height / 2 + 3.0, size.body_depth / 2]])
    for wedge in (0.1, 0.38, 0.6):
        sine = np.sin(fracture.wedge_angle(wedge))
        assert sine * (size.body_depth / 2 - fracture.hinge[2]) == pytest.approx(
            wedge * size.anterior_height
        )
        moved = fracture.displace(front, wedge, 0.0)
        assert moved == pytest.approx(turned_about_hinge(front, fracture.wedge_angle(wedge)))


def test_upper_endplate_stays_rigid_and_the_lower_one_still(fracture):
    """The upper plate turns about the hinge as one piece; the lower one does not move."""
    x, z = np.random.default_rng(2).uniform([-15, -9], [15, 12], (300, 2)).T
    height = endplate_height(fracture.size, x, z)
    upper, lower = (np.stack([x, side * height, z], axis=1) for side in (1, -1))
    angle = fracture.wedge_angle(0.5)
    assert fracture.displace(upper, 0.5, 0.0) == pytest.approx(turned_about_hinge(upper, angle))
    assert np.array_equal(fracture.displace(lower, 0.5, 0.0), lower)


def test_everything_behind_the_body_stays(fracture, l1_points):
    """Pedicles and processes do not move in any state; the tool's way through them is safe."""
    behind = l1_points[l1_points[:, 2] < -19.5]
    assert len(behind) > 2000
    assert np.abs(fracture.targets(behind)).max() == 0.0


@pytest.mark.parametrize(("wedge", "least"), [(0.2, 0.6), (0.38, 0.3), (0.5, 0.15), (0.6, 0.03)])
def test_warp_folds_nowhere(fracture, inside_l1, wedge, least):
    """The warp turns no piece of bone inside out, whatever the opening of the crack."""
    for crack in (0.0, 0.5, 1.0):
        assert np.linalg.det(fracture.jacobian(inside_l1, wedge, crack)).min() > least


@pytest.mark.parametrize(("wedge", "crack"), COLLAPSE)
def test_bone_is_closed_and_outward_in_every_state(fracture, cracked, wedge, crack):
    """The deformed mesh is watertight and no triangle of it is turned over or vanishes."""
    points, triangles = points_of(cracked), triangles_of(cracked)
    moved = fracture.displace(points, wedge, crack)
    state = mesh(moved, triangles)
    assert is_closed_manifold(state)
    assert volume(state) > 25_000
    a, b, c = (moved[triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    change = np.swapaxes(fracture.jacobian(points, wedge, crack), 1, 2)
    exact = np.linalg.solve(change, normals_of(cracked)[:, :, None])[triangles, :, 0]
    assert np.sum(faces * exact.mean(axis=1), axis=1).min() > 0
    assert np.linalg.norm(faces, axis=1).min() > 2e-3


def test_heights_fall_and_the_angle_grows_all_through_the_collapse(fracture, cracked):
    """All heights shrink, the front most and the back least; the kyphosis angle only grows."""
    rims = rim_landmarks(cracked, fracture.size)
    steps = np.linspace(0, 1, 21)
    states = [measured(fracture.displace(rims, 0.38 * step, step)) for step in steps]
    for name, least, most in (
        ("anterior", 0.3, 0.4),
        ("middle", 0.1, 0.25),
        ("posterior", 0, 0.06),
    ):
        heights = np.array([getattr(state, name) for state in states])
        assert np.all(np.diff(heights) < 1e-9), name
        assert least < 1 - heights[-1] / heights[0] < most, name
    angles = np.degrees([state.kyphosis for state in states])
    assert np.all(np.diff(angles) > 0)
    tip = np.degrees(fracture.wedge_angle(0.38))
    assert angles[-1] - angles[0] == pytest.approx(tip, abs=0.6)


@given(wedges, cracks)
@settings(deadline=None, max_examples=10)
def test_undo_finds_the_place_at_rest(wedge, crack):
    """A point moved by the fracture and back is where it was."""
    points = np.random.default_rng(3).uniform([-17, -11, -20], [17, 11, 13], (300, 3))
    back = L1.undo(L1.displace(points, wedge, crack), wedge, crack)
    assert np.abs(back - points).max() < 1e-6


def test_spine_above_turns_about_the_hinge_by_its_share(fracture):
    """The spine above follows four fifths of the wedge angle about the same hinge."""
    motion = fracture.spine_above(0.38)
    assert apply(motion, fracture.hinge) == pytest.approx(fracture.hinge)
    front = np.array([[0.0, 30.0, 10.0]])
    angle = SHARE_ABOVE * fracture.wedge_angle(0.38)
    assert apply(motion, front) == pytest.approx(turned_about_hinge(front, angle))
    assert np.array_equal(fracture.spine_above(0.0), np.eye(4))


@pytest.mark.parametrize(("wedge", "crack"), COLLAPSE)
def test_t12_and_l1_never_overlap(fracture, bones, cracked, vertebrae, transforms, wedge, crack):
    """The vertebra above keeps half a millimetre from the fractured one in every state."""
    above = fracture.spine_above(wedge) @ transforms["T12"]
    l1 = fracture.displace(points_of(cracked), wedge, crack)
    assert vertebrae["T12"].field(apply(inverse(above), l1)).min() > 0.5
    t12 = apply(above, points_of(bones["T12"]))
    rest = fracture.undo(t12[t12[:, 1] < 25], wedge, crack)
    assert vertebrae["L1"].field(rest).min() > 0.5


def test_fitted_targets_reproduce_what_is_linear():
    """Changes that are linear in the weights are found back exactly."""
    random = np.random.default_rng(4)
    targets, weights = random.normal(size=(3, 20, 3)), random.normal(size=(6, 3))
    assert fit_targets(weights, np.tensordot(weights, targets, axes=1)) == pytest.approx(targets)


def test_crack_runs_round_the_front_at_mid_height(fracture):
    """The line stays between 40 % and 80 % of the height and fades out before the pedicles."""
    around = np.linspace(-np.pi, np.pi, 400)
    level = fracture.line.level(around)
    assert 0.4 < level.min() < level.max() < 0.8
    wall = np.stack([20 * np.sin(around), np.zeros(400), 15 * np.cos(around) - 1], axis=1)
    presence = fracture.line.presence(wall)
    assert np.all(presence[np.abs(angle_around(wall)) < 1.5] > 0.9)
    assert np.all(presence[wall[:, 2] < -15.1] == 0.0)


def test_crack_mask_is_dark_on_the_line_only(fracture, cracked):
    """The mask is near one half on the line, and nothing two millimetres away from it."""
    mask = fracture.line.mask(points_of(cracked))
    distance = np.abs(fracture.line.distance(points_of(cracked)))
    assert 0.49 < mask.max() <= 0.5
    assert mask[distance > 2.0].max() < 1e-6
    assert mask.min() >= 0.0


@pytest.mark.parametrize("wedge", [-0.01, 0.61, float("nan")])
def test_wedge_out_of_range_is_refused(fracture, wedge):
    """A loss that the warp cannot show is named with the range that it can."""
    with pytest.raises(ValueError, match=r"loss must be in \[0, 0.6\]"):
        fracture.wedge_angle(wedge)


def test_crack_out_of_range_is_refused(fracture):
    """An opening above one is refused."""
    with pytest.raises(ValueError, match=r"crack must be in \[0, 1\], got 1.5"):
        fracture.weights(0.1, 1.5)
