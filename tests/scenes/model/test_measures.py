"""What is measured on the model over time."""

import numpy as np
import pytest

from meshes.fracture.landmarks import measured, rim_landmarks
from scenes.model.measures import measure_tracks
from scenes.motion.pose import bone_at
from scenes.motion.site import site_of
from scenes.story.case import Case
from scenes.story.timeline import time_of
from tests.moments import moments


@pytest.fixture(scope="module")
def tracks(spine):
    """Everything that is measured on the default case."""
    return measure_tracks(Case(), spine.part("bone_L1").mesh)


def at(tracks, name, time):
    """Value of one measure at a time."""
    return np.interp(time, tracks[name]["times"], tracks[name]["values"])


@pytest.mark.parametrize(
    "time",
    [
        0.0,
        *moments("fracture-0.63 fracture cannulas inflation-0.67 inflation"),
        *moments("cavities-0.79 cavities result"),
    ],
)
def test_measures_are_those_of_the_bone_that_is_drawn(spine, tracks, time):
    """They agree with the rims at that moment, also between the measured moments."""
    fracture, state = site_of(Case()).fracture, bone_at(Case(), time)
    rims = rim_landmarks(spine.part("bone_L1").mesh, fracture.size)
    taken = measured(fracture.displace(rims, state.loss, state.crack))
    for name in ("anterior", "middle", "posterior"):
        assert at(tracks, name, time) == pytest.approx(getattr(taken, name), abs=0.1)
    assert at(tracks, "kyphosis", time) == pytest.approx(np.degrees(taken.kyphosis), abs=0.3)


def test_the_front_sinks_then_part_of_it_returns(tracks):
    """Falling through the collapse, rising through inflation, a little lost, never all back."""
    fall, lift, settle = (
        [at(tracks, "anterior", time) for time in np.linspace(start, end, 60)]
        for start, end in (
            (0.0, time_of("fracture")),
            (time_of("balloons"), time_of("inflation")),
            (time_of("inflation"), time_of("cavities")),
        )
    )
    assert (np.diff(fall) <= 0.0).all()
    assert (np.diff(lift) >= 0.0).all()
    assert (np.diff(settle) <= 0.0).all()
    assert fall[0] > lift[-1] > settle[-1] > fall[-1]
    healthy, broken, inflated, result = (
        at(tracks, "kyphosis", time_of(key))
        for key in ("healthy", "fracture", "inflation", "result")
    )
    assert healthy < inflated < result < broken


def test_the_needle_passes_the_back_wall_while_it_is_still_outside_the_inner_border(tracks):
    """The order that a radiologist checks on the two X-ray views."""
    times = np.linspace(time_of("ready"), time_of("trocars"), 201)
    past = np.array([at(tracks, "past_wall", time) for time in times])
    inside = np.array([at(tracks, "inside_pedicle", time) for time in times])
    assert past[0] < 0.0 < past[-1]
    assert inside[past <= 0.0].min() > 0.0
    assert inside[-1] < 0.0
