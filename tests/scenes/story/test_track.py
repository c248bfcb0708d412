"""Numbers over time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.track import Track, constant, smoothstep


def test_a_track_rests_outside_its_keys():
    """Before the first and after the last key nothing changes."""
    rise = Track(((1, 0.0), (2, 5.0)))
    assert [rise(0), rise(1), rise(2), rise(9)] == [0.0, 0.0, 5.0, 5.0]


def test_a_constant_never_changes():
    """One value, whenever it is asked for."""
    assert {constant(0.3)(time) for time in (-1.0, 0.0, 5.0, 20.0)} == {0.3}


def test_an_eased_track_starts_and_ends_at_rest():
    """Near its keys an eased track moves far less than an even one."""
    keys = ((0, 0.0), (1, 1.0))
    eased, even = Track(keys), Track(keys, linear=True)
    assert eased(0.01) < 0.05 * even(0.01)
    assert eased(0.5) == even(0.5) == 0.5


@given(
    st.lists(st.floats(-9, 9), min_size=1, max_size=6),
    st.lists(st.floats(-2, 8), max_size=9),
    st.booleans(),
)
def test_many_moments_at_once_are_as_one_by_one(values, times, linear):
    """Whoever samples a whole walkthrough gets the very numbers that a single moment has."""
    some = Track(tuple(enumerate(values)), linear=linear)
    times += [float(key) for key in range(len(values))]
    assert some.over(np.array(times)).tolist() == [some(time) for time in times]


def test_crossings_are_where_an_even_track_has_the_values():
    """A track that goes up and down passes each value twice."""
    hill = Track(((0, 0.0), (1, 1.0), (3, 0.0)), linear=True)
    times = hill.crossings([0.25, 0.5])
    assert sorted(times) == [0.25, 0.5, 2.0, 2.5]
    assert [hill(time) for time in sorted(times)] == [0.25, 0.5, 0.5, 0.25]


def test_keys_out_of_order_are_refused():
    """Times must increase."""
    with pytest.raises(ValueError, match="must increase"):
        Track(((1, 0.0), (1, 1.0)))


@given(st.floats(-1, 2), st.floats(-1, 2))
def test_smoothstep_never_falls(one, other):
    """The ease keeps the order of its arguments and stays between 0 and 1."""
    low, high = sorted([one, other])
    assert 0.0 <= smoothstep(low) <= smoothstep(high) <= 1.0
