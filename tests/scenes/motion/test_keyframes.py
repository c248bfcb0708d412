"""Few keys for a dense motion."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenes.motion.keyframes import essential, sample_times


@given(st.floats(0.001, 0.1), st.integers(1, 4))
def test_straight_lines_between_the_kept_keys_stay_within_the_tolerance(tolerance, frequency):
    """Every sample is met, with far fewer keys."""
    times = np.linspace(0, 1, 400)
    values = np.column_stack([np.sin(frequency * times), np.minimum(times, 0.5)])
    kept = essential(values, times, tolerance)
    for column in values.T:
        assert np.abs(np.interp(times, times[kept], column[kept]) - column).max() <= tolerance
    assert len(kept) < 100


def test_what_rests_stays_exactly_where_it_is():
    """However coarse the tolerance, a plateau is not sloped towards the movement after it."""
    times = np.linspace(0, 1, 101)
    values = np.clip((times - 0.5) / 0.1, 0, 1)[:, None]
    kept = essential(values, times, 0.2)
    resting = (values[:, 0] == 0.0) | (values[:, 0] == 1.0)
    line = np.interp(times, times[kept], values[kept, 0])
    assert (line[resting] == values[resting, 0]).all()


def test_sample_times_hit_every_corner():
    """Corners are sampled exactly, once each, in order."""
    times = sample_times(2.0, [0.333, 1.0, 1.7])
    assert {0.0, 0.333, 1.0, 1.7, 2.0} <= set(times.tolist())
    assert (np.diff(times) > 0).all()
