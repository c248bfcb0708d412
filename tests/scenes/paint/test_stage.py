"""The pyvista painter, on simple bodies."""

from dataclasses import replace

import numpy as np
import pytest
import pyvista as pv

from meshes.tools.surface import mesh
from scenes.look.materials import MATERIALS, rgb
from scenes.model.parts import Part
from scenes.motion.pose import Pose
from scenes.motion.site import WORLD
from scenes.paint.stage import Stage
from scenes.story.cameras import camera
from tests.bodies import Scene, ball

pytestmark = pytest.mark.drawing

SIZE = (160, 100)
FIELD = 50.0
FRONT = camera((0, 0, 0), (0, 0, 1), (0, 1, 0), (80, FIELD))
MM_PER_PIXEL = FIELD / SIZE[1]


def pose(**changes):
    """Return a moment at which everything is at rest, but for the changes."""
    rest = Pose(
        time=0.0,
        camera=FRONT,
        frames={WORLD: np.eye(4)},
        weights={},
        shown={"always": 1.0, "faded": 0.4, "never": 0.0},
        shades={"crack": 0.0, "compaction": 0.0, "hardness": 0.0},
        cut=(0.0, 0.0, 1.0, 0.0),
    )
    return replace(rest, **changes)


def shifted(x, y, z):
    """Return a translation."""
    motion = np.eye(4)
    motion[:3, 3] = x, y, z
    return motion


def paint(*parts, at=None):
    """Return one picture of some parts."""
    with Stage(Scene(parts), SIZE) as stage:
        return stage.paint(at or pose())


def silhouette(*parts, at=None, **options):
    """Return the silhouette of some parts."""
    with Stage(Scene(parts), SIZE) as stage:
        return stage.silhouette(at or pose(), **options)


def centre_of(mask):
    """Return the middle of a mask in mm, x to the right and y up."""
    rows, columns = np.nonzero(mask)
    x = columns.mean() + 0.5 - SIZE[0] / 2
    y = SIZE[1] / 2 - rows.mean() - 0.5
    return np.array([x, y]) * MM_PER_PIXEL


def test_picture_has_the_size_asked_for():
    """The picture is as wide and high as asked for, in three colours of one byte."""
    picture = paint(ball())
    assert picture.shape == (SIZE[1], SIZE[0], 3)
    assert picture.dtype == np.uint8


def test_silhouette_of_a_ball_is_its_disc():
    """The camera's field is kept: the disc has the ball's radius."""
    mask = silhouette(ball())
    radius = np.sqrt(mask.sum() / np.pi) * MM_PER_PIXEL
    assert radius == pytest.approx(10.0, abs=0.1)
    assert np.allclose(centre_of(mask), 0.0, atol=0.1)


def test_nothing_is_background():
    """A scene in which nothing is shown has no silhouette and shows only the gradient."""
    hidden = ball(shown="never")
    assert not silhouette(hidden).any()
    rows = paint(hidden).astype(int)
    assert np.ptp(rows, axis=1).max() <= 2
    assert np.abs(rows[0, 0] - np.array(rgb("#f7fafc")) * 255).max() <= 2
    assert np.abs(rows[-1, 0] - np.array(rgb("#dfe8ee")) * 255).max() <= 2


def test_layers_can_be_left_out():
    """Only the layers asked for leave a silhouette."""
    parts = ball(centre=(-15, 0, 0)), ball("tool", "steel", centre=(15, 0, 0), layer="tools")
    assert centre_of(silhouette(*parts, layers={"bones"}))[0] == pytest.approx(-15, abs=0.3)
    assert centre_of(silhouette(*parts, layers={"tools"}))[0] == pytest.approx(15, abs=0.3)


def test_same_pose_gives_same_bytes():
    """Painting twice, and in two stages, gives the same picture."""
    parts = ball(), ball("balloon", "balloon", 6, (5, 0, 12)), ball("faded", shown="faded")
    with Stage(Scene(parts), SIZE) as stage:
        first, second = stage.paint(pose()), stage.paint(pose())
    assert np.array_equal(first, second)
    assert np.array_equal(first, paint(*parts))


def test_forth_and_back_gives_the_same_picture():
    """What a pose changes, the next pose changes back: motion, bend, colour, opacity, camera."""
    body = ball(frame="motion", weights="bend", targets=np.zeros((1, 1, 1)))
    upward = np.asarray(body.mesh.points) * (0.0, 0.4, 0.0)
    body = replace(body, targets=upward[np.newaxis])
    cement = ball("cement", "cement", 5, (20, 0, 0), shown="cement")
    rest = pose(
        frames={WORLD: np.eye(4), "motion": np.eye(4)},
        weights={"bend": np.zeros(1)},
        shown={"always": 1.0, "cement": 1.0},
    )
    other = replace(
        rest,
        frames={WORLD: np.eye(4), "motion": shifted(-9, 3, 0)},
        weights={"bend": np.ones(1)},
        shown={"always": 0.5, "cement": 0.0},
        shades={"hardness": 1.0},
        camera=camera((0, 0, 0), (1, 1, 1), (0, 1, 0), (90, 60)),
    )
    with Stage(Scene((body, cement)), SIZE) as stage:
        before, away, after = (stage.paint(one) for one in (rest, other, rest))
    assert np.array_equal(before, after)
    assert not np.array_equal(before, away)


def test_part_follows_its_frame():
    """A part lies where its frame puts it."""
    mask = silhouette(ball(frame="motion"), at=pose(frames={"motion": shifted(12, -8, 0)}))
    assert np.allclose(centre_of(mask), [12, -8], atol=0.3)


def test_mirrored_part_is_the_mirror_image():
    """A mirrored part, its motion included, has the mirrored silhouette, lit from outside."""
    left = ball(centre=(10, 0, 0), frame="motion")
    at = pose(frames={"motion": shifted(6, 4, 0)})
    mirrored = replace(left, mirrored=True)
    assert np.array_equal(silhouette(mirrored, at=at), silhouette(left, at=at)[:, ::-1])
    pictures = [paint(part, at=at).astype(float) for part in (left, mirrored)]
    means = [picture[silhouette(left, at=at)].mean() for picture in (pictures[0],)]
    means.append(pictures[1][silhouette(mirrored, at=at)].mean())
    assert means[1] == pytest.approx(means[0], rel=0.1)


def test_weights_bend_a_part():
    """Targets times weights are added to the points."""
    body = ball(weights="bend")
    body = replace(body, targets=(np.asarray(body.mesh.points) * (1.0, 0.0, 0.0))[np.newaxis])
    masks = [silhouette(body, at=pose(weights={"bend": np.array([w])})) for w in (0.0, 1.0)]
    widths = [mask.any(axis=0).sum() * MM_PER_PIXEL for mask in masks]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.05)
    assert masks[0].any(axis=1).sum() == masks[1].any(axis=1).sum()


def test_outline_runs_around_a_surface():
    """Just outside the ball's edge lies its line, in the outline's colour."""
    picture = paint(ball()).astype(int)
    row = picture[SIZE[1] // 2]
    line = np.abs(row - np.array(rgb(MATERIALS["bone"].outline)) * 255).max(axis=1) < 40
    at = np.abs(np.arange(SIZE[0]) + 0.5 - SIZE[0] / 2) * MM_PER_PIXEL
    assert 2 <= line.sum() <= 6
    assert np.all(np.abs(at[line] - 10.0) < 1.5)


def test_faded_part_hides_faded_parts_inside_it():
    """A ghost shows only its nearest surface, so its inside does not confuse the picture."""
    outer = ball(shown="faded")
    inner = ball("inner", "steel", 5, shown="faded")
    assert np.array_equal(paint(outer), paint(outer, inner))


def test_faded_part_lets_solid_parts_through():
    """What is solid inside a ghost is seen, paler."""
    ghost, cement = ball(shown="faded"), ball("cement", "cement", 5)
    middle = SIZE[1] // 2, SIZE[0] // 2
    seen, bare, alone = (
        parts[middle].astype(int) for parts in (paint(ghost, cement), paint(cement), paint(ghost))
    )
    assert np.abs(seen - bare).max() > 5
    assert np.abs(seen - alone).max() > 5


def test_balloon_lets_its_inside_through():
    """A balloon is translucent and bluer than what it holds."""
    balloon, steel = ball(material="balloon"), ball("catheter", "catheter", 4)
    middle = SIZE[1] // 2, SIZE[0] // 2
    inside = paint(balloon, steel)[middle].astype(int)
    outside = paint(steel)[middle].astype(int)
    empty = paint(balloon)[middle].astype(int)
    assert not np.array_equal(inside, empty)
    assert inside[2] - inside[0] > outside[2] - outside[0]


def test_texture_lies_upright():
    """The first row of a texture is on top, at the second texture coordinate's 1."""
    square = pv.Plane(direction=(0, 0, 1), i_size=20, j_size=20).triangulate()
    body = mesh(square.points, square.regular_faces)
    across = np.asarray(square.points)[:, :2] / 20 + 0.5
    body.active_texture_coordinates = across
    texture = np.full((8, 8, 4), 255, dtype=np.uint8)
    texture[:4, :, 1:3] = 0
    picture = paint(
        Part(
            name="cap",
            mesh=body,
            material="cap",
            layer="bones",
            shown="always",
            texture=texture,
        )
    ).astype(int)
    above, below = picture[SIZE[1] // 2 - 10, 80], picture[SIZE[1] // 2 + 10, 80]
    assert above[0] - above[2] > 100
    assert below.max() - below.min() < 40


def test_closed_stage_says_so():
    """Painting on a closed stage is refused with one sentence."""
    stage = Stage(Scene((ball(),)), SIZE)
    stage.close()
    with pytest.raises(RuntimeError, match="closed"):
        stage.paint(pose())
