"""Simulated X-ray pictures."""

import numpy as np
import pytest
import pyvista as pv
import trimesh
from scipy.ndimage import map_coordinates

from meshes.spine.anatomy import VERTEBRAE
from meshes.tools.surface import mesh
from scenes.look.xray import BODY, DISTANCE, FIELD, SHELL, VIEWS, exposure
from scenes.model.checkpoints import ACCESS, checkpoint_lines, plain_checkpoints
from scenes.model.vertebrae import treated_surface
from scenes.motion.pose import pose_at, reach_of
from scenes.paint.fluoroscopy import attenuation, fluoroscopy, posed, screen, seen_from
from scenes.story.case import CHOICES, Case
from scenes.story.timeline import time_of
from tests.moments import moments

SIZE = 160
L1 = VERTEBRAE["L1"]


@pytest.fixture(scope="module")
def exposed(spine):
    """Attenuation on the default case, by view and time; each is made once."""
    made = {}

    def make(view, time):
        if (view, time) not in made:
            made[view, time] = attenuation(spine, pose_at(Case(), time), VIEWS[view], SIZE)
        return made[view, time]

    return make


def place(points, view):
    """Row and column in the picture of points in mm."""
    x, y, z = seen_from(np.atleast_2d(points), VIEWS[view]).T
    scale = DISTANCE / FIELD * SIZE
    return -y / -z * scale + SIZE / 2 - 0.5, x / -z * scale + SIZE / 2 - 0.5


def test_it_agrees_with_rays_marched_through_voxels(spine, exposed):
    """A wholly different way of counting bone, metal and cement gives the same pictures."""
    grid = voxels(spine, pose_at(Case(), time_of("hardening")))
    for view in VIEWS:
        seen = exposed(view, time_of("hardening"))
        difference = np.abs(seen - marched(grid, VIEWS[view])).mean() / np.ptp(seen)
        print(f"{view}: voxels differ by {difference:.2%} of the range")  # noqa: T201
        assert difference < 0.05


ORIGIN, SPACING, COUNT = np.array([-70.0, -72.0, -100.0]), 1.2, (117, 117, 117)


def voxels(spine, pose):
    """Attenuation per mm on a grid, from asking which points lie inside which surface."""
    grid = np.zeros(COUNT)
    for part in spine.parts:
        strength = exposure(part.material, part.shown)
        if strength is None or (part.shown not in BODY and pose.shown[part.shown] <= 0.0):
            continue
        points, normals, triangles = posed(part, pose)
        add(grid, points, triangles, strength.outer)
        if strength.inner is not None:
            add(grid, points - SHELL * normals, triangles, strength.inner)
    return grid


def add(grid, points, triangles, strength):
    """Add one surface to the grid."""
    low = np.clip(((points.min(axis=0) - ORIGIN) / SPACING).astype(int), 0, COUNT)
    high = np.clip(((points.max(axis=0) - ORIGIN) / SPACING).astype(int) + 2, 0, COUNT)
    box = tuple(slice(a, b) for a, b in zip(low, high, strict=True))
    cells = np.stack(np.meshgrid(*(np.arange(s.start, s.stop) for s in box), indexing="ij"), -1)
    if cells.size:
        surface = trimesh.Trimesh(points, triangles, process=False)
        inside = surface.contains(ORIGIN + SPACING * cells.reshape(-1, 3))
        grid[box] += strength * inside.reshape(cells.shape[:3])


def marched(grid, view):
    """Sum a grid along the rays of a view in steps of a voxel."""
    film = (np.arange(SIZE) + 0.5) / SIZE * FIELD - FIELD / 2
    x, y = np.meshgrid(film, -film)
    axes = np.stack([np.cross(view.up, view.direction), view.up, view.direction])
    target, source = np.asarray(view.target), DISTANCE * np.asarray(view.direction)
    rays = x[..., None] * axes[0] + y[..., None] * axes[1] - source
    rays /= np.linalg.norm(rays, axis=2, keepdims=True)
    total = np.zeros((SIZE, SIZE))
    for way in np.arange(DISTANCE - 90, DISTANCE + 90, SPACING):
        at = (target + source + way * rays - ORIGIN) / SPACING
        total += SPACING * map_coordinates(grid, at.reshape(-1, 3).T, order=1).reshape(SIZE, SIZE)
    return total


def test_beside_the_spine_nothing_weakens_the_rays(exposed):
    """The background is exactly zero, to rounding."""
    for view in VIEWS:
        beside = exposed(view, 0.0)[60:100, :6]
        assert np.abs(beside).max() < 1e-9


def test_the_front_view_is_a_true_one(exposed):
    """Left and right mirror each other, and the middle row of spinous processes is central."""
    seen = exposed("ap", time_of("fracture"))
    assert np.abs(seen - seen[:, ::-1]).mean() < 0.005 * np.ptp(seen)


def test_pedicles_are_rings(spine, exposed):
    """Seen from the front a dense line surrounds a lighter middle on both sides."""
    del spine
    lines = checkpoint_lines(Case(), treated_surface("L1"))
    seen = exposed("ap", time_of("fracture"))
    for side in ("left", "right"):
        ring = lines[f"pedicle_{side}"]
        middle = ring[:-1].mean(axis=0)
        around = [
            sampled(seen, place(middle + share * (ring - middle), "ap")).mean()
            for share in (0.35, 0.85, 1.35)
        ]
        assert around[1] > around[0]
        assert around[1] > around[2]


def test_the_lower_endplate_is_one_line(spine, exposed):
    """Seen from the front, the rim of the lower endplate is narrow from top to bottom."""
    bone = posed(spine.part("bone_L1"), pose_at(Case(), time_of("fracture")))[0]
    rim = bone[(bone[:, 1] < -L1.posterior_height / 2 + 1.0) & (bone[:, 2] > -L1.body_depth / 2)]
    rows, _ = place(rim, "ap")
    assert np.ptp(rows) / SIZE * FIELD < 3.0


def sampled(picture, at):
    """Values of a picture between its pixels."""
    return map_coordinates(picture, np.stack(at), order=1)


def test_the_needle_is_past_the_back_wall_before_it_crosses_the_pedicles_inner_border(spine):
    """Both checks read off the two pictures' own coordinates, not off the model's numbers."""
    lines = checkpoint_lines(Case(), treated_surface("L1"))
    wall = place(lines["posterior_wall"], "lateral")[1].min()
    inner = place(lines["pedicle_left"], "ap")[1].min()
    safe = False
    for time in np.arange(time_of("trocars", -0.6), time_of("trocars"), 0.02):
        tip = max(
            (tip_of(spine, name, time) for name in ("stylet_left", "cannula_left")),
            key=lambda point: point[2],
        )
        past = place(tip, "lateral")[1][0] < wall
        medial = place(tip, "ap")[1][0] < inner
        assert past or not medial, time
        safe = safe or (past and not medial)
    assert safe


def tip_of(spine, name, time):
    """Find the foremost point of an instrument."""
    points = posed(spine.part(name), pose_at(Case(), float(time)))[0]
    return points[points[:, 2].argmax()]


def test_marks_lie_on_the_wall_that_is_drawn(spine):
    """The marked back wall is the bone's own surface in the midline, but for the vein's hole."""
    points, _, triangles = posed(spine.part("bone_L1"), pose_at(Case(), time_of("trocars")))
    wall = checkpoint_lines(Case(), treated_surface("L1"))["posterior_wall"]
    wall = wall[np.abs(wall[:, 1]) > 4.0]
    canal = wall * (1.0, 1.0, 0.0) + (0.0, 0.0, L1.canal_z)
    hits, rays, _ = trimesh.Trimesh(points, triangles, process=False).ray.intersects_location(
        canal, np.tile((0.0, 0.0, 1.0), (len(wall), 1)), multiple_hits=False
    )
    assert len(hits) == len(wall)
    assert hits[:, 2] == pytest.approx(wall[rays, 2], abs=0.5)


def test_marks_lie_on_the_pedicle_that_is_drawn(spine):
    """Every corner of both outlines is on the bone, in the section where each is narrowest."""
    points, _, triangles = posed(spine.part("bone_L1"), pose_at(Case(), time_of("trocars")))
    bone = mesh(points, triangles)
    lines = checkpoint_lines(Case(), treated_surface("L1"))
    for name in ("pedicle_left", "pedicle_right"):
        marks = pv.PolyData(lines[name]).compute_implicit_distance(bone)
        assert np.abs(marks["implicit_distance"]).max() < 0.05, name


def test_metal_contrast_and_cement_are_darker_than_bone(exposed):
    """What the team must see stands out from the bone around it."""
    at = [int(coordinate[0]) for coordinate in place([9.0, 0.0, 4.0], "lateral")]
    before, balloon, cement = (
        exposed("lateral", time)[*at] for time in moments("fracture inflation hardening")
    )
    assert balloon > before + 0.5
    assert cement > before + 0.5


def test_bright_is_dark_the_other_way_round(exposed):
    """The two polarities are each other's negative, within the screen's range."""
    dark, bright = (
        screen(exposed("ap", time_of("hardening")), polarity) for polarity in ("dark", "bright")
    )
    assert np.allclose(dark + bright, (dark + bright)[0, 0])
    assert 0.0 <= min(dark.min(), bright.min())
    assert max(dark.max(), bright.max()) <= 1.0


def test_the_picture_is_round_and_always_the_same(spine):
    """Corners are clear, the middle is not, and the same moment gives the same bytes."""
    pictures = [
        fluoroscopy(spine, pose_at(Case(), time_of("inflation")), "ap", 64) for _ in range(2)
    ]
    assert (pictures[0] == pictures[1]).all()
    assert pictures[0][0, 0, 3] == 0
    assert pictures[0][32, 32, 3] == 255


def test_skin_and_what_is_cut_open_are_not_on_it(spine):
    """Bones are there once, whole; soft things and drawn extras are not there."""
    there = {part.name for part in spine.parts if exposure(part.material, part.shown)}
    assert {"bone_L1", "bone_L2", "cannula_right", "cement_left", "balloon_left"} <= there
    assert not {"skin", "dura", "cap_L1", "bone_L1_opened", "sunken_rim", "cavity"} & there


@pytest.mark.parametrize("shape", CHOICES["shape"])
def test_the_viewer_finds_the_borders_of_any_loss(shape):
    """What travels with the scene gives the lines of cases for which nothing was baked."""
    surface = treated_surface("L1")
    borders = plain_checkpoints(Case(shape=shape), surface)
    for loss in (0.1, 0.25, 0.42):
        case = Case(shape=shape, height_loss=loss)
        shares = pose_at(case, ACCESS).weights["fracture"] / reach_of(case)["fracture"]
        for name, line in checkpoint_lines(case, surface).items():
            moved = np.tensordot(shares, borders[name]["targets"], axes=1)
            assert borders[name]["rest"] + moved == pytest.approx(line, abs=0.03)
    low, high = (
        np.ptp(
            checkpoint_lines(Case(shape=shape, height_loss=loss), surface)["posterior_wall"][:, 1]
        )
        for loss in (0.42, 0.1)
    )
    assert (high - low > 3.0) == (shape == "crush")
