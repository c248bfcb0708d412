"""Named points of view."""

import numpy as np
import pytest

from scenes.motion.pose import pose_at
from scenes.motion.site import site_of
from scenes.motion.viewpoints import hidden, turned
from scenes.story.case import Case
from scenes.story.timeline import DURATION, time_of
from scenes.story.views import VIEWS
from tests.moments import moments


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("time", [0.0, *moments("ready-0.5 ready inflation result")])
def test_a_view_shows_the_subject_of_the_guided_picture(name, time):
    """It is seen from where the view says, with all that the guided picture frames."""
    guided = pose_at(Case(), time).camera
    camera = turned(Case(), guided, name)
    assert camera.direction == pytest.approx(VIEWS[name].direction, abs=1e-3)
    assert np.dot(camera.direction, camera.up) == pytest.approx(0.0, abs=1e-12)
    assert camera.target[1:] == guided.target[1:]
    assert camera.height > guided.height
    assert camera.width > guided.width


def test_a_name_that_is_no_view_leaves_the_guided_camera():
    """The guided picture itself, and a picture that the person has turned."""
    guided = pose_at(Case(), time_of("inflation")).camera
    assert turned(Case(), guided, "guided") == guided
    assert turned(Case(), guided, "free") == guided


@pytest.mark.parametrize("approach", ["bipedicular", "unipedicular"])
def test_the_cut_is_looked_at_straight(approach):
    """The needle lies in the plane of the picture, however steeply it runs."""
    case = Case(approach=approach)
    direction = turned(case, pose_at(case, time_of("inflation")).camera, "cut").direction
    assert direction == pytest.approx(site_of(case).plane.normal)
    assert direction @ site_of(case).trajectory.direction == pytest.approx(0.0, abs=1e-9)


def test_the_cut_stands_as_the_guided_picture_does():
    """Head up for a person who stands, back up for one who lies face down, smooth between."""
    ups = [
        turned(Case(), pose_at(Case(), time).camera, "cut").up
        for time in np.arange(0.0, DURATION, 0.01)
    ]
    assert ups[0] == pytest.approx((0.0, 1.0, 0.0), abs=0.01)
    assert ups[round(time_of("inflation") / 0.01)][2] < -0.95
    assert np.abs(np.diff(ups, axis=0)).max() < 0.15


def test_looking_down_nothing_stands_before_the_treated_bone(spine):
    """What is left out is there, and it is all that lies higher than the bone but nerve roots."""
    names = set(hidden(spine.case, "top"))
    higher = {
        part.name
        for part in spine.parts
        if part.layer in {"bones", "discs", "nerves"}
        and "roots" not in part.name
        and np.asarray(part.mesh.points)[:, 1].max() > 19.5
    }
    assert names == higher
    assert hidden(spine.case, "guided") == hidden(spine.case, "side") == ()
