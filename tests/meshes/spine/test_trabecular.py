import numpy as np
import pytest

from meshes.devices.trajectory import LEFT_TRANSPEDICULAR
from meshes.fracture.cutaway import opened
from meshes.spine.compaction import compacted
from meshes.spine.trabecular import SpongeColours, texture_box, trabecular_texture
from meshes.tools.surface import points_of

PLANE = LEFT_TRANSPEDICULAR.cut_plane()
COLOURS = SpongeColours(
    cortex=(244, 230, 202),
    strut=(252, 240, 216),
    marrow=(216, 174, 136),
    deep=(164, 108, 78),
    behind=(233, 205, 170),
    farther=(196, 150, 118),
    crushed=(142, 58, 48),
    rim=(110, 92, 70),
)
BOX = np.array([-10.0, -10.0]), np.array([10.0, 10.0])
TURN = np.linspace(0, 2 * np.pi, 60, endpoint=False)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)


def disc(points):
    """Stand for a bone that is round with a radius of 9 mm in the cut."""
    return np.linalg.norm(PLANE.flat(points), axis=1) - 9.0


def nowhere(points):
    """Stand for a broken bone in which nothing is crushed."""
    return np.zeros(len(points))


def drawn(**options):
    """Draw the round bone at 0.1 mm per pixel."""
    chosen = {"crush": nowhere, "seed": 3} | options
    return trabecular_texture(disc, PLANE, BOX, 0.1, COLOURS, **chosen)


def radius_of_pixels(picture):
    """Return how far every pixel lies from the middle, in mm."""
    rows, columns = picture.shape[:2]
    y, x = np.mgrid[:rows, :columns]
    return np.hypot((x + 0.5) / columns * 20 - 10, (y + 0.5) / rows * 20 - 10)


def struts(picture):
    """Tell which pixels of the core are strut rather than marrow."""
    core = picture[radius_of_pixels(picture) < 6.5][:, :3].astype(float)
    return np.linalg.norm(core - COLOURS.strut, axis=1) < 60


def test_picture_fills_the_box():
    """The picture has the box's shape, and is fully opaque without a cavity."""
    picture = drawn()
    assert picture.shape == (200, 200, 4)
    assert picture.dtype == np.uint8
    assert (picture[..., 3] == 255).all()


def test_bone_has_a_solid_outer_layer():
    """The outermost quarter of a millimetre is cortex, all around."""
    picture = drawn()
    radius = radius_of_pixels(picture)
    layer = picture[(radius > 8.75) & (radius < 8.95)][:, :3]
    assert np.abs(layer - np.array(COLOURS.cortex, dtype=float)).max() < 25


def test_porous_bone_has_fewer_struts_and_a_thinner_outer_layer():
    """Both differences between healthy and porous bone show in the picture."""
    healthy, porous = drawn(crush=None), drawn()
    assert struts(porous).mean() < 0.6 * struts(healthy).mean()
    ring = np.abs(radius_of_pixels(healthy) - 7.8) < 0.1
    marrow = [(picture[ring][:, 2] < 170).mean() for picture in (healthy, porous)]
    assert marrow[0] < 0.5 * marrow[1]


def test_pores_stand_upright():
    """Going up one crosses fewer struts than going sideways."""
    bone = drawn(crush=None)[50:150, 50:150, 2] > 190
    sideways = np.abs(np.diff(bone.astype(int), axis=1)).sum()
    upward = np.abs(np.diff(bone.astype(int), axis=0)).sum()
    assert upward < 0.9 * sideways


def test_bone_is_compacted_around_the_cavity():
    """Most at the cavity's wall, gone a few millimetres away; a crust fills what is over it."""
    picture = compacted(drawn(), BOX, 4.0 * CIRCLE, 3)
    radius, compaction = radius_of_pixels(picture), 255 - picture[..., 3].astype(int)
    assert compaction[np.abs(radius - 4.0) < 0.2].mean() > 100
    below = np.arange(len(radius))[:, None] > 0.6 * len(radius)
    assert compaction[(radius > 8.5) & below].max() < 5
    assert compaction[10:50, 90:110].mean() > 180
    assert np.array_equal(picture[..., :3], drawn()[..., :3])


def test_rim_is_drawn_as_a_dark_line():
    """Along the outline the picture is darker than on both sides."""
    picture = drawn(rim=[9.0 * CIRCLE])
    radius = radius_of_pixels(picture)
    brightness = [picture[np.abs(radius - at) < 0.05][:, :3].mean() for at in (8.75, 8.99, 9.25)]
    assert brightness[1] < min(brightness[0], brightness[2]) - 30


def test_top_row_comes_first():
    """A cavity in the upper left of the plane shows in the upper left of the picture."""
    picture = compacted(drawn(), BOX, CIRCLE + np.array([-6.0, 6.0]), 3)
    row, column = np.unravel_index(np.argmin(picture[..., 3]), picture.shape[:2])
    assert row < 80
    assert column < 80


def test_the_same_seed_gives_the_same_bytes():
    """The pattern depends on the seed and on nothing else."""
    assert drawn().tobytes() == drawn().tobytes()
    assert drawn(seed=4).tobytes() != drawn().tobytes()


@pytest.mark.parametrize("margin", [0.0, 2.0])
def test_box_holds_the_cap(cracked, margin):
    """The picture's box reaches beyond the cap by the margin on every side."""
    cap = opened(cracked, PLANE).cap
    lower, upper = texture_box(cap, PLANE, margin)
    flat = PLANE.flat(points_of(cap))
    np.testing.assert_allclose(flat.min(axis=0) - lower, margin)
    np.testing.assert_allclose(upper - flat.max(axis=0), margin)
