"""What a painter paints for each view."""

import numpy as np
import pytest

from scenes.look.xray import MASK
from scenes.motion.pose import pose_at
from scenes.motion.viewpoints import hidden, turned
from scenes.paint.fluoroscopy import fluoroscopy
from scenes.paint.lettering import DESIGNED_WIDTH
from scenes.paint.painter import Painter
from scenes.paint.screens import ASIDE, FOOT, GAP, PULSES, SMALL, Pair, screen_picture
from scenes.paint.stage import Stage
from scenes.story.shots import VIEWS, XRAYS, Shot
from scenes.story.timeline import time_of

SIZE = (480, 270)
BROKEN, FULL = time_of("fracture"), time_of("inflation")
NOTES = ("From the side", "From the front")
GREY = np.full((270, 480, 3), 128, dtype=np.uint8)


@pytest.mark.drawing
def test_every_view_is_another_picture(spine, case):
    """The painted views are the stage's, turned, and opened for the cut; no two are alike."""
    views = [view for view in VIEWS if view not in XRAYS]
    with Painter(spine, SIZE) as painter:
        pictures = {view: painter.paint(Shot(time=BROKEN, view=view)) for view in views}
    guided = pose_at(case, BROKEN)
    with Stage(spine, SIZE) as stage:
        for view in views:
            pose = pose_at(case, BROKEN, "opened" if view == "cut" else "guided")
            camera = turned(case, guided.camera, view)
            wanted = stage.paint(pose, camera=camera, hidden=hidden(case, view))
            assert np.array_equal(pictures[view], wanted), view
    assert len({picture.tobytes() for picture in pictures.values()}) == len(views) == 6


@pytest.mark.drawing
def test_pair_lies_over_the_same_picture(spine):
    """With the X-ray pictures only the lower left corner differs."""
    with Painter(spine, SIZE) as painter:
        alone = painter.paint(Shot(time=FULL))
        both = painter.paint(Shot(time=FULL, inset=1.0, notes=NOTES))
    rows, columns = np.nonzero((alone != both).any(axis=2))
    unit = SIZE[0] / DESIGNED_WIDTH
    assert columns.min() == pytest.approx(ASIDE * unit, abs=1.5)
    assert columns.max() == pytest.approx((ASIDE + 2 * SMALL + 3 * GAP) * unit, abs=1.5)
    assert rows.max() == pytest.approx(SIZE[1] - ASIDE * unit, abs=1.5)
    assert rows.min() == pytest.approx(SIZE[1] - (ASIDE + SMALL + GAP + FOOT) * unit, abs=1.5)


@pytest.mark.parametrize("view", XRAYS.values())
def test_screen_shows_the_simulated_x_ray(spine, case, view):
    """The round picture stands in the middle, the same as the simulation's; the note beside it."""
    picture = screen_picture(spine, FULL, view, SIZE, ())
    side = round(0.95 * SIZE[1])
    left, top = (SIZE[0] - side) // 2, (SIZE[1] - side) // 2
    wanted = fluoroscopy(spine, pose_at(case, FULL), view, side)
    place = (np.arange(side) + 0.5) / side - 0.5
    inside = np.hypot(place[:, None], place) < MASK - 2.0 / side
    shown = picture[top : top + side, left : left + side]
    assert np.array_equal(shown[inside], wanted[..., :3][inside])
    noted = screen_picture(spine, FULL, view, SIZE, ("Made from this model.",))
    changed = np.nonzero((noted != picture).any(axis=2))[1]
    assert 0 < changed.size
    assert changed.max() < left + side / 2


def test_pair_waits_for_the_next_pulse(spine):
    """Between two pulses the same pictures stay; the next pulse brings others."""
    pair = Pair(spine, SIZE[0])
    moments = [time_of("balloons") + share / PULSES for share in (7.1, 7.9, 8.1)]
    first, same, after = (pair.lay_over(GREY, time, NOTES, 1.0) for time in moments)
    assert np.array_equal(first, same)
    assert not np.array_equal(first, after)


def test_pair_fades(spine):
    """Half opaque it is half way between the picture and itself; not opaque it is not there."""
    pair = Pair(spine, SIZE[0])
    none, half, full = (pair.lay_over(GREY, FULL, NOTES, share) for share in (0.0, 0.5, 1.0))
    assert np.array_equal(none, GREY)
    assert np.abs(half - (none + full.astype(float)) / 2.0).max() <= 0.5
