"""Fine detail of surfaces, as pyvista's painter draws it."""

from dataclasses import replace

import numpy as np
import pytest
import pyvista as pv
from scipy.ndimage import label

from meshes.devices.cement import POSITIONS, USUAL
from meshes.tools.morph import grid_weights
from meshes.tools.surface import mesh
from scenes.look.detail import INSIDE, OUTSIDE
from scenes.model.parts import Part
from scenes.motion.pose import SHAPED_FOR
from scenes.paint.stage import Stage
from scenes.story.cameras import camera
from tests.bodies import Scene, ball
from tests.scenes.paint.test_stage import FIELD, MM_PER_PIXEL, SIZE, paint, pose, silhouette

pytestmark = pytest.mark.drawing

FULL = grid_weights(USUAL, POSITIONS, SHAPED_FOR[0], SHAPED_FOR)
SIDE = camera((0, 0, 0), (1, 0, 0), (0, 1, 0), (80, FIELD))
MARROW = 150


def cut_face():
    """Return a face of marrow; the cement ends in its middle and lies on its left."""
    square = pv.Plane(direction=(0, 0, 1), i_size=40, j_size=40, i_resolution=80).triangulate()
    face = mesh(square.points, square.regular_faces)
    face.active_texture_coordinates = np.asarray(square.points)[:, :2] / 40 + 0.5
    away = np.clip((face.points[:, :1] + INSIDE) / (INSIDE + OUTSIDE), 0.0, 1.0)
    face.point_data["seepage"] = np.repeat(away, 4, axis=1)
    texture = np.full((8, 8, 4), MARROW, dtype=np.uint8)
    texture[..., 3] = 255
    return Part(
        name="cap", mesh=face, material="cap", layer="bones", shown="always", texture=texture
    )


def cement(**place):
    """Return a ball of cement that shows all weights of the real one, and moves by none."""
    body = ball("cement", "cement", layer="cement", weights="cement", **place)
    return replace(body, targets=np.zeros((len(FULL), body.mesh.n_points, 3)))


def filled(**changes):
    """Return a moment at which the usual amount of cement is in."""
    shades = {"crack": 0.0, "compaction": 0.0, "hardness": 0.0}
    return pose(weights={"cement": FULL}, shades=shades, **changes)


def test_cement_seeps_as_far_as_it_reaches():
    """It is pale within the cement, ragged for some millimetres, dark at its rim, then marrow."""
    hidden_body = cement(radius=0.5, centre=(0, 0, -5))
    picture = paint(cut_face(), hidden_body, at=filled()).astype(int).mean(axis=2)
    bare = paint(cut_face()).astype(int).mean(axis=2)
    rows = slice(SIZE[1] // 2 - 35, SIZE[1] // 2 + 35)
    along = (np.arange(SIZE[0]) + 0.5 - SIZE[0] / 2) * MM_PER_PIXEL
    gained = (picture - bare)[rows]
    assert np.all(gained[:, (along > -3) & (along < -1)] > 40)
    assert np.all(np.abs(gained[:, (along > 8) & (along < 19)]) <= 2)
    rim = gained[:, (along > 0) & (along < 6)]
    assert rim.max() > 40
    assert rim.min() < -50


def test_nothing_seeps_without_cement():
    """Where it is hidden the cut face is as it was."""
    parts = cut_face(), cement(radius=0.5, centre=(0, 0, -5))
    with Stage(Scene(parts), SIZE) as stage:
        without = stage.paint(filled(), layers={"bones"})
    assert np.array_equal(without, paint(cut_face()))


def test_cement_is_pressed_to_the_cut():
    """Behind the cut it is a ball, before it a low dome; where no bone is opened it is whole."""
    body, opened = cement(radius=10.0), replace(cut_face(), shown="opened")
    opened = replace(opened, mesh=opened.mesh.scale(0.01, inplace=False))
    shown = {"always": 1.0, "opened": 1.0}
    reach = {}
    for name, parts, at in (
        ("whole", (body,), filled(cut=(0.0, 0.0, 1.0, 0.0))),
        ("pressed", (body, opened), filled(cut=(0.0, 0.0, 1.0, 0.0), shown=shown)),
    ):
        columns = np.flatnonzero(silhouette(*parts, at=replace(at, camera=SIDE)).any(axis=0))
        # Seen from the left, what lies before the cut is on the left.
        reach[name] = (SIZE[0] / 2 - columns[[0, -1]]) * MM_PER_PIXEL
    assert reach["whole"] == pytest.approx([10.0, -10.0], abs=0.6)
    assert reach["pressed"] == pytest.approx([3.4 * (1 - np.exp(-10 / 3.4)), -10.0], abs=0.6)


def test_relief_sticks_to_bone_that_moves():
    """A bone that bends takes its pattern along; a pattern in space would stay behind."""
    body = ball(weights="bend")
    shift = np.tile((7.0, 0.0, 0.0), (1, body.mesh.n_points, 1))
    body = replace(body, targets=shift)
    pixels = round(7.0 / MM_PER_PIXEL)
    rest, moved = (
        paint(body, at=pose(weights={"bend": np.array([weight])})).astype(int)
        for weight in (0.0, 7.0 / 7.0)
    )
    smooth = paint(replace(body, material="dura"), at=pose(weights={"bend": np.zeros(1)}))
    middle = (
        slice(SIZE[1] // 2 - 10, SIZE[1] // 2 + 10),
        slice(SIZE[0] // 2 - 10, SIZE[0] // 2 + 10),
    )
    along = middle[0], slice(middle[1].start + pixels, middle[1].stop + pixels)
    rough = np.abs(np.diff(rest[middle], n=2, axis=0)).mean()
    assert rough > 1.5 * np.abs(np.diff(smooth[middle].astype(int), n=2, axis=0)).mean()
    assert (
        np.abs(moved[along] - rest[middle]).mean()
        < 0.35 * np.abs(moved[middle] - rest[middle]).mean()
    )


def test_a_crack_gapes_as_far_as_it_is_open():
    """Where the mask is high there is a dark gap, beside it bruised bone, and none once closed."""
    body = ball()
    near = np.exp(-((np.asarray(body.mesh.points)[:, 1] / 1.5) ** 2))
    body.mesh.point_data["crack"] = 0.5 * near
    open_, closed = (
        paint(body, at=pose(shades={"crack": crack, "compaction": 0.0, "hardness": 0.0}))
        for crack in (1.0, 0.0)
    )
    darker = (closed.astype(int) - open_).mean(axis=2)[:, SIZE[0] // 2]
    height = np.abs(SIZE[1] / 2 - np.arange(SIZE[1]) - 0.5) * MM_PER_PIXEL
    assert darker[height < 0.5].min() > 60
    assert 5 < darker[(height > 1.4) & (height < 2.0)].mean() < 60
    assert np.abs(darker[(height > 4.0) & (height < 9.0)]).max() <= 3


def test_a_balloon_mirrors_a_lamp_that_hides_what_is_behind():
    """In the upper right of it lies one bright place, as bright over steel as over nothing."""
    balloon, tool = ball(material="balloon"), ball("tool", "steel", radius=4.0)
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    away = np.hypot(rows + 0.5 - SIZE[1] / 2, columns + 0.5 - SIZE[0] / 2) * MM_PER_PIXEL
    places = []
    for parts in ((balloon,), (balloon, tool)):
        bright = (paint(*parts).min(axis=2) > 225) & (away < 9.0)
        assert label(bright)[1] == 1
        places.append(np.argwhere(bright).mean(axis=0) - (SIZE[1] / 2, SIZE[0] / 2))
    assert np.all(np.sign(places[0]) == (-1, 1))
    assert places[1] == pytest.approx(places[0], abs=1.0)
